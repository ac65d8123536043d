package org.steelyard.kernel;

/**
 * Neighbouring blocks whose sums are made together, and the pixels that reach them.
 *
 * @param blocks {@value Kernels#BLOCKS} of them; the last one is repeated where there are fewer
 * @param count how many different ones
 * @param firstRow first row of pixels
 * @param begin first column of each row
 * @param end column after the last of each row
 * @param origin of each block: index of the tap of pixel (0, 0), so that of (x, y) is origin + y * stride + x
 */
record BeamTile(int[] blocks, int count, int firstRow, int[] begin, int[] end, int[] origin) {}
