// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Looks for maxima of a posterior density far from the known one. Climbers start at points of a Sobol sequence over the
 * prior and ascend along the gradient, in coordinates in which the known maximum has unit curvature, where one such step
 * ends at the maximum of a normal distribution of the same covariance. One that arrives where the known maximum is
 * stops, and after each step the higher half of the others goes on: all together cost at most twice the first step. A
 * climber stands inside the range of the prior.
 */
final class ModeSearch {

    /** Climbers of the first step: of a basin that holds 3.5 % of the prior, 128 random points miss it once in 100 times. */
    private static final int CLIMBERS = 128;

    private static final int MOST_STEPS = 10;

    /** [standard deviation of the known maximum] Interval of a difference, wide enough for a rough model. */
    private static final double INTERVAL = 0.5;

    /** Lengths of steps relative to the gradient. */
    private static final double[] LENGTHS = {0.1, 0.3, 1, 3};

    /** Gain in ln density that ends an ascent. */
    private static final double SMALL = 0.5;

    private final Target target;
    private final Coordinates coordinates;
    private final Student known;

    /**
     * @param target posterior
     * @param known distribution around the known maximum
     */
    ModeSearch(Target target, Student known) {
        this.target = target;
        this.coordinates = target.coordinates();
        this.known = known;
    }

    /**
     * Where a climber stands.
     *
     * @param x coordinates
     * @param logDensity ln of the posterior density there, not normalised
     */
    record Place(double[] x, double logDensity) {}

    /** Where the climbers stopped. */
    List<Place> ends(Randomness random) {
        List<Place> climbing = starts(random);
        List<Place> ended = new ArrayList<>();
        for (int step = 0; step < MOST_STEPS && !climbing.isEmpty(); step++) {
            List<Place> higher = ascend(climbing);
            List<Place> next = new ArrayList<>();
            for (int c = 0; c < climbing.size(); c++) {
                boolean gained = higher.get(c).logDensity - climbing.get(c).logDensity > SMALL;
                (gained && !known.reaches(higher.get(c).x) ? next : ended).add(higher.get(c));
            }
            next.sort(Comparator.comparingDouble(Place::logDensity).reversed());
            climbing = next.subList(0, (next.size() + 1) / 2);
        }
        ended.addAll(climbing);
        return ended;
    }

    private List<Place> starts(Randomness random) {
        int n = coordinates.dimension();
        double[] shift = new double[n];
        Arrays.setAll(shift, j -> random.uniform());
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(n);
        double[][] points = new double[CLIMBERS][n];
        for (double[] point : points) {
            double[] place = sequence.nextVector();
            Arrays.setAll(point, j -> coordinates.quantile(j, (place[j] + shift[j]) % 1));
        }
        double[] densities = target.logPosterior(points);
        List<Place> starts = new ArrayList<>();
        for (int c = 0; c < CLIMBERS; c++) {
            if (densities[c] > Double.NEGATIVE_INFINITY) {
                starts.add(new Place(points[c], densities[c]));
            }
        }
        return starts;
    }

    /** One step of every climber. */
    private List<Place> ascend(List<Place> climbing) {
        int n = coordinates.dimension();
        double[][] around = new double[n * climbing.size()][];
        for (int c = 0; c < climbing.size(); c++) {
            for (int j = 0; j < n; j++) {
                double[] z = known.whitened(climbing.get(c).x);
                z[j] += INTERVAL;
                around[n * c + j] = inside(z);
            }
        }
        double[] densities = target.logPosterior(around);
        double[][] ahead = new double[LENGTHS.length * climbing.size()][];
        for (int c = 0; c < climbing.size(); c++) {
            double[] from = known.whitened(climbing.get(c).x);
            for (int l = 0; l < LENGTHS.length; l++) {
                double[] z = from.clone();
                for (int j = 0; j < n; j++) {
                    double slope = (densities[n * c + j] - climbing.get(c).logDensity) / INTERVAL;
                    z[j] += Double.isFinite(slope) ? LENGTHS[l] * slope : 0;
                }
                ahead[LENGTHS.length * c + l] = inside(z);
            }
        }
        double[] reached = target.logPosterior(ahead);
        List<Place> higher = new ArrayList<>();
        for (int c = 0; c < climbing.size(); c++) {
            Place near = best(around, densities, n * c, n, climbing.get(c));
            higher.add(best(ahead, reached, LENGTHS.length * c, LENGTHS.length, near));
        }
        return higher;
    }

    private static Place best(double[][] points, double[] densities, int from, int count, Place place) {
        Place best = place;
        for (int i = from; i < from + count; i++) {
            best = densities[i] > best.logDensity ? new Place(points[i], densities[i]) : best;
        }
        return best;
    }

    /** The point of whitened coordinates, moved into the range of the prior. */
    private double[] inside(double[] z) {
        double[] x = known.at(z);
        Arrays.setAll(x, j -> coordinates.clip(j, x[j]));
        return x;
    }
}
