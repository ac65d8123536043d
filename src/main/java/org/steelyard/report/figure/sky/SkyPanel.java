// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.sky;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.NumberLabel;
import org.steelyard.report.plot.Raster;
import org.steelyard.report.plot.Style;

/**
 * A map of the sky around the centre of the disk, with east to the left and north up. It draws beam, scale bar, centre,
 * major axis and fit ellipse over the image.
 *
 * @param axes [arcsec] offsets east (increasing to the left) and north
 * @param geometry of the disk
 */
public record SkyPanel(Axes axes, SkyGeometry geometry) {

    /** [pt] Distance of beam and scale bar from the frame. */
    private static final double INSET = 5;

    private static final double CROSS_ARM = 3;

    /** Largest length of the scale bar over the width of the panel. */
    private static final double BAR_SHARE = 0.3;

    /** [pt] Space between the scale bar and its labels. */
    private static final double BAR_GAP = 3;

    private static final Color BACKGROUND = new Color(255, 255, 255, 200);
    private static final Color BEAM_FILL = new Color(0x9A9A9A);

    /**
     * @param frame of the pixels near the centre
     * @param image defines the pixels
     * @param geometry of the disk
     * @return map from (column, row) of the image, 0 at the outer edge of the first pixel, to offsets (east, north)
     *     [arcsec] from the centre
     */
    public static AffineTransform pixelsToSky(LocalFrame frame, Image image, SkyGeometry geometry) {
        AffineTransform map =
                new AffineTransform(frame.eastPerX(), frame.northPerX(), frame.eastPerY(), frame.northPerY(), 0, 0);
        map.translate(image.xIndex() + 0.5 - geometry.x(), image.yIndex() + 0.5 - geometry.y());
        return map;
    }

    /**
     * Paints the pixels, clipped at the frame.
     *
     * @param g the page. Modified
     * @param image to paint
     * @param scale of its colours
     */
    public void image(Graphics2D g, Image image, ColourScale scale) {
        AffineTransform map = axes.toPage();
        map.concatenate(pixelsToSky(image.frame().at(geometry.x(), geometry.y()), image, geometry));
        axes.clipped(g, () -> Raster.paint(g, image.values(), image.nx(), image.ny(), scale, map, axes.box()));
    }

    /**
     * Marks the centre.
     *
     * @param g the page. Modified
     */
    public void centre(Graphics2D g) {
        double x = axes.pageX(0);
        double y = axes.pageY(0);
        for (int pass = 0; pass < 2; pass++) {
            g.setColor(pass == 0 ? Color.WHITE : Style.INK);
            g.setStroke(Style.line(pass == 0 ? 1.6 : 0.7));
            g.draw(new Line2D.Double(x - CROSS_ARM, y, x + CROSS_ARM, y));
            g.draw(new Line2D.Double(x, y - CROSS_ARM, x, y + CROSS_ARM));
        }
    }

    /**
     * Draws the major axis, dashed.
     *
     * @param g the page. Modified
     */
    public void majorAxis(Graphics2D g) {
        double reach = Math.hypot(axes.x().low(), axes.y().high());
        double pa = Math.toRadians(geometry.positionAngle());
        Shape line = axes.toPage()
                .createTransformedShape(new Line2D.Double(
                        -reach * Math.sin(pa), -reach * Math.cos(pa), reach * Math.sin(pa), reach * Math.cos(pa)));
        axes.clipped(g, () -> stroke(g, line, Style.dashed(0.6, 4, 2.5)));
    }

    /**
     * Draws the outline of the fit ellipse, if the region is one.
     *
     * @param g the page. Modified
     */
    public void region(Graphics2D g) {
        if (Double.isFinite(geometry.semiMajor())) {
            double semiMinor = geometry.semiMajor() * geometry.axisRatio();
            Shape outline = onPage(ellipse(geometry.semiMajor(), semiMinor, geometry.regionPositionAngle()));
            axes.clipped(g, () -> stroke(g, outline, Style.line(0.6)));
        }
    }

    private static void stroke(Graphics2D g, Shape shape, BasicStroke stroke) {
        g.setColor(Style.INK);
        g.setStroke(stroke);
        g.draw(shape);
    }

    /**
     * Draws the beam at half its peak in the lower left corner.
     *
     * @param g the page. Modified
     * @param beam of the observation
     */
    public void beam(Graphics2D g, Beam beam) {
        Shape atCentre = onPage(ellipse(beam.major() / 2, beam.minor() / 2, beam.positionAngle()));
        Rectangle2D size = atCentre.getBounds2D();
        AffineTransform move = AffineTransform.getTranslateInstance(
                axes.left() + INSET - size.getMinX(), axes.bottom() - INSET - size.getMaxY());
        Shape placed = move.createTransformedShape(atCentre);
        background(g, placed.getBounds2D());
        g.setColor(BEAM_FILL);
        g.fill(placed);
        stroke(g, placed, Style.line(0.5));
    }

    /**
     * Draws a bar of a round number of parsecs, labelled in pc and arcsec, in the corner on the right that is farther
     * from the major axis.
     *
     * @param g the page. Modified
     */
    public void scaleBar(Graphics2D g) {
        double arcsecPerPoint = Math.abs(axes.x().high() - axes.x().low()) / axes.width();
        double parsecs = roundBelow(BAR_SHARE * axes.width() * arcsecPerPoint * geometry.pcPerArcsec());
        double arcsec = parsecs / geometry.pcPerArcsec();
        double length = arcsec / arcsecPerPoint;
        String text = parsecs >= 1000
                ? NumberLabel.of(parsecs / 1000, 0) + " kpc"
                : NumberLabel.of(parsecs, parsecs < 1 ? 2 : 0) + " pc";
        Label physical = new Label(text, Style.SMALL);
        Label angular = new Label(plain(arcsec) + "\u2033", Style.SMALL);
        double width = Math.max(length, Math.max(physical.width(), angular.width()));
        double height = physical.capHeight() + 2 * BAR_GAP + angular.capHeight();
        boolean toTheLowerRight = Math.sin(2 * Math.toRadians(geometry.positionAngle())) > 0;
        double left = axes.right() - INSET - width;
        double top = toTheLowerRight ? axes.top() + INSET : axes.bottom() - INSET - height;
        background(g, new Rectangle2D.Double(left, top, width, height));
        double middle = left + width / 2;
        double line = top + physical.capHeight() + BAR_GAP;
        g.setColor(Style.INK);
        g.setStroke(Style.line(1.4));
        g.draw(new Line2D.Double(middle - length / 2, line, middle + length / 2, line));
        physical.draw(g, middle, line - BAR_GAP, Label.Anchor.CENTRE);
        angular.draw(g, middle, top + height, Label.Anchor.CENTRE);
    }

    private static void background(Graphics2D g, Rectangle2D under) {
        double margin = 1.5;
        g.setColor(BACKGROUND);
        g.fill(new Rectangle2D.Double(
                under.getX() - margin,
                under.getY() - margin,
                under.getWidth() + 2 * margin,
                under.getHeight() + 2 * margin));
    }

    /**
     * Returns an ellipse around the centre as offsets east and north. The position angle of its major axis is north
     * through east.
     */
    static Shape ellipse(double semiMajor, double semiMinor, double positionAngle) {
        double sine = Math.sin(Math.toRadians(positionAngle));
        double cosine = Math.cos(Math.toRadians(positionAngle));
        Path2D northSouth =
                new Path2D.Double(new Ellipse2D.Double(-semiMinor, -semiMajor, 2 * semiMinor, 2 * semiMajor));
        return new AffineTransform(cosine, -sine, sine, cosine, 0, 0).createTransformedShape(northSouth);
    }

    private Shape onPage(Shape onSky) {
        return axes.toPage().createTransformedShape(onSky);
    }

    private static double roundBelow(double length) {
        double decade = Math.pow(10, Math.floor(Math.log10(length)));
        return length >= 5 * decade ? 5 * decade : length >= 2 * decade ? 2 * decade : decade;
    }

    /** Formats a number with two significant digits, without an exponent. */
    private static String plain(double value) {
        return NumberLabel.of(value, Math.max(0, 1 - (int) Math.floor(Math.log10(value))));
    }
}
