// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.Arrays;
import org.steelyard.fit.cube.HeldBlocks;

/**
 * What the channels without line tell: continuum, noise, and its correlation between neighbouring channels.
 *
 * @param free channels of the cube without line. Lent
 * @param correlation of the noise of neighbouring channels, 0 where it is not known
 * @param correlationError its standard deviation for independent channels
 * @param noiseRatio rms of the data over the noise of the fit, 1 where it is not known
 * @param noiseRatioError its standard deviation
 * @param source the brightest source in their mean; null where there are too few channels
 */
record LineFreeData(
        int[] free,
        double correlation,
        double correlationError,
        double noiseRatio,
        double noiseRatioError,
        Source source) {

    /** [noise] A channel in which the model of no block exceeds this has no line. */
    private static final double NO_LINE = 0.3;

    /** Channels between the line and those that count, on either side. */
    private static final int MARGIN = 1;

    /** Fewest channels for a mean. */
    private static final int LEAST = 4;

    private static final double MAD_PER_SIGMA = 0.6744897501960817;

    /**
     * A source in the mean of the line-free channels.
     *
     * @param x [pixel] FITS pixel counted from 1
     * @param y [pixel]
     * @param mean [unit of the cube] of its brightest block, negative for over-subtracted continuum
     * @param significance [sigma] after the look-elsewhere effect of all blocks
     */
    record Source(double x, double y, double mean, double significance) {}

    /**
     * @param blocks of the cube
     * @param fitted whether each block is in the fit region, whose noise is judged
     * @param variance variance of a sum of squares over that of independent data, of the noise that the beam correlates
     * @return what its line-free channels tell
     */
    static LineFreeData of(HeldBlocks blocks, boolean[] fitted, double variance) {
        int[] free = free(blocks);
        int count = blocks.region().blocks();
        if (free.length < LEAST) {
            return new LineFreeData(free, 0, Double.NaN, 1, Double.NaN, null);
        }
        double[] mean = new double[count];
        double[] expected = new double[count];
        double product = 0;
        double square = 0;
        double ofFitted = 0;
        int pairs = 0;
        int singles = 0;
        int inFit = 0;
        for (int b = 0; b < count; b++) {
            double noise = 0;
            for (int c : free) {
                int i = b * blocks.channels() + c;
                mean[b] += blocks.data()[i] / free.length;
                noise += blocks.noise()[i] * blocks.noise()[i];
            }
            expected[b] = Math.sqrt(noise) / free.length;
            if (Double.isNaN(mean[b])) {
                continue;
            }
            double before = Double.NaN;
            int last = -2;
            for (int c : free) {
                int i = b * blocks.channels() + c;
                double deviation = (blocks.data()[i] - mean[b]) / blocks.noise()[i];
                square += deviation * deviation;
                singles++;
                if (fitted[b]) {
                    ofFitted += deviation * deviation;
                    inFit++;
                }
                if (c == last + 1) {
                    product += deviation * before;
                    pairs++;
                }
                before = deviation;
                last = c;
            }
        }
        // Subtraction of the mean removes 1 / n of the variance and makes independent channels anticorrelate by 1 / n.
        double n = free.length;
        double correlation = pairs == 0 ? 0 : product / pairs / (square / singles) + 1 / n;
        double shared = 1 + 2 * Math.max(0, correlation) * (1 - 1 / n);
        double left = 1 - Math.min(1, shared / n);
        double ratio = inFit == 0 ? 1 : Math.sqrt(ofFitted / inFit / left);
        for (int b = 0; b < count; b++) {
            expected[b] *= Math.sqrt(shared);
        }
        double twoSided = 1 + 2 * correlation * correlation;
        return new LineFreeData(
                free,
                correlation,
                Math.sqrt(variance / Math.max(1, pairs)),
                ratio,
                Math.sqrt(0.5 * variance * twoSided / Math.max(1, inFit)),
                source(mean, expected, ratio, blocks));
    }

    /** Channels in which the model has no line. */
    private static int[] free(HeldBlocks blocks) {
        boolean[] line = new boolean[blocks.channels()];
        for (int i = 0; i < blocks.model().length; i++) {
            line[i % line.length] |= blocks.model()[i] > NO_LINE * blocks.noise()[i];
        }
        int[] free = new int[line.length];
        int count = 0;
        for (int c = 0; c < line.length; c++) {
            boolean none = true;
            for (int k = Math.max(0, c - MARGIN); k <= Math.min(line.length - 1, c + MARGIN); k++) {
                none &= !line[k];
            }
            if (none && !empty(blocks, c)) {
                free[count++] = c;
            }
        }
        return Arrays.copyOf(free, count);
    }

    private static boolean empty(HeldBlocks blocks, int channel) {
        for (int i = channel; i < blocks.data().length; i += blocks.channels()) {
            if (!Double.isNaN(blocks.data()[i]) && blocks.data()[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The block that deviates most from zero. */
    private static Source source(double[] mean, double[] expected, double ratio, HeldBlocks blocks) {
        double[] deviates = new double[mean.length];
        for (int b = 0; b < mean.length; b++) {
            deviates[b] = mean[b] / (expected[b] * Math.max(1, ratio));
        }
        double[] sizes = Arrays.stream(deviates)
                .filter(Double::isFinite)
                .map(Math::abs)
                .sorted()
                .toArray();
        if (sizes.length == 0) {
            return null;
        }
        double spread = Math.max(1, sizes[sizes.length / 2] / MAD_PER_SIGMA);
        int brightest = -1;
        for (int b = 0; b < mean.length; b++) {
            boolean brighter = brightest < 0 || Math.abs(deviates[b]) > Math.abs(deviates[brightest]);
            if (Double.isFinite(deviates[b]) && brighter) {
                brightest = b;
            }
        }
        double[] place = blocks.middle(brightest);
        return new Source(
                place[0],
                place[1],
                mean[brightest],
                Trials.significance(Math.abs(deviates[brightest]) / spread, sizes.length));
    }

    /** @return FWHM [channels] of a Gaussian response that makes white noise correlate so; 0 for none */
    double responseWidth() {
        return correlation > 0
                ? Math.sqrt(8 * Math.log(2)) / (2 * Math.sqrt(-Math.log(Math.min(0.99, correlation))))
                : 0;
    }
}
