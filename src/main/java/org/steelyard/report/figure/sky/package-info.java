// SPDX-License-Identifier: Apache-2.0
/**
 * Maps of the sky: pixels with beam, scale bar, centre, major axis and fit ellipse, in rows of data, model and residual or side by
 * side.
 */
package org.steelyard.report.figure.sky;
