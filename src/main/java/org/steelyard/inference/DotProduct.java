package org.steelyard.inference;

/**
 * Scalar product a . b in four partial sums, which a processor adds in parallel. The order of the additions is part of
 * the contract: results repeat to the last bit.
 */
public final class DotProduct {

    private DotProduct() {}

    /**
     * @param a first vector. Not modified.
     * @param b second vector, at least as long as the first. Not modified.
     * @return a . b over the length of the first
     */
    public static double of(double[] a, double[] b) {
        return of(a, 0, b, a.length);
    }

    /** The sum of a[from + k] b[k] for k from 0 to count - 1. */
    static double of(double[] a, int from, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < count; k += 4) {
            s0 += a[from + k] * b[k];
            s1 += a[from + k + 1] * b[k + 1];
            s2 += a[from + k + 2] * b[k + 2];
            s3 += a[from + k + 3] * b[k + 3];
        }
        for (; k < count; k++) {
            s0 += a[from + k] * b[k];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
