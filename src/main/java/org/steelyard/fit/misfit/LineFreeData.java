// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.cube.HeldBlocks;
import org.steelyard.observe.ChannelCorrelation;

/**
 * What the data without line tell: continuum and noise.
 *
 * @param noiseRatio rms of the data about the mean of their block, over the noise of the fit; 1 where it is not known
 * @param noiseRatioError its standard deviation
 * @param source the brightest source in the mean of the data without line; null where there are too few
 */
record LineFreeData(
        double noiseRatio, double noiseRatioError, @Nullable Source source) {

    /** Channels between the line and those that count, on either side. */
    private static final int MARGIN = 1;

    /** Fewest channels for a mean. */
    private static final int LEAST = 4;

    /** [noise] A datum in which the model does not exceed this has no line. */
    private static final double DARK = 0.1;

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
     * @param between correlation of the noise of channels
     * @return what the data without line tell
     */
    static LineFreeData of(HeldBlocks blocks, boolean[] fitted, double variance, ChannelCorrelation between) {
        boolean[] dark = dark(blocks);
        int count = blocks.region().blocks();
        double[] mean = new double[count];
        double[] expected = new double[count];
        double[] deviations = new double[dark.length];
        int judged = 0;
        double shared = Math.sqrt(between.ofMean());
        for (int b = 0; b < count; b++) {
            int from = b * blocks.channels();
            int to = from + blocks.channels();
            double square = 0;
            int n = 0;
            for (int i = from; i < to; i++) {
                if (dark[i]) {
                    mean[b] += blocks.data()[i];
                    square += blocks.noise()[i] * blocks.noise()[i];
                    n++;
                }
            }
            mean[b] = n < LEAST ? Double.NaN : mean[b] / n;
            expected[b] = shared * Math.sqrt(square) / n;
            // Subtraction of the mean of n data lowers their variance by the variance of that mean.
            double lowered = Math.sqrt(1 - between.ofMean() / n);
            for (int i = from; fitted[b] && lowered > 0 && n >= LEAST && i < to; i++) {
                if (dark[i]) {
                    deviations[judged++] = Math.abs(blocks.data()[i] - mean[b]) / (blocks.noise()[i] * lowered);
                }
            }
        }
        boolean known = judged >= LEAST_JUDGED;
        double ratio = known ? median(Arrays.copyOf(deviations, judged)) / MAD_PER_SIGMA : 1;
        return new LineFreeData(
                ratio,
                known ? ratio * MAD_ERROR * Math.sqrt(variance * between.ofSquares() / judged) : Double.NaN,
                source(mean, expected, ratio, blocks));
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

    /** The block that deviates most from zero. */
    private static @Nullable Source source(double[] mean, double[] expected, double ratio, HeldBlocks blocks) {
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
}
