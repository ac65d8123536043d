/**
 * The figures of a fit and of its error budget, one class for each figure. A figure receives numbers and draws them
 * with {@link org.steelyard.report.plot}; it computes nothing that a file does not hold as well.
 */
package org.steelyard.report.figure;
