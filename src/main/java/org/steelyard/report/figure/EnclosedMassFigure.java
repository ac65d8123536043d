// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.table.ColumnTable;
import org.steelyard.units.Constants;

/**
 * Mass within a radius of the best model and of its components: M(r) = v^2 r / G for the circular speed v of each, exact for the black
 * hole and for a spherical mass.
 *
 * @param curve circular speeds
 * @param result of the fit, for the errors
 * @param beam of the observation, null if unknown
 * @param geometry of disk and fit region
 */
record EnclosedMassFigure(
        SpeedCurve curve, FitResult result, @Nullable Beam beam, SkyGeometry geometry)
        implements Figure, FigureNumbers {

    private static final double LEFT = 38;
    private static final double RIGHT = 8;
    private static final double TOP = 28;
    private static final double BOTTOM = 28;

    /** Range of the axis below the black hole, or below the total where there is none. */
    private static final double DEPTH = 30;

    /** Highest mass on the axis over the highest of the model; the legend is above the curves. */
    private static final double HEADROOM = 3;

    private static final double LEGEND_TOP = 10;
    private static final double LEGEND_SIDE = 8;

    private record Component(
            String name, double[] mass, double[] error, Color colour, Color fill, BasicStroke stroke) {}

    @Override
    public String name() {
        return "enclosed_mass";
    }

    @Override
    public String caption() {
        return "Mass within radius, v^2 r / G, of the best model and of its components. Bands: one standard error of the black hole's mass and"
                + " of the mass-to-light ratio; that of the total adds both in quadrature, which neglects their correlation."
                + " Dotted line: half the geometric mean FWHM of the beam; dash-dotted line: radius of the sphere of influence, where stars"
                + " and black hole contribute equal speeds; dashed line: semi-major axis of the fit region.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 72;
    }

    private double[] mass(double[] speed) {
        double[] mass = new double[speed.length];
        for (int k = 0; k < mass.length; k++) {
            mass[k] = Math.signum(speed[k])
                    * speed[k]
                    * speed[k]
                    * curve.radius()[k]
                    * geometry.pcPerArcsec()
                    / Constants.G;
        }
        return mass;
    }

    /** Returns the error of a parameter over its value; 0 where it is not known or the parameter is fixed. */
    private double share(String parameter) {
        return result.parameters().stream()
                .filter(p -> p.name().equals(parameter) && p.free() && p.value() > 0 && Double.isFinite(p.error()))
                .mapToDouble(p -> p.error() / p.value())
                .findFirst()
                .orElse(0);
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(v -> factor * v).toArray();
    }

    private List<Component> components() {
        double[] stars = mass(curve.vStars());
        double[] hole = mass(curve.vBlackHole());
        double[] gas = mass(curve.vGas());
        double[] starError = times(stars, share("mass_to_light"));
        double[] holeError = times(hole, share("mbh"));
        double[] both = new double[stars.length];
        Arrays.setAll(both, k -> Math.hypot(starError[k], holeError[k]));
        List<Component> components = new ArrayList<>();
        components.add(new Component(
                "stars", stars, starError, Style.VERMILION, new Color(0xF2C7A5), Style.dashed(Style.LINE_WIDTH, 5, 2)));
        components.add(new Component(
                "black hole",
                hole,
                holeError,
                Style.BLUE,
                new Color(0xB9D7EA),
                Style.dashed(Style.LINE_WIDTH, 5, 2, 1, 2)));
        components.add(new Component(
                "gas",
                gas,
                new double[gas.length],
                Style.GREEN,
                Color.WHITE,
                Style.dashed(Style.LINE_WIDTH, 1.5, 1.5)));
        components.add(
                new Component("total", mass(curve.vCirc()), both, Style.INK, new Color(0xD8D8D8), Style.curve(1.4)));
        return components.stream()
                .filter(c -> Arrays.stream(c.mass()).anyMatch(m -> m != 0))
                .toList();
    }

    @Override
    public ColumnTable numbers() {
        ColumnTable.Builder table = ColumnTable.builder().numbers("radius", "arcsec", curve.radius());
        for (Component c : components()) {
            String name = c.name().replace(' ', '_');
            table.numbers(name, "Msun", c.mass()).numbers(name + "_error", "Msun", c.error());
        }
        return table.build();
    }

    @Override
    public void paint(Graphics2D g) {
        double[] radius = curve.radius();
        double outer = radius[radius.length - 1];
        double inner = RadiusAxis.inner(radius, beam, DEPTH);
        List<Component> components = components();
        double[] total = mass(curve.vCirc());
        double highest = Arrays.stream(total).max().orElse(1);
        double lowest = DEPTH * DEPTH;
        for (int k = 0; k < radius.length; k++) {
            if (radius[k] >= inner) {
                lowest = total[k] > 0 ? total[k] : lowest;
                break;
            }
        }
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - RIGHT,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.logarithmic(inner, outer),
                AxisScale.logarithmic(Math.min(lowest, highest / 2) / DEPTH, HEADROOM * highest));
        axes.clipped(g, () -> components.forEach(c -> band(g, axes, c)));
        Curves curves = new Curves(axes);
        components.forEach(c -> curves.line(radius, positive(c.mass()), c.colour(), c.stroke()));
        curves.paint(g);
        Legend legend = new Legend();
        components.forEach(c -> legend.add(c.name(), c.colour(), c.stroke()));
        double legendLeft = axes.left() + LEGEND_SIDE;
        double legendTop = axes.top() + LEGEND_TOP;
        Rectangle2D taken = new Rectangle2D.Double(
                axes.left(), axes.top(), 2 * LEGEND_SIDE + legend.width(), 2 * LEGEND_TOP + legend.height());
        double influence = curve.sphereOfInfluence();
        if (beam != null) {
            RadiusAxis.mark(g, axes, taken, beam.geometricMean() / 2, "beam / 2", Style.dashed(0.8, 1, 2), -1);
        }
        RadiusAxis.mark(g, axes, taken, influence, "r_{SOI}", Style.dashed(0.8, 5, 2, 1, 2), 0);
        RadiusAxis.mark(g, axes, taken, geometry.semiMajor(), "r_{fit}", Style.dashed(0.8, 4, 2), -1);
        RadiusAxis.frame(g, axes, geometry.pcPerArcsec(), true);
        axes.titleLeft(g, "Enclosed mass (M_{sun})");
        legend.draw(g, legendLeft, legendTop);
    }

    /** A logarithmic axis has no place for a mass that is not positive. */
    private static double[] positive(double[] mass) {
        return Arrays.stream(mass).map(m -> m > 0 ? m : Double.NaN).toArray();
    }

    private void band(Graphics2D g, Axes axes, Component c) {
        Path2D path = new Path2D.Double();
        int n = c.mass().length;
        int drawn = 0;
        for (int k = 0; k < 2 * n; k++) {
            int at = k < n ? k : 2 * n - 1 - k;
            double mass = c.mass()[at] + (k < n ? c.error()[at] : -c.error()[at]);
            if (c.mass()[at] > 0 && mass > 0 && curve.radius()[at] > 0) {
                double x = axes.pageX(curve.radius()[at]);
                double y = axes.pageY(mass);
                if (drawn++ == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
        }
        if (drawn > 2) {
            path.closePath();
            g.setColor(c.fill());
            g.fill(path);
        }
    }
}
