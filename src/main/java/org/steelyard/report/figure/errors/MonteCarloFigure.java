// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.table.ColumnTable;

/**
 * Histogram of the black-hole mass in the refits of noisy realisations.
 *
 * @param table that {@link ErrorTables#writeMonteCarlo} writes
 * @param best [Msun] mass of the fit
 */
record MonteCarloFigure(ColumnTable table, double best) implements Figure {

    private static final double LEFT = 34;
    private static final double RIGHT = 10;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;
    private static final double HEADROOM = 1.15;
    private static final Color BAND = new Color(0xD6E6F2);

    @Override
    public String name() {
        return "monte_carlo";
    }

    @Override
    public String caption() {
        return "Black-hole mass in " + table.rows()
                + " refits of noisy realisations of the best model. Shaded: central 68 per cent; solid line: median;"
                + " dashed line: mass of the best model.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 62;
    }

    @Override
    public void paint(Graphics2D g) {
        double[] draws = table.numbers("mbh");
        ParameterAxis quantity = ParameterAxis.of("mbh", table.unit("mbh"), best);
        double[] sorted = quantity.scaled(draws);
        Arrays.sort(sorted);
        int n = sorted.length;
        double low = sorted[0];
        double high = sorted[n - 1];
        double width = 2 * (Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25)) / Math.cbrt(n);
        int bins = width > 0 ? (int) Math.max(5, Math.min(60, Math.ceil((high - low) / width))) : 5;
        double margin = high > low ? 0.04 * (high - low) : 0.5;
        double[] edges = new double[bins + 1];
        double[] counts = new double[bins];
        for (int k = 0; k <= bins; k++) {
            edges[k] = low + (high - low) * k / bins;
        }
        for (double value : sorted) {
            counts[Math.min(bins - 1, (int) (bins * (value - low) / Math.max(high - low, Double.MIN_NORMAL)))]++;
        }
        double most = Arrays.stream(counts).max().orElse(1);
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.linear(low - margin, high + margin),
                AxisScale.linear(0, HEADROOM * most));
        Curves curves = new Curves(axes);
        double[] interval = {Quantiles.of(sorted, Quantiles.MINUS_SIGMA), Quantiles.of(sorted, Quantiles.PLUS_SIGMA)};
        curves.band(interval, new double[] {0}, new double[] {HEADROOM * most}, BAND);
        double[] outline = new double[bins + 2];
        double[] outlineEdges = new double[bins + 3];
        System.arraycopy(counts, 0, outline, 1, bins);
        System.arraycopy(edges, 0, outlineEdges, 1, bins + 1);
        outlineEdges[0] = low - margin;
        outlineEdges[bins + 2] = high + margin;
        curves.steps(outlineEdges, outline, Style.BLUE, Style.line(Style.LINE_WIDTH));
        curves.paint(g);
        vertical(g, axes, Quantiles.of(sorted, Quantiles.MEDIAN), false);
        vertical(g, axes, best / quantity.factor(), true);
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, quantity.title());
        axes.titleLeft(g, "Refits");
    }

    private static void vertical(Graphics2D g, Axes axes, double at, boolean dashed) {
        g.setColor(Style.INK);
        g.setStroke(dashed ? Style.dashed(Style.LINE_WIDTH, 4, 2) : Style.line(0.8));
        double x = axes.pageX(at);
        if (x > axes.left() && x < axes.right()) {
            g.draw(new Line2D.Double(x, axes.top(), x, axes.bottom()));
        }
    }
}
