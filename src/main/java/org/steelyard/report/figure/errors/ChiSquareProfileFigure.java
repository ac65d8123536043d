// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.NumberLabel;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.table.ColumnTable;

/**
 * Profile of chi^2: its rise against one parameter, with all other parameters fitted again.
 *
 * @param parameter name of the parameter
 * @param table that {@link ErrorTables#writeProfile} writes
 */
record ChiSquareProfileFigure(String parameter, ColumnTable table) implements Figure {

    private static final double LEFT = 38;
    private static final double RIGHT = 10;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    /** Upper end of the axis, somewhat above three standard deviations. */
    private static final double HIGHEST = 12;

    /** The scale is logarithmic if the values span more than this ratio. */
    private static final double LONG_RANGE = 15;

    /** A divisor this close to 1 is not shown. */
    private static final double ONE = 0.005;

    @Override
    public String name() {
        return "profile_" + parameter;
    }

    @Override
    public String caption() {
        return "Rise of chi-squared against " + parameter
                + ", with all other parameters fitted again."
                + (divisor().isEmpty()
                        ? ""
                        : " It is divided by " + divisor() + " to account for noise that the beam correlates.")
                + " A rise of 1 is one standard error."
                + " Dots: fits; dotted lines: 1, 2 and 3 standard deviations of one parameter.";
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
        double[] value = table.numbers("held");
        double[] rise = table.numbers("rise");
        int best = 0;
        for (int k = 0; k < rise.length; k++) {
            best = rise[k] < rise[best] ? k : best;
        }
        ParameterAxis quantity = ParameterAxis.of(parameter, table.unit("held"), value[best]);
        double[] x = quantity.scaled(value);
        int first = best;
        while (first > 0 && rise[first] <= HIGHEST) {
            first--;
        }
        int last = best;
        while (last < rise.length - 1 && rise[last] <= HIGHEST) {
            last++;
        }
        double low = x[first];
        double high = x[last] > low ? x[last] : low + 1;
        AxisScale across =
                low > 0 && high / low > LONG_RANGE ? AxisScale.logarithmic(low, high) : AxisScale.linear(low, high);
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                across,
                AxisScale.linear(0, HIGHEST));
        Curves curves = new Curves(axes);
        for (int sigma = 1; sigma <= 3; sigma++) {
            double level = sigma * sigma;
            curves.line(new double[] {low, high}, new double[] {level, level}, Style.GREY, Style.dashed(0.8, 1, 2));
        }
        double[] shown = Arrays.copyOfRange(x, first, last + 1);
        double[] height = Arrays.stream(rise, first, last + 1)
                .map(r -> Math.min(r, 2 * HIGHEST))
                .toArray();
        double[][] smooth = smooth(shown, height, best - first);
        curves.line(smooth[0], smooth[1], Style.BLUE, Style.curve(Style.LINE_WIDTH));
        curves.paint(g);
        axes.clipped(g, () -> {
            g.setColor(Style.BLUE);
            for (int k = 0; k < shown.length; k++) {
                g.fill(new Ellipse2D.Double(axes.pageX(shown[k]) - 1.3, axes.pageY(height[k]) - 1.3, 2.6, 2.6));
            }
        });
        g.setColor(Style.INK);
        for (int sigma = 1; sigma <= 3; sigma++) {
            new Label(sigma + "\u03c3", Style.SMALL)
                    .draw(g, axes.centreX(), axes.pageY(sigma * sigma) - 2, Label.Anchor.CENTRE);
        }
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, quantity.title());
        axes.titleLeft(g, "\u0394\u03c7^{2}" + (divisor().isEmpty() ? "" : " / " + divisor()));
    }

    /** Returns what the table divides the rise of chi^2 by; empty for 1. */
    String divisor() {
        double[] chi2 = table.numbers("chi2");
        double[] rise = table.numbers("rise");
        int lowest = 0;
        int highest = 0;
        for (int k = 0; k < rise.length; k++) {
            lowest = rise[k] < rise[lowest] ? k : lowest;
            highest = rise[k] > rise[highest] ? k : highest;
        }
        double divisor = (chi2[highest] - chi2[lowest]) / (rise[highest] - rise[lowest]);
        return Math.abs(divisor - 1) < ONE || !Double.isFinite(divisor) ? "" : NumberLabel.of(divisor, 2);
    }

    /** Interpolates linearly in the signed square root of the rise, which is exact for a parabola. */
    private static double[][] smooth(double[] x, double[] rise, int best) {
        int steps = 20;
        double[][] curve = new double[2][(x.length - 1) * steps + 1];
        for (int k = 0; k < curve[0].length; k++) {
            int from = Math.min(k / steps, x.length - 2);
            double share = (double) (k - from * steps) / steps;
            double left = (from < best ? -1 : 1) * Math.sqrt(Math.max(0, rise[from]));
            double right = (from + 1 < best ? -1 : 1) * Math.sqrt(Math.max(0, rise[from + 1]));
            double root = left + share * (right - left);
            curve[0][k] = x[from] + share * (x[from + 1] - x[from]);
            curve[1][k] = root * root;
        }
        return curve;
    }
}
