// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.cube.HeldBlocks;
import org.steelyard.fit.diagnosis.OtherObject;
import org.steelyard.observe.ChannelCorrelation;

/** Searches a cube for line emission where the model has none, in blocks averaged over several numbers of channels. */
final class OtherObjects {

    /** Channels that are averaged. */
    private static final int[] WIDTHS = {2, 4, 8};

    /** [sigma] Least significance of an object, after the look-elsewhere effect. */
    private static final double LEAST = 5;

    /** [noise] The model has no line in a datum below this. */
    private static final double NO_LINE = 0.5;

    /** Objects that are listed. */
    private static final int MOST = 20;

    private final HeldBlocks blocks;
    private final SpectralAxis axis;
    private final ChannelCorrelation between;
    private final int beam;

    /**
     * @param blocks of the cube
     * @param axis of its channels
     * @param between correlation of the noise of channels
     * @param beam [pixel] size within which data are alike
     */
    OtherObjects(HeldBlocks blocks, SpectralAxis axis, ChannelCorrelation between, int beam) {
        this.blocks = blocks;
        this.axis = axis;
        this.between = between;
        this.beam = beam;
    }

    private record Candidate(int block, int channel, int width, double deviate) {}

    /** @return the objects, the most significant first */
    List<OtherObject> find() {
        int channels = blocks.channels();
        double scale = misfit();
        double[] residual = new double[blocks.data().length];
        for (int i = 0; i < residual.length; i++) {
            residual[i] = (blocks.data()[i] - blocks.model()[i]) / blocks.noise()[i];
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int width : WIDTHS) {
            double noise = noise(width);
            for (int b = 0; b < blocks.region().blocks(); b++) {
                for (int c = 0; c + width <= channels; c++) {
                    double sum = 0;
                    boolean dark = true;
                    for (int i = b * channels + c; i < b * channels + c + width; i++) {
                        sum += residual[i];
                        dark &= blocks.model()[i] < NO_LINE * blocks.noise()[i];
                    }
                    if (dark && sum > LEAST * noise) {
                        candidates.add(new Candidate(b, c, width, sum / noise));
                    }
                }
            }
        }
        candidates.sort((a, b) -> Double.compare(b.deviate(), a.deviate()));
        return distinct(candidates, scale);
    }

    /** Standard deviation of the sum of neighbouring channels of unit variance. */
    private double noise(int width) {
        double variance = width;
        for (int lag = 1; lag < width; lag++) {
            variance += 2 * (width - lag) * between.at(lag);
        }
        return Math.sqrt(variance);
    }

    private List<OtherObject> distinct(List<Candidate> candidates, double scale) {
        List<OtherObject> found = new ArrayList<>();
        List<Candidate> known = new ArrayList<>();
        double share = (double) blocks.region().block() / beam;
        double trials = blocks.data().length * share * share;
        for (Candidate c : candidates) {
            double significance = Trials.significance(c.deviate() / scale, trials);
            if (significance < LEAST || found.size() == MOST) {
                break;
            }
            boolean next = known.stream().anyMatch(k -> near(k, c));
            known.add(c);
            if (!next && !continuum(c)) {
                found.add(object(c, significance));
            }
        }
        return found;
    }

    /** Whether two candidates touch on the sky and in velocity. */
    private boolean near(Candidate a, Candidate b) {
        int dx = Math.abs(blocks.region().blockX()[a.block()] - blocks.region().blockX()[b.block()]);
        int dy = Math.abs(blocks.region().blockY()[a.block()] - blocks.region().blockY()[b.block()]);
        return Math.max(dx, dy) <= 2 * beam
                && a.channel() <= b.channel() + b.width() + 1
                && b.channel() <= a.channel() + a.width() + 1;
    }

    /** Whether half of the peak remains in the median of the block's channels without line: continuum is no object. */
    private boolean continuum(Candidate c) {
        int from = c.block() * blocks.channels();
        double[] dark = new double[blocks.channels()];
        int count = 0;
        for (int i = from; i < from + dark.length; i++) {
            if (blocks.model()[i] < NO_LINE * blocks.noise()[i] && !Double.isNaN(blocks.data()[i])) {
                dark[count++] = blocks.data()[i];
            }
        }
        double[] sorted = Arrays.copyOf(dark, count);
        Arrays.sort(sorted);
        return count > 2 * c.width() && sorted[count / 2] > 0.5 * peak(c);
    }

    private double peak(Candidate c) {
        double peak = 0;
        for (int k = c.channel(); k < c.channel() + c.width(); k++) {
            int i = c.block() * blocks.channels() + k;
            peak += (blocks.data()[i] - blocks.model()[i]) / c.width();
        }
        return peak;
    }

    private OtherObject object(Candidate c, double significance) {
        double velocity = 0;
        double width = 0;
        for (int k = c.channel(); k < c.channel() + c.width(); k++) {
            velocity += axis.velocity(k, VelocityConvention.OPTICAL) / c.width();
            width += axis.width(k);
        }
        double[] place = blocks.middle(c.block());
        return new OtherObject(place[0], place[1], velocity, width, peak(c), significance, c.deviate() * c.deviate());
    }

    /** Root mean square residual over noise where the model has a line, at least 1: misfit of the disk is no object. */
    private double misfit() {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < blocks.data().length; i++) {
            double residual = (blocks.data()[i] - blocks.model()[i]) / blocks.noise()[i];
            if (blocks.model()[i] > 2 * blocks.noise()[i] && !Double.isNaN(residual)) {
                sum += residual * residual;
                count++;
            }
        }
        return count == 0 ? 1 : Math.max(1, Math.sqrt(sum / count));
    }
}
