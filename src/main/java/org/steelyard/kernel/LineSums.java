// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * Inner loop of {@link LineProfileKernel}: adds the line of one point to the sums of its pixel at the points of the
 * spectral axis. Contains scratch memory.
 */
interface LineSums {

    /**
     * Prepares all points of a band of rows.
     *
     * @param axis the channels' edges, continued to a whole number of octets. Not modified
     * @param sign +1 where velocity increases along the axis, -1 where it decreases
     * @param s the points. Lent until the next call
     * @param from index of the first edge that each point's line reaches. Lent
     * @param to index after the last such edge. Lent
     * @param directions number of derivatives
     */
    void start(double[] axis, int sign, Samples s, int[] from, int[] to, int directions);

    /**
     * Adds one point.
     *
     * @param i index of the point; points must be added in their order
     * @param last index of the last edge of the pixel: edges beyond the line, up to this one, get its whole flux
     * @param sums {@code [plane * stride + edge]}. Modified
     * @param stride distance from one plane to the next
     */
    void add(int i, int last, double[] sums, int stride);

    /**
     * Adds the line of one point to two sums, without derivatives.
     *
     * @param i index of the point; points must be added in their order
     * @param last index of the last edge of the pixel
     * @param first weight in the first sum
     * @param second weight in the second sum
     * @param sums both sums. Modified
     * @param at index of the first sum
     * @param next index of the second sum
     */
    void addPair(int i, int last, double first, double second, double[] sums, int at, int next);

    /**
     * Differences the sums of one octet of channels.
     *
     * @param sums sums at the edges. Not modified
     * @param edge index of the octet's first edge
     * @param out the octet's channels. Modified
     * @param at index in {@code out} of the first channel
     */
    void difference(double[] sums, int edge, double[] out, int at);
}
