// SPDX-License-Identifier: Apache-2.0
/**
 * The figures of a fit, one class for each figure. A figure draws the numbers of {@link org.steelyard.report.table} with {@link
 * org.steelyard.report.plot}. {@link org.steelyard.report.figure.Figures} lists the figures of a run; packages below hold those of
 * one theme.
 */
package org.steelyard.report.figure;
