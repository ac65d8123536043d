// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.fit.diagnosis.HarmonicRing;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.table.ColumnTable;

/**
 * Harmonic terms of the velocity fields of data and model by radius (Krajnovic et al. 2006, MNRAS 366, 787).
 *
 * @param data rings of the data
 * @param model rings of the model, at the same radii
 */
record HarmonicFigure(List<HarmonicRing> data, List<HarmonicRing> model) implements Figure, FigureNumbers {

    private static final double LEFT = 42;
    private static final double RIGHT = 8;
    private static final double TOP = 6;
    private static final double BOTTOM = 28;
    private static final double GAP = 4;
    private static final double DOT = 3.2;

    /** Share of an axis left free beyond the values. */
    private static final double MARGIN = 0.12;

    private record Term(
            String name,
            String unit,
            String title,
            ToDoubleFunction<HarmonicRing> value,
            ToDoubleFunction<HarmonicRing> error) {}

    private List<Term> terms() {
        double reference = model.get(0).positionAngle();
        return List.of(
                new Term("k1", "km/s", "k_{1} (km s^{\u22121})", HarmonicRing::k1, HarmonicRing::k1Error),
                new Term("k3_over_k1", "", "k_{3} / k_{1}", HarmonicRing::k3, HarmonicRing::k5Error),
                new Term("k5_over_k1", "", "k_{5} / k_{1}", HarmonicRing::k5, HarmonicRing::k5Error),
                new Term(
                        "position_angle",
                        "deg",
                        "PA (deg)",
                        r -> reference + Math.IEEEremainder(r.positionAngle() - reference, 360),
                        HarmonicRing::positionAngleError),
                new Term("axis_ratio", "", "q", HarmonicRing::axisRatio, HarmonicRing::axisRatioError));
    }

    @Override
    public String name() {
        return "harmonics";
    }

    @Override
    public String caption() {
        return "Harmonic terms of the velocity field of the data (points with errors of one standard deviation) and of the model seen with"
                + " the same beam (lines) along the ellipse of each radius that fits best: rotation k1, third and fifth harmonic over it,"
                + " position angle of the receding side, and axis ratio.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 138;
    }

    @Override
    public ColumnTable numbers() {
        ColumnTable.Builder table =
                ColumnTable.builder().numbers("radius", "arcsec", column(data, HarmonicRing::radius));
        for (Term term : terms()) {
            table.numbers(term.name(), term.unit(), column(data, term.value()))
                    .numbers(term.name() + "_error", term.unit(), column(data, term.error()))
                    .numbers(term.name() + "_model", term.unit(), column(model, term.value()));
        }
        return table.build();
    }

    private static double[] column(List<HarmonicRing> rings, ToDoubleFunction<HarmonicRing> value) {
        return rings.stream().mapToDouble(value).toArray();
    }

    @Override
    public void paint(Graphics2D g) {
        List<Term> terms = terms();
        double high = (height() * Style.POINTS_PER_MM - TOP - BOTTOM - (terms.size() - 1) * GAP) / terms.size();
        double outer = data.stream().mapToDouble(HarmonicRing::radius).max().orElse(1);
        for (int k = 0; k < terms.size(); k++) {
            Term term = terms.get(k);
            List<HarmonicRing> both = new ArrayList<>(data);
            both.addAll(model);
            double error = medianError(term);
            double low = both.stream().mapToDouble(term.value()).min().orElse(0) - error;
            double top = both.stream().mapToDouble(term.value()).max().orElse(1) + error;
            double margin = top > low ? MARGIN * (top - low) : Math.max(0.5, 0.1 * Math.abs(top));
            Axes axes = new Axes(
                    LEFT,
                    TOP + k * (high + GAP),
                    width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                    high,
                    AxisScale.linear(0, 1.06 * outer),
                    AxisScale.linear(low - margin, top + margin));
            Curves curves = new Curves(axes);
            curves.line(
                    column(model, HarmonicRing::radius),
                    column(model, term.value()),
                    Style.VERMILION,
                    Style.line(Style.LINE_WIDTH));
            curves.paint(g);
            axes.clipped(g, () -> points(g, axes, term));
            axes.frame(g, true);
            axes.numbersLeft(g);
            axes.titleLeft(g, term.title());
            if (k == terms.size() - 1) {
                axes.numbersBelow(g);
                axes.titleBelow(g, "Radius (arcsec)");
            }
        }
    }

    /** Returns the median error of the data, so that most error bars are in the frame and a single large one does not set it. */
    private double medianError(Term term) {
        double[] errors = data.stream()
                .mapToDouble(term.error())
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return errors.length == 0 ? 0 : errors[errors.length / 2];
    }

    private void points(Graphics2D g, Axes axes, Term term) {
        g.setColor(Style.BLUE);
        g.setStroke(Style.line(0.8));
        for (HarmonicRing ring : data) {
            double value = term.value().applyAsDouble(ring);
            double error = term.error().applyAsDouble(ring);
            double x = axes.pageX(ring.radius());
            if (Double.isFinite(error)) {
                g.draw(new Line2D.Double(x, axes.pageY(value - error), x, axes.pageY(value + error)));
            }
            g.fill(new Ellipse2D.Double(x - DOT / 2, axes.pageY(value) - DOT / 2, DOT, DOT));
        }
    }
}
