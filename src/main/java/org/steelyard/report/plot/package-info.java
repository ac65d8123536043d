/**
 * Drawing of axes, labels, colours, contours and files on XChart and Java2D; nothing here depends on fits.
 */
package org.steelyard.report.plot;
