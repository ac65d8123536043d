// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.inference.CholeskyFactor;
import org.steelyard.inference.DotProduct;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.CorrelatedNoise;

/**
 * The correlation of the noise of a cube's blocks and channels as Cholesky factors: noise = blockdiag(L_c) (K x I) z,
 * where L_c correlates the blocks of channel c and K the channels of a block (see {@link ChannelCorrelation}). Channels
 * with one beam and the same blocks share a factor; so do blocks with the same channels. Immutable.
 *
 * @param space the channels, each with its blocks
 * @param spectrum the blocks, each with its channels; empty where channels are independent
 * @param missing reason why there are no factors, one line; null if there are
 * @param note a message on the factors, one line; or null
 */
public record NoiseCorrelation(Groups space, Groups spectrum, String missing, String note) {

    private static final Groups INDEPENDENT = new Groups(new int[0][], new CholeskyFactor[0]);

    /**
     * Smallest eigenvalue of the correlation of channels that is believed, in units of their mean. The noise of a channel
     * is measured to some per cent, so that differences of channels with less variance than the square of that would be
     * errors of the measurement.
     */
    private static final double LEAST_POWER = 0.01;

    /**
     * Groups of residuals that are correlated among themselves.
     *
     * @param members indices of the residuals of each group. Lent
     * @param factors of their correlation. Lent
     */
    record Groups(int[][] members, CholeskyFactor[] factors) {

        void apply(double[] values, Step step) {
            double[] numbers = new double
                    [Arrays.stream(members)
                            .mapToInt(places -> places.length)
                            .max()
                            .orElse(0)];
            for (int g = 0; g < members.length; g++) {
                int[] places = members[g];
                for (int i = 0; i < places.length; i++) {
                    numbers[i] = values[places[i]];
                }
                if (places.length > 0) {
                    step.apply(factors[g], numbers);
                }
                for (int i = 0; i < places.length; i++) {
                    values[places[i]] = numbers[i];
                }
            }
        }

        double condition() {
            return Arrays.stream(factors)
                    .filter(Objects::nonNull)
                    .distinct()
                    .mapToDouble(CholeskyFactor::condition)
                    .max()
                    .orElse(1);
        }
    }

    /** Largest number of operations of all factorisations: half a minute. */
    private static final double AFFORDABLE = 5e10;

    /**
     * Beams whose widths differ by less than this fraction share a matrix if one for each is too expensive; the
     * smallest eigenvalue then changes by a few per cent.
     */
    private static final double ALIKE = 1e-3;

    /**
     * Blocks of less than this fraction of a beam have a matrix that is singular to rounding (condition e^{2 (pi sigma
     * / m)^2}).
     */
    static final double LEAST_BLOCK = 0.36;

    /** Seed of the signs of {@link #sumOfSquares}. */
    private static final long PROBE = 1;

    /**
     * @param beams of the channels
     * @param frame of the pixels
     * @param region the blocks
     * @param used data that enter chi^2, {@code block * channels + channel}, ascending
     * @param between correlation of the channels
     * @return the correlation, or the reason why it is not available
     */
    public static NoiseCorrelation of(
            BeamTable beams, LocalFrame frame, FitRegion region, int[] used, ChannelCorrelation between) {
        int channels = beams.beams().size();
        double smallest = Double.POSITIVE_INFINITY;
        for (int c = 0; c < channels; c++) {
            smallest = Math.min(
                    smallest, region.block() * frame.pixelSize() / beams.at(c).geometricMean());
        }
        if (smallest < LEAST_BLOCK) {
            return missing(String.format(
                    Locale.ROOT,
                    "blocks of %d pixels are %.2f beams: the noise of neighbouring blocks is so similar that its correlation matrix is singular to rounding; use blocks of %.2f beams or more, model.block = %d",
                    region.block(),
                    smallest,
                    LEAST_BLOCK,
                    (int) Math.ceil(LEAST_BLOCK * region.block() / smallest)));
        }
        BitSet[] blocks = new BitSet[channels];
        int[] count = new int[channels];
        int[][] data = new int[channels][region.blocks()];
        for (int c = 0; c < channels; c++) {
            blocks[c] = new BitSet();
        }
        for (int k = 0; k < used.length; k++) {
            int c = used[k] % channels;
            blocks[c].set(used[k] / channels);
            data[c][count[c]++] = k;
        }
        List<Beam> shared = beams.beams();
        String note = null;
        if (work(shared, blocks) > AFFORDABLE) {
            shared = alike(shared);
            note = "for the correlation of the noise, channels whose beams differ by less than 0.1 % share one";
            if (work(shared, blocks) > AFFORDABLE) {
                return missing(
                        "the noise of so many blocks with so many beams takes too long to correlate; use larger blocks, model.block, or a smaller fit.region");
            }
        }
        Map<List<Object>, CholeskyFactor> known = new HashMap<>();
        CholeskyFactor[] factors = new CholeskyFactor[channels];
        for (int c = 0; c < channels; c++) {
            data[c] = Arrays.copyOf(data[c], count[c]);
            List<Object> key = List.of(shared.get(c), blocks[c]);
            if (count[c] > 0 && !known.containsKey(key)) {
                CholeskyFactor factor = factor(
                        CorrelatedNoise.of(shared.get(c), frame, region.block()),
                        region,
                        blocks[c].stream().toArray());
                if (factor == null) {
                    return missing("the correlation matrix of the noise of channel " + (c + 1)
                            + " of the fit is not positive definite to rounding; use larger blocks, model.block");
                }
                known.put(key, factor);
            }
            factors[c] = known.get(key);
        }
        return new NoiseCorrelation(
                new Groups(data, factors), spectrum(used, channels, region.blocks(), between), null, note);
    }

    /** The channels of every block. */
    private static Groups spectrum(int[] used, int channels, int blocks, ChannelCorrelation between) {
        if (between.none()) {
            return INDEPENDENT;
        }
        ChannelCorrelation believed = between.regularised(LEAST_POWER);
        int[][] members = new int[blocks][];
        CholeskyFactor[] factors = new CholeskyFactor[blocks];
        Map<BitSet, CholeskyFactor> known = new HashMap<>();
        int k = 0;
        for (int b = 0; b < blocks; b++) {
            int first = k;
            BitSet present = new BitSet();
            for (; k < used.length && used[k] / channels == b; k++) {
                present.set(used[k] % channels);
            }
            members[b] = IntStream.range(first, k).toArray();
            if (!present.isEmpty()) {
                factors[b] = known.computeIfAbsent(present, set -> {
                    int[] at = set.stream().toArray();
                    return Objects.requireNonNull(CholeskyFactor.ofOrNull(believed.matrix(at), at.length));
                });
            }
        }
        return new Groups(members, factors);
    }

    /** Operations of all factorisations. */
    private static double work(List<Beam> beams, BitSet[] blocks) {
        Set<List<Object>> different = new HashSet<>();
        double work = 0;
        for (int c = 0; c < blocks.length; c++) {
            if (different.add(List.of(beams.get(c), blocks[c]))) {
                work += Math.pow(blocks[c].cardinality(), 3) / 3;
            }
        }
        return work;
    }

    /** Each beam, or the first that is like it. */
    private static List<Beam> alike(List<Beam> beams) {
        List<Beam> first = new ArrayList<>();
        List<Beam> shared = new ArrayList<>();
        for (Beam beam : beams) {
            Beam found = first.stream()
                    .filter(other -> difference(beam.covariance(), other.covariance()) < 2 * ALIKE)
                    .findFirst()
                    .orElse(beam);
            if (!first.contains(found)) {
                first.add(found);
            }
            shared.add(found);
        }
        return shared;
    }

    private static double difference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest / Math.min(a[0], a[2]);
    }

    private static NoiseCorrelation missing(String why) {
        return new NoiseCorrelation(INDEPENDENT, INDEPENDENT, why, null);
    }

    private static CholeskyFactor factor(CorrelatedNoise noise, FitRegion region, int[] blocks) {
        int[] x = new int[blocks.length];
        int[] y = new int[blocks.length];
        for (int i = 0; i < blocks.length; i++) {
            x[i] = region.blockX()[blocks[i]];
            y[i] = region.blockY()[blocks[i]];
        }
        return CholeskyFactor.ofOrNull(noise.correlation(x, y), blocks.length);
    }

    /** An operation on the residuals of one group. */
    private interface Step {
        void apply(CholeskyFactor factor, double[] numbers);
    }

    /**
     * Whitens residuals that are in units of their standard deviation.
     *
     * @param residuals or their derivatives. Modified
     */
    public void whiten(double[] residuals) {
        space.apply(residuals, CholeskyFactor::whiten);
        spectrum.apply(residuals, CholeskyFactor::whiten);
    }

    /**
     * Multiplies by L^T: the squared length of the result is the variance of the weighted sum under correlated noise.
     *
     * @param weights of the residuals. Modified
     */
    public void transposed(double[] weights) {
        space.apply(weights, CholeskyFactor::transposed);
        spectrum.apply(weights, CholeskyFactor::transposed);
    }

    /**
     * Multiplies by L^-T, so that {@link #whiten} and this multiply by the inverse of the correlation.
     *
     * @param values whitened residuals or their derivatives. Modified
     */
    public void whitenTransposed(double[] values) {
        spectrum.apply(values, CholeskyFactor::whitenTransposed);
        space.apply(values, CholeskyFactor::whitenTransposed);
    }

    /**
     * @param rows {@code [row][residual]} weights of the residuals. Not modified
     * @return {@code [row][row]} covariance of the weighted sums
     */
    public double[][] product(double[][] rows) {
        double[][] rooted = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            rooted[i] = rows[i].clone();
            transposed(rooted[i]);
        }
        double[][] product = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                product[i][j] = DotProduct.of(rooted[i], rooted[j]);
            }
        }
        return product;
    }

    /**
     * Draws noise of unit variance.
     *
     * @param random stream of the draw
     * @param count of residuals
     * @return the draw
     */
    public double[] draw(UniformRandomProvider random, int count) {
        double[] noise =
                ZigguratSampler.NormalizedGaussian.of(random).samples(count).toArray();
        spectrum.apply(noise, CholeskyFactor::colour);
        space.apply(noise, CholeskyFactor::colour);
        return noise;
    }

    /** @return whether channels are correlated among themselves */
    public boolean ofChannels() {
        return spectrum.members().length > 0;
    }

    /**
     * Sum of the squared correlations of all pairs of residuals, each with itself included: half the variance of chi^2.
     * It is the mean of |C z|^2 over random signs z, of which one draw is precise enough for so many residuals.
     *
     * @return [-] tr C^2
     */
    public double sumOfSquares() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(PROBE);
        double[] probe =
                random.ints(count(), 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
        transposed(probe);
        spectrum.apply(probe, CholeskyFactor::colour);
        space.apply(probe, CholeskyFactor::colour);
        double sum = 0;
        for (double value : probe) {
            sum += value * value;
        }
        return sum;
    }

    /** @return number of residuals */
    int count() {
        return Arrays.stream(space.members()).mapToInt(places -> places.length).sum();
    }

    /** @return variance of the mean of all residuals, over that of independent ones: the mean row sum of the matrices */
    double inflation() {
        double[] ones = new double[count()];
        Arrays.fill(ones, 1);
        transposed(ones);
        return DotProduct.of(ones, ones) / ones.length;
    }

    /** @return condition number of the whole correlation, the largest of all channels and blocks */
    double condition() {
        return space.condition() * spectrum.condition();
    }
}
