package org.steelyard.inference.diagnose;

import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** How long a chain remembers. */
public final class Autocorrelation {

    /** The window is this many autocorrelation times wide (Sokal 1996): wide enough to see them, not so wide to sum noise. */
    private static final double WINDOW = 5;

    private Autocorrelation() {}

    /**
     * The integrated autocorrelation time 1 + 2 sum rho(t) with Sokal's window, rho being the mean over the walkers
     * (Foreman-Mackey et al. 2013).
     *
     * @param values [walker][draw]. Not modified.
     * @return [draw] time; NaN for a constant
     */
    public static double time(double[][] values) {
        double[] rho = function(values);
        double time = -1;
        for (int t = 0; t < rho.length; t++) {
            time += 2 * rho[t];
            if (t >= WINDOW * time) {
                break;
            }
        }
        return time;
    }

    /**
     * @param values [walker][draw], walkers of equal length. Not modified.
     * @return [lag] rho, the mean over the walkers; NaN for a constant
     */
    public static double[] function(double[][] values) {
        double[] rho = new double[values[0].length];
        for (double[] walker : values) {
            double[] covariance = covariance(walker);
            for (int t = 0; t < rho.length; t++) {
                rho[t] += covariance[t] / covariance[0] / values.length;
            }
        }
        return rho;
    }

    /**
     * @param x a series. Not modified.
     * @return [t] sum over i of (x_i - mean)(x_i+t - mean), divided by the length
     */
    static double[] covariance(double[] x) {
        int n = x.length;
        double mean = SampleMoments.mean(x);
        double[] padded = new double[Integer.highestOneBit(Math.max(1, 2 * n - 1)) * 2];
        for (int i = 0; i < n; i++) {
            padded[i] = x[i] - mean;
        }
        FastFourierTransformer fourier = new FastFourierTransformer(DftNormalization.STANDARD);
        Complex[] spectrum = fourier.transform(padded, TransformType.FORWARD);
        double[] power = new double[padded.length];
        for (int i = 0; i < power.length; i++) {
            double re = spectrum[i].getReal();
            double im = spectrum[i].getImaginary();
            power[i] = re * re + im * im;
        }
        Complex[] correlation = fourier.transform(power, TransformType.INVERSE);
        double[] covariance = new double[n];
        for (int t = 0; t < n; t++) {
            covariance[t] = correlation[t].getReal() / n;
        }
        return covariance;
    }
}
