// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contours of values on a grid, by marching squares with linear interpolation. The segments of the cells are joined, so
 * that a dash pattern continues along the whole contour.
 */
public final class Contours {

    private final int nx;
    private final double[] xs;
    private final double[] ys;

    /** Point at which the contour crosses an edge of the grid, by the number of the edge. */
    private final Map<Integer, double[]> crossings = new LinkedHashMap<>();

    /** One or two edges to which the contour continues, by the number of the edge. */
    private final Map<Integer, List<Integer>> next = new LinkedHashMap<>();

    private Contours(int nx, double[] xs, double[] ys) {
        this.nx = nx;
        this.xs = xs;
        this.ys = ys;
    }

    /**
     * @param values {@code [y*nx + x]}; cells with a NaN at a corner have no contour
     * @param nx number of columns
     * @param ny number of rows
     * @param level of the contour
     * @param xs coordinate of each column
     * @param ys coordinate of each row
     * @return contours in these coordinates; closed unless they end at the border or at a NaN
     */
    public static Path2D at(double[] values, int nx, int ny, double level, double[] xs, double[] ys) {
        Contours contours = new Contours(nx, xs, ys);
        for (int y = 0; y + 1 < ny; y++) {
            for (int x = 0; x + 1 < nx; x++) {
                double[] corner = new double[4];
                for (int k = 0; k < 4; k++) {
                    corner[k] = values[(y + cornerY(k)) * nx + x + cornerX(k)] - level;
                }
                contours.cell(x, y, corner);
            }
        }
        return contours.joined();
    }

    private void cell(int x, int y, double[] corner) {
        double sum = corner[0] + corner[1] + corner[2] + corner[3];
        if (Double.isNaN(sum)) {
            return;
        }
        int[] edges = new int[4];
        int count = 0;
        for (int side = 0; side < 4; side++) {
            double from = corner[side];
            double to = corner[(side + 1) % 4];
            if (from < 0 != to < 0) {
                double share = from / (from - to);
                double dx = cornerX(side) + share * (cornerX(side + 1) - cornerX(side));
                double dy = cornerY(side) + share * (cornerY(side + 1) - cornerY(side));
                edges[count] = edge(x, y, side);
                crossings.putIfAbsent(edges[count++], new double[] {
                    xs[x] + dx * (xs[x + 1] - xs[x]), ys[y] + dy * (ys[y + 1] - ys[y])
                });
            }
        }
        if (count == 2) {
            link(edges[0], edges[1]);
        } else if (count == 4) {
            boolean highThrough = sum >= 0 == corner[0] >= 0;
            link(edges[0], edges[highThrough ? 1 : 3]);
            link(edges[2], edges[highThrough ? 3 : 1]);
        }
    }

    /**
     * Returns the number of an edge, even for horizontal and odd for vertical ones. Sides 0 to 3 are lower, right,
     * upper, left.
     */
    private int edge(int x, int y, int side) {
        int column = side == 1 ? x + 1 : x;
        int row = side == 2 ? y + 1 : y;
        return 2 * (row * nx + column) + side % 2;
    }

    private void link(int one, int other) {
        next.computeIfAbsent(one, edge -> new ArrayList<>(2)).add(other);
        next.computeIfAbsent(other, edge -> new ArrayList<>(2)).add(one);
    }

    private Path2D joined() {
        Path2D path = new Path2D.Double();
        for (int edge : List.copyOf(next.keySet())) {
            if (next.get(edge).size() == 1) {
                follow(path, edge);
            }
        }
        for (int edge : List.copyOf(next.keySet())) {
            if (!next.get(edge).isEmpty()) {
                follow(path, edge);
                path.closePath();
            }
        }
        return path;
    }

    /** Adds the contour from an edge to its end, and removes its links. */
    private void follow(Path2D path, int start) {
        double[] point = crossings.get(start);
        path.moveTo(point[0], point[1]);
        int edge = start;
        while (!next.get(edge).isEmpty()) {
            Integer to = next.get(edge).remove(0);
            next.get(to).remove((Integer) edge);
            edge = to;
            if (edge != start) {
                point = crossings.get(edge);
                path.lineTo(point[0], point[1]);
            }
        }
    }

    /** Corners 0 to 4 are (0,0) (1,0) (1,1) (0,1) (0,0). */
    private static int cornerX(int k) {
        return k == 1 || k == 2 ? 1 : 0;
    }

    private static int cornerY(int k) {
        return k == 2 || k == 3 ? 1 : 0;
    }
}
