// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.steelyard.units.InputException;

class SpectralResponseTest {

    private static final double ROUNDING = 1e-12;

    /** Of the midpoint sum below, 400 steps a channel. */
    private static final double SUM = 1e-5;

    /** Sums of products of 1/4, 1/2, 1/4 and of 1, 3, 3, 1 and of 1, 3, 4, 3, 1, by hand. */
    @Test
    void hanningSharesNoise() {
        assertArrayEquals(
                new double[] {4 / 6.0, 1 / 6.0, 0}, SpectralResponse.hanning(1).noiseCorrelation(10, 3), ROUNDING);
        assertArrayEquals(
                new double[] {6 / 20.0, 0}, SpectralResponse.hanning(2).noiseCorrelation(10, 2), ROUNDING);
        assertArrayEquals(
                new double[] {6 / 36.0, 0}, SpectralResponse.hanning(3).noiseCorrelation(10, 2), ROUNDING);
    }

    @Test
    void channelsWithoutResponseShareNone() {
        assertArrayEquals(new double[3], SpectralResponse.NONE.noiseCorrelation(10, 3), 0);
        assertArrayEquals(new double[3], SpectralResponse.NONE.withAveraging(4).noiseCorrelation(10, 3), 0);
    }

    /** White noise through the Gaussian, integrated over channels: the sum over pairs of points of two channels. */
    @Test
    void aGaussianSharesNoise() {
        double width = 10;
        SpectralResponse response = SpectralResponse.ofVelocity(14);
        double s = Math.sqrt(2) * 14 / Math.sqrt(8 * Math.log(2));
        int steps = 400;
        double[] covariance = new double[5];
        for (int k = 0; k < covariance.length; k++) {
            for (int i = -steps + 1; i < steps; i++) {
                double distance = (k + (double) i / steps) * width;
                covariance[k] += (steps - Math.abs(i)) * Math.exp(-distance * distance / 2 / s / s);
            }
        }
        double[] found = response.noiseCorrelation(width, 4);
        for (int k = 0; k < found.length; k++) {
            assertEquals(covariance[k + 1] / covariance[0], found[k], SUM, "lag " + (k + 1));
        }
        assertArrayEquals(
                found, SpectralResponse.ofChannels(2.8).withAveraging(2).noiseCorrelation(width, 4), ROUNDING);
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(InputException.class, () -> SpectralResponse.ofVelocity(0));
        assertThrows(InputException.class, () -> SpectralResponse.ofVelocity(Double.NaN));
        assertThrows(InputException.class, () -> SpectralResponse.hanning(0));
        assertThrows(InputException.class, () -> SpectralResponse.NONE.withAveraging(65));
    }
}
