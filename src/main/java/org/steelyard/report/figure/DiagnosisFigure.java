// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.steelyard.fit.diagnosis.ChannelMisfit;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.HarmonicRing;
import org.steelyard.fit.diagnosis.RadiusMisfit;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Style;

/**
 * Where the model and the data differ: harmonic terms of their velocity fields by radius, and chi^2 by radius and by
 * channel.
 *
 * @param diagnosis of a fit
 */
record DiagnosisFigure(Diagnosis diagnosis) implements Figure {

    private static final double LEFT = 38;
    private static final double RIGHT = 6;
    private static final double TOP = 6;
    private static final double BOTTOM = 28;
    private static final double COLUMN_GAP = 46;
    private static final double ROW_GAP = 34;
    private static final double DOT = 3.2;

    /** Share of an axis left free beyond the numbers. */
    private static final double MARGIN = 0.12;

    @Override
    public String name() {
        return "diagnosis";
    }

    @Override
    public String caption() {
        return "Where model and data differ. Position angle, axis ratio and the third harmonic of the velocity field of"
                + " the data (points with errors of one standard deviation) and of the model seen with the same beam"
                + " (lines), by radius; mean squared residual in units of the noise, by radius"
                + (diagnosis.channels().isEmpty() ? "" : " and by velocity of the channel")
                + ". A dashed line marks 1.";
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    @Override
    public double height() {
        return 92;
    }

    /** A quantity of rings. */
    private record Quantity(String title, ToDoubleFunction<HarmonicRing> value, ToDoubleFunction<HarmonicRing> error) {}

    @Override
    public void paint(Graphics2D g) {
        double reach = DoubleStream.concat(
                        diagnosis.radii().stream().mapToDouble(RadiusMisfit::radius),
                        diagnosis.dataRings().stream().mapToDouble(HarmonicRing::radius))
                .max()
                .orElse(1);
        AxisScale radius = AxisScale.linear(0, 1.06 * reach);
        double reference = diagnosis.modelRings().isEmpty()
                ? 0
                : diagnosis.modelRings().get(0).positionAngle();
        List<Quantity> quantities = List.of(
                new Quantity(
                        "Position angle (deg)",
                        r -> reference + Math.IEEEremainder(r.positionAngle() - reference, 360),
                        HarmonicRing::positionAngleError),
                new Quantity("Axis ratio", HarmonicRing::axisRatio, HarmonicRing::axisRatioError),
                new Quantity("k_{3} / k_{1}", HarmonicRing::k3, HarmonicRing::k5Error));
        for (int k = 0; k < quantities.size(); k++) {
            rings(g, panel(k % 3, 0, 3, radius), quantities.get(k));
        }
        List<RadiusMisfit> radii = diagnosis.radii();
        int panels = diagnosis.channels().isEmpty() ? 1 : 2;
        curve(
                g,
                panel(0, 1, panels, radius),
                radii.stream().mapToDouble(RadiusMisfit::radius).toArray(),
                radii.stream().mapToDouble(RadiusMisfit::reducedChi2).toArray(),
                "Radius (arcsec)");
        if (panels == 2) {
            List<ChannelMisfit> channels = diagnosis.channels();
            double[] velocity =
                    channels.stream().mapToDouble(ChannelMisfit::velocity).toArray();
            double low = Arrays.stream(velocity).min().orElse(0);
            double high = Arrays.stream(velocity).max().orElse(1);
            double margin = 0.02 * (high - low);
            curve(
                    g,
                    panel(1, 1, panels, AxisScale.linear(low - margin, high + margin)),
                    velocity,
                    channels.stream().mapToDouble(ChannelMisfit::reducedChi2).toArray(),
                    "Velocity (km s^{\u22121})");
        }
    }

    private Axes panel(int column, int row, int columns, AxisScale x) {
        double all = width() * Style.POINTS_PER_MM - LEFT - RIGHT;
        double panelWidth = (all - (columns - 1) * COLUMN_GAP) / columns;
        double panelHeight = (height() * Style.POINTS_PER_MM - TOP - BOTTOM - ROW_GAP) / 2;
        return new Axes(
                LEFT + column * (panelWidth + COLUMN_GAP),
                TOP + row * (panelHeight + ROW_GAP),
                panelWidth,
                panelHeight,
                x,
                AxisScale.linear(0, 1));
    }

    private static Axes with(Axes axes, double low, double high) {
        double margin = high > low ? MARGIN * (high - low) : Math.max(0.5, 0.1 * Math.abs(high));
        return new Axes(
                axes.left(),
                axes.top(),
                axes.width(),
                axes.height(),
                axes.x(),
                AxisScale.linear(low - margin, high + margin));
    }

    private void rings(Graphics2D g, Axes empty, Quantity quantity) {
        List<HarmonicRing> both = new ArrayList<>(diagnosis.dataRings());
        both.addAll(diagnosis.modelRings());
        double low = both.stream().mapToDouble(quantity.value()).min().orElse(0);
        double high = both.stream().mapToDouble(quantity.value()).max().orElse(1);
        Axes axes = with(empty, low, high);
        Curves curves = new Curves(axes);
        if (!diagnosis.modelRings().isEmpty()) {
            curves.line(
                    diagnosis.modelRings().stream()
                            .mapToDouble(HarmonicRing::radius)
                            .toArray(),
                    diagnosis.modelRings().stream()
                            .mapToDouble(quantity.value())
                            .toArray(),
                    Style.VERMILION,
                    Style.line(Style.LINE_WIDTH));
            curves.paint(g);
        }
        axes.clipped(g, () -> {
            g.setColor(Style.BLUE);
            g.setStroke(Style.line(0.8));
            for (HarmonicRing ring : diagnosis.dataRings()) {
                double x = axes.pageX(ring.radius());
                double y = axes.pageY(quantity.value().applyAsDouble(ring));
                double error = axes.pageY(0) - axes.pageY(quantity.error().applyAsDouble(ring));
                g.draw(new Line2D.Double(x, y - error, x, y + error));
                g.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
            }
        });
        titled(g, axes, "Radius (arcsec)", quantity.title());
    }

    private static void curve(Graphics2D g, Axes empty, double[] x, double[] y, String title) {
        double low = Math.min(1, Arrays.stream(y).min().orElse(1));
        double high = Math.max(1, Arrays.stream(y).max().orElse(1));
        Axes axes = with(empty, low, high);
        Curves curves = new Curves(axes);
        curves.line(
                new double[] {axes.x().low(), axes.x().high()},
                new double[] {1, 1},
                Style.GREY,
                Style.dashed(0.8, 3, 2));
        if (x.length > 1) {
            curves.line(x, y, Style.INK, Style.line(Style.LINE_WIDTH));
        }
        curves.paint(g);
        titled(g, axes, title, "Reduced \u03c7^{2}");
    }

    private static void titled(Graphics2D g, Axes axes, String below, String left) {
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, below);
        axes.titleLeft(g, left);
    }
}
