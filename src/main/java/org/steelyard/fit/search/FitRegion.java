// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.PixelBox;
import org.steelyard.units.InputException;

/**
 * The pixels that are fitted, and the blocks into which they are averaged (method page, section 9). Block boundaries
 * are symmetric about the pixel (odd m) or the pixel edge (even m) that is nearest to the region's centre, so that a
 * flipped cube has the same blocks.
 *
 * @param box pixels of the file that are held
 * @param inside {@code [y * width + x]}, whether a pixel of the box is in the region. Lent
 * @param block m, pixels along a block's side
 * @param blockX 0-based pixel of the file at which each block starts. Lent
 * @param blockY 0-based pixel of the file at which each block starts. Lent
 */
public record FitRegion(PixelBox box, boolean[] inside, int block, int[] blockX, int[] blockY) {

    /** A block counts if at least this share of its pixels is in the region. */
    private static final double SHARE = 0.5;

    /** Pixels at the edge of a region that may be missing from its area, per root of its number of pixels. */
    private static final double EDGE = 0.5;

    /** Semi-major axis, in diagonals of the image, that no region of it has. */
    private static final double FARTHEST = 10;

    /**
     * @param box pixels of the file that are held
     * @param frame [arcsec/pixel]
     * @param ellipse the region, with its centre
     * @param block m
     * @return the region
     * @throws InputException if the ellipse is far larger than the image or holds no block
     */
    public static FitRegion ellipse(PixelBox box, LocalFrame frame, RegionEllipse ellipse, int block) {
        double x = ellipse.x();
        double y = ellipse.y();
        double diagonal = Math.hypot(box.width(), box.height()) * frame.pixelSize();
        if (ellipse.semiMajor() > FARTHEST * diagonal) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "fit.region.semi_major = %.4g arcsec is more than %.0f times the image's diagonal, %.4g arcsec; check its unit",
                    ellipse.semiMajor(),
                    FARTHEST,
                    diagonal));
        }
        double angle = Math.toRadians(ellipse.positionAngle());
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        boolean[] inside = new boolean[box.width() * box.height()];
        for (int j = 0; j < box.height(); j++) {
            for (int i = 0; i < box.width(); i++) {
                double dx = box.x0() + i + 1 - x;
                double dy = box.y0() + j + 1 - y;
                double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
                double north = frame.northPerX() * dx + frame.northPerY() * dy;
                double along = east * sin + north * cos;
                double across = (east * cos - north * sin) / ellipse.axisRatio();
                inside[j * box.width() + i] =
                        along * along + across * across <= ellipse.semiMajor() * ellipse.semiMajor();
            }
        }
        return of(
                box,
                inside,
                x,
                y,
                block,
                String.format(Locale.ROOT, "fit.region of semi-major axis %.4g arcsec", ellipse.semiMajor()));
    }

    /**
     * Blocks lie about the mean of the mask's pixels, so that they do not depend on where a fit starts.
     *
     * @param box pixels of the file that are held
     * @param mask {@code [y * width + x]}, above 0.5 in the region. Not modified
     * @param block m
     * @return the region
     * @throws InputException if it holds no block
     */
    public static FitRegion mask(PixelBox box, double[] mask, int block) {
        boolean[] inside = new boolean[mask.length];
        double x = 0;
        double y = 0;
        int n = 0;
        for (int p = 0; p < mask.length; p++) {
            inside[p] = mask[p] > 0.5;
            if (inside[p]) {
                x += box.x0() + 1 + p % box.width();
                y += box.y0() + 1 + p / box.width();
                n++;
            }
        }
        if (n == 0) {
            throw new InputException("fit.region_mask has no pixel above 0.5 in the cube; it must be 1 in the region");
        }
        return of(box, inside, x / n, y / n, block, "fit.region_mask");
    }

    /**
     * @param box pixels of the file that are held
     * @param inside whether each is in the region. Lent
     * @param x [pixel] where blocks are centred
     * @param y [pixel] where blocks are centred
     * @param block m
     * @param name of the region, for messages
     * @return the region
     * @throws InputException if the region holds no block
     */
    public static FitRegion of(PixelBox box, boolean[] inside, double x, double y, int block, String name) {
        int firstX = first(x, block, box.x0());
        int firstY = first(y, block, box.y0());
        List<int[]> blocks = new ArrayList<>();
        for (int by = firstY; by + block <= box.y1(); by += block) {
            for (int bx = firstX; bx + block <= box.x1(); bx += block) {
                int count = 0;
                for (int j = 0; j < block; j++) {
                    for (int i = 0; i < block; i++) {
                        count += inside[(by + j - box.y0()) * box.width() + bx + i - box.x0()] ? 1 : 0;
                    }
                }
                if (count >= SHARE * block * block) {
                    blocks.add(new int[] {bx, by});
                }
            }
        }
        if (blocks.isEmpty()) {
            throw new InputException(name + " about pixel (" + Math.round(x * 10) / 10.0 + ", "
                    + Math.round(y * 10) / 10.0 + ") holds no block of " + block + " x " + block
                    + " pixels inside the cube; enlarge it or correct the centre");
        }
        return new FitRegion(
                box,
                inside,
                block,
                blocks.stream().mapToInt(b -> b[0]).toArray(),
                blocks.stream().mapToInt(b -> b[1]).toArray());
    }

    private static int first(double centre, int block, int lowest) {
        int anchor = block % 2 == 0 ? (int) Math.round(centre - 0.5) : (int) Math.round(centre - 1) - (block - 1) / 2;
        return lowest + Math.floorMod(anchor - lowest, block);
    }

    /**
     * @param ellipse of which this is the part in the image
     * @param pixelArea [arcsec2] area of a pixel
     * @return area of this part over that of the ellipse; about 1 for an ellipse within the image
     */
    public double share(RegionEllipse ellipse, double pixelArea) {
        int count = 0;
        for (boolean one : inside) {
            count += one ? 1 : 0;
        }
        double area = Math.PI * ellipse.semiMajor() * ellipse.semiMajor() * ellipse.axisRatio();
        return (count + EDGE * Math.sqrt(count)) * pixelArea / area;
    }

    /** @return number of blocks */
    public int blocks() {
        return blockX.length;
    }

    /**
     * @param margin [pixel]
     * @return the smallest box around all blocks, grown by the margin; it may leave the image
     */
    public int[] around(int margin) {
        int[] bounds = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (int b = 0; b < blockX.length; b++) {
            bounds[0] = Math.min(bounds[0], blockX[b] - margin);
            bounds[1] = Math.min(bounds[1], blockY[b] - margin);
            bounds[2] = Math.max(bounds[2], blockX[b] + block + margin);
            bounds[3] = Math.max(bounds[3], blockY[b] + block + margin);
        }
        return bounds;
    }
}
