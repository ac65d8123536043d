// SPDX-License-Identifier: Apache-2.0
/**
 * The HTML report of a run and of its error budget: one page that needs no other file, no script and no network, with
 * all figures and tables.
 */
package org.steelyard.report.page;
