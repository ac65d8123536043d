/**
 * The HTML report of a run and of its error budget: one page that needs no other file, no script and no network. The figures stand in it
 * as they were drawn, the tables as they were computed.
 */
package org.steelyard.report.page;
