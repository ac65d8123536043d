package org.steelyard.report;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * An array of values painted as an image with hard pixel edges. Each value becomes a square of image pixels, so that a viewer
 * that smooths embedded images blurs only the rim of each.
 */
final class Raster {

    /** Image pixels along the longer side that are enough at column width. */
    private static final int FINE = 400;

    private Raster() {}

    /**
     * @param g where
     * @param values {@code [y*nx + x]}; NaN stays paper
     * @param nx columns
     * @param ny rows
     * @param scale of colours
     * @param toPage from (column, row) edges, 0 at the first pixel's outer edge, to the page
     */
    static void paint(Graphics2D g, double[] values, int nx, int ny, ColourScale scale, AffineTransform toPage) {
        int fine = Math.max(1, FINE / Math.max(nx, ny));
        BufferedImage image = new BufferedImage(nx * fine, ny * fine, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < ny * fine; y++) {
            for (int x = 0; x < nx * fine; x++) {
                image.setRGB(x, y, scale.argb(values[y / fine * nx + x / fine]));
            }
        }
        AffineTransform place = new AffineTransform(toPage);
        place.scale(1.0 / fine, 1.0 / fine);
        g.drawImage(image, place, null);
    }
}
