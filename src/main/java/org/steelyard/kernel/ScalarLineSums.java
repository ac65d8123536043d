// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * Line sums in plain Java. The normal integrals of a whole band of pixels are evaluated in flat arrays, so that the
 * compiler vectorises this dominant loop.
 */
final class ScalarLineSums implements LineSums {

    private final NormalDistribution normal;
    private double[] t = new double[0];
    private double[] integral = new double[0];
    private double[] density = new double[0];
    private Samples s;
    private int[] from;
    private int[] to;
    private int sign;
    private int directions;
    private int cursor;

    ScalarLineSums(NormalDistribution normal) {
        this.normal = normal;
    }

    @Override
    public void start(double[] axis, int sign, Samples s, int[] from, int[] to, int directions) {
        this.s = s;
        this.from = from;
        this.to = to;
        this.sign = sign;
        this.directions = directions;
        int total = 0;
        for (int i = 0; i < s.count; i++) {
            total += to[i] - from[i];
        }
        if (t.length < total) {
            int size = total + total / 4;
            t = new double[size];
            integral = new double[size];
            density = new double[size];
        }
        int n = 0;
        for (int i = 0; i < s.count; i++) {
            double scale = sign / s.dispersion[i];
            double v = s.velocity[i];
            for (int e = from[i]; e < to[i]; e++) {
                t[n++] = (axis[e] - v) * scale;
            }
        }
        normal.integral(t, total, integral);
        if (directions > 0) {
            normal.density(t, total, density);
        }
        cursor = 0;
    }

    @Override
    public void add(int i, int last, double[] sums, int stride) {
        double w = s.weight[i];
        int n = to[i] - from[i];
        int e = from[i];
        double inverse = 1 / s.dispersion[i];
        for (int j = 0; j < n; j++) {
            sums[e + j] = Math.fma(integral[cursor + j], w, sums[e + j]);
        }
        tail(sums, to[i], last, w);
        for (int k = 0; k < directions; k++) {
            int at = (k + 1) * stride;
            double shift = -sign * w * inverse * s.dVelocity[k][i];
            if (s.shiftsOnly[k]) {
                for (int j = 0; j < n; j++) {
                    sums[at + e + j] = Math.fma(shift, density[cursor + j], sums[at + e + j]);
                }
            } else {
                double stretch = -w * inverse * s.dDispersion[k][i];
                double flux = s.dWeight[k][i];
                for (int j = 0; j < n; j++) {
                    sums[at + e + j] +=
                            (shift + stretch * t[cursor + j]) * density[cursor + j] + flux * integral[cursor + j];
                }
                tail(sums, at + to[i], at + last, flux);
            }
        }
        cursor += n;
    }

    @Override
    public void addPair(int i, int last, double first, double second, double[] sums, int at, int next) {
        int n = to[i] - from[i];
        for (int j = 0; j < n; j++) {
            double phi = integral[cursor + j];
            int e = from[i] + j;
            sums[at + e] = Math.fma(phi, first, sums[at + e]);
            sums[next + e] = Math.fma(phi, second, sums[next + e]);
        }
        tail(sums, at + to[i], at + last, first);
        tail(sums, next + to[i], next + last, second);
        cursor += n;
    }

    private static void tail(double[] sums, int begin, int last, double w) {
        for (int e = begin; e <= last; e++) {
            sums[e] += w;
        }
    }

    @Override
    public void difference(double[] sums, int edge, double[] out, int at) {
        for (int lane = 0; lane < Spectra.LANES; lane++) {
            out[at + lane] = sums[edge + lane + 1] - sums[edge + lane];
        }
    }
}
