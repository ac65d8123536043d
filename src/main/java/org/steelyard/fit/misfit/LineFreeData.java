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
 * @param source the brightest source in the mean of the data without line; null where there are too few
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

    /** [noise] A datum in which the model does not exceed this has no line. */
    private static final double DARK = 0.1;

    /** [noise of the fit] Deviations beyond this are no noise. */
    private static final double OUTLIER = 10;

    /** Fewest data that judge the noise: to 8 per cent. */
    private static final int LEAST_JUDGED = 200;

    /** Relative error of the median absolute deviation of n Gaussian numbers, times sqrt(n). */
    private static final double MAD_ERROR = 1.167;

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
        boolean[] dark = dark(blocks);
        int count = blocks.region().blocks();
        double[] mean = new double[count];
        double[] expected = new double[count];
        double[] inFit = new double[dark.length];
        int ofFit = 0;
        double product = 0;
        double square = 0;
        double bias = 0;
        int pairs = 0;
        int singles = 0;
        for (int b = 0; b < count; b++) {
            int from = b * blocks.channels();
            int to = from + blocks.channels();
            double noise = 0;
            int n = 0;
            for (int i = from; i < to; i++) {
                if (dark[i]) {
                    mean[b] += blocks.data()[i];
                    noise += blocks.noise()[i] * blocks.noise()[i];
                    n++;
                    if (fitted[b]) {
                        inFit[ofFit++] = Math.abs(blocks.data()[i] - blocks.model()[i]) / blocks.noise()[i];
                    }
                }
            }
            mean[b] = n < LEAST ? Double.NaN : mean[b] / n;
            expected[b] = Math.sqrt(noise) / n;
            for (int i = from; i < to && n >= LEAST; i++) {
                double deviation = (blocks.data()[i] - mean[b]) / blocks.noise()[i];
                if (dark[i] && Math.abs(deviation) < OUTLIER) {
                    square += deviation * deviation;
                    singles++;
                    if (i > from && dark[i - 1]) {
                        double before = (blocks.data()[i - 1] - mean[b]) / blocks.noise()[i - 1];
                        if (Math.abs(before) < OUTLIER) {
                            product += deviation * before;
                            bias += 1.0 / n;
                            pairs++;
                        }
                    }
                }
            }
        }
        // Subtraction of the mean of n makes independent channels anticorrelate by 1 / n.
        double correlation = pairs == 0 ? 0 : product / pairs / (square / singles) + bias / pairs;
        double error = Math.sqrt(variance / Math.max(1, pairs));
        double shared = correlation > 3 * error ? Math.sqrt(1 + 2 * correlation) : 1;
        for (int b = 0; b < count; b++) {
            expected[b] *= shared;
        }
        boolean judged = ofFit >= LEAST_JUDGED;
        double ratio = judged ? median(Arrays.copyOf(inFit, ofFit)) / MAD_PER_SIGMA : 1;
        double twoSided = 1 + 2 * correlation * correlation;
        return new LineFreeData(
                free(blocks),
                correlation,
                error,
                ratio,
                judged ? ratio * MAD_ERROR * Math.sqrt(variance * twoSided / ofFit) : Double.NaN,
                source(mean, expected, judged ? ratio : 1, blocks));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Data in which the model has no line, nor in the channels beside them. */
    private static boolean[] dark(HeldBlocks blocks) {
        boolean[] dark = new boolean[blocks.data().length];
        for (int i = 0; i < dark.length; i++) {
            int c = i % blocks.channels();
            dark[i] = blocks.noise()[i] > 0 && !Double.isNaN(blocks.data()[i]);
            for (int k = Math.max(-MARGIN, -c); k <= Math.min(MARGIN, blocks.channels() - 1 - c); k++) {
                dark[i] &= blocks.model()[i + k] < DARK * blocks.noise()[i];
            }
        }
        return dark;
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
        double[] place = centroid(mean, brightest, blocks);
        return new Source(
                place[0],
                place[1],
                mean[brightest],
                Trials.significance(Math.abs(deviates[brightest]) / spread, sizes.length));
    }

    /** [pixel] {x, y} of the centroid of a block and those beside it, FITS pixel counted from 1. */
    private static double[] centroid(double[] mean, int brightest, HeldBlocks blocks) {
        double[] middle = blocks.middle(brightest);
        double reach = 1.5 * blocks.region().block();
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int b = 0; b < mean.length; b++) {
            double[] at = blocks.middle(b);
            boolean beside = Math.abs(at[0] - middle[0]) < reach && Math.abs(at[1] - middle[1]) < reach;
            double weight = mean[b] * Math.signum(mean[brightest]);
            if (beside && weight > 0) {
                sum += weight;
                x += weight * at[0];
                y += weight * at[1];
            }
        }
        return new double[] {x / sum, y / sum};
    }

    /** @return FWHM [channels] of a Gaussian response that makes white noise correlate so; 0 for none */
    double responseWidth() {
        return correlation > 0
                ? Math.sqrt(8 * Math.log(2)) / (2 * Math.sqrt(-Math.log(Math.min(0.99, correlation))))
                : 0;
    }
}
