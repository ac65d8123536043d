// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Contours;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;
import org.steelyard.table.ColumnTable;

/**
 * Corner plot of draws: density of every pair of parameters, with contours that enclose 39 and 86 per cent of the
 * draws, and the histogram of each parameter on the diagonal.
 *
 * @param table of draws
 * @param names of the parameters to show
 * @param source of the draws, for the caption
 */
public record CornerFigure(ColumnTable table, List<String> names, String source) implements Figure {

    /** Shares of a two-dimensional normal distribution inside 1 and 2 standard deviations. */
    private static final double[] SHARES = {0.393469, 0.864665};

    /** Below this number, draws are shown as dots instead of a density. */
    private static final int FEW = 400;

    private static final double LEFT = 48;
    private static final double RIGHT = 4;
    private static final double TOP = 4;
    private static final double BOTTOM = 34;
    private static final double GAP = 3;

    /** Probability of the draws beyond each end of an axis. */
    private static final double TAIL = 0.0015;

    @Override
    public String name() {
        return "corner";
    }

    @Override
    public String caption() {
        String contours = table.rows() < FEW
                ? ""
                : " Contours enclose 39 and 86 per cent of the draws"
                        + " (one and two standard deviations of a normal distribution in two dimensions).";
        return "Draws of " + source + ": every pair of free parameters, and the histogram of each." + contours
                + " Dashed lines: median and central 68 per cent.";
    }

    @Override
    public double width() {
        return names.size() > 3 ? Style.PAGE : Style.COLUMN;
    }

    @Override
    public double height() {
        return width();
    }

    @Override
    public void paint(Graphics2D g) {
        int n = names.size();
        List<ParameterAxis> parameterAxes = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        List<AxisScale> scales = new ArrayList<>();
        for (String name : names) {
            double[] values = table.numbers(name);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] ends = {Quantiles.of(sorted, TAIL), Quantiles.of(sorted, 1 - TAIL)};
            ParameterAxis parameter = ParameterAxis.of(name, table.unit(name), Quantiles.of(sorted, Quantiles.MEDIAN))
                    .narrow(ends[0], ends[1]);
            double low = parameter.scaled(ends)[0];
            double high = parameter.scaled(ends)[1];
            double margin = high > low ? 0.05 * (high - low) : 0.5;
            parameterAxes.add(parameter);
            columns.add(parameter.scaled(values));
            scales.add(AxisScale.linear(low - margin, high + margin));
        }
        double page = width() * Style.POINTS_PER_MM;
        Titles titles = new Titles(parameterAxes, page - LEFT - RIGHT, (page - LEFT - RIGHT - (n - 1) * GAP) / n, GAP);
        double side = titles.side();
        double top = TOP + titles.above();
        double down = (height() * Style.POINTS_PER_MM - top - BOTTOM - (n - 1) * GAP) / n;
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                AxisScale y = row == column ? AxisScale.linear(0, 1.1) : scales.get(row);
                Axes axes = new Axes(
                        LEFT + column * (side + GAP), top + row * (down + GAP), side, down, scales.get(column), y);
                if (row == column) {
                    histogram(g, axes, columns.get(row));
                } else {
                    pair(g, axes, columns.get(column), columns.get(row));
                }
                if (row == column) {
                    g.setColor(Style.INK);
                    g.setStroke(Style.line(Style.FRAME_WIDTH));
                    g.draw(axes.box());
                } else {
                    axes.frame(g, true);
                }
                if (row == n - 1) {
                    axes.numbersBelow(g);
                }
                if (column == 0 && row > 0) {
                    axes.numbersLeft(g);
                }
                titles.draw(g, axes, row, column);
            }
        }
    }

    private static void histogram(Graphics2D g, Axes axes, double[] values) {
        int bins = values.length < FEW ? PairDensity.BINS / 2 : PairDensity.BINS;
        double[] counts = new double[bins];
        for (double value : values) {
            double share = axes.x().fraction(value);
            if (share >= 0 && share < 1) {
                counts[(int) (bins * share)]++;
            }
        }
        double most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        double[] edges = new double[bins + 1];
        for (int k = 0; k <= bins; k++) {
            edges[k] = axes.x().low() + (axes.x().high() - axes.x().low()) * k / bins;
        }
        Curves curves = new Curves(axes);
        curves.steps(edges, Arrays.stream(counts).map(c -> c / most).toArray(), Style.BLUE, Style.line(0.8));
        curves.paint(g);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        g.setColor(Style.GREY);
        g.setStroke(Style.dashed(0.6, 3, 2));
        for (double probability : new double[] {Quantiles.MINUS_SIGMA, Quantiles.MEDIAN, Quantiles.PLUS_SIGMA}) {
            double x = axes.pageX(Quantiles.of(sorted, probability));
            g.draw(new Line2D.Double(x, axes.top(), x, axes.bottom()));
        }
    }

    private static void pair(Graphics2D g, Axes axes, double[] x, double[] y) {
        if (x.length < FEW) {
            axes.clipped(g, () -> {
                g.setColor(Style.BLUE);
                for (int k = 0; k < x.length; k++) {
                    g.fill(new Ellipse2D.Double(axes.pageX(x[k]) - 0.6, axes.pageY(y[k]) - 0.6, 1.2, 1.2));
                }
            });
            return;
        }
        PairDensity density = PairDensity.of(x, y, axes.x(), axes.y());
        double[] values = density.values();
        double peak = density.peak();
        int bins = PairDensity.BINS;
        axes.clipped(g, () -> {
            double w = axes.width() / bins;
            double h = axes.height() / bins;
            for (int k = 0; k < values.length; k++) {
                int tone = (int) Math.round(255 - 150 * Math.sqrt(values[k] / peak));
                if (tone < 253) {
                    g.setColor(new Color(tone, Math.min(255, tone + 12), Math.min(255, tone + 24)));
                    g.fill(new Rectangle2D.Double(
                            axes.left() + (k % bins) * w, axes.bottom() - (k / bins + 1) * h, 1.02 * w, 1.02 * h));
                }
            }
            double[] xs = new double[bins];
            double[] ys = new double[bins];
            for (int k = 0; k < bins; k++) {
                xs[k] = axes.left() + (k + 0.5) * w;
                ys[k] = axes.bottom() - (k + 0.5) * h;
            }
            g.setColor(Style.INK);
            g.setStroke(Style.curve(0.7));
            for (double share : SHARES) {
                g.draw(Contours.at(values, bins, bins, density.levelOfShare(share), xs, ys));
            }
        });
    }

    /**
     * Where the titles of a corner plot stand. Titles shorter than two panels stand along the axes, in two staggered lines. Where one is
     * longer, all stand above the histograms, in the free half of the plot: symbol and unit in two lines that begin at the left end of the
     * panel.
     *
     * @param axes of the parameters
     * @param width [pt] of all panels with the gaps between them
     * @param widest [pt] width of a panel where titles take no space
     * @param gap [pt] between panels
     */
    record Titles(List<ParameterAxis> axes, double width, double widest, double gap) {

        /** [pt] Offset between the titles of neighbouring panels. */
        private static final double STAGGER = 8;

        /** [pt] From the edge of the page to the titles on the left. */
        private static final double EDGE = 18;

        /** [pt] Distance of two lines of a title. */
        private static final double LINE = 9;

        private boolean along() {
            return axes.stream().allMatch(axis -> label(axis.title()).width() <= 2 * widest + gap);
        }

        private static Label label(String text) {
            return new Label(text, Style.SMALL);
        }

        /** [pt] Width of a panel, so that the titles above the histograms end on the page. */
        double side() {
            double side = widest;
            for (int k = 1; k < axes.size() && !along(); k++) {
                double title = lines(axes.get(k)).stream()
                        .mapToDouble(Label::width)
                        .max()
                        .orElse(0);
                side = Math.min(side, (width - k * gap - title) / k);
            }
            return side;
        }

        /** [pt] Height of the titles above the first histogram. */
        double above() {
            return along() ? 0 : 2 * LINE;
        }

        /** Draws the titles of a panel. */
        void draw(Graphics2D g, Axes panel, int row, int column) {
            g.setColor(Style.INK);
            if (!along()) {
                List<Label> lines = row == column ? lines(axes.get(row)) : List.of();
                for (int i = 0; i < lines.size(); i++) {
                    double baseline = panel.top() - gap - LINE * (lines.size() - 1 - i);
                    lines.get(i).draw(g, panel.left(), baseline, Label.Anchor.LEFT);
                }
                return;
            }
            if (row == axes.size() - 1) {
                double baseline = panel.bottom() + Axes.TITLE_BELOW + STAGGER * (column % 2);
                label(axes.get(column).title()).draw(g, panel.centreX(), baseline, Label.Anchor.CENTRE);
            }
            if (column == 0 && row > 0) {
                label(axes.get(row).title()).drawUpwards(g, EDGE - STAGGER * (row % 2), panel.centreY());
            }
        }

        private static List<Label> lines(ParameterAxis axis) {
            return axis.unit().isEmpty()
                    ? List.of(label(axis.shifted()))
                    : List.of(label(axis.shifted()), label("(" + axis.unit() + ")"));
        }
    }
}
