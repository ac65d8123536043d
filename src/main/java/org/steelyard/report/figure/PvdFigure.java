// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.Arrays;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Contours;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Raster;
import org.steelyard.report.plot.Style;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.ChannelRange;
import org.steelyard.report.table.RunImages;

/**
 * Position-velocity diagram along the major axis: the data as image, the models as contours.
 *
 * @param data diagram of the data
 * @param model diagram of the best model
 * @param withoutBlackHole diagram of the best model without its black hole, null if it was not computed
 * @param channels to show
 * @param geometry of the disk
 * @param unit of the values, FITS
 */
record PvdFigure(
        PositionVelocityDiagram data,
        PositionVelocityDiagram model,
        PositionVelocityDiagram withoutBlackHole,
        ChannelRange channels,
        SkyGeometry geometry,
        String unit)
        implements Figure {

    /**
     * Image rows for each channel. Channels of equal width in frequency are not equally wide in velocity, so the image
     * is resampled.
     */
    private static final int ROWS_PER_CHANNEL = 4;

    private static final double LEFT = 42;
    private static final double TOP = 8;
    private static final double BOTTOM = 28;

    private static final BasicStroke MODEL = Style.curve(0.9);
    private static final BasicStroke WITHOUT = Style.dashed(0.8, 2.5, 1.5);

    static PvdFigure of(ModelProducts products) {
        return new PvdFigure(
                RunImages.diagram(products, products.data().values()),
                RunImages.diagram(products, products.model()),
                products.modelWithoutBlackHole() == null
                        ? null
                        : RunImages.diagram(products, products.modelWithoutBlackHole()),
                ChannelRange.of(products.data().axis(), products.channelsFitted()),
                products.geometry(),
                products.data().unit().fits());
    }

    @Override
    public String name() {
        return "pvd";
    }

    @Override
    public String caption() {
        return "Position-velocity diagram along the major axis, position angle " + Math.round(geometry.positionAngle())
                + " deg; offsets are positive on the receding side, velocities optical. Grey: data; orange contours: model"
                + (withoutBlackHole == null ? "" : "; blue dashed contours: the same disk without its black hole")
                + ". Contours are " + contours().description() + ".";
    }

    @Override
    public double width() {
        return Style.COLUMN;
    }

    @Override
    public double height() {
        return 78;
    }

    @Override
    public void paint(Graphics2D g) {
        double[] observed = shown(data);
        double[] modelled = shown(model);
        double factor = unit.startsWith("Jy") && max(observed) < 0.5 ? 1000 : 1;
        double half = data.step() * data.offsets() / 2;
        Axes axes = new Axes(
                LEFT,
                TOP,
                width() * Style.POINTS_PER_MM - LEFT - ColourBar.NARROW,
                height() * Style.POINTS_PER_MM - TOP - BOTTOM,
                AxisScale.linear(-half, half),
                AxisScale.linear(channels.lowest(), channels.highest()));
        ColourScale scale = ColourScale.fromZero(ColourMap.GREYS, times(observed, factor));
        axes.clipped(g, () -> {
            image(g, axes, times(observed, factor), scale);
            guides(g, axes);
            double[] levels = contours().levels();
            if (withoutBlackHole != null) {
                contours(g, axes, shown(withoutBlackHole), levels, Style.BLUE, WITHOUT);
            }
            contours(g, axes, modelled, levels, Style.VERMILION, MODEL);
        });
        legend(g, axes);
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, "Offset along PA " + Math.round(geometry.positionAngle()) + "\u00b0 (arcsec)");
        axes.titleLeft(g, "Velocity, optical (km s^{\u22121})");
        ColourBar.draw(g, axes, scale, (factor == 1 ? "" : "m") + UnitLabel.of(unit), ColourBar.NARROW);
    }

    private ContourLevels contours() {
        return ContourLevels.of(shown(data), shown(model));
    }

    private void image(Graphics2D g, Axes axes, double[] values, ColourScale scale) {
        int rows = ROWS_PER_CHANNEL * channels.count();
        int nx = data.offsets();
        double step = (channels.highest() - channels.lowest()) / rows;
        double[] even = new double[nx * rows];
        for (int row = 0; row < rows; row++) {
            int channel = channels.channelAt(channels.lowest() + (row + 0.5) * step);
            System.arraycopy(values, channel * nx, even, row * nx, nx);
        }
        AffineTransform map = axes.toPage();
        map.translate(axes.x().low(), axes.y().low());
        map.scale(data.step(), step);
        Raster.paint(g, even, nx, rows, scale, map, axes.box());
    }

    private void guides(Graphics2D g, Axes axes) {
        g.setColor(new Color(0x444444));
        g.setStroke(Style.dashed(0.6, 4, 2.5));
        double vsys = axes.pageY(geometry.vsys());
        g.draw(new Line2D.Double(axes.left(), vsys, axes.right(), vsys));
        g.draw(new Line2D.Double(axes.pageX(0), axes.top(), axes.pageX(0), axes.bottom()));
        new Label("v_{sys}", Style.SMALL).draw(g, axes.right() - 6, vsys - 3, Label.Anchor.RIGHT);
    }

    /**
     * Draws the legend in the upper left corner, which is free of emission because the approaching side is on the left.
     */
    private void legend(Graphics2D g, Axes axes) {
        Legend legend = new Legend();
        legend.add("model", Style.VERMILION, MODEL);
        if (withoutBlackHole != null) {
            legend.add("no black hole", Style.BLUE, WITHOUT);
        }
        legend.draw(g, axes.left() + 7, axes.top() + 9);
    }

    private void contours(Graphics2D g, Axes axes, double[] values, double[] levels, Color colour, BasicStroke stroke) {
        double[] xs = new double[data.offsets()];
        for (int k = 0; k < xs.length; k++) {
            xs[k] = data.offset(k);
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

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }
}
