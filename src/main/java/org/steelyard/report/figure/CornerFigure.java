package org.steelyard.report.figure;

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
 * Every pair of parameters over draws: density, and lines that hold 39 and 86 per cent of the draws, one and two standard deviations of
 * a normal distribution in two dimensions; on the diagonal each parameter by itself.
 *
 * @param table of draws
 * @param names of the parameters that are shown
 * @param source of the draws, for the caption
 */
record CornerFigure(ColumnTable table, List<String> names, String source) implements Figure {

    /** Share of a two-dimensional normal distribution within 1 and 2 standard deviations. */
    private static final double[] SHARES = {0.393469, 0.864665};

    private static final int BINS = 28;

    /** [bin] Smoothing of the density by this standard deviation keeps the lines calm. */
    private static final double SMOOTHING = 1.1;

    /** Fewer draws show no density: each is a dot. */
    private static final int FEW = 400;

    /** [pt] Titles of neighbours, which are longer than their panels, do not stand in one line. */
    private static final double TITLES_APART = 8;

    private static final double LEFT = 48;
    private static final double RIGHT = 4;
    private static final double TOP = 4;
    private static final double BOTTOM = 34;
    private static final double GAP = 3;

    /** Draws beyond these quantiles are not shown. */
    private static final double TAIL = 0.0015;

    @Override
    public String name() {
        return "corner";
    }

    @Override
    public String caption() {
        String pairs = table.rows() < FEW
                ? ""
                : ", with lines around 39 and 86 per cent of the draws (one and two standard deviations of a normal distribution in two dimensions)";
        return "Draws of " + source + ": every pair of free parameters" + pairs
                + ", and the distribution of each; dashed: median and central 68 per cent.";
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
        double side = (width() * Style.POINTS_PER_MM - LEFT - RIGHT - (n - 1) * GAP) / n;
        double down = (height() * Style.POINTS_PER_MM - TOP - BOTTOM - (n - 1) * GAP) / n;
        List<Quantities> quantities = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        List<AxisScale> scales = new ArrayList<>();
        for (String name : names) {
            double[] values = table.numbers(name);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] ends = {DrawsFigure.quantile(sorted, TAIL), DrawsFigure.quantile(sorted, 1 - TAIL)};
            Quantities quantity = Quantities.of(name, table.unit(name), DrawsFigure.quantile(sorted, 0.5))
                    .narrow(ends[0], ends[1]);
            double low = quantity.scaled(ends)[0];
            double high = quantity.scaled(ends)[1];
            double margin = high > low ? 0.05 * (high - low) : 0.5;
            quantities.add(quantity);
            columns.add(quantity.scaled(values));
            scales.add(AxisScale.linear(low - margin, high + margin));
        }
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                AxisScale y = row == column ? AxisScale.linear(0, 1.1) : scales.get(row);
                Axes axes = new Axes(
                        LEFT + column * (side + GAP), TOP + row * (down + GAP), side, down, scales.get(column), y);
                if (row == column) {
                    single(g, axes, columns.get(row));
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
                    new Label(quantities.get(column).title(), Style.SMALL)
                            .draw(
                                    g,
                                    axes.centreX(),
                                    axes.bottom() + Axes.TITLE_BELOW + TITLES_APART * (column % 2),
                                    Label.Anchor.CENTRE);
                }
                if (column == 0 && row > 0) {
                    axes.numbersLeft(g);
                    new Label(quantities.get(row).title(), Style.SMALL)
                            .drawUpwards(g, 18 - TITLES_APART * (row % 2), axes.centreY());
                }
            }
        }
    }

    private static void single(Graphics2D g, Axes axes, double[] values) {
        int bins = values.length < FEW ? BINS / 2 : BINS;
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
        for (double share : new double[] {0.158655, 0.5, 0.841345}) {
            double x = axes.pageX(DrawsFigure.quantile(sorted, share));
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
        double[] density = new double[BINS * BINS];
        for (int k = 0; k < x.length; k++) {
            double u = axes.x().fraction(x[k]);
            double v = axes.y().fraction(y[k]);
            if (u >= 0 && u < 1 && v >= 0 && v < 1) {
                int row = (int) (BINS * v);
                density[row * BINS + (int) (BINS * u)]++;
            }
        }
        double[] smooth = smooth(density);
        double most = Arrays.stream(smooth).max().orElse(1);
        axes.clipped(g, () -> {
            double w = axes.width() / BINS;
            double h = axes.height() / BINS;
            for (int k = 0; k < smooth.length; k++) {
                int tone = (int) Math.round(255 - 150 * Math.sqrt(smooth[k] / most));
                if (tone < 253) {
                    g.setColor(new Color(tone, Math.min(255, tone + 12), Math.min(255, tone + 24)));
                    g.fill(new Rectangle2D.Double(
                            axes.left() + (k % BINS) * w, axes.bottom() - (k / BINS + 1) * h, 1.02 * w, 1.02 * h));
                }
            }
            double[] xs = new double[BINS];
            double[] ys = new double[BINS];
            for (int k = 0; k < BINS; k++) {
                xs[k] = axes.left() + (k + 0.5) * w;
                ys[k] = axes.bottom() - (k + 0.5) * h;
            }
            g.setColor(Style.INK);
            g.setStroke(Style.curve(0.7));
            for (double share : SHARES) {
                g.draw(Contours.at(smooth, BINS, BINS, level(smooth, share), xs, ys));
            }
        });
    }

    /** The density above which that share of it lies. */
    private static double level(double[] density, double share) {
        double[] sorted = density.clone();
        Arrays.sort(sorted);
        double total = Arrays.stream(sorted).sum();
        double sum = 0;
        for (int k = sorted.length - 1; k >= 0; k--) {
            sum += sorted[k];
            if (sum >= share * total) {
                return sorted[k];
            }
        }
        return 0;
    }

    private static double[] smooth(double[] density) {
        int half = 3;
        double[] once = new double[density.length];
        double[] twice = new double[density.length];
        blur(density, once, half, 1);
        blur(once, twice, half, BINS);
        return twice;
    }

    private static void blur(double[] from, double[] to, int half, int step) {
        for (int k = 0; k < from.length; k++) {
            int place = step == 1 ? k % BINS : k / BINS;
            double sum = 0;
            double weights = 0;
            for (int d = -half; d <= half; d++) {
                if (place + d >= 0 && place + d < BINS) {
                    double weight = Math.exp(-d * d / (2 * SMOOTHING * SMOOTHING));
                    sum += weight * from[k + d * step];
                    weights += weight;
                }
            }
            to[k] = sum / weights;
        }
    }
}
