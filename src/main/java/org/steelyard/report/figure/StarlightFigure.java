// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.steelyard.cube.Image;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.SectorPhotometry;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
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

/**
 * The fit of a galaxy's image: the image with contours of data and model, the residual in units of the noise with the mask, and
 * profiles along the major and the minor axis with every Gaussian.
 *
 * @param image that was fitted; its values are lent
 * @param fit of it
 * @param calibration of its counts
 * @param given pixels that the user's masks leave out; lent
 */
public record StarlightFigure(Image image, StarlightFit fit, Calibration calibration, BitSet given) implements Figure {

    private static final double LEFT = 42;
    private static final double TOP = 16;
    private static final double GAP = 4;

    /** [pt] Space between the rows of panels, and between the profiles. */
    private static final double ROW_GAP = 44;

    private static final double BOTTOM = 30;

    /** [pt] Height of the profiles. */
    private static final double PROFILE = 130;

    /** Contours are drawn on the image averaged to at most so many pixels a side. */
    private static final int CONTOUR_PIXELS = 130;

    /** Lowest contour over the noise of an averaged pixel. */
    private static final double LOWEST = 2;

    /** Contours are one magnitude apart. */
    private static final double STEP = Math.pow(10, 0.4);

    /** Colours of the residual end at this many times the noise. */
    private static final double RESIDUAL = 5;

    /** Sectors of the profiles between the axes: the first is 5 deg wide on either side of the major axis. */
    private static final int SECTORS = 10;

    /** Points of the model's curves. */
    private static final int POINTS = 200;

    private static final double DOT = 2.4;

    private static final Color MASKED = new Color(0xF0C060);

    @Override
    public String name() {
        return "starlight";
    }

    @Override
    public String caption() {
        return "The image with contours of the data (black) and of the model (orange), one magnitude apart; the residual in units"
                + " of the noise, where pixels that were left out are yellow; and profiles along the major and the minor axis:"
                + " data (points), model with the PSF (orange), and the Gaussians without the PSF (grey).";
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    private double panel() {
        return (width() * Style.POINTS_PER_MM - LEFT - 2 * ColourBar.WIDE - GAP) / 2;
    }

    @Override
    public double height() {
        return (TOP + panel() * image.ny() / image.nx() + ROW_GAP + PROFILE + BOTTOM) / Style.POINTS_PER_MM;
    }

    private double pixel() {
        return calibration.pixel();
    }

    @Override
    public void paint(Graphics2D g) {
        double side = panel();
        double tall = side * image.ny() / image.nx();
        ImageModel model = fit.model();
        AxisScale x = AxisScale.linear((-0.5 - model.x()) * pixel(), (image.nx() - 0.5 - model.x()) * pixel());
        AxisScale y = AxisScale.linear((-0.5 - model.y()) * pixel(), (image.ny() - 0.5 - model.y()) * pixel());
        Axes data = new Axes(LEFT, TOP, side, tall, x, y);
        Axes residual = new Axes(LEFT + side + ColourBar.WIDE + GAP, TOP, side, tall, x, y);
        brightness(g, data);
        contours(g, data);
        titled(g, data, "Offset along the columns (arcsec)");
        data.titleLeft(g, "Offset along the rows (arcsec)");
        new Label("Image: data (black), model (orange)", Style.NORMAL)
                .draw(g, data.centreX(), TOP - 5, Label.Anchor.CENTRE);
        residual(g, residual);
        titled(g, residual, "Offset along the columns (arcsec)");
        new Label("Residual (left out: yellow)", Style.NORMAL)
                .draw(g, residual.centreX(), TOP - 5, Label.Anchor.CENTRE);
        profiles(g, TOP + tall + ROW_GAP);
    }

    private static void titled(Graphics2D g, Axes axes, String below) {
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, below);
    }

    /** Map from pixels, 0 at the outer edge of the first, to the page. */
    private AffineTransform map(Axes axes) {
        AffineTransform map = axes.toPage();
        map.scale(pixel(), pixel());
        map.translate(-0.5 - fit.model().x(), -0.5 - fit.model().y());
        return map;
    }

    private void pixels(Graphics2D g, Axes axes, double[] values, ColourScale scale) {
        axes.clipped(g, () -> Raster.paint(g, values, image.nx(), image.ny(), scale, map(axes), axes.box()));
    }

    private void brightness(Graphics2D g, Axes axes) {
        double[] values = new double[image.values().length];
        double floor = median(fit.noise());
        Arrays.setAll(values, p -> {
            double counts = image.values()[p] - fit.model().sky();
            return Double.isNaN(counts) ? Double.NaN : -calibration.surfaceMagnitude(Math.max(counts, floor));
        });
        ColourScale scale = ColourScale.spanning(ColourMap.GREYS, values);
        pixels(g, axes, values, scale);
        ColourBar.draw(g, axes, scale, "\u2212\u03bc (mag arcsec^{\u22122})", ColourBar.WIDE);
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void contours(Graphics2D g, Axes axes) {
        int bin = Math.max(1, (int) Math.ceil(Math.max(image.nx(), image.ny()) / (double) CONTOUR_PIXELS));
        int nx = image.nx() / bin;
        int ny = image.ny() / bin;
        double[] data = means(image.values(), nx, ny, bin);
        double[] model = means(fit.drawn(), nx, ny, bin);
        double[] xs = offsets(nx, bin, fit.model().x());
        double[] ys = offsets(ny, bin, fit.model().y());
        double sky = fit.model().sky();
        double peak = Arrays.stream(model).max().orElse(0) - sky;
        double[] noise = fit.noise();
        double lowest = LOWEST * Arrays.stream(noise).min().orElse(0) / bin;
        axes.clipped(g, () -> {
            for (double level = peak / STEP; level > lowest; level /= STEP) {
                draw(g, axes, Contours.at(data, nx, ny, sky + level, xs, ys), Style.INK, 0.7);
                draw(g, axes, Contours.at(model, nx, ny, sky + level, xs, ys), Style.VERMILION, 0.9);
            }
        });
    }

    private static void draw(Graphics2D g, Axes axes, Shape contour, Color colour, double width) {
        g.setColor(colour);
        g.setStroke(Style.curve(width));
        g.draw(axes.toPage().createTransformedShape(contour));
    }

    private double[] means(double[] values, int nx, int ny, int bin) {
        double[] means = new double[nx * ny];
        for (int k = 0; k < means.length; k++) {
            int corner = k / nx * bin * image.nx() + k % nx * bin;
            for (int p = 0; p < bin * bin; p++) {
                means[k] += values[corner + p / bin * image.nx() + p % bin] / (bin * bin);
            }
        }
        return means;
    }

    private double[] offsets(int n, int bin, double centre) {
        double[] offsets = new double[n];
        Arrays.setAll(offsets, k -> (bin * k + 0.5 * (bin - 1) - centre) * pixel());
        return offsets;
    }

    private void residual(Graphics2D g, Axes axes) {
        double[] drawn = fit.drawn();
        double[] noise = fit.noise();
        BitSet masked = fit.masked();
        double[] values = new double[drawn.length];
        Arrays.setAll(
                values, p -> masked.get(p) || given.get(p) ? Double.NaN : (image.values()[p] - drawn[p]) / noise[p]);
        g.setColor(MASKED);
        g.fill(axes.box());
        ColourScale scale = new ColourScale(ColourMap.BLUE_RED, -RESIDUAL, RESIDUAL);
        pixels(g, axes, values, scale);
        ColourBar.draw(g, axes, scale, "(data \u2212 model) / noise", ColourBar.WIDE);
    }

    private void profiles(Graphics2D g, double top) {
        double all = width() * Style.POINTS_PER_MM - LEFT - 8;
        double wide = (all - ROW_GAP) / 2;
        ImageModel model = fit.model();
        Gaussians gaussians = model.gaussians();
        double ratio = Math.sqrt(gaussians.totalFlux() > 0 ? meanRatioSquared(gaussians) : 1);
        double least = median(fit.noise());
        Image drawn = new Image(
                fit.drawn(), image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
        SectorPhotometry data = sectors(image, ratio, 0.1 * least);
        SectorPhotometry smooth = sectors(drawn, ratio, 0.1 * least);
        double factor = calibration.solarPerCount();
        double highest = 2 * factor * Arrays.stream(data.value()).max().orElse(1);
        double lowest = 0.5 * factor * Arrays.stream(data.value()).min().orElse(1);
        double reach = 0.75 * Math.max(image.nx(), image.ny()) * pixel();
        for (int side = 0; side < 2; side++) {
            boolean minor = side == 1;
            Axes axes = new Axes(
                    LEFT + side * (wide + ROW_GAP),
                    top,
                    wide,
                    PROFILE,
                    AxisScale.logarithmic(0.3 * pixel(), reach),
                    AxisScale.logarithmic(lowest, highest));
            Curves curves = new Curves(axes);
            for (int k = 0; k < gaussians.size(); k++) {
                component(curves, axes, gaussians, k, minor, factor);
            }
            curves.paint(g);
            points(g, axes, data, minor, factor);
            double[][] curve = along(smooth, minor, factor);
            Curves above = new Curves(axes);
            above.line(curve[0], curve[1], Style.VERMILION, Style.curve(Style.LINE_WIDTH));
            above.paint(g);
            titled(g, axes, minor ? "Distance on the minor axis (arcsec)" : "Distance on the major axis (arcsec)");
            axes.titleLeft(g, "Surface brightness (L_{sun} pc^{\u22122})");
            Legend legend = new Legend();
            legend.add("model with PSF", Style.VERMILION, Style.curve(Style.LINE_WIDTH));
            legend.add("Gaussians without PSF", Style.GREY, Style.line(0.7));
            legend.draw(g, axes.right() - 8 - legend.width(), axes.top() + 10);
        }
    }

    /** Mean squared axis ratio by flux. */
    private static double meanRatioSquared(Gaussians gaussians) {
        double sum = 0;
        for (int k = 0; k < gaussians.size(); k++) {
            sum += gaussians.flux()[k] * gaussians.axisRatio()[k] * gaussians.axisRatio()[k];
        }
        return sum / gaussians.totalFlux();
    }

    private SectorPhotometry sectors(Image of, double ratio, double least) {
        ImageModel model = fit.model();
        return SectorPhotometry.of(
                of, model.sky(), fit.masked(), model.x(), model.y(), model.angle(), ratio, SECTORS, least);
    }

    private static void component(
            Curves curves, Axes axes, Gaussians gaussians, int k, boolean minor, double factor) {
        double[] radius = new double[POINTS];
        double[] value = new double[POINTS];
        double from = axes.x().low();
        double ratio = axes.x().high() / from;
        double pixel = axes.x().low() / 0.3;
        double sigma = gaussians.sigma()[k] * pixel * (minor ? gaussians.axisRatio()[k] : 1);
        for (int i = 0; i < POINTS; i++) {
            radius[i] = from * Math.pow(ratio, i / (POINTS - 1.0));
            double u = radius[i] / sigma;
            double at = factor * gaussians.peak(k) * Math.exp(-0.5 * u * u);
            value[i] = at > 0.1 * axes.y().low() ? at : Double.NaN;
        }
        curves.line(radius, value, Style.GREY, Style.line(0.7));
    }

    /** Distances and values of the points within the sector on an axis, from the inside. */
    private double[][] along(SectorPhotometry sectors, boolean minor, double factor) {
        double[] major = sectors.major();
        double[] across = sectors.minor();
        double[] value = sectors.value();
        int[] kept = IntStream.range(0, value.length)
                .filter(i -> Math.hypot(major[i], across[i]) > 0)
                .filter(i -> (minor ? major[i] : across[i]) < 0.12 * (minor ? across[i] : major[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.hypot(major[i], across[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        return new double[][] {
            Arrays.stream(kept)
                    .mapToDouble(i -> pixel() * Math.hypot(major[i], across[i]))
                    .toArray(),
            Arrays.stream(kept).mapToDouble(i -> factor * value[i]).toArray()
        };
    }

    private void points(Graphics2D g, Axes axes, SectorPhotometry sectors, boolean minor, double factor) {
        double[][] points = along(sectors, minor, factor);
        g.setColor(Style.INK);
        axes.clipped(g, () -> {
            for (int i = 0; i < points[0].length; i++) {
                double x = axes.pageX(points[0][i]);
                double y = axes.pageY(points[1][i]);
                g.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
            }
        });
    }
}
