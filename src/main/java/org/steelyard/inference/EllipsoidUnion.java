package org.steelyard.inference;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Overlapping ellipsoids around the live points, so large that they should also hold the points that could have been drawn instead.
 * How large that is, is learned by leaving points out: the ellipsoids of a bootstrap sample must grow until they hold the rest.
 */
final class EllipsoidUnion {

    /** How many bootstrap samples the growth is learned from. */
    private static final int BOOTSTRAPS = 10;

    /** The volume grows by this factor at least. */
    private static final double LEAST_GROWTH = 1.1;

    /** Draws outside the cube or refused for an overlap, in a row, before a point is given up. */
    private static final int MAX_TRIES = 10_000;

    private final List<Ellipsoid> ellipsoids;
    private final double[] logVolumes;
    private final double logVolume;

    private EllipsoidUnion(List<Ellipsoid> ellipsoids) {
        this.ellipsoids = ellipsoids;
        this.logVolumes = ellipsoids.stream().mapToDouble(Ellipsoid::logVolume).toArray();
        double log = Double.NEGATIVE_INFINITY;
        for (double one : logVolumes) {
            log = RunningPosterior.logSum(log, one);
        }
        this.logVolume = log;
    }

    /**
     * @param points live points in the cube. Not modified.
     * @param logFill ln of the volume that they should fill
     * @param random for the bootstrap
     */
    static EllipsoidUnion around(double[][] points, double logFill, UniformRandomProvider random) {
        int n = points[0].length;
        double growth = Math.pow(LEAST_GROWTH, 1.0 / n);
        for (int b = 0; b < BOOTSTRAPS; b++) {
            growth = Math.max(growth, growthForTheRest(points, logFill, random));
        }
        double factor = growth;
        return new EllipsoidUnion(EllipsoidSplit.of(points, logFill).stream()
                .map(ellipsoid -> ellipsoid.scaled(factor))
                .toList());
    }

    private static double growthForTheRest(double[][] points, double logFill, UniformRandomProvider random) {
        boolean[] in = new boolean[points.length];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            int k = random.nextInt(points.length);
            count += in[k] ? 0 : 1;
            in[k] = true;
        }
        double[][] chosen = new double[count][];
        int next = 0;
        for (int i = 0; i < points.length; i++) {
            if (in[i]) {
                chosen[next++] = points[i];
            }
        }
        List<Ellipsoid> ellipsoids = EllipsoidSplit.of(chosen, logFill);
        double[] scratch = new double[points[0].length];
        double farthest = 0;
        for (int i = 0; i < points.length; i++) {
            if (!in[i]) {
                double nearest = Double.POSITIVE_INFINITY;
                for (Ellipsoid ellipsoid : ellipsoids) {
                    nearest = Math.min(nearest, ellipsoid.distanceSquared(points[i], scratch));
                }
                farthest = Math.max(farthest, nearest);
            }
        }
        return Math.sqrt(farthest);
    }

    /** ln of the sum of the volumes. */
    double logVolume() {
        return logVolume;
    }

    /** A point of the union inside the unit cube, anywhere with equal probability; null if none was found. */
    double[] sample(UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            double[] point = choose(random).sample(random, normal);
            if (UnitCube.holds(point)) {
                int sharing = sharing(point);
                if (sharing == 1 || random.nextDouble() * sharing < 1) {
                    return point;
                }
            }
        }
        return null;
    }

    /** A direction and a length scale at random, whatever the point that will move along it. */
    double[] radius(UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal) {
        return ellipsoids.get(random.nextInt(ellipsoids.size())).radius(normal);
    }

    private Ellipsoid choose(UniformRandomProvider random) {
        if (ellipsoids.size() == 1) {
            return ellipsoids.get(0);
        }
        double u = random.nextDouble();
        for (int k = 0; k < logVolumes.length; k++) {
            u -= Math.exp(logVolumes[k] - logVolume);
            if (u < 0) {
                return ellipsoids.get(k);
            }
        }
        return ellipsoids.get(logVolumes.length - 1);
    }

    private int sharing(double[] point) {
        if (ellipsoids.size() == 1) {
            return 1;
        }
        int count = 0;
        double[] scratch = new double[point.length];
        for (Ellipsoid ellipsoid : ellipsoids) {
            count += ellipsoid.distanceSquared(point, scratch) <= 1 ? 1 : 0;
        }
        return Math.max(1, count);
    }
}
