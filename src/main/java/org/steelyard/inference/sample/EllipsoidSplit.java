// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.inference.DotProduct;

/**
 * Divides points into clusters with an ellipsoid each, where that reduces the total volume (after Feroz, Hobson and
 * Bridges 2009, MNRAS 398, 1601).
 */
final class EllipsoidSplit {

    /**
     * Largest volume after a split, relative to before: halves of a ball gain nothing, a curve or two modes much more.
     */
    private static final double GAIN = 0.8;

    /** An ellipsoid is split only if its volume exceeds the expected volume of its points by this factor. */
    private static final double TIGHT = 1.2;

    /** Largest number of iterations of the two-means algorithm. */
    private static final int MAX_ITERATIONS = 30;

    /** ln of the expected volume per point. */
    private final double logVolumePerPoint;

    private final int smallest;

    private EllipsoidSplit(double logVolumePerPoint, int smallest) {
        this.logVolumePerPoint = logVolumePerPoint;
        this.smallest = smallest;
    }

    /**
     * @param points more points than dimensions. Not modified.
     * @param logVolume ln of the expected volume of all points
     * @param smallest number of points in a cluster, more than the dimension
     * @return ellipsoids that together contain all points, each with at least its share of the volume
     */
    static List<Ellipsoid> of(double[][] points, double logVolume, int smallest) {
        EllipsoidSplit split = new EllipsoidSplit(logVolume - Math.log(points.length), smallest);
        List<Ellipsoid> ellipsoids = new ArrayList<>();
        split.split(points, split.around(points), ellipsoids);
        return ellipsoids;
    }

    /** Adds the ellipsoids of a cluster to a list and returns ln of their total volume. */
    private double split(double[][] points, Ellipsoid whole, List<Ellipsoid> out) {
        double expected = logVolumePerPoint + Math.log(points.length);
        if (points.length >= 2 * smallest && whole.logVolume() > expected + Math.log(TIGHT)) {
            double[][][] halves = halves(points, whole);
            if (halves != null) {
                List<Ellipsoid> parts = new ArrayList<>();
                double log = Weights.logSum(
                        split(halves[0], around(halves[0]), parts), split(halves[1], around(halves[1]), parts));
                if (log < whole.logVolume() + Math.log(GAIN)) {
                    out.addAll(parts);
                    return log;
                }
            }
        }
        out.add(whole);
        return whole.logVolume();
    }

    private Ellipsoid around(double[][] points) {
        return Ellipsoid.around(points).atLeast(logVolumePerPoint + Math.log(points.length));
    }

    /** The better of two divisions, which start along the longest and along the most bimodal axis; null without one. */
    private double[][][] halves(double[][] points, Ellipsoid whole) {
        int n = points[0].length;
        double[][] white = new double[points.length][n];
        for (int i = 0; i < points.length; i++) {
            whole.distanceSquared(points[i], white[i]);
        }
        double[] tip = whole.longestAxis();
        for (int j = 0; j < n; j++) {
            tip[j] += whole.centre()[j];
        }
        double[] along = new double[n];
        whole.distanceSquared(tip, along);
        double[][][] byLength = twoMeans(points, white, along);
        double[][][] byShape = n == 1 ? null : twoMeans(points, white, mostBimodalAxis(white));
        if (byLength == null || byShape == null) {
            return byLength == null ? byShape : byLength;
        }
        return logVolume(byShape) < logVolume(byLength) ? byShape : byLength;
    }

    private double logVolume(double[][][] halves) {
        return Weights.logSum(around(halves[0]).logVolume(), around(halves[1]).logVolume());
    }

    /** Half the unit vector of the axis with the smallest kurtosis. */
    private static double[] mostBimodalAxis(double[][] white) {
        int n = white[0].length;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            double second = 0;
            double fourth = 0;
            for (double[] z : white) {
                double square = z[j] * z[j];
                second += square;
                fourth += square * square;
            }
            double kurtosis = fourth / (second * second);
            if (kurtosis < least) {
                least = kurtosis;
                best = j;
            }
        }
        double[] axis = new double[n];
        axis[best] = 0.5;
        return axis;
    }

    /** Clusters by Lloyd's two-means algorithm, starting from a vector and its opposite; null if one is too small. */
    private double[][][] twoMeans(double[][] points, double[][] white, double[] start) {
        int n = start.length;
        // The first half lies above the plane halfway between the two means.
        double[] normal = start;
        double offset = 0;
        boolean[] first = new boolean[white.length];
        int count = 0;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            boolean changed = false;
            double[][] sums = new double[2][n];
            count = 0;
            for (int i = 0; i < white.length; i++) {
                boolean above = DotProduct.of(normal, white[i]) > offset;
                changed |= above != first[i];
                first[i] = above;
                count += above ? 1 : 0;
                double[] sum = sums[above ? 0 : 1];
                for (int j = 0; j < n; j++) {
                    sum[j] += white[i][j];
                }
            }
            if (!changed || count == 0 || count == white.length) {
                break;
            }
            normal = new double[n];
            offset = 0;
            for (int j = 0; j < n; j++) {
                double a = sums[0][j] / count;
                double b = sums[1][j] / (white.length - count);
                normal[j] = a - b;
                offset += (a * a - b * b) / 2;
            }
        }
        if (count < smallest || white.length - count < smallest) {
            return null;
        }
        double[][][] halves = {new double[count][], new double[white.length - count][]};
        int[] next = new int[2];
        for (int i = 0; i < points.length; i++) {
            int half = first[i] ? 0 : 1;
            halves[half][next[half]++] = points[i];
        }
        return halves;
    }
}
