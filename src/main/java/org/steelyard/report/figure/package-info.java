/**
 * The figures of a fit and of its error budget, one class for each figure.
 */
package org.steelyard.report.figure;
