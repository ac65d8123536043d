// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.units.InputException;

/**
 * Where the galaxy is in the image, and its shape, from the flux-weighted moments of the largest connected group of pixels above a
 * level. The level is a quantile of the image after a median filter of 5 x 5 pixels (Cappellari 2002, section 2; the procedure of
 * MgeFit).
 *
 * @param pixels number of pixels of the group
 * @param x [pixel] column of the centroid, from 0
 * @param y [pixel] row of the centroid
 * @param peakX [pixel] column of the brightest pixel of the filtered image in the group
 * @param peakY [pixel] row of it
 * @param angle [deg] of the major axis, from the columns towards the rows, in [0, 180)
 * @param axisRatio minor over major axis of the second moments
 * @param majorAxis [pixel] distance of the farthest pixel of the group from the centroid
 */
public record GalaxyShape(
        int pixels, double x, double y, int peakX, int peakY, double angle, double axisRatio, double majorAxis) {

    /** Half width of the median filter [pixel]. */
    private static final int FILTER = 2;

    /** Two galaxies hold more than this share of the brightest pixels; noise is many small groups. */
    private static final double HELD = 0.5;

    /** A second group of more than this share of the largest is another galaxy. */
    private static final double RIVAL = 0.3;

    /** Fewest usable pixels of the filter's window: with fewer, those next to a bright centre alone would make a peak. */
    private static final int LEAST_WINDOW = 10;

    /**
     * Finds the galaxy.
     *
     * @param image the image; the sky need not be subtracted
     * @param sky [unit of the image] level of the sky, subtracted before the moments are taken
     * @param masked pixels that are not used, {@code y*nx + x}; NaN pixels never are. Not modified
     * @param fraction share of the pixels above the level, for example 0.04; the galaxy should fill less than that outside of the group
     * @return the galaxy
     * @throws InputException if no group of pixels has a shape, or two are of similar size
     */
    public static GalaxyShape find(Image image, double sky, BitSet masked, double fraction) {
        int nx = image.nx();
        int ny = image.ny();
        if (!(fraction > 0 && fraction < 1)) {
            throw new InputException(
                    "fraction of pixels of the galaxy " + fraction + " must be between 0 and 1, for example 0.04");
        }
        double[] smooth = medianFilter(image, masked);
        double[] sorted =
                Arrays.stream(smooth).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            throw new InputException("the mask and NaN cover the whole image; nothing is left to find the galaxy in");
        }
        double rank = (1 - fraction) * (sorted.length - 1);
        int below = (int) rank;
        double level =
                sorted[below] + (rank - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
        BitSet above = new BitSet(nx * ny);
        for (int i = 0; i < smooth.length; i++) {
            above.set(i, smooth[i] > level);
        }
        int bright = above.cardinality();
        int[] group = largestGroup(above, nx, ny);
        if (group.length < 9) {
            throw new InputException("no galaxy found: the largest group of pixels above " + level + " " + image.unit()
                    + " has " + group.length
                    + "; is it the right image? Cut it around the galaxy, or mask what is brighter");
        }
        for (int p : group) {
            above.clear(p);
        }
        int[] other = largestGroup(above, nx, ny);
        if (other.length > RIVAL * group.length) {
            if (group.length + other.length < HELD * bright) {
                throw new InputException(
                        "no galaxy found: the largest group of the " + bright + " brightest pixels has " + group.length
                                + "; mask other sources, or cut the image around the galaxy");
            }
            throw new InputException("two galaxies: a group of " + group.length + " pixels around column "
                    + (group[0] % nx + 1) + ", row " + (group[0] / nx + 1) + " and one of " + other.length
                    + " around column " + (other[0] % nx + 1) + ", row " + (other[0] / nx + 1)
                    + "; mask one, or cut the image");
        }
        return moments(image, sky, smooth, group);
    }

    private static GalaxyShape moments(Image image, double sky, double[] smooth, int[] group) {
        int nx = image.nx();
        double flux = 0;
        double[] m = new double[5];
        int peak = group[0];
        for (int p : group) {
            double f = Double.isFinite(image.values()[p]) ? image.values()[p] - sky : smooth[p] - sky;
            int x = p % nx;
            int y = p / nx;
            flux += f;
            m[0] += f * x;
            m[1] += f * y;
            m[2] += f * x * x;
            m[3] += f * x * y;
            m[4] += f * y * y;
            peak = smooth[p] > smooth[peak] ? p : peak;
        }
        double x = m[0] / flux;
        double y = m[1] / flux;
        double xx = m[2] / flux - x * x;
        double xy = m[3] / flux - x * y;
        double yy = m[4] / flux - y * y;
        double mean = 0.5 * (xx + yy);
        double half = Math.hypot(0.5 * (xx - yy), xy);
        if (!(flux > 0) || !(mean - half > 0)) {
            throw new InputException("the brightest object at column " + (group[0] % nx + 1) + ", row "
                    + (group[0] / nx + 1) + " has no shape: is the sky of " + sky + " " + image.unit()
                    + " above the galaxy?");
        }
        double reach = 0;
        for (int p : group) {
            int row = p / nx;
            reach = Math.max(reach, Math.hypot(p % nx - x, row - y));
        }
        double angle = Math.toDegrees(0.5 * Math.atan2(2 * xy, xx - yy));
        return new GalaxyShape(
                group.length,
                x,
                y,
                peak % nx,
                peak / nx,
                angle < 0 ? angle + 180 : angle,
                Math.sqrt((mean - half) / (mean + half)),
                reach);
    }

    /** Median of the usable pixels of the 5 x 5 around each; NaN where there are fewer than ten. Beyond the edge the image is mirrored. */
    private static double[] medianFilter(Image image, BitSet masked) {
        int nx = image.nx();
        int ny = image.ny();
        double[] out = new double[nx * ny];
        double[] window = new double[(2 * FILTER + 1) * (2 * FILTER + 1)];
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                int count = 0;
                for (int dy = -FILTER; dy <= FILTER; dy++) {
                    for (int dx = -FILTER; dx <= FILTER; dx++) {
                        int p = mirrored(y + dy, ny) * nx + mirrored(x + dx, nx);
                        if (Double.isFinite(image.values()[p]) && !masked.get(p)) {
                            window[count++] = image.values()[p];
                        }
                    }
                }
                Arrays.sort(window, 0, count);
                out[y * nx + x] = count < LEAST_WINDOW ? Double.NaN : window[count / 2];
            }
        }
        return out;
    }

    private static int mirrored(int i, int n) {
        int inside = i < 0 ? -i - 1 : i >= n ? 2 * n - 1 - i : i;
        return Math.max(0, Math.min(n - 1, inside));
    }

    /**
     * @param above pixels. Not modified
     * @param nx columns
     * @param ny rows
     * @return the pixels of the largest group that hangs together along edges
     */
    static int[] largestGroup(BitSet above, int nx, int ny) {
        BitSet open = (BitSet) above.clone();
        int[] largest = {};
        int[] queue = new int[open.cardinality()];
        for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start + 1)) {
            int size = 0;
            queue[size++] = start;
            open.clear(start);
            for (int next = 0; next < size; next++) {
                int p = queue[next];
                int x = p % nx;
                int[] neighbours = {
                    x > 0 ? p - 1 : p, x < nx - 1 ? p + 1 : p, p >= nx ? p - nx : p, p < nx * (ny - 1) ? p + nx : p
                };
                for (int q : neighbours) {
                    if (open.get(q)) {
                        open.clear(q);
                        queue[size++] = q;
                    }
                }
            }
            if (size > largest.length) {
                largest = Arrays.copyOf(queue, size);
            }
        }
        return largest;
    }
}
