// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import org.steelyard.fit.cube.RingProfile;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;

/**
 * Surface brightness of the rings of light against radius.
 *
 * @param profile of the rings
 */
record RingLightFigure(RingProfile profile) implements Figure {

    private static final double LEFT = 38;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;
    private static final double DOT = 2.6;

    private static final double HEADROOM = 1.12;

    @Override
    public String name() {
        return "light_profile";
    }

    @Override
    public String caption() {
        return "Surface brightness of the gas in the plane of the disk, linear between the rings, with standard errors."
                + " Rings without a bar have no light.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 60;
    }

    @Override
    public void paint(Graphics2D g) {
        double[] radius = profile.radius();
        double[] brightness = profile.brightness();
        double brightest = 0;
        for (double value : brightness) {
            brightest = Math.max(brightest, value);
        }
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.linear(0, radius[radius.length - 1]),
                AxisScale.linear(0, brightest > 0 ? HEADROOM * brightest : 1));
        Curves curves = new Curves(axes);
        curves.line(radius, brightness, Style.BLUE, Style.curve(Style.LINE_WIDTH));
        curves.paint(g);
        axes.clipped(g, () -> dots(g, axes));
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, "Radius (arcsec)");
        axes.titleLeft(g, "Surface brightness (Jy km s^{\u22121} arcsec^{\u22122})");
    }

    private void dots(Graphics2D g, Axes axes) {
        g.setColor(Style.INK);
        g.setStroke(Style.curve(0.8));
        for (int k = 0; k < profile.radius().length; k++) {
            double x = axes.pageX(profile.radius()[k]);
            double y = axes.pageY(profile.brightness()[k]);
            double error = profile.error()[k];
            if (Double.isFinite(error)) {
                g.draw(new Line2D.Double(
                        x,
                        axes.pageY(profile.brightness()[k] - error),
                        x,
                        axes.pageY(profile.brightness()[k] + error)));
            }
            g.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
        }
    }
}
