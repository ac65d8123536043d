// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.forecast;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.steelyard.plan.Forecast;
import org.steelyard.plan.Plan;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Style;

/**
 * Expected error of the mass against one property of the observation, with a curve for each value of the other.
 *
 * @param plan with two values or more of that property
 * @param against the property on the horizontal axis
 */
public record ErrorCurves(Plan plan, Property against) implements Figure {

    private static final double LEFT = 40;
    private static final double RIGHT = 9;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    /** Factor beyond the outermost values. */
    private static final double MARGIN = 1.15;

    /** [point] */
    private static final double DOT = 3;

    /** [%] One over {@link Forecast#DETECTED}. */
    private static final double LIMIT = 100 / Forecast.DETECTED;

    private static final Color[] COLOURS = {Style.BLUE, Style.VERMILION, Style.GREEN, Style.INK, Style.GREY};
    private static final double[][] DASHES = {{}, {5, 2}, {1.5, 1.5}, {5, 2, 1, 2}, {8, 3}};

    /** A property of an observation. */
    public enum Property {
        /** Geometric mean FWHM of the beam. */
        BEAM("beam", "Beam FWHM (arcsec)", "\""),
        /** Noise of one channel. */
        NOISE("noise", "Noise (mJy beam^{\u22121})", " mJy/beam"),
        /** Time on source. */
        TIME("time", "Time on source (h)", " h");

        private final String word;
        private final String title;
        private final String unit;

        Property(String word, String title, String unit) {
            this.word = word;
            this.title = title;
            this.unit = unit;
        }

        private double value(Forecast forecast) {
            return switch (this) {
                case BEAM -> forecast.observation().beam().geometricMean();
                case NOISE -> 1e3 * forecast.observation().rms();
                case TIME -> forecast.observation().time() / 3600;
            };
        }
    }

    private record Curve(String name, List<Forecast> points) {}

    /**
     * @param plan any
     * @return a figure for each property that has several values
     */
    public static List<Figure> of(Plan plan) {
        Property noise = plan.options().times().isEmpty() ? Property.NOISE : Property.TIME;
        List<Figure> figures = new ArrayList<>();
        for (Property property : List.of(Property.BEAM, noise)) {
            if (values(plan, property).size() > 1) {
                figures.add(new ErrorCurves(plan, property));
            }
        }
        return figures;
    }

    private static List<Double> values(Plan plan, Property property) {
        return plan.forecasts().stream()
                .map(property::value)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public String name() {
        return "error_against_" + against.word;
    }

    @Override
    public String caption() {
        return "Expected statistical error of the black hole's mass against the "
                + (against == Property.BEAM
                        ? "beam"
                        : against == Property.TIME ? "time on source" : "noise of one channel")
                + ". Above the dotted line the mass is less than 3 standard errors from 0."
                + (against == Property.BEAM
                        ? " Dash-dotted line: a beam as wide as the radius of the sphere of influence; to its right the mass rests on the model of the stars."
                        : "")
                + (plan.forecasts().get(0).mocks() == null
                        ? ""
                        : " Open circles: scatter of fits of simulated noise, with its standard error.");
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 66;
    }

    @Override
    public void paint(Graphics2D g) {
        List<Double> across = values(plan, against);
        double[] percent = plan.forecasts().stream()
                .mapToDouble(ErrorCurves::percent)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double low = percent.length == 0 ? 1 : percent[0];
        double high = percent.length == 0 ? LIMIT : percent[percent.length - 1];
        AxisScale y = AxisScale.logarithmic(low / 1.6, Math.max(2.2 * high, 4 * low));
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.logarithmic(across.get(0) / MARGIN, across.get(across.size() - 1) * MARGIN),
                y);
        Curves curves = new Curves(axes);
        Legend legend = new Legend();
        List<Curve> all = curves();
        curves.line(
                new double[] {axes.x().low(), axes.x().high()},
                new double[] {LIMIT, LIMIT},
                Style.GREY,
                Style.dashed(0.8, 1, 2));
        for (int k = 0; k < all.size(); k++) {
            List<Forecast> points = all.get(k).points();
            curves.line(
                    points.stream().mapToDouble(against::value).toArray(),
                    points.stream().mapToDouble(ErrorCurves::percent).toArray(),
                    colour(k),
                    stroke(k));
            legend.add(all.get(k).name(), colour(k), stroke(k));
        }
        curves.paint(g);
        for (int k = 0; k < all.size(); k++) {
            g.setColor(colour(k));
            for (Forecast point : all.get(k).points()) {
                dot(g, axes, point);
            }
        }
        double sphere = plan.best().resolution().sphere();
        if (against == Property.BEAM
                && sphere > axes.x().low()
                && sphere < axes.x().high()) {
            double at = axes.pageX(sphere);
            g.setColor(Style.GREY);
            g.setStroke(Style.dashed(0.8, 5, 2, 1, 2));
            g.draw(new Line2D.Double(at, axes.bottom(), at, axes.top()));
            new Label("r_{SOI}", Style.SMALL).draw(g, at - 3, axes.bottom() - 5, Label.Anchor.RIGHT);
        }
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, against.title);
        axes.titleLeft(g, "Error of M_{BH} (%)");
        if (all.size() > 1) {
            boolean onTheLeft = against == Property.BEAM || against == Property.NOISE;
            legend.draw(g, onTheLeft ? axes.left() + 8 : axes.right() - 8 - legend.width(), axes.top() + 10);
        }
    }

    /** A curve for each value of the other property, in the order of the plan. */
    private List<Curve> curves() {
        Property noise = plan.options().times().isEmpty() ? Property.NOISE : Property.TIME;
        Property other = against == Property.BEAM ? noise : Property.BEAM;
        List<Curve> curves = new ArrayList<>();
        for (double value : values(plan, other)) {
            curves.add(new Curve(
                    new BigDecimal(value)
                                    .round(new MathContext(3))
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + other.unit,
                    plan.forecasts().stream()
                            .filter(f -> other.value(f) == value)
                            .sorted(Comparator.comparingDouble(against::value))
                            .toList()));
        }
        return curves;
    }

    private static double percent(Forecast forecast) {
        return 100 * forecast.mass().error() / forecast.mass().value();
    }

    private void dot(Graphics2D g, Axes axes, Forecast point) {
        double error = percent(point);
        if (!Double.isFinite(error)) {
            return;
        }
        double x = axes.pageX(against.value(point));
        double y = axes.pageY(error);
        g.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
        if (point.mocks() == null || !Double.isFinite(point.mocks().ratio())) {
            return;
        }
        double mocks = error * point.mocks().ratio();
        double spread = mocks * point.mocks().scatterError() / point.mocks().scatter();
        g.setStroke(Style.curve(0.8));
        double centre = axes.pageY(mocks);
        g.draw(new Ellipse2D.Double(x - DOT, centre - DOT, 2 * DOT, 2 * DOT));
        g.draw(new Line2D.Double(x, axes.pageY(mocks + spread), x, centre - DOT));
        g.draw(new Line2D.Double(
                x, centre + DOT, x, axes.pageY(Math.max(axes.y().low(), mocks - spread))));
    }

    private static Color colour(int k) {
        return COLOURS[k % COLOURS.length];
    }

    private static BasicStroke stroke(int k) {
        double[] dashes = DASHES[k % DASHES.length];
        return dashes.length == 0 ? Style.curve(Style.LINE_WIDTH) : Style.dashed(Style.LINE_WIDTH, dashes);
    }
}
