/**
 * Drawing for journals: axes, ticks, labels, legends, colour maps and colour bars, contours, and the encoders for
 * PNG, SVG and PDF, on XChart and Java2D. Nothing here depends on fits or cubes.
 */
package org.steelyard.report.plot;
