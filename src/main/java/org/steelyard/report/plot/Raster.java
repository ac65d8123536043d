// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Draws an array of values as an image with sharp pixel edges. Each value becomes a square of several image pixels, so
 * that a viewer which smooths embedded images blurs the edges only.
 */
public final class Raster {

    /**
     * Number of image pixels along the longer side at which the squares are large enough; more only make larger files.
     */
    private static final int FINE = 300;

    private Raster() {}

    /**
     * Draws the values.
     *
     * @param g the page. Modified
     * @param values {@code [y*nx + x]}; NaN is transparent. Not modified
     * @param nx number of columns
     * @param ny number of rows
     * @param scale of colours
     * @param toPage map from (column, row), 0 at the outer edge of the first pixel, to the page
     * @param visible part of the page; pixels outside are left out
     */
    public static void paint(
            Graphics2D g,
            double[] values,
            int nx,
            int ny,
            ColourScale scale,
            AffineTransform toPage,
            Rectangle2D visible) {
        Rectangle part = pixels(toPage, visible).intersection(new Rectangle(nx, ny));
        if (part.isEmpty()) {
            return;
        }
        int fine = Math.max(1, FINE / Math.max(part.width, part.height));
        BufferedImage image = new BufferedImage(part.width * fine, part.height * fine, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, scale.argb(values[(part.y + y / fine) * nx + part.x + x / fine]));
            }
        }
        AffineTransform place = new AffineTransform(toPage);
        place.translate(part.x, part.y);
        place.scale(1.0 / fine, 1.0 / fine);
        draw(g, image, place);
    }

    /**
     * Draws an image under an affine map. The map is set on the page first, because VectorGraphics2D resamples an image
     * that is drawn with a map.
     */
    static void draw(Graphics2D g, BufferedImage image, AffineTransform toPage) {
        AffineTransform before = g.getTransform();
        g.transform(toPage);
        g.drawImage(image, 0, 0, null);
        g.setTransform(before);
    }

    private static Rectangle pixels(AffineTransform toPage, Rectangle2D visible) {
        try {
            return toPage.createInverse().createTransformedShape(visible).getBounds();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalArgumentException("pixels without area", e);
        }
    }
}
