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
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.inference.CholeskyFactor;
import org.steelyard.inference.DotProduct;
import org.steelyard.observe.CorrelatedNoise;

/**
 * The correlation of the noise between the blocks of a cube, channel by channel, as Cholesky factors of the correlation
 * matrices. Channels with one beam and the same blocks share a factor. Immutable.
 *
 * @param data for each channel, indices of its residuals. Lent
 * @param factors of each channel. Lent
 * @param missing reason why there are no factors, one line; null if there are
 * @param note a message on the factors, one line; or null
 */
public record NoiseCorrelation(int[][] data, CholeskyFactor[] factors, String missing, String note) {

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
     * @return the correlation, or the reason why it is not available
     */
    public static NoiseCorrelation of(BeamTable beams, LocalFrame frame, FitRegion region, int[] used) {
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
        return new NoiseCorrelation(data, factors, null, note);
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
        return new NoiseCorrelation(new int[0][], new CholeskyFactor[0], why, null);
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

    /** An operation on the residuals of one channel. */
    private interface Step {
        void apply(CholeskyFactor factor, double[] numbers);
    }

    private void apply(double[] values, Step step) {
        double[] numbers = new double[longest()];
        for (int c = 0; c < data.length; c++) {
            int[] places = data[c];
            for (int i = 0; i < places.length; i++) {
                numbers[i] = values[places[i]];
            }
            if (places.length > 0) {
                step.apply(factors[c], numbers);
            }
            for (int i = 0; i < places.length; i++) {
                values[places[i]] = numbers[i];
            }
        }
    }

    private int longest() {
        int longest = 0;
        for (int[] places : data) {
            longest = Math.max(longest, places.length);
        }
        return longest;
    }

    /**
     * Whitens residuals that are in units of their standard deviation.
     *
     * @param residuals or their derivatives. Modified
     */
    public void whiten(double[] residuals) {
        apply(residuals, CholeskyFactor::whiten);
    }

    /**
     * Multiplies by L^T: the squared length of the result is the variance of the weighted sum under correlated noise.
     *
     * @param weights of the residuals. Modified
     */
    public void transposed(double[] weights) {
        apply(weights, CholeskyFactor::transposed);
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
        apply(noise, CholeskyFactor::colour);
        return noise;
    }

    /**
     * Sum of the squared correlations of all pairs of residuals, each with itself included: half the variance of chi^2.
     * It is the mean of |C z|^2 over random signs z, of which one draw is precise enough for so many residuals.
     *
     * @return [-] tr C^2
     */
    public double sumOfSquares() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(PROBE);
        double[] probe = random.ints(count(), 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
        transposed(probe);
        apply(probe, CholeskyFactor::colour);
        double sum = 0;
        for (double value : probe) {
            sum += value * value;
        }
        return sum;
    }

    /** @return number of residuals */
    int count() {
        return Arrays.stream(data).mapToInt(places -> places.length).sum();
    }

    /** @return variance of the mean of all residuals, over that of independent ones: the mean row sum of the matrices */
    double inflation() {
        double[] ones = new double[count()];
        Arrays.fill(ones, 1);
        transposed(ones);
        return DotProduct.of(ones, ones) / ones.length;
    }

    /** @return largest condition number of all matrices */
    double condition() {
        return Arrays.stream(factors)
                .filter(Objects::nonNull)
                .distinct()
                .mapToDouble(CholeskyFactor::condition)
                .max()
                .orElse(1);
    }
}
