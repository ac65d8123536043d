// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * Neighbouring blocks that are summed together, and the pixels that reach them.
 *
 * @param blocks indices of {@value Kernels#BLOCKS} blocks; the last one is repeated where there are fewer
 * @param count number of different blocks
 * @param firstRow first row of pixels
 * @param begin first column of each row
 * @param end column after the last of each row
 * @param origin of each block the tap index of pixel (0, 0); pixel (x, y) has the tap origin + y * stride + x
 */
record BeamTile(int[] blocks, int count, int firstRow, int[] begin, int[] end, int[] origin) {}
