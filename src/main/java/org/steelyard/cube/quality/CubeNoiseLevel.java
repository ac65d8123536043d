// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import java.util.Arrays;
import org.steelyard.cube.SpectralCube;

/**
 * The noise of single voxels, from a sample of the cube.
 *
 * @param rms [unit of the cube] from the median of the negative voxels; NaN if there are none
 * @param negativeShare share of negative voxels among those that are not 0, 0 to 1
 * @param peak [unit of the cube] size of the largest voxel
 */
record CubeNoiseLevel(double rms, double negativeShare, double peak) {

    /** Number of voxels in the sample. The rms is then good to about one per cent. */
    private static final int SAMPLE = 20_000;

    /** Noise makes half of the empty voxels negative. In a model almost none is. */
    private static final double LEAST_NEGATIVE = 0.02;

    /** Smallest noise over peak. Numbers below it are the rounding of a model. */
    private static final double LEAST_RMS = 1e-6;

    /** Median absolute deviation over standard deviation of a Gaussian. */
    private static final double MAD_PER_SIGMA = 0.6744897501960817;

    static CubeNoiseLevel of(SpectralCube cube) {
        return of(cube.values(), 0, cube.values().length);
    }

    /** Noise of one channel. */
    static double of(SpectralCube cube, int channel) {
        int plane = cube.nx() * cube.ny();
        return of(cube.values(), channel * plane, plane).rms();
    }

    private static CubeNoiseLevel of(float[] values, int first, int count) {
        // A stride that shares no factor with a row or plane does not sample the same pixels of each channel.
        int stride = count <= SAMPLE ? 1 : count / SAMPLE | 1;
        float[] negative = new float[count / stride + 1];
        int n = 0;
        int nonZero = 0;
        double peak = 0;
        for (int i = first; i < first + count; i++) {
            peak = Math.abs(values[i]) > peak ? Math.abs(values[i]) : peak; // NaN is not larger
        }
        for (int i = first; i < first + count; i += stride) {
            nonZero += Math.abs(values[i]) > 0 ? 1 : 0;
            if (values[i] < 0) {
                negative[n++] = -values[i];
            }
        }
        Arrays.sort(negative, 0, n);
        return new CubeNoiseLevel(
                n == 0 ? Double.NaN : negative[n / 2] / MAD_PER_SIGMA, nonZero == 0 ? 0 : (double) n / nonZero, peak);
    }

    /** Whether the cube has noise. */
    boolean present() {
        return negativeShare > LEAST_NEGATIVE && rms > LEAST_RMS * peak;
    }
}
