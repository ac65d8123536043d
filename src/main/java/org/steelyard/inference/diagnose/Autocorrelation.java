package org.steelyard.inference.diagnose;

import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** Autocorrelation of Markov chains. */
public final class Autocorrelation {

    /** [autocorrelation time] Width of the window, a compromise between bias and noise (Sokal 1996). */
    private static final double WINDOW = 5;

    private Autocorrelation() {}

    /**
     * Integrated autocorrelation time 1 + 2 sum_t rho(t) with Sokal's window, where rho is the mean over the walkers
     * (Foreman-Mackey et al. 2013, PASP 125, 306).
     *
     * @param values [walker][draw]. Not modified.
     * @return [draw] autocorrelation time; NaN for a constant
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
     * Autocorrelation function rho(t).
     *
     * @param values [walker][draw] of equal lengths. Not modified.
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
     * Autocovariance sum_i (x_i - mean)(x_i+t - mean) / n of a series of n numbers, by fast Fourier transform.
     *
     * @param x series. Not modified.
     * @return [t] autocovariance at lag t
     */
    static double[] covariance(double[] x) {
        int n = x.length;
        double mean = SampleStatistics.mean(x);
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
