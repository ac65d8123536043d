// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.BrightnessScale;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Contours;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Raster;
import org.steelyard.report.plot.Style;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.ChannelRange;
import org.steelyard.report.table.RunImages;

/**
 * Position-velocity diagram along the major or the minor axis: the data as image, the models as contours.
 *
 * @param name of the figure
 * @param diagrams of data and models
 * @param channels to show
 * @param products cubes of the fit
 */
record PvdFigure(String name, Diagrams diagrams, ChannelRange channels, ModelProducts products) implements Figure {

    /**
     * Diagrams along one line.
     *
     * @param data diagram of the data
     * @param model diagram of the best model
     * @param sameStars diagram of the best model without its black hole, null if it was not computed
     * @param refitted diagram of the best model without a black hole, with the mass of the stars fitted again, null if it was not
     *     computed
     */
    private record Diagrams(
            PositionVelocityDiagram data,
            PositionVelocityDiagram model,
            @Nullable PositionVelocityDiagram sameStars,
            @Nullable PositionVelocityDiagram refitted) {}

    /**
     * Image rows for each channel. Channels of equal width in frequency are not equally wide in velocity, so the image
     * is resampled.
     */
    private static final int ROWS_PER_CHANNEL = 4;

    private static final double LEFT = 42;
    private static final double TOP = 26;

    /** [pt] From the page's edge to the middle of the first line of the legend, */
    private static final double LEGEND_TOP = 7;

    /** [pt] and from the frame to its second column. */
    private static final double LEGEND_COLUMN = 62;

    private static final double BOTTOM = 28;
    private static final Color GUIDE = new Color(0x444444);

    /** [deg] From the major to the minor axis. */
    private static final double QUARTER = 90;

    private static final BasicStroke MODEL = Style.curve(0.9);
    private static final BasicStroke REFITTED = Style.dashed(1, 3, 1.5);
    private static final BasicStroke SAME_STARS = Style.dashed(0.9, 1, 1.5);
    private static final BasicStroke SPEED = Style.dashed(0.7, 5, 1.5, 1, 1.5);

    /** [pt] From the frame to the cross of the resolution. */
    private static final double INSET = 8;

    /** A figure along the major axis. */
    static PvdFigure of(ModelProducts products) {
        return of(products, "pvd", 0);
    }

    /** A figure along the minor axis. */
    static PvdFigure ofMinorAxis(ModelProducts products) {
        return of(products, "pvd_minor", QUARTER);
    }

    private static PvdFigure of(ModelProducts products, String name, double turn) {
        return new PvdFigure(
                name,
                new Diagrams(
                        RunImages.diagram(products, products.data().values(), turn),
                        RunImages.diagram(products, products.model(), turn),
                        optional(products, products.modelWithoutBlackHole(), turn),
                        optional(products, products.refittedWithoutBlackHole(), turn)),
                ChannelRange.of(products.data().axis(), products.channelsFitted()),
                products);
    }

    private static @Nullable PositionVelocityDiagram optional(
            ModelProducts products, float @Nullable [] cube, double turn) {
        return cube == null ? null : RunImages.diagram(products, cube, turn);
    }

    private boolean minor() {
        return data().positionAngle() != products.geometry().positionAngle();
    }

    private PositionVelocityDiagram data() {
        return diagrams.data();
    }

    private String unit() {
        return products.data().unit().fits();
    }

    @Override
    public String caption() {
        String lowest = "lowest contour of ";
        return "Position-velocity diagram along the " + (minor() ? "minor" : "major") + " axis, position angle "
                + Math.round(data().positionAngle()) + " deg; offsets are positive "
                + (minor() ? "in its direction" : "on the receding side")
                + ", velocities optical. Grey: data; orange contours: model"
                + (diagrams.refitted() == null
                        ? ""
                        : "; blue dashes: " + lowest
                                + "the model without a black hole, with the mass of the stars fitted again")
                + (diagrams.sameStars() == null
                        ? ""
                        : "; green dots: " + lowest + "the same disk and stars without the black hole")
                + (minor() ? "" : "; dash-dotted: circular speed times the sine of the inclination")
                + ". Contours are " + contours().description()
                + ". The cross in the corner is the beam at half its peak along the axis, and a channel.";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 84;
    }

    @Override
    public void paint(Graphics2D g) {
        double[] observed = shown(diagrams.data());
        double[] modelled = shown(diagrams.model());
        BrightnessScale brightness = BrightnessScale.of(unit(), max(observed));
        double[] grey = brightness.times(observed);
        double half = data().step() * data().offsets() / 2;
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - ColourBar.NARROW,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.linear(-half, half),
                AxisScale.linear(channels.lowest(), channels.highest()));
        ColourScale scale = ColourScale.fromZero(ColourMap.GREYS, grey);
        axes.clipped(g, () -> {
            image(g, axes, grey, scale);
            guides(g, axes);
            double[] levels = contours().levels();
            double[] lowest = Arrays.copyOf(levels, Math.min(1, levels.length));
            if (!minor()) {
                speed(g, axes);
            }
            if (diagrams.sameStars() != null) {
                contours(g, axes, shown(diagrams.sameStars()), lowest, Style.GREEN, SAME_STARS);
            }
            if (diagrams.refitted() != null) {
                contours(g, axes, shown(diagrams.refitted()), lowest, Style.BLUE, REFITTED);
            }
            contours(g, axes, modelled, levels, Style.VERMILION, MODEL);
        });
        resolution(g, axes);
        legend(g, axes);
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, "Offset along PA " + Math.round(data().positionAngle()) + "\u00b0 (arcsec)");
        axes.titleLeft(g, "Velocity, optical (km s^{\u22121})");
        ColourBar.draw(g, axes, scale, brightness.prefix() + UnitLabel.of(unit()), ColourBar.NARROW);
    }

    private ContourLevels contours() {
        return ContourLevels.of(shown(diagrams.data()), shown(diagrams.model()));
    }

    private void image(Graphics2D g, Axes axes, double[] values, ColourScale scale) {
        int rows = ROWS_PER_CHANNEL * channels.count();
        int nx = data().offsets();
        double step = (channels.highest() - channels.lowest()) / rows;
        double[] even = new double[nx * rows];
        for (int row = 0; row < rows; row++) {
            int channel = channels.channelAt(channels.lowest() + (row + 0.5) * step);
            System.arraycopy(values, channel * nx, even, row * nx, nx);
        }
        AffineTransform map = axes.toPage();
        map.translate(axes.x().low(), axes.y().low());
        map.scale(data().step(), step);
        Raster.paint(g, even, nx, rows, scale, map, axes.box());
    }

    private void guides(Graphics2D g, Axes axes) {
        g.setColor(GUIDE);
        g.setStroke(Style.dashed(0.5, 4, 2.5));
        double vsys = axes.pageY(products.geometry().vsys());
        g.draw(new Line2D.Double(axes.left(), vsys, axes.right(), vsys));
        g.draw(new Line2D.Double(axes.pageX(0), axes.top(), axes.pageX(0), axes.bottom()));
        new Label("v_{sys}", Style.SMALL).draw(g, axes.right() - 6, vsys - 3, Label.Anchor.RIGHT);
    }

    /** Draws the circular speed on both sides, as the major axis shows it. */
    private void speed(Graphics2D g, Axes axes) {
        SpeedCurve curve = products.curve();
        double sine = Math.sin(Math.toRadians(products.geometry().inclination()));
        Curves curves = new Curves(axes);
        for (int side = -1; side <= 1; side += 2) {
            double[] offset = new double[curve.size()];
            double[] velocity = new double[curve.size()];
            for (int k = 0; k < offset.length; k++) {
                offset[k] = side * curve.radius()[k];
                velocity[k] = products.geometry().vsys() + side * sine * curve.vCirc()[k];
            }
            curves.line(offset, velocity, Style.INK, SPEED);
        }
        curves.paint(g);
    }

    /** Draws a cross as wide as the beam and as high as a channel in the lower right corner, which is free of emission. */
    private void resolution(Graphics2D g, Axes axes) {
        if (products.data().beams() == null) {
            return;
        }
        double across =
                Math.abs(axes.pageX(fwhmAlong(products.data().beams().mean(), data().positionAngle())) - axes.pageX(0));
        double channel = (channels.highest() - channels.lowest()) / channels.count();
        double high = Math.abs(axes.pageY(channel) - axes.pageY(0));
        double x = axes.right() - INSET - across / 2;
        double y = axes.bottom() - INSET - high / 2;
        g.setColor(Style.INK);
        g.setStroke(Style.line(0.9));
        g.draw(new Line2D.Double(x - across / 2, y, x + across / 2, y));
        g.draw(new Line2D.Double(x, y - high / 2, x, y + high / 2));
    }

    /** Returns the full width [arcsec] of a beam at half its peak in a direction [deg]. */
    static double fwhmAlong(Beam beam, double positionAngle) {
        double angle = Math.toRadians(positionAngle - beam.positionAngle());
        return 1 / Math.hypot(Math.cos(angle) / beam.major(), Math.sin(angle) / beam.minor());
    }

    /** Draws the legend above the frame, in two columns. */
    private void legend(Graphics2D g, Axes axes) {
        Legend left = new Legend();
        left.add("model", Style.VERMILION, MODEL);
        if (!minor()) {
            left.add("v_{c} sin i", Style.INK, SPEED);
        }
        left.draw(g, axes.left(), LEGEND_TOP);
        Legend right = new Legend();
        if (diagrams.refitted() != null) {
            right.add("no black hole, stars refitted", Style.BLUE, REFITTED);
        }
        if (diagrams.sameStars() != null) {
            right.add("no black hole, same stars", Style.GREEN, SAME_STARS);
        }
        right.draw(g, axes.left() + LEGEND_COLUMN, LEGEND_TOP);
    }

    private void contours(Graphics2D g, Axes axes, double[] values, double[] levels, Color colour, BasicStroke stroke) {
        double[] xs = new double[data().offsets()];
        for (int k = 0; k < xs.length; k++) {
            xs[k] = data().offset(k);
        }
        g.setColor(colour);
        g.setStroke(stroke);
        for (double level : levels) {
            g.draw(axes.toPage()
                    .createTransformedShape(
                            Contours.at(values, xs.length, channels.count(), level, xs, channels.centres())));
        }
    }

    /** Returns the values of the channels to show. */
    private double[] shown(PositionVelocityDiagram diagram) {
        int nx = diagram.offsets();
        return Arrays.copyOfRange(diagram.values(), channels.first() * nx, (channels.first() + channels.count()) * nx);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
}
