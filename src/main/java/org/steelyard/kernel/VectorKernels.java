// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner loops with {@code jdk.incubator.vector}: eight channels to a vector where the machine allows it, and the sums
 * of four blocks in registers. No method takes or returns a vector, because that would allocate it on the heap.
 */
final class VectorKernels implements Kernels {

    private static final int LANES = Spectra.LANES;
    private static final VectorSpecies<Double> SPECIES = VectorLineSums.SPECIES;

    @Override
    public void beam(Spectra spectra, int plane, int octet, BeamTaps.Tile tile, BeamTaps taps, double[] sums) {
        Arrays.fill(sums, 0);
        double[] weights = taps.values()[taps.varying() ? octet : 0];
        int[] begin = tile.begin();
        int[] end = tile.end();
        int o0 = tile.origin()[0];
        int o1 = tile.origin()[1];
        int o2 = tile.origin()[2];
        int o3 = tile.origin()[3];
        for (int r = 0; r < begin.length; r++) {
            Spectra.Row row = spectra.rows[tile.firstRow() + r];
            double[] values = row.values[plane];
            int tap = (tile.firstRow() + r) * taps.stride();
            int last = octet * row.most + row.runs[octet];
            for (int run = octet * row.most; run < last; run++) {
                int from = Math.max(row.begin[run], begin[r]);
                int to = Math.min(row.end[run], end[r]);
                if (from < to) {
                    int at = (row.first[run] + from - row.begin[run]) * Spectra.LANES;
                    int t = tap + from;
                    for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
                        if (taps.varying()) {
                            addVarying(values, at, lane, to - from, weights, o0 + t, o1 + t, o2 + t, o3 + t, sums);
                        } else {
                            addCommon(values, at, lane, to - from, weights, o0 + t, o1 + t, o2 + t, o3 + t, sums);
                        }
                    }
                }
            }
        }
    }

    private static void addCommon(
            double[] values,
            int at,
            int lane,
            int pixels,
            double[] weights,
            int t0,
            int t1,
            int t2,
            int t3,
            double[] sums) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, sums, lane);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, sums, LANES + lane);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, sums, 2 * LANES + lane);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, sums, 3 * LANES + lane);
        for (int p = 0; p < pixels; p++) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, values, at + lane + p * LANES);
            s0 = DoubleVector.broadcast(SPECIES, weights[t0 + p]).fma(v, s0);
            s1 = DoubleVector.broadcast(SPECIES, weights[t1 + p]).fma(v, s1);
            s2 = DoubleVector.broadcast(SPECIES, weights[t2 + p]).fma(v, s2);
            s3 = DoubleVector.broadcast(SPECIES, weights[t3 + p]).fma(v, s3);
        }
        s0.intoArray(sums, lane);
        s1.intoArray(sums, LANES + lane);
        s2.intoArray(sums, 2 * LANES + lane);
        s3.intoArray(sums, 3 * LANES + lane);
    }

    private static void addVarying(
            double[] values,
            int at,
            int lane,
            int pixels,
            double[] weights,
            int t0,
            int t1,
            int t2,
            int t3,
            double[] sums) {
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, sums, lane);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, sums, LANES + lane);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, sums, 2 * LANES + lane);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, sums, 3 * LANES + lane);
        for (int p = 0; p < pixels; p++) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, values, at + lane + p * LANES);
            s0 = DoubleVector.fromArray(SPECIES, weights, (t0 + p) * LANES + lane)
                    .fma(v, s0);
            s1 = DoubleVector.fromArray(SPECIES, weights, (t1 + p) * LANES + lane)
                    .fma(v, s1);
            s2 = DoubleVector.fromArray(SPECIES, weights, (t2 + p) * LANES + lane)
                    .fma(v, s2);
            s3 = DoubleVector.fromArray(SPECIES, weights, (t3 + p) * LANES + lane)
                    .fma(v, s3);
        }
        s0.intoArray(sums, lane);
        s1.intoArray(sums, LANES + lane);
        s2.intoArray(sums, 2 * LANES + lane);
        s3.intoArray(sums, 3 * LANES + lane);
    }

    @Override
    public int width() {
        return SPECIES.length();
    }

    @Override
    public LineSums lineSums(NormalDistribution normal) {
        return new VectorLineSums(normal);
    }
}
