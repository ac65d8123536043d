// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Arrays;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralResponse;

/**
 * Correlation of the noise between channels. It depends on the distance of two channels alone and ends at some distance:
 * a banded Toeplitz matrix. Together with the beam it gives the covariance of the noise of a cube,
 *
 * <pre>noise = blockdiag(L_c) (K x I) z</pre>
 *
 * with z independent numbers of unit variance, K the Cholesky factor of this matrix and L_c that of the correlation of
 * the pixels or blocks of channel c. With one beam, the correlation of two data is the product of the two correlations.
 *
 * @param lags correlation at 1, 2, ... channels; empty for independent channels. Lent
 */
public record ChannelCorrelation(double[] lags) {

    /** Independent channels. */
    public static final ChannelCorrelation NONE = new ChannelCorrelation(new double[0]);

    /** Correlations of a spectrometer's response below this value are neglected. */
    private static final double NEGLIGIBLE = 1e-3;

    /** Longest correlation of a response, in channels. */
    private static final int LONGEST = 64;

    /** Points of the power spectrum at which its least value is looked for. */
    private static final int FREQUENCIES = 512;

    /**
     * @param response of the spectrometer, before which the noise of neighbouring channels is independent
     * @param axis the channels
     * @return the correlation that the response gives to the noise
     */
    public static ChannelCorrelation of(SpectralResponse response, SpectralAxis axis) {
        double[] lags = response.noiseCorrelation(axis.width(axis.channels() / 2), LONGEST);
        int last = 0;
        for (int k = 0; k < lags.length; k++) {
            last = Math.abs(lags[k]) >= NEGLIGIBLE ? k + 1 : last;
        }
        return new ChannelCorrelation(Arrays.copyOf(lags, last));
    }

    /** @return whether channels are independent */
    public boolean none() {
        return lags.length == 0;
    }

    /** @return [-] variance of the mean of many channels over that of independent ones, 1 + 2 sum r_k */
    public double ofMean() {
        return 1 + 2 * Arrays.stream(lags).sum();
    }

    /** @return [-] variance of a sum of squares over many channels over that of independent ones, 1 + 2 sum r_k^2 */
    public double ofSquares() {
        return 1 + 2 * Arrays.stream(lags).map(r -> r * r).sum();
    }

    /**
     * Shrinks the correlation until its power spectrum, 1 + 2 sum r_k cos(k w), is at least a given value everywhere.
     * The matrix of any number of channels is then positive definite, and its smallest eigenvalue at least that value.
     *
     * @param least smallest value of the power spectrum, whose mean is 1
     * @return this correlation where its spectrum allows it, else the shrunken one
     */
    public ChannelCorrelation regularised(double least) {
        double smallest = 1;
        for (int i = 0; i <= FREQUENCIES; i++) {
            double power = 1;
            for (int k = 0; k < lags.length; k++) {
                power += 2 * lags[k] * Math.cos((k + 1) * Math.PI * i / FREQUENCIES);
            }
            smallest = Math.min(smallest, power);
        }
        if (smallest >= least) {
            return this;
        }
        double share = (1 - least) / (1 - smallest);
        return new ChannelCorrelation(Arrays.stream(lags).map(r -> share * r).toArray());
    }

    /**
     * @param lag distance of two channels
     * @return the correlation of their noise
     */
    public double at(int lag) {
        return lag == 0 ? 1 : Math.abs(lag) > lags.length ? 0 : lags[Math.abs(lag) - 1];
    }

    /**
     * @param channels numbers of some channels
     * @return correlation matrix of their noise, {@code [i * n + j]}
     */
    public double[] matrix(int[] channels) {
        int n = channels.length;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = at(channels[i] - channels[j]);
            }
        }
        return matrix;
    }

    /**
     * Computes the Cholesky factor of consecutive channels.
     *
     * @param channels their number
     * @return {@code [channel][k]}: weight of the independent noise of channel {@code channel - k}, k from 0 to the
     *     number of lags
     * @throws IllegalStateException if the matrix is not positive definite
     */
    public double[][] factor(int channels) {
        int band = lags.length;
        double[][] rows = new double[channels][band + 1];
        for (int i = 0; i < channels; i++) {
            for (int j = Math.max(0, i - band); j <= i; j++) {
                double sum = at(i - j);
                for (int k = Math.max(0, i - band); k < j; k++) {
                    sum -= j - k > band ? 0 : rows[i][i - k] * rows[j][j - k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        throw new IllegalStateException("correlation of channels " + Arrays.toString(lags));
                    }
                    rows[i][0] = Math.sqrt(sum);
                } else {
                    rows[i][i - j] = sum / rows[j][0];
                }
            }
        }
        return rows;
    }

    /**
     * Adds the independent noise of a channel and its predecessors with the weights of the Cholesky factor.
     *
     * @param weights a row of {@link #factor(int)}
     * @param white {@code [k]} independent noise of the channel k before this one. Not modified
     * @return the noise of the channel
     */
    public static double[] mix(double[] weights, double[][] white) {
        double[] mixed = new double[white[0].length];
        for (int k = 0; k < white.length; k++) {
            for (int p = 0; p < mixed.length; p++) {
                mixed[p] += weights[k] * white[k][p];
            }
        }
        return mixed;
    }
}
