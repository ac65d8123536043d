// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.Arrays;

/**
 * Levels of the contours of a model over an image of the data, and their description for the caption.
 *
 * @param levels in the unit of the image, increasing
 * @param description phrase for the caption
 */
record ContourLevels(double[] levels, String description) {

    /** Standard deviation of a normal distribution over its median absolute deviation. */
    private static final double SIGMA_PER_MAD = 1.4826;

    /** [sigma] Lowest level above noise; each further level is twice as high. */
    private static final double LOWEST = 3;

    /** Levels over the peak of the model, for data without noise. */
    private static final double[] SHARES = {0.1, 0.3, 0.5, 0.7, 0.9};

    /** Data whose lowest level would be below this share of the peak count as free of noise. */
    private static final double NOISELESS = 0.01;

    /**
     * @param data image. Not modified
     * @param model on the same pixels. Not modified
     * @return levels at 3, 6, 12, ... times the noise, which is 1.4826 times the median absolute residual; at shares of
     *     the peak for data without noise
     */
    static ContourLevels of(double[] data, double[] model) {
        double peak = Arrays.stream(model).filter(Double::isFinite).max().orElse(0);
        double sigma = noise(data, model);
        if (!(LOWEST * sigma > NOISELESS * peak)) {
            return new ContourLevels(
                    Arrays.stream(SHARES).map(share -> share * peak).toArray(),
                    "at 0.1, 0.3, 0.5, 0.7 and 0.9 of the peak of the model");
        }
        int count = Math.max(0, 1 + (int) Math.floor(Math.log(peak / (LOWEST * sigma)) / Math.log(2)));
        double[] levels = new double[count];
        for (int k = 0; k < count; k++) {
            levels[k] = LOWEST * sigma * Math.pow(2, k);
        }
        return new ContourLevels(levels, "at 3, 6, 12, ... times the noise of the residual");
    }

    private static double noise(double[] data, double[] model) {
        double[] residual = new double[data.length];
        for (int k = 0; k < residual.length; k++) {
            residual[k] = Math.abs(data[k] - model[k]);
        }
        double[] sorted =
                Arrays.stream(residual).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : SIGMA_PER_MAD * sorted[sorted.length / 2];
    }
}
