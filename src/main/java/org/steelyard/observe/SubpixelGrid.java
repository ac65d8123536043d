// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.DiskKernel;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.LinesOfSight;
import org.steelyard.kernel.Samples;

/**
 * Points inside the pixels at which a disk is evaluated. Each thread needs an instance of its own, because it contains
 * scratch memory.
 *
 * <p>Uniform sampling uses s x s sub-pixels, with sub-pixel k at (k - 1/2)/s - 1/2 from the pixel's centre (method
 * page, section 2). A sub-pixel centred on the galaxy is split in four, because the direction of motion around a point
 * mass is not defined there.
 *
 * <p>Adaptive sampling uses a Gauss-Legendre product rule in each pixel, with the lowest orders (up to 4 x 4, different
 * in x and y) whose error is below a tolerance. Where no order suffices, as around the black hole, the pixel is split
 * in four repeatedly. Let k be the spread of line-of-sight velocity over a cell in units of the line's dispersion, and
 * h the size of the cell over its radius. The error of the integrated line is bounded by
 *
 * <ul>
 *   <li>{@code CURVATURE[n] k^2n} for velocities that change linearly,
 *   <li>{@code BENDING[n] k h^(2n-1)} for the curvature of the velocity field.
 * </ul>
 *
 * <p>These are the remainders of Gauss-Legendre quadrature (Abramowitz and Stegun 25.4.30) with the largest derivatives
 * of the normal integral.
 *
 * <p>For mean velocities the shape of the line is irrelevant. A velocity that changes linearly is integrated exactly,
 * and only the second bound remains. It bounds the error of the mean velocity in units of the dispersion. Cells at a
 * black hole are split down to its softening, because velocities there are many times the dispersion.
 *
 * <p>In a warped or thick disk the points are those where the lines of sight of the same points cross its layers. The
 * orders of a cell suffice for each of them; the tolerance of a layer is larger by the root of the reciprocal of its share
 * of the flux.
 */
final class SubpixelGrid {

    /**
     * Approximate share of a pixel's flux in its peak channel. The tolerance is relative to the peak, the bounds are
     * relative to the flux.
     */
    private static final double SHARE_OF_PEAK = 0.1;

    private static final int HIGHEST_ORDER = 4;

    /** Largest number of splits of a cell; its flux is then below 4^-10 of the pixel's flux. */
    private static final int DEEPEST = 10;

    /**
     * Largest number of splits for mean velocities: sufficient for a point mass softened by a hundredth of a pixel at
     * any inclination below 85 deg.
     */
    private static final int DEEPEST_OF_MEAN = 14;

    /**
     * Number of cells in a band of pixels, at a tolerance of 1e-5, above which no cell is split. Far from the solution,
     * velocities can change by many times the dispersion in every pixel, and splitting would fill the memory. Fits of
     * disks need far fewer cells.
     */
    private static final int MOST_CELLS = 1 << 16;

    /**
     * Size [pixel] down to which cells at the edge of the light are split. The remaining step is a thousandth of a
     * pixel's flux.
     */
    private static final double SMALLEST_AT_EDGE = 1.0 / 32;

    /** Change of the radius over a cell at the smooth edge of a tilted disk's light, in widths of the edge. */
    private static final double PART_OF_EDGE = 1;

    /**
     * Largest size of a cell over its radius. Larger cells are split, because expansions about their centre converge
     * slowly.
     */
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

    private final Sampling sampling;
    private final boolean mean;
    private final Samples cells = new Samples();

    /** Points on the sky: of each layer, or of all. */
    private final List<Samples> skies = new ArrayList<>();

    /** [part][] index of each pixel's first point on the sky, and the end of the last pixel. */
    private int[][] skyStarts = {};

    /** Layers of a tilted disk whose cells are chosen. */
    private int firstLayer;

    private int endLayer;
    private int[] cellPixel = new int[0];
    private int[] parents = new int[0];
    private double[] parentX = new double[0];
    private double[] parentY = new double[0];
    private int[] firstLeaf = new int[0];
    private int[] lastLeaf = new int[0];
    private int[] nextLeaf = new int[0];
    private int[] leafCode = new int[0];
    private int[] leafLevel = new int[0];
    private double[] leafX = new double[0];
    private double[] leafY = new double[0];
    private int leaves;

    /** [arcsec] Length in the disk plane of a pixel's side in x. */
    private double stepX;

    /** [arcsec] Length in the disk plane of a pixel's side in y. */
    private double stepY;

    private SubpixelGrid(Sampling sampling, boolean mean) {
        this.sampling = sampling;
        this.mean = mean;
    }

    /** @return sampling for line profiles */
    static SubpixelGrid ofLine(Sampling sampling) {
        return new SubpixelGrid(sampling, false);
    }

    /** @return sampling for mean velocities */
    static SubpixelGrid ofMeanVelocity(Sampling sampling) {
        return new SubpixelGrid(sampling, true);
    }

    /**
     * Computes the points of some pixels.
     *
     * @param disk the disk
     * @param dx [pixel] offset in x of the centre of the grid's first pixel from the galaxy
     * @param dy [pixel] offset in y of the centre of the grid's first pixel from the galaxy
     * @param step [pixel] side of the grid's pixels; their flux is that of a pixel of side 1
     * @param pixels the pixels. Not modified
     * @param from index of the first pixel
     * @param to index after the last pixel
     * @param out the points; earlier points are removed. Modified
     * @param starts index of each pixel's first point, and the end of the last pixel. Modified
     */
    void fill(
            DiskState disk,
            double dx,
            double dy,
            double step,
            ActivePixels pixels,
            int from,
            int to,
            Samples out,
            int[] starts) {
        if (disk.tilt() == null) {
            fillSky(disk, dx, dy, step, pixels, from, to, out, starts);
            return;
        }
        // Light of its own is known layer by layer; the flux of a map is divided between all layers of a line of sight.
        int layers = disk.tilt().layers().length;
        int parts = disk.brightness() == null ? 1 : layers;
        reserveSkies(parts, to - from);
        for (int part = 0; part < parts; part++) {
            firstLayer = part;
            endLayer = part + layers - parts + 1;
            fillSky(disk, dx, dy, step, pixels, from, to, skies.get(part), skyStarts[part]);
        }
        LinesOfSight lines = new LinesOfSight(disk);
        out.clear();
        for (int p = 0; p < to - from; p++) {
            starts[p] = out.count();
            for (int part = 0; part < parts; part++) {
                int first = skyStarts[part][p];
                lines.cross(skies.get(part), first, skyStarts[part][p + 1], part, part + layers - parts + 1, out);
            }
        }
        starts[to - from] = out.count();
    }

    private void reserveSkies(int parts, int count) {
        while (skies.size() < parts) {
            skies.add(new Samples());
        }
        if (skyStarts.length < parts || skyStarts[0].length <= count) {
            skyStarts = new int[Math.max(skyStarts.length, parts)][2 * count + 1];
        }
    }

    private void fillSky(
            DiskState disk,
            double dx,
            double dy,
            double step,
            ActivePixels pixels,
            int from,
            int to,
            Samples out,
            int[] starts) {
        out.clear();
        if (sampling.adaptive()) {
            adapt(disk, dx, dy, step, pixels, from, to);
        }
        for (int p = from; p < to; p++) {
            starts[p - from] = out.count();
            if (!sampling.adaptive()) {
                double x = dx + step * pixels.column()[p];
                double y = dy + step * pixels.row()[p];
                uniform(x, y, step, sampling.oversampling(), pixels.flux()[p] * step * step, out);
                continue;
            }
            for (int leaf = firstLeaf[p - from]; leaf >= 0; leaf = nextLeaf[leaf]) {
                double side = step / (1 << leafLevel[leaf]);
                product(leafX[leaf], leafY[leaf], side, leafCode[leaf], pixels.flux()[p] * side * side, out);
            }
        }
        starts[to - from] = out.count();
    }

    /** Finds the cells of every pixel and their orders. All cells of one size are evaluated together. */
    private void adapt(DiskState disk, double dx, double dy, double step, ActivePixels pixels, int from, int to) {
        double deproject = 1 / Math.cos(disk.inclination());
        stepX = Math.hypot(disk.majorX(), disk.minorX() * deproject);
        stepY = Math.hypot(disk.majorY(), disk.minorY() * deproject);
        double tolerance = SHARE_OF_PEAK * sampling.tolerance();
        LinesOfSight lines = disk.tilt() == null ? null : new LinesOfSight(disk);
        int layers = disk.tilt() == null ? 1 : endLayer - firstLayer;
        reserve(to - from);
        leaves = 0;
        cells.clear();
        for (int p = from; p < to; p++) {
            firstLeaf[p - from] = -1;
            cellPixel[p - from] = p - from;
            addCell(lines, dx + step * pixels.column()[p], dy + step * pixels.row()[p]);
        }
        for (int level = 0; cells.count() > 0; level++) {
            double side = step / (1 << level);
            DiskKernel.gradient(disk, cells);
            boolean full = Math.max(cells.count(), leaves) > mostCells();
            int split = 0;
            for (int cell = 0; cell * layers < cells.count(); cell++) {
                int c = cell * layers;
                int pixel = cellPixel[cell];
                double allowed = tolerance * pixels.slack()[from + pixel] / (side * side);
                int code = lines == null ? code(disk, c, side, allowed) : layeredCode(disk, c, side, allowed);
                if (code == 0 && (full || isDeepest(level, allowed))) {
                    code = 2 * 8 + 2;
                }
                if (code > 0) {
                    addLeaf(pixel, cells.offsetX(c), cells.offsetY(c), level, code);
                } else {
                    parents[split] = pixel;
                    parentX[split] = cells.offsetX(c);
                    parentY[split] = cells.offsetY(c);
                    split++;
                }
            }
            quarter(lines, split, side / 4);
        }
    }

    private void addCell(LinesOfSight lines, double x, double y) {
        if (lines == null) {
            cells.add(x, y, 1);
        } else {
            lines.addFirst(x, y, firstLayer, endLayer, cells);
        }
    }

    private boolean isDeepest(int level, double allowed) {
        return level > 0 && (mean ? level >= DEEPEST_OF_MEAN : level >= DEEPEST || allowed > 0.5);
    }

    private void quarter(LinesOfSight lines, int split, double distance) {
        reserve(4 * split);
        cells.clear();
        for (int c = 0; c < split; c++) {
            for (int quarter = 0; quarter < 4; quarter++) {
                cellPixel[4 * c + quarter] = parents[c];
                addCell(
                        lines,
                        parentX[c] + ((quarter & 1) == 0 ? -distance : distance),
                        parentY[c] + (quarter < 2 ? -distance : distance));
            }
        }
    }

    private void addLeaf(int pixel, double x, double y, int level, int code) {
        if (leaves == leafCode.length) {
            int size = Math.max(256, 2 * leaves);
            nextLeaf = Arrays.copyOf(nextLeaf, size);
            leafCode = Arrays.copyOf(leafCode, size);
            leafLevel = Arrays.copyOf(leafLevel, size);
            leafX = Arrays.copyOf(leafX, size);
            leafY = Arrays.copyOf(leafY, size);
        }
        if (firstLeaf[pixel] < 0) {
            firstLeaf[pixel] = leaves;
        } else {
            nextLeaf[lastLeaf[pixel]] = leaves;
        }
        lastLeaf[pixel] = leaves;
        nextLeaf[leaves] = -1;
        leafCode[leaves] = code;
        leafLevel[leaves] = level;
        leafX[leaves] = x;
        leafY[leaves] = y;
        leaves++;
    }

    private void reserve(int count) {
        if (cellPixel.length < count) {
            int size = 2 * count;
            cellPixel = new int[size];
            parents = Arrays.copyOf(parents, size);
            parentX = Arrays.copyOf(parentX, size);
            parentY = Arrays.copyOf(parentY, size);
            firstLeaf = Arrays.copyOf(firstLeaf, size);
            lastLeaf = Arrays.copyOf(lastLeaf, size);
        }
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

    /**
     * Largest number of cells. Orders increase with a finer tolerance, so the number of cells grows more slowly than
     * the root of its inverse.
     */
    private double mostCells() {
        return MOST_CELLS * Math.max(1, Math.sqrt(1e-5 / sampling.tolerance()));
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

    /** The largest orders of the points of a cell in the chosen layers, from the first point on. */
    private int layeredCode(DiskState disk, int first, double side, double allowed) {
        double[] shares = disk.tilt().shares();
        int nx = 1;
        int ny = 1;
        for (int layer = firstLayer; layer < endLayer; layer++) {
            int c = first + layer - firstLayer;
            stepX = cells.stepInPlane(c, disk.majorX(), disk.minorX());
            stepY = cells.stepInPlane(c, disk.majorY(), disk.minorY());
            int code = code(disk, c, side, allowed / Math.sqrt(shares[layer]));
            if (code == 0) {
                return 0;
            }
            nx = Math.max(nx, code >> 3);
            ny = Math.max(ny, code & 7);
        }
        return 8 * nx + ny;
    }

    /** @return orders in x and y as 8 nx + ny, or 0 if the cell must be split */
    private int code(DiskState disk, int cell, double side, double allowed) {
        double r = cells.radius(cell);
        if (disk.softening() > 0) {
            r = Math.sqrt(r * r + disk.softening() * disk.softening());
        }
        double perRadius = side / r;
        double ratioX = perRadius * stepX;
        double ratioY = perRadius * stepY;
        if (Math.max(ratioX, ratioY) > LARGEST_RATIO) {
            return 0;
        }
        double perDispersion = side / cells.dispersion(cell);
        double velocityX = perDispersion * cells.velocityDerivative(0, cell);
        double velocityY = perDispersion * cells.velocityDerivative(1, cell);
        double squareX = velocityX * velocityX;
        double squareY = velocityY * velocityY;
        double lightX = 0;
        double lightY = 0;
        int lowest = 1;
        if (disk.brightness() != null) {
            double fromLight = disk.lopsided() ? cells.lightRadius(cell) : r;
            if (disk.lopsided() && side * Math.max(stepX, stepY) > LARGEST_RATIO * fromLight) {
                return 0;
            }
            if (isCoarseAtEdge(disk, cell, fromLight, side, r * (ratioX + ratioY))) {
                return 0;
            }
            if (!disk.ringed()) {
                lightX = squaredLightSpread(0, cell, side);
                lightY = squaredLightSpread(1, cell, side);
            }
            squareX += lightX;
            squareY += lightY;
            lowest = 2;
        }
        double steepness = Math.sqrt(Math.max(squareX / (ratioX * ratioX), squareY / (ratioY * ratioY)));
        int nx = order(mean ? lightX : squareX, steepness * ratioX, ratioX, allowed, lowest);
        if (nx == 0) {
            return 0;
        }
        int ny = order(mean ? lightY : squareY, steepness * ratioY, ratioY, allowed, lowest);
        return ny == 0 ? 0 : 8 * nx + ny;
    }

    /** Whether a cell over which the radius changes by a length [arcsec] does not resolve the edge of the light in it. */
    private boolean isCoarseAtEdge(DiskState disk, int cell, double radius, double side, double flatChange) {
        double distance = Math.abs(radius - disk.outerRadius());
        if (disk.tilt() == null) {
            return side > SMALLEST_AT_EDGE && distance < 0.5 * flatChange;
        }
        double width = DiskKernel.edgeWidth(disk);
        double change = flatChange * cells.stretch(cell);
        return change > PART_OF_EDGE * width && distance < 0.5 * (change + width);
    }

    /**
     * Squared contribution of the surface brightness to the spread along an axis: twice its relative change over the
     * cell.
     */
    private double squaredLightSpread(int axis, int cell, double side) {
        double weight = cells.weight(cell);
        double spread = weight == 0 ? 0 : 2 * side * cells.weightDerivative(axis, cell) / weight;
        return spread * spread;
    }

    private static int order(double curving, double spread, double ratio, double allowed, int lowest) {
        double power = 1;
        double bend = spread / ratio;
        for (int n = 1; n <= HIGHEST_ORDER; n++) {
            power *= curving;
            bend *= ratio * ratio;
            if (n >= lowest && CURVATURE[n] * power + BENDING[n] * bend <= allowed) {
                return n;
            }
        }
        return 0;
    }
}
