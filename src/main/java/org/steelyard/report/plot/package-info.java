// SPDX-License-Identifier: Apache-2.0
/**
 * Drawing of figures for journals: axes, ticks, labels, legends, colour maps, colour bars and contours, and the
 * encoders for PNG, SVG and PDF. Curves are drawn by XChart, everything else with Java2D. Nothing here depends on fits
 * or cubes.
 */
package org.steelyard.report.plot;
