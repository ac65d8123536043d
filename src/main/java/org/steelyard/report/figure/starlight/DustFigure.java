// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.starlight;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.Arrays;
import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Contours;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Raster;
import org.steelyard.report.plot.Style;

/**
 * The colour excess over the stars around a dust disk, with the outline of the pixels that a mask leaves out.
 *
 * @param image that the dust is in front of
 * @param excess [mag] of every pixel, {@code y*nx + x}; lent
 * @param dusty pixels of the mask; lent
 * @param x [pixel] column of the galaxy's centre, from 0
 * @param y [pixel] row of it
 * @param radius [pixel] of the disk
 * @param pixel [arcsec] side of a pixel
 */
public record DustFigure(Image image, double[] excess, BitSet dusty, double x, double y, double radius, double pixel)
        implements Figure {

    /** Name of the file without its extension. */
    public static final String NAME = "dust";

    /** Caption of the figure. */
    public static final String CAPTION =
            "Colour excess over the stars, mean of 3 x 3 pixels. The line encloses the pixels of the dust mask.";

    private static final double LEFT = 42;
    private static final double TOP = 8;
    private static final double BOTTOM = 30;

    /** Half of the side of the map, in disk radii. */
    private static final double REACH = 1.5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String caption() {
        return CAPTION;
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    private double side() {
        return width() * Style.POINTS_PER_MM - LEFT - ColourBar.WIDE;
    }

    @Override
    public double height() {
        return (TOP + side() + BOTTOM) / Style.POINTS_PER_MM;
    }

    @Override
    public void paint(Graphics2D g) {
        double half = REACH * radius * pixel;
        Axes axes = new Axes(LEFT, TOP, side(), side(), AxisScale.linear(-half, half), AxisScale.linear(-half, half));
        AffineTransform map = axes.toPage();
        map.scale(pixel, pixel);
        map.translate(-0.5 - x, -0.5 - y);
        double highest = dusty.stream().mapToDouble(p -> excess[p]).max().orElse(1);
        ColourScale scale = new ColourScale(ColourMap.BLUE_RED, -highest, highest);
        axes.clipped(g, () -> Raster.paint(g, excess, image.nx(), image.ny(), scale, map, axes.box()));
        double[] mask = new double[excess.length];
        dusty.stream().forEach(p -> mask[p] = 1);
        g.setColor(Style.INK);
        g.setStroke(Style.curve(0.8));
        axes.clipped(
                g,
                () -> g.draw(axes.toPage()
                        .createTransformedShape(Contours.at(
                                mask, image.nx(), image.ny(), 0.5, offsets(image.nx(), x), offsets(image.ny(), y)))));
        StarlightProfiles.titled(g, axes, "Offset along the columns (arcsec)");
        axes.titleLeft(g, "Offset along the rows (arcsec)");
        ColourBar.draw(g, axes, scale, "Colour excess (mag)", ColourBar.WIDE);
    }

    private double[] offsets(int n, double centre) {
        double[] offsets = new double[n];
        Arrays.setAll(offsets, k -> (k - centre) * pixel);
        return offsets;
    }
}
