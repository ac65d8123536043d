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
import org.steelyard.report.table.RunImages;

/**
 * Position-velocity diagram along the major axis: the data as image, the model as contours.
 *
 * @param data of the observation
 * @param model of the best fit
 * @param withoutBlackHole of the same disk without its black hole, null if it was not computed
 * @param channels that are shown
 * @param geometry of the disk
 * @param unit of the values, FITS
 */
public record PvdFigure(
        PositionVelocityDiagram data,
        PositionVelocityDiagram model,
        PositionVelocityDiagram withoutBlackHole,
        ChannelAxis channels,
        SkyGeometry geometry,
        String unit)
        implements Figure {

    /** Standard deviation of a normal law over its median absolute deviation. */
    private static final double SIGMA_PER_MAD = 1.4826;

    /** [sigma] lowest contour; each next is twice as high. */
    private static final double LOWEST_CONTOUR = 3;

    /** Rows of the image per channel: velocities of equal channels in frequency are not quite equal steps. */
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
                ChannelAxis.of(products.data().axis(), products.channelsFitted()),
                products.geometry(),
                products.data().unit().fits());
    }

    @Override
    public String name() {
        return "pvd";
    }

    @Override
    public String caption() {
        return "Position-velocity diagram along the major axis (optical velocities; positive offsets towards the receding side, position angle "
                + Math.round(geometry.positionAngle()) + " deg): data (grey) and model (red contours"
                + (withoutBlackHole == null ? ")" : "; blue dashed: the same disk without its black hole)")
                + ". Contours at 3, 6, 12 ... times the rms of the residual, or at 0.1, 0.3, 0.5, 0.7 and 0.9 of the peak where there is no noise.";
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
            double[] levels = levels(observed, modelled);
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

    /** In the upper left corner: nothing recedes on the approaching side. */
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

    private static double[] levels(double[] observed, double[] modelled) {
        double peak = max(modelled);
        double sigma = rms(observed, modelled);
        if (!(LOWEST_CONTOUR * sigma > 0.01 * peak)) {
            return new double[] {0.1 * peak, 0.3 * peak, 0.5 * peak, 0.7 * peak, 0.9 * peak};
        }
        int count = Math.max(0, 1 + (int) Math.floor(Math.log(peak / (LOWEST_CONTOUR * sigma)) / Math.log(2)));
        double[] levels = new double[count];
        for (int k = 0; k < count; k++) {
            levels[k] = LOWEST_CONTOUR * sigma * Math.pow(2, k);
        }
        return levels;
    }

    private static double rms(double[] observed, double[] modelled) {
        double[] residual = new double[observed.length];
        for (int k = 0; k < residual.length; k++) {
            residual[k] = Math.abs(observed[k] - modelled[k]);
        }
        double[] sorted =
                Arrays.stream(residual).filter(Double::isFinite).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : SIGMA_PER_MAD * sorted[sorted.length / 2];
    }

    /** The channels that are shown. */
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
