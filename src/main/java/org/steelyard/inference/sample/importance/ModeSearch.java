// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for maxima of a posterior density far from the known one. Several climbers start at points of the prior and
 * ascend along the gradient, in coordinates in which the known maximum has unit curvature, where one such step ends at
 * the maximum of a normal distribution of the same covariance. A climber stands inside the range of the prior.
 */
final class ModeSearch {

    private static final int CLIMBERS = 12;

    /** Points of the prior of which a climber starts at the best. */
    private static final int CHOICES = 4;

    private static final int MOST_STEPS = 10;

    /** [standard deviation of the known maximum] Half the interval of a difference, wide enough for a rough model. */
    private static final double INTERVAL = 0.5;

    /** Lengths of steps relative to the gradient. */
    private static final double[] LENGTHS = {0.01, 0.1, 0.3, 1, 3, 10};

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

    /** The ends of all ascents. */
    List<Place> ends(Randomness random) {
        List<Place> climbing = starts(random);
        List<Place> ended = new ArrayList<>();
        for (int step = 0; step < MOST_STEPS && !climbing.isEmpty(); step++) {
            List<Place> next = new ArrayList<>();
            List<Place> higher = ascend(climbing);
            for (int c = 0; c < climbing.size(); c++) {
                boolean gained = higher.get(c).logDensity - climbing.get(c).logDensity > SMALL;
                (gained ? next : ended).add(higher.get(c));
            }
            climbing = next;
        }
        ended.addAll(climbing);
        return ended;
    }

    private List<Place> starts(Randomness random) {
        double[][] points = new double[CLIMBERS * CHOICES][coordinates.dimension()];
        for (double[] point : points) {
            for (int j = 0; j < point.length; j++) {
                point[j] = coordinates.quantile(j, random.uniform());
            }
        }
        List<Place> starts = new ArrayList<>();
        double[] densities = target.logPosterior(points);
        for (int c = 0; c < CLIMBERS; c++) {
            Place best = best(points, densities, c * CHOICES, CHOICES, new Place(points[0], Double.NEGATIVE_INFINITY));
            if (best.logDensity > Double.NEGATIVE_INFINITY) {
                starts.add(best);
            }
        }
        return starts;
    }

    /** One step of every climber. */
    private List<Place> ascend(List<Place> climbing) {
        int n = coordinates.dimension();
        double[][] around = new double[2 * n * climbing.size()][];
        for (int c = 0; c < climbing.size(); c++) {
            for (int j = 0; j < 2 * n; j++) {
                double[] z = known.whitened(climbing.get(c).x);
                z[j / 2] += j % 2 == 0 ? INTERVAL : -INTERVAL;
                around[2 * n * c + j] = inside(z);
            }
        }
        double[] densities = target.logPosterior(around);
        double[][] ahead = new double[LENGTHS.length * climbing.size()][];
        for (int c = 0; c < climbing.size(); c++) {
            double[] from = known.whitened(climbing.get(c).x);
            for (int l = 0; l < LENGTHS.length; l++) {
                double[] z = from.clone();
                for (int j = 0; j < n; j++) {
                    int up = 2 * (n * c + j);
                    double slope = (densities[up] - densities[up + 1]) / (2 * INTERVAL);
                    z[j] += Double.isFinite(slope) ? LENGTHS[l] * slope : 0;
                }
                ahead[LENGTHS.length * c + l] = inside(z);
            }
        }
        double[] reached = target.logPosterior(ahead);
        List<Place> higher = new ArrayList<>();
        for (int c = 0; c < climbing.size(); c++) {
            Place near = best(around, densities, 2 * n * c, 2 * n, climbing.get(c));
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
