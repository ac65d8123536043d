// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;

/** The axis of a figure against radius: in arcsec below, in pc above, with marks. */
final class RadiusAxis {

    /** Smallest radius shown over the FWHM of the beam; the data do not constrain smaller radii. */
    private static final double INNERMOST_BEAMS = 0.2;

    private static final Color MARK = new Color(0x555555);

    private RadiusAxis() {}

    /**
     * @param radius [arcsec] of a curve, ascending. Not modified
     * @param beam of the observation, null if unknown
     * @param range from the inner to the outer end of a curve without a positive radius
     * @return [arcsec] inner end of the axis
     */
    static double inner(double[] radius, @Nullable Beam beam, double range) {
        double least = Arrays.stream(radius).filter(r -> r > 0).findFirst().orElse(radius[radius.length - 1] / range);
        return beam == null ? least : Math.max(least, INNERMOST_BEAMS * beam.geometricMean());
    }

    /**
     * Draws frame, numbers and titles of both axes of radius, and the numbers on the left.
     *
     * @param g modified: draws
     * @param axes of the figure, radius in arcsec
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @param logarithmic whether the axis of radius is
     */
    static void frame(Graphics2D g, Axes axes, double pcPerArcsec, boolean logarithmic) {
        axes.frame(g, false);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.numbersAbove(
                g, new AxisScale(axes.x().low() * pcPerArcsec, axes.x().high() * pcPerArcsec, logarithmic));
        axes.titleBelow(g, "Radius (arcsec)");
        new Label("Radius (pc)", Style.NORMAL)
                .draw(g, axes.centreX(), axes.top() - Axes.TITLE_BELOW + 3, Label.Anchor.CENTRE);
    }

    /**
     * Draws a vertical line at a radius, up to what the legend takes, and its name beside the lower end, where there are no
     * curves: on the right, or on the left near the end of the axis and for a negative row.
     */
    static void mark(
            Graphics2D g, Axes axes, Rectangle2D taken, double radius, String text, BasicStroke stroke, int row) {
        double share = Double.isFinite(radius) && radius > 0 ? axes.x().fraction(radius) : -1;
        if (share <= 0 || share >= 1) {
            return;
        }
        double at = axes.pageX(radius);
        g.setColor(Style.GREY);
        g.setStroke(stroke);
        boolean below = at > taken.getMinX() && at < taken.getMaxX();
        g.draw(new Line2D.Double(at, axes.bottom(), at, below ? taken.getMaxY() : axes.top()));
        g.setColor(MARK);
        boolean toTheLeft = share > 0.8 || row < 0;
        double baseline = axes.bottom() - 5 - Math.max(0, row) * (Style.SMALL + 2);
        new Label(text, Style.SMALL)
                .draw(g, at + (toTheLeft ? -3 : 3), baseline, toTheLeft ? Label.Anchor.RIGHT : Label.Anchor.LEFT);
    }
}
