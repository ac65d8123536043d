// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;
import org.steelyard.kernel.Derivative.Kind;

/**
 * How the image of a flat, thin disk is spread along the minor axis by the heights of its {@link DiskState.Layers} (method page,
 * section 2). The layer at height z appears shifted by z sin i, so the image of the thick disk is
 *
 * <pre>sum_k share_k g(x - e zeta_k)   with   e = h sin i along the minor axis [pixel]</pre>
 *
 * <p>where g is the image averaged over pixels. Between pixels g is interpolated in x and y: the parabolas through the
 * three pixels about the left and about the right neighbour, weighted linearly. Interpolation is exact for parabolas and
 * has a continuous first derivative. The weights of all layers are added up to one tap for each pixel.
 */
public final class SpreadTaps {

    /** Number of pixels between which an image is interpolated, along each axis. */
    private static final int POINTS = 4;

    /** Number of taps that one pass of {@link #add} sums; rows of taps are filled up with zeros. */
    private static final int TOGETHER = 6;

    private final int parts;
    private final int halfX;
    private final int halfY;
    private final int stride;
    private final int[] begin;
    private final int[] count;
    private final double[] values;
    private final double[] perX;
    private final double[] perY;

    /** Offset in x and y of an arcsecond along the minor axis [pixel/arcsec]. */
    private final double minorX;

    private final double minorY;

    /**
     * @param disk a flat disk with layers
     * @param parts number of pixels of the thin disk's image along a side of a pixel
     */
    public SpreadTaps(DiskState disk, int parts) {
        this.parts = parts;
        DiskState.Layers layers = disk.layers();
        double length = layers.height() * Math.sin(disk.inclination());
        minorX = -disk.majorY() / determinant(disk) * parts;
        minorY = disk.majorX() / determinant(disk) * parts;
        int points = POINTS + parts - 1;
        halfX = (int) Math.ceil(Math.abs(minorX) * length * layers.reach()) + POINTS / 2;
        halfY = (int) Math.ceil(Math.abs(minorY) * length * layers.reach()) + POINTS / 2;
        stride = 2 * halfX + parts + TOGETHER;
        int rows = 2 * halfY + parts;
        begin = new int[rows];
        count = new int[rows];
        values = new double[rows * stride];
        perX = new double[values.length];
        perY = new double[values.length];
        int[] end = new int[rows];
        Arrays.fill(begin, stride);
        double[][] x = new double[2][points];
        double[][] y = new double[2][points];
        for (int k = 0; k < layers.zeta().length; k++) {
            int column = weights(minorX * length * layers.zeta()[k], x) + halfX;
            int row = weights(minorY * length * layers.zeta()[k], y) + halfY;
            for (int j = 0; j < points; j++) {
                begin[row + j] = Math.min(begin[row + j], column);
                end[row + j] = Math.max(end[row + j], column + points);
                for (int i = 0; i < points; i++) {
                    int at = (row + j) * stride + column + i;
                    double share = layers.shares()[k];
                    values[at] += share * x[0][i] * y[0][j];
                    perX[at] += share * layers.zeta()[k] * x[1][i] * y[0][j];
                    perY[at] += share * layers.zeta()[k] * x[0][i] * y[1][j];
                }
            }
        }
        for (int j = 0; j < rows; j++) {
            count[j] = Math.max(0, end[j] - begin[j]);
        }
    }

    private SpreadTaps(SpreadTaps other, double[] values) {
        parts = other.parts;
        halfX = other.halfX;
        halfY = other.halfY;
        stride = other.stride;
        begin = other.begin;
        count = other.count;
        minorX = other.minorX;
        minorY = other.minorY;
        perX = other.perX;
        perY = other.perY;
        this.values = values;
    }

    private static double determinant(DiskState disk) {
        return disk.majorX() * disk.minorY() - disk.majorY() * disk.minorX();
    }

    /**
     * Weights of the image's pixels about a place, summed over the parts of a pixel, and their derivatives.
     *
     * @param place [pixel]
     * @param out the weights and the derivatives. Modified
     * @return the first pixel
     */
    private static int weights(double place, double[][] out) {
        int floor = (int) Math.floor(place);
        double t = place - floor;
        Arrays.fill(out[0], 0);
        Arrays.fill(out[1], 0);
        for (int side = 0; side < 2; side++) {
            double share = side == 0 ? 1 - t : t;
            double slope = side == 0 ? -1 : 1;
            for (int a = -1; a <= 1; a++) {
                double product = 1;
                double change = 0;
                for (int b = -1; b <= 1; b++) {
                    if (b != a) {
                        double factor = (t - side - b) / (a - b);
                        change = change * factor + product / (a - b);
                        product *= factor;
                    }
                }
                for (int part = 0; part < out[0].length - POINTS + 1; part++) {
                    out[0][a + 1 + side + part] += share * product;
                    out[1][a + 1 + side + part] += share * change + slope * product;
                }
            }
        }
        return floor - 1;
    }

    /** @return number of the image's pixels that the taps reach beyond a pixel to either side in x */
    public int halfX() {
        return halfX;
    }

    /** @return number of the image's pixels that the taps reach beyond a pixel to either side in y */
    public int halfY() {
        return halfY;
    }

    /** @return number of rows of taps */
    public int rows() {
        return begin.length;
    }

    /**
     * @param disk the disk of these taps
     * @param kind quantity of the disk
     * @return derivatives of the taps by it; null where it does not change them
     */
    public SpreadTaps derivative(DiskState disk, Kind kind) {
        double height = disk.layers().height();
        double sin = Math.sin(disk.inclination());
        double x;
        double y;
        switch (kind) {
            case HEIGHT -> {
                x = minorX * sin;
                y = minorY * sin;
            }
            case INCLINATION -> {
                x = minorX * height * Math.cos(disk.inclination());
                y = minorY * height * Math.cos(disk.inclination());
            }
            case POSITION_ANGLE -> {
                x = -disk.minorY() / determinant(disk) * parts * height * sin;
                y = disk.minorX() / determinant(disk) * parts * height * sin;
            }
            default -> {
                return null;
            }
        }
        double[] change = new double[values.length];
        for (int at = 0; at < change.length; at++) {
            change[at] = x * perX[at] + y * perY[at];
        }
        return new SpreadTaps(this, change);
    }

    /**
     * @param row row of the taps
     * @return the first column with taps, counted from {@link #halfX()} to the left of the pixel
     */
    public int begin(int row) {
        return begin[row];
    }

    /**
     * @param row row of the taps
     * @return number of taps of the row
     */
    public int count(int row) {
        return count[row];
    }

    /**
     * @param row row of the taps
     * @return the largest tap of the row
     */
    public double largest(int row) {
        double largest = 0;
        for (int i = 0; i < stride; i++) {
            largest = Math.max(largest, values[row * stride + i]);
        }
        return largest;
    }

    /**
     * @param lanes values of a pixel
     * @return number of values that must follow an image's last one, which zero taps may read
     */
    public static int rim(int lanes) {
        return TOGETHER * lanes;
    }

    /**
     * Finds the pixels of a row of the spread image that a run of pixels of the image reaches.
     *
     * @param image the thin disk
     * @param tap row of the taps
     * @param begin first column of the run
     * @param end column after its last
     * @return the first column of the spread image and that after the last, not clipped
     */
    int[] reached(Image image, int tap, int begin, int end) {
        int from = begin - image.x0 + halfX - this.begin[tap];
        return new int[] {
            Math.floorDiv(from - count[tap] + parts, parts), Math.floorDiv(from + end - begin - 1, parts) + 1
        };
    }

    /** Row of the image under a row of taps. */
    int line(Image image, int row, int tap) {
        return image.y0 + row * parts - halfY + tap;
    }

    /**
     * The image of a thin disk about the pixels of the spread image.
     *
     * @param values {@code [(row * width + column) * lanes + lane]}, and {@link #rim} values more. Modified
     * @param width pixels of the image in a row. The last {@link #rim} of them are empty where taps reach beyond
     * @param height rows of the image
     * @param lanes values of a pixel
     * @param x0 column of the spread image's first pixel, in pixels of the image, may be negative
     * @param y0 row of the spread image's first pixel
     * @param begin first column of each row that is not empty. Modified
     * @param end column after the last that is not empty. Modified
     */
    public record Image(double[] values, int width, int height, int lanes, int x0, int y0, int[] begin, int[] end) {

        /**
         * @param width pixels in a row
         * @param height rows
         * @param lanes values of a pixel
         * @param x0 column of the spread image's first pixel
         * @param y0 row of the spread image's first pixel
         * @return an image of zeros whose rows are all in use
         */
        public static Image of(int width, int height, int lanes, int x0, int y0) {
            int[] end = new int[height];
            Arrays.fill(end, width);
            return new Image(
                    new double[width * height * lanes + rim(lanes)],
                    width,
                    height,
                    lanes,
                    x0,
                    y0,
                    new int[height],
                    end);
        }
    }

    /**
     * Divides the light of a part of the disk between an image of small pixels and one of whole pixels, smoothly: each
     * can then be interpolated.
     *
     * @param share of the small pixels in their image. Lent
     * @param parts number of small pixels along a side of a pixel
     * @param column of the first pixel that is divided
     * @param row of the first pixel that is divided
     */
    public record Window(double[] share, int parts, int column, int row) {

        /**
         * @param small all light of the small pixels; it keeps their share. Modified
         * @param whole gets the rest. Modified
         */
        public void divide(Image small, Image whole) {
            int lanes = small.lanes;
            for (int y = 0; y < small.height; y++) {
                if (small.begin[y] >= small.end[y]) {
                    continue;
                }
                int into = row + y / parts;
                whole.begin[into] = Math.min(whole.begin[into], column);
                whole.end[into] = Math.max(whole.end[into], column + (small.width - TOGETHER) / parts);
                for (int x = 0; x < small.width - TOGETHER; x++) {
                    double part = share[y * small.width + x];
                    int at = (y * small.width + x) * lanes;
                    int to = (into * whole.width + column + x / parts) * lanes;
                    for (int lane = 0; lane < lanes; lane++) {
                        whole.values[to + lane] += (1 - part) * small.values[at + lane];
                        small.values[at + lane] *= part;
                    }
                }
            }
        }
    }

    /**
     * Adds a run of pixels of the spread image.
     *
     * @param image the thin disk. Not modified
     * @param column first column of the run in the spread image
     * @param row row of the spread image
     * @param pixels number of pixels of the run
     * @param out the run. Modified
     * @param to index of its first value
     */
    public void add(Image image, int column, int row, int pixels, double[] out, int to) {
        int lanes = image.lanes;
        int top = line(image, row, 0);
        for (int j = Math.max(0, -top); j < Math.min(begin.length, image.height - top); j++) {
            int y = top + j;
            if (count[j] == 0 || image.begin[y] >= image.end[y]) {
                continue;
            }
            int[] reached = reached(image, j, image.begin[y], image.end[y]);
            int first = Math.max(column, reached[0]);
            int end = Math.min(column + pixels, reached[1]);
            int left = image.x0 + first * parts - halfX + begin[j];
            boolean inside = left >= 0 && left + (end - first - 1) * parts + count[j] <= image.width;
            if (parts == 1 && inside) {
                for (int i = 0; i < count[j]; i += TOGETHER) {
                    int at = (y * image.width + left + i) * lanes;
                    int length = (end - first) * lanes;
                    add(image.values, at, lanes, j * stride + begin[j] + i, length, out, to + (first - column) * lanes);
                }
                continue;
            }
            for (int x = first; x < end; x++) {
                int from = left + (x - first) * parts;
                for (int i = Math.max(0, -from); i < Math.min(count[j], image.width - TOGETHER - from); i += TOGETHER) {
                    int at = (y * image.width + from + i) * lanes;
                    add(image.values, at, lanes, j * stride + begin[j] + i, lanes, out, to + (x - column) * lanes);
                }
            }
        }
    }

    /** Sums of six taps: fewer loads and stores of the sum than of one at a time. */
    private void add(double[] image, int at, int lanes, int tap, int length, double[] out, int to) {
        double a = values[tap];
        double b = values[tap + 1];
        double c = values[tap + 2];
        double d = values[tap + 3];
        double e = values[tap + 4];
        double f = values[tap + 5];
        for (int k = 0; k < length; k++) {
            int i = at + k;
            double left = a * image[i] + b * image[i + lanes] + c * image[i + 2 * lanes];
            double right = d * image[i + 3 * lanes] + e * image[i + 4 * lanes] + f * image[i + 5 * lanes];
            out[to + k] += left + right;
        }
    }
}
