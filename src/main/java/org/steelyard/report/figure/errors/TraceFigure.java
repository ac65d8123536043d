// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.inference.diagnose.Autocorrelation;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.table.ColumnTable;

/**
 * Trace of the walkers of an ensemble in one parameter, and its autocorrelation.
 *
 * @param table that {@link ErrorTables#writeChain} writes
 * @param parameter name of the parameter
 */
record TraceFigure(ColumnTable table, String parameter) implements Figure {

    private static final double LEFT = 38;
    private static final double BETWEEN = 46;
    private static final double RIGHT = 10;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    /** Width of the trace over the width of both panels. */
    private static final double TRACE = 0.6;

    /** Autocorrelations below this count as zero. */
    private static final double NEGLIGIBLE = 0.02;

    /** Most points drawn of a walker: two for each third of a point (1/72 inch) of the page. */
    private static final int MOST_POINTS = 800;

    /** Largest number of walkers drawn. */
    private static final int MOST_WALKERS = 40;

    private static final Color WALKER = new Color(0x40, 0x70, 0x98, 0x60);

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public String caption() {
        int count = walkers().size();
        String shown = count > MOST_WALKERS ? MOST_WALKERS + " of " + count + " walkers" : "every walker";
        return "Left: " + parameter + " of " + shown + " against step, without burn-in. Right: autocorrelation of "
                + parameter + " against lag, mean over all walkers.";
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    @Override
    public double height() {
        return 58;
    }

    @Override
    public void paint(Graphics2D g) {
        List<double[]> walkers = walkers();
        int n = walkers.get(0).length;
        double low = walkers.stream().flatMapToDouble(Arrays::stream).min().orElse(0);
        double high = walkers.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        ParameterAxis quantity = ParameterAxis.of(parameter, table.unit(parameter), (low + high) / 2);
        double margin = high > low ? 0.04 * (high - low) : 1;
        double across = width() * Style.POINTS_PER_MM - LEFT - BETWEEN - RIGHT;
        double down = height() * Style.POINTS_PER_MM - TOP - BOTTOM;
        Axes trace = new Axes(
                LEFT,
                TOP,
                TRACE * across,
                down,
                AxisScale.linear(0, Math.max(1, n - 1)),
                AxisScale.linear((low - margin) / quantity.factor(), (high + margin) / quantity.factor()));
        double[] steps = new double[n];
        Arrays.setAll(steps, k -> k);
        Curves lines = new Curves(trace);
        for (double[] walker : walkers.subList(0, Math.min(MOST_WALKERS, walkers.size()))) {
            double[][] thinned = thinned(steps, quantity.scaled(walker));
            lines.line(thinned[0], thinned[1], WALKER, Style.curve(0.4));
        }
        lines.paint(g);
        finish(g, trace, "Step", quantity.title());
        double[] rho = autocorrelation(walkers);
        Axes correlation = new Axes(
                LEFT + TRACE * across + BETWEEN,
                TOP,
                (1 - TRACE) * across,
                down,
                AxisScale.linear(0, Math.max(1, rho.length - 1)),
                AxisScale.linear(-0.2, 1.05));
        double[] lags = new double[rho.length];
        Arrays.setAll(lags, k -> k);
        Curves curve = new Curves(correlation);
        curve.line(new double[] {0, rho.length}, new double[] {0, 0}, Style.GREY, Style.dashed(0.8, 1, 2));
        curve.line(lags, rho, Style.BLUE, Style.curve(Style.LINE_WIDTH));
        curve.paint(g);
        finish(g, correlation, "Lag (steps)", "Autocorrelation");
    }

    /**
     * Keeps the lowest and the highest value of every run of steps, in their order, so that a long trace covers the same area of the page
     * with few points.
     *
     * @param steps of a walker, as many as values. Not modified
     * @param values of a walker. Not modified
     * @return steps and values of at most {@value #MOST_POINTS} points
     */
    static double[][] thinned(double[] steps, double[] values) {
        int n = values.length;
        if (n <= MOST_POINTS) {
            return new double[][] {steps, values};
        }
        int runs = MOST_POINTS / 2;
        double[][] kept = new double[2][2 * runs];
        for (int run = 0; run < runs; run++) {
            int from = (int) ((long) run * n / runs);
            int to = (int) ((long) (run + 1) * n / runs);
            int low = from;
            int high = from;
            for (int k = from; k < to; k++) {
                low = values[k] < values[low] ? k : low;
                high = values[k] > values[high] ? k : high;
            }
            int first = Math.min(low, high);
            int second = Math.max(low, high);
            kept[0][2 * run] = steps[first];
            kept[1][2 * run] = values[first];
            kept[0][2 * run + 1] = steps[second];
            kept[1][2 * run + 1] = values[second];
        }
        return kept;
    }

    private static void finish(Graphics2D g, Axes axes, String below, String left) {
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, below);
        axes.titleLeft(g, left);
    }

    private List<double[]> walkers() {
        double[] chain = table.numbers("chain");
        double[] values = table.numbers(parameter);
        List<double[]> walkers = new ArrayList<>();
        int begin = 0;
        for (int k = 1; k <= chain.length; k++) {
            if (k == chain.length || chain[k] != chain[begin]) {
                walkers.add(Arrays.copyOfRange(values, begin, k));
                begin = k;
            }
        }
        return walkers;
    }

    /**
     * Returns the autocorrelation up to four times the lag at which it becomes negligible, at most a quarter of the
     * chain.
     */
    private static double[] autocorrelation(List<double[]> walkers) {
        double[] rho = Autocorrelation.function(walkers.toArray(double[][]::new));
        int end = Math.max(2, rho.length / 4);
        for (int lag = 0; lag < end; lag++) {
            if (rho[lag] < NEGLIGIBLE) {
                end = Math.min(end, 4 * lag + 2);
            }
        }
        return Arrays.copyOf(rho, Math.min(end, rho.length));
    }
}
