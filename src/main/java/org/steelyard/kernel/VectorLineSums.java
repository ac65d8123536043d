// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Line sums with {@code jdk.incubator.vector}. Lanes are the edges of channels, from the first that a line reaches. Two
 * independent vectors are evaluated at a time, which hides the latency of the arithmetic.
 */
final class VectorLineSums implements LineSums {

    /** Width of the vectors: the widest that the machine supports, at most an octet of channels. */
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() <= Spectra.LANES
            ? DoubleVector.SPECIES_PREFERRED
            : DoubleVector.SPECIES_512;

    private static final int STEP = SPECIES.length();

    private final NormalDistribution normal;
    private double[] integral = new double[0];
    private double[] density = new double[0];
    private double[] t = new double[0];
    private double[] shifts = new double[0];
    private double[] axis;
    private Samples s;
    private int[] from;
    private int[] to;
    private int sign;
    private int directions;

    VectorLineSums(NormalDistribution normal) {
        this.normal = normal;
    }

    @Override
    public void start(double[] axis, int sign, Samples s, int[] from, int[] to, int directions) {
        this.axis = axis;
        this.s = s;
        this.from = from;
        this.to = to;
        this.sign = sign;
        this.directions = directions;
        if (directions > shifts.length || axis.length > t.length) {
            integral = new double[axis.length];
            density = new double[axis.length];
            t = new double[axis.length];
            shifts = new double[directions];
        }
    }

    @Override
    public void add(int i, int last, double[] sums, int stride) {
        double w = s.weight[i];
        double v = s.velocity[i];
        double inverse = 1 / s.dispersion[i];
        int begin = from[i];
        int end = begin + (to[i] - begin + 2 * STEP - 1) / (2 * STEP) * (2 * STEP);
        if (directions == 0) {
            integrate(normal, axis, begin, end, v, sign * inverse, w, sums);
            tail(sums, end, last, w);
            return;
        }
        evaluate(normal, axis, begin, end, v, sign * inverse, integral, density, t);
        addScaled(integral, w, sums, begin, end);
        tail(sums, end, last, w);
        for (int k = 0; k < directions; k++) {
            shifts[k] = -sign * w * inverse * s.dVelocity[k][i];
        }
        addShifts(density, shifts, directions, sums, stride, begin, end);
        for (int k = 0; k < directions; k++) {
            if (!s.shiftsOnly[k]) {
                int at = (k + 1) * stride;
                double flux = s.dWeight[k][i];
                addStretch(t, density, -w * inverse * s.dDispersion[k][i], sums, at, begin, end);
                addFlux(integral, flux, sums, at, begin, end);
                tail(sums, at + end, at + last, flux);
            }
        }
    }

    @Override
    public void addShares(int i, int last, double[] shares, double[] sums, int at, int stride) {
        int begin = from[i];
        int end = begin + (to[i] - begin + 2 * STEP - 1) / (2 * STEP) * (2 * STEP);
        Arrays.fill(integral, begin, end, 0);
        integrate(normal, axis, begin, end, s.velocity[i], sign / s.dispersion[i], 1, integral);
        for (int k = 0; k < shares.length; k++) {
            int start = at + k * stride;
            addFlux(integral, shares[k], sums, start, begin, end);
            tail(sums, start + end, start + last, shares[k]);
        }
    }

    private static void tail(double[] sum, int begin, int last, double w) {
        for (int e = begin; e <= last; e++) {
            sum[e] += w;
        }
    }

    /** Adds w Phi(t) to the sums. */
    private static void integrate(
            NormalDistribution normal,
            double[] axis,
            int begin,
            int end,
            double velocity,
            double scale,
            double w,
            double[] sum) {
        double[] k = normal.integral;
        int degree = normal.degree;
        double reach = normal.reach;
        double toU = normal.toU;
        for (int e = begin; e < end; e += 2 * STEP) {
            DoubleVector t =
                    DoubleVector.fromArray(SPECIES, axis, e).sub(velocity).mul(scale);
            DoubleVector s = DoubleVector.fromArray(SPECIES, axis, e + STEP)
                    .sub(velocity)
                    .mul(scale);
            t = t.min(reach).max(-reach);
            s = s.min(reach).max(-reach);
            DoubleVector u = t.mul(t).mul(toU).sub(1);
            DoubleVector v = s.mul(s).mul(toU).sub(1);
            DoubleVector p = DoubleVector.broadcast(SPECIES, k[degree]);
            DoubleVector q = p;
            for (int n = degree - 1; n >= 0; n--) {
                DoubleVector c = DoubleVector.broadcast(SPECIES, k[n]);
                p = p.fma(u, c);
                q = q.fma(v, c);
            }
            DoubleVector weight = DoubleVector.broadcast(SPECIES, w);
            DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
            p.fma(t, half).fma(weight, DoubleVector.fromArray(SPECIES, sum, e)).intoArray(sum, e);
            q.fma(s, half)
                    .fma(weight, DoubleVector.fromArray(SPECIES, sum, e + STEP))
                    .intoArray(sum, e + STEP);
        }
    }

    /** Evaluates Phi(t), the density and t. */
    private static void evaluate(
            NormalDistribution normal,
            double[] axis,
            int begin,
            int end,
            double velocity,
            double scale,
            double[] integral,
            double[] density,
            double[] arguments) {
        double[] k = normal.integral;
        double[] l = normal.density;
        int degree = normal.degree;
        double reach = normal.reach;
        double toU = normal.toU;
        for (int e = begin; e < end; e += STEP) {
            DoubleVector t =
                    DoubleVector.fromArray(SPECIES, axis, e).sub(velocity).mul(scale);
            t = t.min(reach).max(-reach);
            DoubleVector u = t.mul(t).mul(toU).sub(1);
            DoubleVector p = DoubleVector.broadcast(SPECIES, k[degree]);
            DoubleVector q = DoubleVector.broadcast(SPECIES, l[degree]);
            for (int n = degree - 1; n >= 0; n--) {
                p = p.fma(u, DoubleVector.broadcast(SPECIES, k[n]));
                q = q.fma(u, DoubleVector.broadcast(SPECIES, l[n]));
            }
            p.fma(t, DoubleVector.broadcast(SPECIES, 0.5)).intoArray(integral, e);
            q.intoArray(density, e);
            t.intoArray(arguments, e);
        }
    }

    private static void addScaled(double[] values, double factor, double[] sum, int begin, int end) {
        for (int e = begin; e < end; e += STEP) {
            DoubleVector.fromArray(SPECIES, values, e)
                    .fma(DoubleVector.broadcast(SPECIES, factor), DoubleVector.fromArray(SPECIES, sum, e))
                    .intoArray(sum, e);
        }
    }

    private static void addShifts(
            double[] density, double[] shifts, int directions, double[] sums, int stride, int begin, int end) {
        for (int e = begin; e < end; e += STEP) {
            DoubleVector d = DoubleVector.fromArray(SPECIES, density, e);
            int at = e;
            for (int k = 0; k < directions; k++) {
                at += stride;
                DoubleVector.broadcast(SPECIES, shifts[k])
                        .fma(d, DoubleVector.fromArray(SPECIES, sums, at))
                        .intoArray(sums, at);
            }
        }
    }

    private static void addStretch(
            double[] t, double[] density, double stretch, double[] sums, int at, int begin, int end) {
        for (int e = begin; e < end; e += STEP) {
            DoubleVector.fromArray(SPECIES, t, e)
                    .mul(stretch)
                    .fma(DoubleVector.fromArray(SPECIES, density, e), DoubleVector.fromArray(SPECIES, sums, at + e))
                    .intoArray(sums, at + e);
        }
    }

    private static void addFlux(double[] integral, double flux, double[] sums, int at, int begin, int end) {
        for (int e = begin; e < end; e += STEP) {
            DoubleVector.fromArray(SPECIES, integral, e)
                    .fma(DoubleVector.broadcast(SPECIES, flux), DoubleVector.fromArray(SPECIES, sums, at + e))
                    .intoArray(sums, at + e);
        }
    }

    @Override
    public void difference(double[] sums, int edge, double[] out, int at) {
        for (int lane = 0; lane < Spectra.LANES; lane += STEP) {
            DoubleVector.fromArray(SPECIES, sums, edge + lane + 1)
                    .sub(DoubleVector.fromArray(SPECIES, sums, edge + lane))
                    .intoArray(out, at + lane);
        }
    }
}
