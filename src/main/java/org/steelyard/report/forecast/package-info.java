// SPDX-License-Identifier: Apache-2.0
/**
 * A plan for its reader: text for a terminal, a JSON file, a table with one row for each observation, and curves of the expected
 * error against beam, noise and time.
 */
package org.steelyard.report.forecast;
