// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import org.steelyard.units.Constants;

/**
 * Noise of a smoothed cube that differs between channels and over the image: sidelobes of a bright line that was not
 * cleaned, and the edge of a primary-beam correction. It is measured from negative voxels alone, which contain no
 * emission, and raises the typical noise only where it differs significantly.
 *
 * @param nx number of columns
 * @param ny number of rows
 * @param channels number of channels
 * @param beam [pixel] FWHM of the smoothed cube's resolution
 * @param window number of independent channels per channel of the smoothed cube, 1 or less
 */
record LocalNoise(int nx, int ny, int channels, double beam, double window) {

    /** [standard error] by which local noise must exceed the typical noise. */
    private static final double SIGNIFICANT = 4;

    /** Relative standard error of a robust rms of one negative value; it falls with the root of their number. */
    private static final double ROBUST_ERROR = 1.2;

    /** [beam] FWHM of the Gaussian that averages noise over the image. */
    private static final double AVERAGED = 4;

    /**
     * Divides the voxels by their noise.
     *
     * @param values the smoothed cube, {@code [(channel*ny + y)*nx + x]}. Modified: signal over noise
     * @param typical noise of the whole cube, above 0
     */
    void divide(float[] values, double typical) {
        int plane = nx * ny;
        for (int c = 0; c < channels; c++) {
            double noise = typical * channelFactor(values, c * plane, typical);
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                values[i] /= (float) noise;
            }
        }
        float[] factors = pixelFactors(values);
        for (int i = 0; i < values.length; i++) {
            values[i] /= factors[i % plane];
        }
    }

    private double channelFactor(float[] values, int from, double typical) {
        int negative = 0;
        for (int i = from; i < from + nx * ny; i++) {
            negative += values[i] < 0 ? 1 : 0;
        }
        double ratio = RobustStatistics.rms(values, from, nx * ny) / typical;
        return factor(ratio, negative / beamArea(beam));
    }

    /** Robust rms of the negative voxels of each pixel, averaged over its surroundings. */
    private float[] pixelFactors(float[] values) {
        int plane = nx * ny;
        float[] weighted = new float[plane];
        float[] count = new float[plane];
        float[] spectrum = new float[channels];
        for (int p = 0; p < plane; p++) {
            for (int c = 0; c < channels; c++) {
                spectrum[c] = values[c * plane + p];
                count[p] += spectrum[c] < 0 ? 1 : 0;
            }
            weighted[p] = count[p] == 0 ? 0 : count[p] * (float) RobustStatistics.rms(spectrum, 0, channels);
        }
        double sigma = AVERAGED * beam / Constants.FWHM_PER_SIGMA;
        float[] factors = new float[plane];
        float[] meanCount = new float[plane];
        Smoothing.plane(weighted, 0, nx, ny, sigma, factors);
        Smoothing.plane(count, 0, nx, ny, sigma, meanCount);
        // The Gaussian averages twice the area of its half maximum ellipse, so that its samples are 2 A^2 beams.
        double beams = 2 * AVERAGED * AVERAGED * window;
        for (int p = 0; p < plane; p++) {
            factors[p] = (float) factor(factors[p] / meanCount[p], meanCount[p] * beams);
        }
        return factors;
    }

    /** The ratio where it is significantly above 1, else 1; 1 too where too few samples are negative. */
    private static double factor(double ratio, double samples) {
        return ratio > 1 + SIGNIFICANT * ROBUST_ERROR / Math.sqrt(samples) ? ratio : 1;
    }

    private static double beamArea(double fwhm) {
        return Math.PI / (4 * Math.log(2)) * fwhm * fwhm;
    }
}
