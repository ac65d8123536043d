package org.steelyard.report;

import java.awt.geom.Path2D;

/** Lines of equal value through a grid, by marching squares with linear interpolation. */
final class Contours {

    private Contours() {}

    /**
     * @param values {@code [y*nx + x]}; no line crosses a cell that touches NaN
     * @param nx columns
     * @param ny rows
     * @param level of the line
     * @param xs coordinate of each column
     * @param ys coordinate of each row
     * @return segments in those coordinates
     */
    static Path2D at(double[] values, int nx, int ny, double level, double[] xs, double[] ys) {
        Path2D path = new Path2D.Double();
        double[] corner = new double[4];
        for (int y = 0; y + 1 < ny; y++) {
            for (int x = 0; x + 1 < nx; x++) {
                corner[0] = values[y * nx + x] - level;
                corner[1] = values[y * nx + x + 1] - level;
                corner[2] = values[(y + 1) * nx + x + 1] - level;
                corner[3] = values[(y + 1) * nx + x] - level;
                cell(path, corner, xs[x], xs[x + 1], ys[y], ys[y + 1]);
            }
        }
        return path;
    }

    private static void cell(Path2D path, double[] corner, double left, double right, double low, double high) {
        double sum = corner[0] + corner[1] + corner[2] + corner[3];
        if (Double.isNaN(sum)) {
            return;
        }
        double[] crossing = new double[8];
        int count = 0;
        for (int k = 0; k < 4; k++) {
            double from = corner[k];
            double to = corner[(k + 1) % 4];
            if (from < 0 != to < 0) {
                double share = from / (from - to);
                crossing[count++] = left + (right - left) * (cornerX(k) + share * (cornerX(k + 1) - cornerX(k)));
                crossing[count++] = low + (high - low) * (cornerY(k) + share * (cornerY(k + 1) - cornerY(k)));
            }
        }
        if (count == 4) {
            segment(path, crossing, 0, 2);
        } else if (count == 8) {
            boolean highThrough = sum >= 0 == corner[0] >= 0;
            segment(path, crossing, 0, highThrough ? 2 : 6);
            segment(path, crossing, 4, highThrough ? 6 : 2);
        }
    }

    private static void segment(Path2D path, double[] crossing, int from, int to) {
        path.moveTo(crossing[from], crossing[from + 1]);
        path.lineTo(crossing[to], crossing[to + 1]);
    }

    /** Corners run (0,0) (1,0) (1,1) (0,1) (0,0). */
    private static int cornerX(int k) {
        return k == 1 || k == 2 ? 1 : 0;
    }

    private static int cornerY(int k) {
        return k == 2 || k == 3 ? 1 : 0;
    }
}
