// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.galaxy.RotationCurve;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Style;

/**
 * Circular speed of the best model and of its components, against radius.
 *
 * @param curve circular speeds
 * @param rotation of the gas ring by ring; null where it was not measured
 * @param beam of the observation, null if unknown
 * @param pcPerArcsec [pc/arcsec] scale at the galaxy
 */
record CircularVelocityFigure(SpeedCurve curve, @Nullable RotationCurve rotation, Beam beam, double pcPerArcsec)
        implements Figure {

    private static final double LEFT = 38;
    private static final double RIGHT = 8;
    private static final double TOP = 28;
    private static final double BOTTOM = 28;

    /** The radius axis is logarithmic if it spans more than this ratio. */
    private static final double LONG_RANGE = 15;

    private static final double HEADROOM = 1.12;

    /** [point] size of a ring's point and width of its error bar. */
    private static final double DOT = 3.2;

    private static final double POINT_LINE = 0.8;

    /** Width of the legend over the width of the frame. */
    private static final double LEGEND_SHARE = 0.42;

    /** Highest curve below the legend over the height of the frame. */
    private static final double BELOW_LEGEND = 0.7;

    /** [pt] From the frame to the legend's side, */
    private static final double LEGEND_SIDE = 8;

    /** [pt] and to the middle of its first entry. */
    private static final double LEGEND_TOP = 10;

    /** [pt] Free space around it. */
    private static final double CLEAR = 3;

    /** [pt] Width of the longest label of a radius, with its space. */
    private static final double LABEL_WIDTH = 34;

    private record Component(String name, double[] speed, Color colour, BasicStroke stroke) {}

    @Override
    public String name() {
        return "circular_velocity";
    }

    @Override
    public String caption() {
        return "Circular speed of the best model and of its components."
                + (rotation == null
                        ? ""
                        : " Points: rotation of the gas ring by ring, fitted without the mass model at the geometry of the best one.")
                + " Dotted line: half the geometric mean FWHM of the beam;"
                + " dash-dotted line: radius of the sphere of influence, where stars and black hole contribute equal speeds.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 72;
    }

    @Override
    public void paint(Graphics2D g) {
        double[] radius = curve.radius();
        double outer = radius[radius.length - 1];
        double inner = RadiusAxis.inner(radius, beam, LONG_RANGE);
        boolean logarithmic = outer / inner > LONG_RANGE;
        AxisScale x = logarithmic ? AxisScale.logarithmic(inner, outer) : AxisScale.linear(0, outer);
        double plotWidth = width() * Style.POINTS_PER_MM - LEFT - RIGHT;
        double plotHeight = height() * Style.POINTS_PER_MM - TOP - BOTTOM;
        Axes unscaled = new Axes(LEFT, TOP, plotWidth, plotHeight, x, AxisScale.linear(0, 1));
        double beside = Math.min(highest(unscaled, 0, LEGEND_SHARE), highest(unscaled, 1 - LEGEND_SHARE, 1));
        double top = Math.max(HEADROOM * highest(unscaled, 0, 1), beside / BELOW_LEGEND);
        Axes axes = new Axes(LEFT, TOP, plotWidth, plotHeight, x, AxisScale.linear(0, top));
        List<Component> components = components();
        Curves curves = new Curves(axes);
        for (Component component : components) {
            curves.line(radius, component.speed(), component.colour(), component.stroke());
        }
        curves.paint(g);
        points(g, axes);
        Legend legend = new Legend();
        components.forEach(component -> legend.add(component.name(), component.colour(), component.stroke()));
        boolean onTheRight = highest(axes, 1 - LEGEND_SHARE, 1) <= highest(axes, 0, LEGEND_SHARE);
        double legendLeft = onTheRight ? axes.right() - LEGEND_SIDE - legend.width() : axes.left() + LEGEND_SIDE;
        Rectangle2D taken = new Rectangle2D.Double(
                legendLeft - CLEAR,
                axes.top(),
                legend.width() + 2 * CLEAR,
                LEGEND_TOP + legend.height() + LEGEND_TOP / 2 + CLEAR);
        if (beam != null) {
            RadiusAxis.mark(g, axes, taken, beam.geometricMean() / 2, "beam / 2", Style.dashed(0.8, 1, 2), 0);
        }
        double influence = curve.sphereOfInfluence();
        boolean near =
                beam != null && Math.abs(axes.pageX(influence) - axes.pageX(beam.geometricMean() / 2)) < LABEL_WIDTH;
        RadiusAxis.mark(g, axes, taken, influence, "r_{SOI}", Style.dashed(0.8, 5, 2, 1, 2), near ? 1 : 0);
        RadiusAxis.frame(g, axes, pcPerArcsec, logarithmic);
        axes.titleLeft(g, "Circular speed (km s^{\u22121})");
        legend.draw(g, legendLeft, axes.top() + LEGEND_TOP);
    }

    /** @return [km/s] highest speed in part of the radius axis */
    private double highest(Axes axes, double from, double to) {
        double highest = 0;
        for (int k = 0; k < curve.size(); k++) {
            double share = axes.x().fraction(Math.max(curve.radius()[k], Double.MIN_NORMAL));
            if (share >= from && share <= to) {
                highest = Math.max(
                        highest, Math.max(curve.vCirc()[k], Math.max(curve.vStars()[k], curve.vBlackHole()[k])));
            }
        }
        return highest;
    }

    private List<Component> components() {
        List<Component> components = new ArrayList<>();
        components.add(new Component("stars", curve.vStars(), Style.VERMILION, Style.dashed(Style.LINE_WIDTH, 5, 2)));
        components.add(new Component(
                "black hole", curve.vBlackHole(), Style.BLUE, Style.dashed(Style.LINE_WIDTH, 5, 2, 1, 2)));
        if (Arrays.stream(curve.vGas()).anyMatch(v -> v != 0)) {
            components.add(new Component("gas", curve.vGas(), Style.GREEN, Style.dashed(Style.LINE_WIDTH, 1.5, 1.5)));
        }
        components.add(new Component("total", curve.vCirc(), Style.INK, Style.curve(1.4)));
        return components;
    }

    /** Draws the rings that lie in the frame, with their errors. */
    private void points(Graphics2D g, Axes axes) {
        g.setColor(Style.INK);
        g.setStroke(Style.curve(POINT_LINE));
        for (int k = 0; rotation != null && k < rotation.radius().length; k++) {
            double share = axes.x().fraction(rotation.radius()[k]);
            double height = axes.y().fraction(rotation.speed()[k]);
            if (share >= 0 && share <= 1 && height >= 0 && height <= 1) {
                double at = axes.pageX(rotation.radius()[k]);
                double speed = rotation.speed()[k];
                double error = rotation.speedError()[k];
                double low = axes.pageY(Math.max(axes.y().low(), speed - error));
                double high = axes.pageY(Math.min(axes.y().high(), speed + error));
                g.draw(new Line2D.Double(at, low, at, high));
                g.fill(new Ellipse2D.Double(at - DOT / 2, axes.pageY(speed) - DOT / 2, DOT, DOT));
            }
        }
    }
}
