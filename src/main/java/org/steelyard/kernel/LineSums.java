package org.steelyard.kernel;

/** Adds the line of one point to the sums of its pixel, at the points of the spectral axis: the inner loop of {@link LineProfileKernel}. Holds scratch memory. */
interface LineSums {

    /**
     * Looks at all points of a row at once.
     *
     * @param axis the channels' edges, continued to a whole number of octets. Not modified
     * @param sign +1 where velocity grows along the axis, else -1
     * @param s the points. Lent until the next call
     * @param from index of the first edge that each point's line reaches. Lent
     * @param to index after the last one. Lent
     * @param directions how many derivatives
     */
    void start(double[] axis, int sign, Samples s, int[] from, int[] to, int directions);

    /**
     * @param i index of the point; points are added in their order
     * @param last index of the last edge that counts: edges behind the line, up to this one, have all its flux
     * @param sums {@code [plane * stride + edge]}. Modified
     * @param stride from one plane to the next
     */
    void add(int i, int last, double[] sums, int stride);

    /**
     * @param sums at the edges. Not modified
     * @param edge index of the octet's first edge there
     * @param out the octet's channels. Modified
     * @param at the first of them
     */
    void difference(double[] sums, int edge, double[] out, int at);
}
