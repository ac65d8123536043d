// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.SpreadTaps;

/**
 * The flat, thin disk whose spread image is a thick disk. Its pixels about the centre are divided into small ones, because
 * lines change much within a pixel there; elsewhere the image of whole pixels is interpolated.
 *
 * @param whole pixels
 * @param small those of the core
 * @param window divides the light of the core between both
 */
record ThickDisk(Part whole, Part small, SpreadTaps.Window window) {

    /**
     * Pixels of one size.
     *
     * @param taps of the model, followed by the derivatives of the taps in each direction, null where they do not change
     * @param parts number of these pixels along a side of a pixel of the sky
     * @param x0 column of the thick disk's first pixel, in these pixels
     * @param y0 row of the thick disk's first pixel
     * @param grid these pixels: its x0 and y0 are those of the sky
     * @param pixels those that reach an active pixel of the thick disk
     */
    record Part(SpreadTaps[] taps, int parts, int x0, int y0, PixelGrid grid, ActivePixels pixels) {

        /** @return [pixel of the sky] offset in x of the centre of the first of these pixels from the galaxy */
        double dx(double x) {
            return grid.x0() + 1 - x - 0.5 + 0.5 / parts;
        }

        /** @return [pixel of the sky] offset in y of the centre of the first of these pixels from the galaxy */
        double dy(double y) {
            return grid.y0() + 1 - y - 0.5 + 0.5 / parts;
        }

        /** @return [pixel of the sky] side of these pixels */
        double side() {
            return 1.0 / parts;
        }

        /** @return an image of these pixels, of zeros */
        SpreadTaps.Image image(int lanes) {
            return SpreadTaps.Image.of(grid.width(), grid.height(), lanes, x0, y0);
        }
    }

    /** Number of parts of a pixel along its side about the centre. */
    private static final int PARTS = 3;

    /** [pixel] Radius beyond which whole pixels have all the light. */
    private static final int CORE = 6;

    /** [pixel] Radius within which small pixels have all the light. */
    private static final double FLAT = 2;

    /**
     * @param disk a flat disk with layers
     * @param directions directions of differentiation
     * @param grid the pixels of the thick disk
     * @param pixels those with light
     * @param flux of each pixel of the thin disk
     * @param x [pixel] the centre, FITS pixel of the file counted from 1
     * @param y [pixel] the centre
     * @return the thin disk
     */
    static ThickDisk of(
            DiskState disk,
            List<Derivative> directions,
            PixelGrid grid,
            ActivePixels pixels,
            double flux,
            double x,
            double y) {
        SpreadTaps[] taps = taps(disk, directions, 1);
        int halfX = taps[0].halfX();
        int halfY = taps[0].halfY();
        PixelGrid wide = new PixelGrid(
                grid.frame(),
                grid.x0() - halfX,
                grid.y0() - halfY,
                grid.width() + 2 * halfX,
                grid.height() + 2 * halfY);
        double[] importance = importance(taps[0], pixels, grid, wide);
        int left = Math.max(0, Math.min(wide.width(), (int) Math.rint(x) - 1 - wide.x0() - CORE));
        int right = Math.max(left, Math.min(wide.width(), (int) Math.rint(x) - wide.x0() + CORE));
        int bottom = Math.max(0, Math.min(wide.height(), (int) Math.rint(y) - 1 - wide.y0() - CORE));
        int top = Math.max(bottom, Math.min(wide.height(), (int) Math.rint(y) - wide.y0() + CORE));
        PixelGrid core = new PixelGrid(
                grid.frame(),
                wide.x0() + left,
                wide.y0() + bottom,
                (right - left) * PARTS + SpreadTaps.rim(1),
                (top - bottom) * PARTS);
        double[] ofCore = new double[core.size()];
        double[] share = new double[core.size()];
        for (int row = 0; row < core.height(); row++) {
            for (int column = 0; column < (right - left) * PARTS; column++) {
                int at = row * core.width() + column;
                ofCore[at] = importance[(bottom + row / PARTS) * wide.width() + left + column / PARTS];
                double dx = core.x0() + 0.5 + (column + 0.5) / PARTS - Math.rint(x);
                double dy = core.y0() + 0.5 + (row + 0.5) / PARTS - Math.rint(y);
                share[at] = window(Math.hypot(dx, dy));
            }
        }
        for (int row = bottom; row < top; row++) {
            Arrays.fill(importance, row * wide.width() + left, row * wide.width() + right, 0);
        }
        double[] everywhere = new double[Math.max(wide.size(), core.size())];
        Arrays.fill(everywhere, flux);
        return new ThickDisk(
                new Part(taps, 1, halfX, halfY, wide, ActivePixels.of(wide, everywhere, importance)),
                new Part(
                        taps(disk, directions, PARTS),
                        PARTS,
                        (grid.x0() - core.x0()) * PARTS,
                        (grid.y0() - core.y0()) * PARTS,
                        core,
                        ActivePixels.of(core, everywhere, ofCore)),
                new SpreadTaps.Window(share, PARTS, left, bottom));
    }

    /** Share of the small pixels in the light, at a distance [pixel] from the middle of the core. */
    private static double window(double distance) {
        double phase = Math.max(0, Math.min(1, (distance - FLAT) / (CORE - FLAT)));
        double cosine = Math.cos(0.5 * Math.PI * phase);
        return cosine * cosine;
    }

    private static SpreadTaps[] taps(DiskState disk, List<Derivative> directions, int parts) {
        SpreadTaps[] taps = new SpreadTaps[directions.size() + 1];
        taps[0] = new SpreadTaps(disk, parts);
        for (int k = 0; k < directions.size(); k++) {
            taps[k + 1] = taps[0].derivative(disk, directions.get(k).kind());
        }
        return taps;
    }

    /**
     * Importance of the pixels of the thin disk: the largest of the pixels that they reach times the root of the tap,
     * because the errors of the pixels that a pixel receives, as many as the reciprocal of a tap, add up like random ones.
     */
    private static double[] importance(SpreadTaps taps, ActivePixels pixels, PixelGrid grid, PixelGrid wide) {
        int rows = taps.rows();
        int widest = 0;
        double[] weight = new double[rows];
        for (int j = 0; j < rows; j++) {
            widest = Math.max(widest, taps.count(j));
            weight[j] = Math.sqrt(taps.largest(j));
        }
        double[] importance = new double[wide.size()];
        double[] dilated = new double[grid.width() + widest];
        for (int y = 0; y < grid.height(); y++) {
            Arrays.fill(dilated, 0);
            for (int p = pixels.rowStart()[y]; p < pixels.rowStart()[y + 1]; p++) {
                int x = pixels.column()[p];
                for (int i = x; i < x + widest; i++) {
                    dilated[i] = Math.max(dilated[i], 1 / pixels.slack()[p]);
                }
            }
            for (int j = 0; j < rows; j++) {
                int at = (y + j) * wide.width() + taps.begin(j);
                int count = taps.count(j) == 0 ? 0 : Math.min(dilated.length, wide.width() - taps.begin(j));
                for (int i = 0; i < count; i++) {
                    importance[at + i] = Math.max(importance[at + i], weight[j] * dilated[i]);
                }
            }
        }
        return importance;
    }
}
