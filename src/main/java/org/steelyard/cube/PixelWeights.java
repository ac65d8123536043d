// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.ArrayList;
import java.util.List;

/**
 * Pixels of an image, counted from 0, each with a weight. Pixels may be outside the image.
 *
 * @param x columns
 * @param y rows
 * @param weight weights
 */
record PixelWeights(int[] x, int[] y, double[] weight) {

    /** Bilinear weights of the four pixels around a point; pixels of zero weight are omitted. */
    static PixelWeights bilinear(double px, double py) {
        int x0 = (int) Math.floor(px);
        int y0 = (int) Math.floor(py);
        List<double[]> found = new ArrayList<>();
        for (int dy = 0; dy <= 1; dy++) {
            for (int dx = 0; dx <= 1; dx++) {
                double weight = (1 - Math.abs(px - x0 - dx)) * (1 - Math.abs(py - y0 - dy));
                if (weight > 0) {
                    found.add(new double[] {x0 + dx, y0 + dy, weight});
                }
            }
        }
        return of(found);
    }

    /** Pixels that a convex polygon covers, weighted by the area of their intersection. */
    static PixelWeights polygon(double[][] corners) {
        double minX = Double.MAX_VALUE;
        double maxX = -Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        for (double[] corner : corners) {
            minX = Math.min(minX, corner[0]);
            maxX = Math.max(maxX, corner[0]);
            minY = Math.min(minY, corner[1]);
            maxY = Math.max(maxY, corner[1]);
        }
        List<double[]> found = new ArrayList<>();
        for (int y = (int) Math.round(minY); y <= Math.round(maxY); y++) {
            for (int x = (int) Math.round(minX); x <= Math.round(maxX); x++) {
                double[][] part = cut(corners, 0, x - 0.5, 1);
                part = cut(part, 0, x + 0.5, -1);
                part = cut(part, 1, y - 0.5, 1);
                double area = area(cut(part, 1, y + 0.5, -1));
                if (area > 0) {
                    found.add(new double[] {x, y, area});
                }
            }
        }
        return of(found);
    }

    /** Part of a polygon where sign (coordinate - limit) is positive (Sutherland and Hodgman 1974). */
    private static double[][] cut(double[][] polygon, int coordinate, double limit, int sign) {
        if (polygon.length == 0) {
            return polygon;
        }
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < polygon.length; i++) {
            double[] a = polygon[i];
            double[] b = polygon[(i + 1) % polygon.length];
            double da = sign * (a[coordinate] - limit);
            double db = sign * (b[coordinate] - limit);
            if (da >= 0) {
                kept.add(a);
            }
            if (da * db < 0) {
                double t = da / (da - db);
                kept.add(new double[] {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])});
            }
        }
        return kept.toArray(double[][]::new);
    }

    private static double area(double[][] polygon) {
        double twice = 0;
        for (int i = 0; i < polygon.length; i++) {
            double[] a = polygon[i];
            double[] b = polygon[(i + 1) % polygon.length];
            twice += a[0] * b[1] - a[1] * b[0];
        }
        return Math.abs(twice) / 2;
    }

    private static PixelWeights of(List<double[]> found) {
        int n = found.size();
        PixelWeights weights = new PixelWeights(new int[n], new int[n], new double[n]);
        for (int i = 0; i < n; i++) {
            weights.x[i] = (int) found.get(i)[0];
            weights.y[i] = (int) found.get(i)[1];
            weights.weight[i] = found.get(i)[2];
        }
        return weights;
    }

    /** Weighted sum of the pixels; NaN if one of them is outside the cube or NaN. */
    double sum(SpectralCube cube, int channel) {
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            sum += weight[i] * value(cube, channel, i);
        }
        return sum;
    }

    /** Weighted mean of the pixels in the cube that are not NaN; NaN if there are none. */
    double mean(SpectralCube cube, int channel) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < weight.length; i++) {
            double value = value(cube, channel, i);
            if (!Double.isNaN(value)) {
                sum += weight[i] * value;
                total += weight[i];
            }
        }
        return sum / total;
    }

    private double value(SpectralCube cube, int channel, int i) {
        boolean inside = x[i] >= 0 && y[i] >= 0 && x[i] < cube.nx() && y[i] < cube.ny();
        return inside ? cube.at(channel, y[i], x[i]) : Double.NaN;
    }
}
