// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.util.Arrays;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.BrightnessScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.ChannelRange;

/**
 * Line profile of one pixel, and its residual in units of the noise.
 *
 * @param column [pixel] FITS 1-based, in the original file
 * @param row [pixel] FITS 1-based, in the original file
 * @param channels that are shown
 * @param data [unit] of each channel. Lent
 * @param model as data
 * @param noise as data, one standard deviation
 * @param unit of the values, FITS
 */
public record PixelProfileFigure(
        int column, int row, ChannelRange channels, double[] data, double[] model, double[] noise, String unit)
        implements Figure {

    private static final double LEFT = 42;
    private static final double RIGHT = 6;
    private static final double TOP = 6;
    private static final double BOTTOM = 28;

    /** Height of the residual over that of both panels. */
    private static final double RESIDUAL_SHARE = 0.27;

    /** [sigma] Least half range of the residual axis. */
    private static final double REACH = 4.5;

    private static final double HEADROOM = 1.2;

    /**
     * @param products cubes of data and model
     * @param column of the pixel in these cubes, from 0
     * @param row of the pixel
     * @return its figure
     */
    public static Figure of(ModelProducts products, int column, int row) {
        ChannelRange channels = ChannelRange.of(products.data().axis(), products.channelsFitted());
        String unit = products.data().unit().fits();
        int nx = products.data().nx();
        int pixel = row * nx + column;
        int plane = nx * products.data().ny();
        return new PixelProfileFigure(
                products.data().xIndex() + column + 1,
                products.data().yIndex() + row + 1,
                channels,
                profile(products.data().values(), channels, pixel, plane),
                profile(products.model(), channels, pixel, plane),
                profile(products.noise(), channels, pixel, plane),
                unit);
    }

    private static double[] profile(float[] cube, ChannelRange channels, int pixel, int plane) {
        double[] values = new double[channels.count()];
        Arrays.setAll(values, c -> cube[(channels.first() + c) * plane + pixel]);
        return values;
    }

    @Override
    public String name() {
        return "spectrum";
    }

    @Override
    public String caption() {
        return "Line profile of data (black) and model (orange) at pixel (" + column + ", " + row
                + "). Velocities are optical. Below: data minus model in units of the noise; the band is one standard"
                + " deviation.";
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
        BrightnessScale scale = BrightnessScale.of(unit, highest());
        double width = width() * Style.POINTS_PER_MM - LEFT - RIGHT;
        double height = height() * Style.POINTS_PER_MM - TOP - BOTTOM;
        double upper = (1 - RESIDUAL_SHARE) * height;
        double[] sigma = new double[data.length];
        Arrays.setAll(sigma, c -> (data[c] - model[c]) / noise[c]);
        AxisScale x = AxisScale.linear(channels.lowest(), channels.highest());
        Axes above = new Axes(
                LEFT, TOP, width, upper, x, AxisScale.linear(scale.factor() * lowest(), scale.factor() * highest()));
        double reach = Math.max(REACH, HEADROOM * Math.max(max(sigma), -min(sigma)));
        Axes below = new Axes(LEFT, TOP + upper, width, height - upper, x, AxisScale.linear(-reach, reach));
        curves(above, scale).paint(g);
        residual(below, sigma).paint(g);
        above.frame(g, true);
        below.frame(g, false);
        above.numbersLeft(g);
        below.numbersLeft(g);
        below.numbersBelow(g);
        below.titleBelow(g, "Velocity, optical (km s^{\u22121})");
        above.titleLeft(g, "Flux density (" + scale.prefix() + UnitLabel.of(unit) + ")");
        below.titleLeft(g, "Residual (\u03c3)");
        new Label("pixel (" + column + ", " + row + ")", Style.SMALL)
                .draw(g, above.left() + 5, above.top() + 11, Label.Anchor.LEFT);
    }

    private Curves curves(Axes axes, BrightnessScale scale) {
        double[] edges = channels.edges();
        Curves curves = new Curves(axes);
        curves.line(edges, new double[edges.length], Style.GREY, Style.line(0.4));
        curves.steps(edges, scale.times(data), Style.INK, Style.line(0.7));
        curves.line(channels.centres(), scale.times(model), Style.VERMILION, Style.curve(1));
        return curves;
    }

    private Curves residual(Axes axes, double[] sigma) {
        double[] edges = channels.edges();
        double[] one = new double[sigma.length];
        Arrays.fill(one, 1);
        Curves curves = new Curves(axes);
        curves.noise(edges, one);
        curves.steps(edges, new double[sigma.length], Style.GREY, Style.line(0.4));
        curves.steps(edges, sigma, Style.INK, Style.line(0.6));
        return curves;
    }

    private double highest() {
        double top = HEADROOM * Math.max(max(data), max(model));
        return top > 0 ? top : 1;
    }

    private double lowest() {
        return Math.min(-highest() / 10, HEADROOM * min(data));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    }
}
