// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.models;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ComparisonTable;
import org.steelyard.table.ColumnTable;

/**
 * Black-hole mass of each model by rank, the criterion above its least value, and below which choices make the model.
 *
 * @param table that {@link ComparisonTable} writes
 */
public record ComparisonFigure(ColumnTable table) implements Figure {

    private static final double RIGHT = 6;
    private static final double TOP = 6;
    private static final double MASS_HEIGHT = 104;
    private static final double CRITERION_HEIGHT = 48;
    private static final double GAP = 5;
    private static final double ROW = 8;
    private static final double BOTTOM = 24;

    /** [pt] Space for the numbers and the title of the axes. */
    private static final double LEAST_LEFT = 36;

    /** More models than this would overlap; those of the lowest ranks are left out. */
    private static final int MOST = 150;

    /** A criterion that spans more than this is shown on a logarithmic scale. */
    private static final double LONG_RANGE = 60;

    /** Lower end of that scale; smaller values are drawn there. */
    private static final double LEAST = 0.5;

    private static final Color BAND = new Color(0xD6E6F2);

    @Override
    public String name() {
        return "comparison";
    }

    @Override
    public String caption() {
        int shown = shown().length;
        boolean evidence = table.has("evidence_weight");
        return "Black-hole mass of " + shown + (shown < table.rows() ? " of " + table.rows() : "")
                + " models by rank, with standard errors. Blue: models that describe the data; orange and open: models that"
                + " do not, or that have a parameter at a bound. Shaded: central 68 per cent of all models weighted by "
                + (evidence ? "the evidence" : "the Bayesian information criterion")
                + "; solid line: its median; dotted lines: 68 per cent without weights; dashed line: mass of the fit."
                + " Middle: " + (evidence ? "fall of twice the logarithm of the evidence" : "rise of the criterion")
                + " from the best model of the same data. Below: a bar marks the choice of each model.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return (TOP
                        + MASS_HEIGHT
                        + GAP
                        + CRITERION_HEIGHT
                        + GAP
                        + ROW * choices().size()
                        + BOTTOM)
                / Style.POINTS_PER_MM;
    }

    /** Rows of the models with a mass, the best first. */
    private int[] shown() {
        double[] mass = table.numbers("mbh");
        double[] set = table.numbers("set");
        return IntStream.range(0, table.rows())
                .filter(row -> set[row] > 0 && Double.isFinite(mass[row]))
                .limit(MOST)
                .toArray();
    }

    /** One choice: a key and one of its values. */
    private record Choice(String key, String value) {

        String text() {
            return key.substring(key.indexOf('.') + 1).replace('_', ' ') + ": " + value;
        }
    }

    private List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        for (String key : ComparisonTable.keys(table)) {
            Set<String> values =
                    new LinkedHashSet<>(table.texts(key).stream().sorted().toList());
            values.remove(ComparisonTable.NO_EFFECT);
            values.forEach(value -> choices.add(new Choice(key, value)));
        }
        return choices;
    }

    @Override
    public void paint(Graphics2D g) {
        int[] rows = shown();
        List<Choice> choices = choices();
        double left = Math.max(
                LEAST_LEFT,
                4
                        + choices.stream()
                                .mapToDouble(c -> new Label(c.text(), Style.SMALL).width())
                                .max()
                                .orElse(0));
        double wide = width() * Style.POINTS_PER_MM - left - RIGHT;
        AxisScale ranks = AxisScale.linear(0.5, Math.max(1, rows.length) + 0.5);
        Axes masses = new Axes(left, TOP, wide, MASS_HEIGHT, ranks, massScale(rows));
        paintMasses(g, masses, rows);
        double top = TOP + MASS_HEIGHT + GAP;
        paintCriterion(g, left, top, wide, ranks, rows);
        top += CRITERION_HEIGHT + GAP;
        Axes matrix = new Axes(left, top, wide, ROW * choices.size(), ranks, AxisScale.linear(0, choices.size()));
        paintChoices(g, matrix, rows, choices);
        matrix.numbersBelow(g);
        matrix.titleBelow(g, "Rank of the model");
    }

    /** Power of ten of the masses on the axis. */
    private int power() {
        return (int) Math.floor(Math.log10(Math.max(1, number("fit_mbh"))));
    }

    /** [Msun] Unit of the axis. */
    private double unit() {
        return Math.pow(10, power());
    }

    private double number(String entry) {
        String text = table.meta(entry);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private AxisScale massScale(int[] rows) {
        double unit = unit();
        double[] mass = table.numbers("mbh");
        double[] error = table.numbers("mbh_error");
        double low = number("fit_mbh") / unit;
        double high = low;
        for (int row : rows) {
            double bar = Double.isFinite(error[row]) ? error[row] / unit : 0;
            low = Math.min(low, mass[row] / unit - bar);
            high = Math.max(high, mass[row] / unit + bar);
        }
        double margin = high > low ? 0.06 * (high - low) : 0.5;
        return AxisScale.linear(low - margin, high + margin);
    }

    private void paintMasses(Graphics2D g, Axes axes, int[] rows) {
        String best = table.has("evidence_weight") ? "evidence" : "weighted";
        double unit = unit();
        axes.clipped(g, () -> {
            double upper = axes.pageY(number(best + "_upper_68") / unit);
            double lower = axes.pageY(number(best + "_lower_68") / unit);
            if (Double.isFinite(upper) && Double.isFinite(lower)) {
                g.setColor(BAND);
                g.fill(new Rectangle2D.Double(axes.left(), upper, axes.width(), lower - upper));
            }
            g.setColor(Style.INK);
            g.setStroke(Style.line(0.8));
            horizontal(g, axes, number(best + "_median") / unit);
            g.setStroke(Style.dashed(0.8, 1, 2));
            horizontal(g, axes, number("unweighted_lower_68") / unit);
            horizontal(g, axes, number("unweighted_upper_68") / unit);
            g.setStroke(Style.dashed(Style.LINE_WIDTH, 4, 2));
            horizontal(g, axes, number("fit_mbh") / unit);
            points(g, axes, rows, unit);
        });
        axes.frame(g, true);
        axes.numbersLeft(g);
        axes.titleLeft(g, "M_{BH} (10^{" + power() + "} M_{sun})");
    }

    private static void horizontal(Graphics2D g, Axes axes, double value) {
        if (Double.isFinite(value)) {
            double y = axes.pageY(value);
            g.draw(new Line2D.Double(axes.left(), y, axes.right(), y));
        }
    }

    private void points(Graphics2D g, Axes axes, int[] rows, double unit) {
        double[] mass = table.numbers("mbh");
        double[] error = table.numbers("mbh_error");
        double[] describes = table.numbers("describes_data");
        List<String> bounds = table.texts("at_bounds");
        double dot = Math.max(1.2, Math.min(3.4, 0.6 * axes.width() / rows.length));
        g.setStroke(Style.line(Math.min(0.8, 0.4 * dot)));
        for (int rank = 0; rank < rows.length; rank++) {
            int row = rows[rank];
            boolean plain = describes[row] == 1 && bounds.get(row).equals("none");
            double x = axes.pageX(rank + 1);
            double y = axes.pageY(mass[row] / unit);
            g.setColor(plain ? Style.BLUE : Style.VERMILION);
            if (error[row] > 0) {
                g.draw(new Line2D.Double(
                        x,
                        axes.pageY((mass[row] - error[row]) / unit),
                        x,
                        axes.pageY((mass[row] + error[row]) / unit)));
            }
            Ellipse2D circle = new Ellipse2D.Double(x - dot / 2, y - dot / 2, dot, dot);
            if (plain) {
                g.fill(circle);
            } else {
                g.setColor(Color.WHITE);
                g.fill(circle);
                g.setColor(Style.VERMILION);
                g.draw(circle);
            }
        }
    }

    private void paintCriterion(Graphics2D g, double left, double top, double wide, AxisScale ranks, int[] rows) {
        double[] rise = rise();
        double highest = Arrays.stream(rows)
                .mapToDouble(row -> rise[row])
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        boolean logarithmic = highest > LONG_RANGE;
        AxisScale scale = logarithmic
                ? AxisScale.logarithmic(LEAST, 1.5 * highest)
                : AxisScale.linear(0, Math.max(1, 1.1 * highest));
        Axes axes = new Axes(left, top, wide, CRITERION_HEIGHT, ranks, scale);
        axes.clipped(g, () -> {
            g.setColor(Style.INK);
            double bar = Math.max(0.8, 0.6 * wide / rows.length);
            for (int rank = 0; rank < rows.length; rank++) {
                double y = axes.pageY(Math.max(logarithmic ? LEAST : 0, rise[rows[rank]]));
                g.fill(new Rectangle2D.Double(axes.pageX(rank + 1) - bar / 2, y, bar, axes.bottom() - y));
            }
        });
        axes.frame(g, true);
        axes.numbersLeft(g);
        axes.titleLeft(g, table.has("evidence_weight") ? "\u22122\u0394 ln Z" : "\u0394BIC");
    }

    /** The criterion above the least of its set, or twice the fall of ln Z from the largest. */
    private double[] rise() {
        if (!table.has("evidence_weight")) {
            return table.numbers("delta_bic");
        }
        double[] evidence = table.numbers("log_evidence");
        double[] set = table.numbers("set");
        double[] rise = new double[evidence.length];
        for (int k = 0; k < rise.length; k++) {
            int own = k;
            double best = IntStream.range(0, set.length)
                    .filter(j -> set[j] == set[own] && Double.isFinite(evidence[j]))
                    .mapToDouble(j -> evidence[j])
                    .max()
                    .orElse(Double.NaN);
            rise[k] = 2 * (best - evidence[k]);
        }
        return rise;
    }

    private void paintChoices(Graphics2D g, Axes axes, int[] rows, List<Choice> choices) {
        double bar = Math.max(0.7, 0.7 * axes.width() / rows.length);
        for (int c = 0; c < choices.size(); c++) {
            Choice choice = choices.get(c);
            double middle = axes.top() + ROW * (c + 0.5);
            List<String> values = table.texts(choice.key());
            g.setColor(Style.INK);
            new Label(choice.text(), Style.SMALL).draw(g, axes.left() - 3, middle + 2.4, Label.Anchor.RIGHT);
            for (int rank = 0; rank < rows.length; rank++) {
                if (values.get(rows[rank]).equals(choice.value())) {
                    g.fill(new Rectangle2D.Double(
                            axes.pageX(rank + 1) - bar / 2, middle - 0.32 * ROW, bar, 0.64 * ROW));
                }
            }
            if (c > 0 && !choices.get(c - 1).key().equals(choice.key())) {
                g.setColor(Style.GREY);
                g.setStroke(Style.line(0.4));
                double y = axes.top() + ROW * c;
                g.draw(new Line2D.Double(axes.left(), y, axes.right(), y));
            }
        }
        g.setColor(Style.INK);
        g.setStroke(Style.line(Style.FRAME_WIDTH));
        g.draw(axes.box());
    }
}
