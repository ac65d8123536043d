// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.util.Arrays;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;
import org.steelyard.table.ColumnTable;

/**
 * Chi^2 at each step of a fit.
 *
 * @param path with the columns {@code step} and {@code chi2}, at least one row
 */
public record FitPathFigure(ColumnTable path) implements Figure {

    private static final double LEFT = 52;
    private static final double RIGHT = 10;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    /** Share of the range of chi^2 that is free below and above it. */
    private static final double MARGIN = 0.04;

    @Override
    public String name() {
        return "path";
    }

    @Override
    public String caption() {
        return "Chi^2 at each step of the fit.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 50;
    }

    @Override
    public void paint(Graphics2D g) {
        double[] step = path.numbers("step");
        double[] chi2 = path.numbers("chi2");
        double low = Arrays.stream(chi2).min().orElse(0);
        double high = Arrays.stream(chi2).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : 1;
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.linear(0, step[step.length - 1] + 1),
                AxisScale.linear(low - margin, high + margin));
        Curves curves = new Curves(axes);
        curves.line(step, chi2, Style.BLUE, Style.curve(Style.LINE_WIDTH));
        curves.paint(g);
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, "Step");
        axes.titleLeft(g, "\u03c7\u00b2");
    }
}
