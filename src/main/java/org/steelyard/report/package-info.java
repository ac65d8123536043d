/**
 * What people look at: figures for a journal, the page of a run, and the folder that holds them.
 *
 * <p>A {@link org.steelyard.report.plot.Figure} paints itself in points (1/72 inch) on any Graphics2D; {@link
 * org.steelyard.report.plot.FigureFormat} turns it into PNG, SVG or PDF. Frames, ticks, colour bars and the furniture of a sky map
 * (beam, scale bar, centre) are painted here; curves and steps by XChart inside those frames. Images are painted nearest
 * neighbour from the pixels of the file, through the affine map of its sky frame, so a flipped or rotated cube comes out with
 * north up and east to the left.
 *
 * <p>A Run is what a fit leaves; RunFolder writes it and reads it
 * back. This is the only package that sees AWT and XChart.
 */
package org.steelyard.report;
