package org.steelyard.observe;

import java.util.List;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskKernel;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.Samples;

/**
 * Where inside its pixels a disk is evaluated. One instance per thread: it holds scratch memory.
 *
 * <p>Uniform: s x s sub-pixels, sub-pixel k at (k - 1/2)/s - 1/2 from the pixel's centre (METHOD section 2). A sub-pixel whose centre is the galaxy's centre,
 * where a point mass leaves the direction of motion undefined, is split in four.
 *
 * <p>Adaptive: each pixel gets the Gauss-Legendre product rule of the lowest orders (up to 4 x 4, its own in x and in y) whose error is below a tolerance;
 * where none is, around the black hole, the pixel is split in four, and again. With k the spread of line-of-sight velocity over the cell in units of the
 * line's dispersion and h the cell's size over its radius, the error of the integrated line is bounded by {@code CURVATURE[n] k^2n} for velocities that change
 * linearly and {@code BENDING[n] k h^(2n-1)} for the bend of the velocity field (the remainder of Gauss-Legendre quadrature, Abramowitz and Stegun 25.4.30, with
 * the largest derivatives of the normal integral).
 *
 * <p>Where only the mean velocity is wanted, the shape of the line does not matter: a velocity that changes linearly is integrated exactly, and only the bend is
 * left. The error allowed is then one of the mean velocity in units of the dispersion, and cells at a black hole are split to its softening, since velocities
 * there are many times the dispersion.
 */
final class SubpixelGrid {

    /** A channel's peak is about this share of a pixel's flux: the tolerance is of the peak, the bounds below are of the flux. */
    private static final double SHARE_OF_PEAK = 0.1;

    private static final int HIGHEST_ORDER = 4;

    /** A cell is never split more often: its flux is then below 4^-10 of the pixel's. */
    private static final int DEEPEST = 10;

    /** The same for mean velocities: what a point softened by a hundredth of a pixel needs at any inclination below 85 deg. */
    private static final int DEEPEST_OF_MEAN = 14;

    /**
     * In a row of pixels with more points or cells than this, at a tolerance of 1e-5, none is split any more. A step far from any solution, where velocities
     * change by many times the dispersion in every pixel, would fill the memory; fits of disks stay far below it.
     */
    private static final int MOST_POINTS = 1 << 18;

    /** Cells that the edge of the light crosses are split to this size [pixel], where what is left of the step is a thousandth of a pixel's flux. */
    private static final double SMALLEST_AT_EDGE = 1.0 / 32;

    /** A cell whose size is more than this part of its radius is split, since no expansion about its middle converges well. */
    private static final double LARGEST_RATIO = 0.6;

    private static final double[] CURVATURE = {0, 1.01e-2, 1.28e-4, 1.2e-6, 8e-9};
    private static final double[] BENDING = {0, 1.7e-2, 1e-3, 1e-4, 1e-5};

    private static final double[][] NODES = {
        {},
        {0},
        {-0.5773502691896257, 0.5773502691896257},
        {-0.7745966692414834, 0, 0.7745966692414834},
        {-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526}
    };

    private static final double[][] WEIGHTS = {
        {},
        {1},
        {0.5, 0.5},
        {0.2777777777777778, 0.4444444444444444, 0.2777777777777778},
        {0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269}
    };

    private static final List<Derivative> GRADIENT =
            List.of(new Derivative(Derivative.Kind.CENTRE_X, null), new Derivative(Derivative.Kind.CENTRE_Y, null));

    private final Sampling sampling;
    private final boolean mean;
    private final Samples cells = new Samples();
    private int[] codes = new int[0];
    private double[] nextX = new double[64];
    private double[] nextY = new double[64];

    private SubpixelGrid(Sampling sampling, boolean mean) {
        this.sampling = sampling;
        this.mean = mean;
    }

    /** @return the sampling for the line's profile */
    static SubpixelGrid ofLine(Sampling sampling) {
        return new SubpixelGrid(sampling, false);
    }

    /** @return the sampling for the line's mean velocity */
    static SubpixelGrid ofMeanVelocity(Sampling sampling) {
        return new SubpixelGrid(sampling, true);
    }

    /**
     * Adds the points of a row of pixels.
     *
     * @param disk the disk
     * @param dx [pixel] offset of the first pixel's centre from the galaxy's
     * @param dy [pixel] the same in y
     * @param flux of each pixel, 0 for one that does not count; a row at {@code from}. Not modified
     * @param importance of each pixel: how much an error of its flux matters, 1 at most. Not modified
     * @param from index of the row's first pixel in both
     * @param pixels how many
     * @param out points are added. Modified
     * @param starts where each pixel's points start, and the end of the last. Modified
     */
    void fillRow(
            DiskState disk,
            double dx,
            double dy,
            double[] flux,
            double[] importance,
            int from,
            int pixels,
            Samples out,
            int[] starts) {
        if (!sampling.adaptive()) {
            for (int p = 0; p < pixels; p++) {
                starts[p] = out.count();
                if (flux[from + p] != 0 && importance[from + p] > 0) {
                    uniform(dx + p, dy, 1, sampling.oversampling(), flux[from + p], out);
                }
            }
            starts[pixels] = out.count();
            return;
        }
        cells.clear();
        for (int p = 0; p < pixels; p++) {
            if (flux[from + p] != 0 && importance[from + p] > 0) {
                cells.add(dx + p, dy, 1);
            }
        }
        DiskKernel.differentiate(disk, GRADIENT, cells);
        int[] code = codes(cells.count());
        int cell = 0;
        for (int p = 0; p < pixels; p++) {
            if (flux[from + p] != 0 && importance[from + p] > 0) {
                code[cell] = code(disk, cell, 1, SHARE_OF_PEAK * sampling.tolerance() / importance[from + p]);
                cell++;
            }
        }
        cell = 0;
        for (int p = 0; p < pixels; p++) {
            starts[p] = out.count();
            if (flux[from + p] != 0 && importance[from + p] > 0) {
                if (code[cell] > 0) {
                    product(dx + p, dy, 1, code[cell], flux[from + p], out);
                } else {
                    refine(
                            disk,
                            dx + p,
                            dy,
                            flux[from + p],
                            SHARE_OF_PEAK * sampling.tolerance() / importance[from + p],
                            out);
                }
                cell++;
            }
        }
        starts[pixels] = out.count();
    }

    private int[] codes(int count) {
        if (codes.length < count) {
            codes = new int[2 * count];
        }
        return codes;
    }

    private static void uniform(double dx, double dy, double side, int s, double flux, Samples out) {
        double share = flux / (s * s);
        for (int j = 1; j <= s; j++) {
            double y = dy + ((j - 0.5) / s - 0.5) * side;
            for (int i = 1; i <= s; i++) {
                double x = dx + ((i - 0.5) / s - 0.5) * side;
                if (Math.abs(x) + Math.abs(y) < 1e-6 * side / s) {
                    uniform(x, y, side / s, 2, share, out);
                } else {
                    out.add(x, y, share);
                }
            }
        }
    }

    /** Splits a pixel until every cell is accurate. All cells of one level are looked at together. */
    private void refine(DiskState disk, double dx, double dy, double flux, double tolerance, Samples out) {
        double side = 1;
        int count = 1;
        nextX[0] = dx;
        nextY[0] = dy;
        double allowed = tolerance;
        for (int level = 0; count > 0; level++) {
            side /= 2;
            allowed *= 4;
            flux /= 4;
            cells.clear();
            for (int c = 0; c < count; c++) {
                for (int quarter = 0; quarter < 4; quarter++) {
                    double sx = (quarter & 1) == 0 ? -0.5 : 0.5;
                    double sy = quarter < 2 ? -0.5 : 0.5;
                    cells.add(nextX[c] + sx * side, nextY[c] + sy * side, 1);
                }
            }
            DiskKernel.differentiate(disk, GRADIENT, cells);
            boolean full = Math.max(cells.count(), out.count()) > mostPoints();
            count = 0;
            for (int c = 0; c < cells.count(); c++) {
                int code = code(disk, c, side, allowed);
                if (code == 0
                        && (full || (mean ? level + 1 >= DEEPEST_OF_MEAN : level + 1 >= DEEPEST || allowed > 0.5))) {
                    code = 2 * 8 + 2;
                }
                if (code > 0) {
                    product(cells.offsetX(c), cells.offsetY(c), side, code, flux, out);
                } else {
                    if (count == nextX.length) {
                        nextX = java.util.Arrays.copyOf(nextX, 2 * count);
                        nextY = java.util.Arrays.copyOf(nextY, 2 * count);
                    }
                    nextX[count] = cells.offsetX(c);
                    nextY[count] = cells.offsetY(c);
                    count++;
                }
            }
        }
    }

    /** Orders rise with a finer tolerance, so the points grow more slowly than its root. */
    private double mostPoints() {
        return MOST_POINTS * Math.max(1, Math.sqrt(1e-5 / sampling.tolerance()));
    }

    private static void product(double dx, double dy, double side, int code, double flux, Samples out) {
        double[] nodesX = NODES[code >> 3];
        double[] nodesY = NODES[code & 7];
        double[] weightsX = WEIGHTS[code >> 3];
        double[] weightsY = WEIGHTS[code & 7];
        for (int j = 0; j < nodesY.length; j++) {
            double y = dy + 0.5 * side * nodesY[j];
            for (int i = 0; i < nodesX.length; i++) {
                out.add(dx + 0.5 * side * nodesX[i], y, flux * weightsX[i] * weightsY[j]);
            }
        }
    }

    /** @return orders in x and y as 8 nx + ny, or 0 where the cell has to be split */
    private int code(DiskState disk, int cell, double side, double allowed) {
        double deproject = 1 / Math.cos(disk.inclination());
        double r = Math.hypot(cells.radius(cell), disk.softening());
        double ratioX = side * Math.hypot(disk.majorX(), disk.minorX() * deproject) / r;
        double ratioY = side * Math.hypot(disk.majorY(), disk.minorY() * deproject) / r;
        if (Math.max(ratioX, ratioY) > LARGEST_RATIO) {
            return 0;
        }
        if (disk.brightness() != null
                && side > SMALLEST_AT_EDGE
                && Math.abs(r - disk.outerRadius()) < 0.5 * r * (ratioX + ratioY)) {
            return 0;
        }
        double spreadX = spread(disk, 0, cell, side);
        double spreadY = spread(disk, 1, cell, side);
        double steepness = Math.max(spreadX / ratioX, spreadY / ratioY);
        int lowest = disk.brightness() == null ? 1 : 2;
        int nx = order(mean ? lightSpread(disk, 0, cell, side) : spreadX, steepness * ratioX, ratioX, allowed, lowest);
        int ny = order(mean ? lightSpread(disk, 1, cell, side) : spreadY, steepness * ratioY, ratioY, allowed, lowest);
        return nx == 0 || ny == 0 ? 0 : 8 * nx + ny;
    }

    /** The spread of a cell along an axis is that of its velocity and, twice, the relative change of its surface brightness. */
    private double spread(DiskState disk, int axis, int cell, double side) {
        double velocity = side * Math.abs(cells.velocityDerivative(axis, cell)) / cells.dispersion(cell);
        return Math.hypot(velocity, lightSpread(disk, axis, cell, side));
    }

    private double lightSpread(DiskState disk, int axis, int cell, double side) {
        return disk.brightness() == null || cells.weight(cell) == 0
                ? 0
                : 2 * side * cells.weightDerivative(axis, cell) / cells.weight(cell);
    }

    private static int order(double curving, double spread, double ratio, double allowed, int lowest) {
        double power = Math.pow(curving, 2 * (lowest - 1));
        double bend = spread * Math.pow(ratio, 2 * lowest - 3);
        for (int n = lowest; n <= HIGHEST_ORDER; n++) {
            power *= curving * curving;
            bend *= ratio * ratio;
            if (CURVATURE[n] * power + BENDING[n] * bend <= allowed) {
                return n;
            }
        }
        return 0;
    }
}
