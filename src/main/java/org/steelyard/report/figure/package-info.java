// SPDX-License-Identifier: Apache-2.0
/**
 * The figures of a fit and of its error budget, one class for each figure. A figure draws the numbers of {@link
 * org.steelyard.report.table} with {@link org.steelyard.report.plot}. {@link org.steelyard.report.figure.Figures} and
 * {@link org.steelyard.report.figure.ErrorFigures} list the figures of a run.
 */
package org.steelyard.report.figure;
