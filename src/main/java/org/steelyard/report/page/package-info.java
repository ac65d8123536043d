/**
 * The HTML report of a run and of its error budget.
 */
package org.steelyard.report.page;
