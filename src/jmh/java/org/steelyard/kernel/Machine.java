package org.steelyard.kernel;

import java.util.Arrays;
import org.steelyard.Stopwatch;

/** What this machine can do at most, one thread: multiply-adds, and bytes moved from the levels of its memory. */
public final class Machine {

    private static final int TURNS = 200_000;
    private static final int ELEMENTS = 1024;
    private static final int DEGREE = 16;
    private static final double SECONDS = 1;

    private Machine() {}

    /** Whether the vector module is there. */
    public static boolean vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** [GFLOP/s] multiply-adds of the Vector API, two operations each; NaN without the module. */
    public static double vectorPeak() {
        if (!vectors()) {
            return Double.NaN;
        }
        double[] sink = new double[1];
        double ms = Stopwatch.milliseconds(SECONDS, () -> sink[0] += VectorPeak.run(TURNS));
        return 1e-6 * VectorPeak.flops(TURNS) / ms;
    }

    /**
     * [GFLOP/s] multiply-adds of a plain loop that the compiler vectorises: a polynomial of an array in the first
     * cache.
     */
    public static double plainPeak() {
        double[] x = new double[ELEMENTS];
        double[] y = new double[ELEMENTS];
        Arrays.setAll(x, i -> 1e-3 * i);
        int turns = TURNS / ELEMENTS * DEGREE;
        double ms = Stopwatch.milliseconds(SECONDS, () -> {
            for (int k = 0; k < turns; k++) {
                polynomial(x, y, 1e-3 * k);
            }
        });
        return 1e-6 * 2 * DEGREE * ELEMENTS * turns / ms;
    }

    private static void polynomial(double[] x, double[] y, double c) {
        for (int i = 0; i < x.length; i++) {
            double u = x[i];
            double p = c;
            p = Math.fma(p, u, 0.1);
            p = Math.fma(p, u, 0.2);
            p = Math.fma(p, u, 0.3);
            p = Math.fma(p, u, 0.4);
            p = Math.fma(p, u, 0.5);
            p = Math.fma(p, u, 0.6);
            p = Math.fma(p, u, 0.7);
            p = Math.fma(p, u, 0.8);
            p = Math.fma(p, u, 0.9);
            p = Math.fma(p, u, 0.11);
            p = Math.fma(p, u, 0.12);
            p = Math.fma(p, u, 0.13);
            p = Math.fma(p, u, 0.14);
            p = Math.fma(p, u, 0.15);
            p = Math.fma(p, u, 0.16);
            p = Math.fma(p, u, 0.17);
            y[i] = p;
        }
    }

    /**
     * @param bytes of the three arrays together
     * @return [GB/s] of a = b + s c, 24 bytes an element
     */
    public static double bandwidth(int bytes) {
        int n = bytes / 24;
        double[] a = new double[n];
        double[] b = new double[n];
        double[] c = new double[n];
        Arrays.fill(b, 1);
        Arrays.fill(c, 2);
        int turns = Math.max(1, 40_000_000 / bytes);
        double ms = Stopwatch.milliseconds(SECONDS, () -> {
            for (int k = 0; k < turns; k++) {
                triad(a, b, c, 1e-3 * k);
            }
        });
        return 1e-6 * 24 * n * turns / ms;
    }

    private static void triad(double[] a, double[] b, double[] c, double s) {
        for (int i = 0; i < a.length; i++) {
            a[i] = b[i] + s * c[i];
        }
    }
}
