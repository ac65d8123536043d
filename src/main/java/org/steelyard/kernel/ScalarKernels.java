// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/** Inner loops in plain Java, with sums in local variables that the compiler keeps in registers. */
final class ScalarKernels implements Kernels {

    @Override
    public void beam(Spectra spectra, int plane, int octet, BeamTaps.Tile tile, BeamTaps taps, double[] sums) {
        for (int j = 0; j < tile.count(); j++) {
            if (taps.varying()) {
                ofVarying(spectra, plane, octet, tile, taps, j, sums);
            } else {
                ofCommon(spectra, plane, octet, tile, taps, j, sums);
            }
        }
    }

    private static void ofCommon(
            Spectra spectra, int plane, int octet, BeamTaps.Tile tile, BeamTaps taps, int j, double[] sums) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        double[] weights = taps.values()[0];
        for (int r = 0; r < tile.begin().length; r++) {
            Spectra.Row row = spectra.rows[tile.firstRow() + r];
            double[] v = row.values[plane];
            int tap = tile.origin()[j] + (tile.firstRow() + r) * taps.stride();
            for (int run = octet * row.most; run < octet * row.most + row.runs[octet]; run++) {
                int from = Math.max(row.begin[run], tile.begin()[r]);
                int end = Math.min(row.end[run], tile.end()[r]);
                int at = (row.first[run] + from - row.begin[run]) * Spectra.LANES;
                for (int x = from; x < end; x++) {
                    double k = weights[tap + x];
                    s0 = Math.fma(k, v[at], s0);
                    s1 = Math.fma(k, v[at + 1], s1);
                    s2 = Math.fma(k, v[at + 2], s2);
                    s3 = Math.fma(k, v[at + 3], s3);
                    s4 = Math.fma(k, v[at + 4], s4);
                    s5 = Math.fma(k, v[at + 5], s5);
                    s6 = Math.fma(k, v[at + 6], s6);
                    s7 = Math.fma(k, v[at + 7], s7);
                    at += Spectra.LANES;
                }
            }
        }
        int to = j * Spectra.LANES;
        sums[to] = s0;
        sums[to + 1] = s1;
        sums[to + 2] = s2;
        sums[to + 3] = s3;
        sums[to + 4] = s4;
        sums[to + 5] = s5;
        sums[to + 6] = s6;
        sums[to + 7] = s7;
    }

    private static void ofVarying(
            Spectra spectra, int plane, int octet, BeamTaps.Tile tile, BeamTaps taps, int j, double[] sums) {
        double[] weights = taps.values()[octet];
        for (int lane = 0; lane < Spectra.LANES; lane++) {
            double sum = 0;
            for (int r = 0; r < tile.begin().length; r++) {
                Spectra.Row row = spectra.rows[tile.firstRow() + r];
                double[] v = row.values[plane];
                int tap = tile.origin()[j] + (tile.firstRow() + r) * taps.stride();
                for (int run = octet * row.most; run < octet * row.most + row.runs[octet]; run++) {
                    int from = Math.max(row.begin[run], tile.begin()[r]);
                    int end = Math.min(row.end[run], tile.end()[r]);
                    int at = (row.first[run] + from - row.begin[run]) * Spectra.LANES + lane;
                    for (int x = from; x < end; x++) {
                        sum = Math.fma(weights[(tap + x) * Spectra.LANES + lane], v[at], sum);
                        at += Spectra.LANES;
                    }
                }
            }
            sums[j * Spectra.LANES + lane] = sum;
        }
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public LineSums lineSums(NormalDistribution normal) {
        return new ScalarLineSums(normal);
    }
}
