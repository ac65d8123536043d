// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.starlight;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.cube.Image;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.profile.SectorPhotometry;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Legend;
import org.steelyard.report.plot.Style;

/**
 * Profiles of a galaxy along the sectors on its major and its minor axis: data, model with the PSF, every Gaussian without it, and the
 * deviations of the data from the model.
 *
 * @param fit of the image
 * @param data measured along sectors
 * @param model measured in the same way on the model's image
 * @param pixel [arcsec] side of a pixel
 * @param factor [Lsun/pc2] of one count per pixel
 * @param reach [arcsec] largest distance that is shown
 */
record StarlightProfiles(
        StarlightFit fit, SectorPhotometry data, SectorPhotometry model, double pixel, double factor, double reach) {

    /** Sectors from one axis to the other: the first reaches 5 deg to either side of the major axis. */
    private static final int SECTORS = 10;

    /** Points of a curve. */
    private static final int POINTS = 300;

    private static final double DOT = 2.4;

    /** Share of the height for the deviations. */
    private static final double BELOW = 0.26;

    /** [pt] Space above them. */
    private static final double SPLIT = 6;

    /** [%] Deviations that are shown are at least this range, */
    private static final double LEAST_RANGE = 2.5;

    /** and at most this one. */
    private static final double MOST_RANGE = 25;

    /** [pixel] Where the distances begin. */
    private static final double FIRST = 0.3;

    /** [pixel2] Variance of a pixel, which blurs as the PSF does. */
    private static final double PIXEL_VARIANCE = 1.0 / 12;

    /** A point is on an axis if its distance from it is below this share of that along it. */
    private static final double ON_AXIS = 0.12;

    /** Distances [arcsec], data and model [count] on one axis, from the inside. */
    private record Points(double[] radius, double[] data, double[] model) {}

    static StarlightProfiles of(Image image, StarlightFit fit, Calibration calibration) {
        ImageModel model = fit.model();
        Gaussians gaussians = model.gaussians();
        double squares = 0;
        for (int k = 0; k < gaussians.size(); k++) {
            squares +=
                    gaussians.flux()[k] * gaussians.axisRatio()[k] * gaussians.axisRatio()[k];
        }
        double ratio = Math.sqrt(squares / gaussians.totalFlux());
        double[] noise = fit.noise();
        Arrays.sort(noise);
        double least = 0.1 * noise[noise.length / 2];
        Image drawn = new Image(
                fit.drawn(), image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
        SectorPhotometry[] both = new SectorPhotometry[2];
        for (int i = 0; i < 2; i++) {
            both[i] = SectorPhotometry.of(
                    i == 0 ? image : drawn,
                    model.sky(),
                    fit.masked(),
                    model.x(),
                    model.y(),
                    model.angle(),
                    ratio,
                    SECTORS,
                    least);
        }
        double pixel = calibration.pixel();
        return new StarlightProfiles(
                fit,
                both[0],
                both[1],
                pixel,
                calibration.solarPerCount(),
                0.75 * Math.max(image.nx(), image.ny()) * pixel);
    }

    /** Distances from the centre [arcsec]. */
    AxisScale distances() {
        return AxisScale.logarithmic(FIRST * pixel, reach);
    }

    /** Paints the profile on one axis, with its deviations below. */
    void paint(Graphics2D g, double left, double top, double width, double height, boolean minor) {
        double highest = 2 * factor * Arrays.stream(data.value()).max().orElse(1);
        double lowest = 0.5 * factor * Arrays.stream(data.value()).min().orElse(1);
        Axes axes =
                new Axes(left, top, width, (1 - BELOW) * height, distances(), AxisScale.logarithmic(lowest, highest));
        double[] radius = new double[POINTS];
        Arrays.setAll(radius, i -> FIRST * pixel * Math.pow(reach / (FIRST * pixel), i / (POINTS - 1.0)));
        Curves curves = new Curves(axes);
        Gaussians gaussians = fit.model().gaussians();
        for (int k = 0; k < gaussians.size(); k++) {
            curves.line(radius, component(gaussians, k, minor, radius, lowest), Style.GREY, Style.line(0.7));
        }
        curves.line(radius, blurred(minor, radius, lowest), Style.VERMILION, Style.curve(Style.LINE_WIDTH));
        curves.paint(g);
        Points points = along(minor);
        double[] solar = Arrays.stream(points.data()).map(v -> factor * v).toArray();
        dots(g, axes, points.radius(), solar);
        axes.frame(g, true);
        axes.numbersLeft(g);
        axes.titleLeft(g, "Surface brightness (L_{sun} pc^{\u22122})");
        Legend legend = new Legend();
        legend.add("model with PSF", Style.VERMILION, Style.curve(Style.LINE_WIDTH));
        legend.add("Gaussians without PSF", Style.GREY, Style.line(0.7));
        legend.draw(g, axes.right() - 8 - legend.width(), axes.top() + 10);
        deviations(g, axes, BELOW * height, points, minor);
    }

    private static void deviations(Graphics2D g, Axes above, double height, Points points, boolean minor) {
        double[] percent = new double[points.radius().length];
        Arrays.setAll(percent, i -> 100 * (points.data()[i] / points.model()[i] - 1));
        double[] sorted = Arrays.stream(percent).map(Math::abs).sorted().toArray();
        double most = sorted.length == 0 ? 0 : sorted[(int) (0.9 * (sorted.length - 1))];
        double range = Math.max(LEAST_RANGE, Math.min(MOST_RANGE, 1.5 * most));
        Axes axes = new Axes(
                above.left(),
                above.bottom() + SPLIT,
                above.width(),
                height - SPLIT,
                above.x(),
                AxisScale.linear(-range, range));
        g.setColor(Style.VERMILION);
        g.setStroke(Style.line(0.7));
        g.draw(new Line2D.Double(axes.left(), axes.pageY(0), axes.right(), axes.pageY(0)));
        dots(g, axes, points.radius(), percent);
        titled(g, axes, minor ? "Distance on the minor axis (arcsec)" : "Distance on the major axis (arcsec)");
        axes.titleLeft(g, "Deviation (%)");
    }

    private double[] component(Gaussians gaussians, int k, boolean minor, double[] radius, double lowest) {
        double sigma = gaussians.sigma()[k] * pixel * (minor ? gaussians.axisRatio()[k] : 1);
        return shown(radius, lowest, r -> factor * gaussians.peak(k) * Math.exp(-0.5 * r * r / (sigma * sigma)));
    }

    /** The model with PSF and pixel: every covariance is that of the Gaussian, of the PSF's and of the pixel together. */
    private double[] blurred(boolean minor, double[] radius, double lowest) {
        ImageModel best = fit.model();
        double angle = Math.toRadians(best.angle() + (minor ? 90 : 0));
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Gaussians gaussians = best.gaussians();
        Psf psf = fit.psf();
        return shown(radius, lowest, r -> {
            double sum = 0;
            for (int j = 0; j < psf.size(); j++) {
                double[] blur = psf.covariance(j);
                for (int k = 0; k <= gaussians.size(); k++) {
                    boolean point = k == gaussians.size();
                    double[] own = point
                            ? new double[3]
                            : Gaussians.covariance(
                                    gaussians.sigma()[k], gaussians.axisRatio()[k], best.angle());
                    double flux = psf.weight()[j]
                            * (point ? best.pointSource() : gaussians.flux()[k]);
                    double xx = own[0] + blur[0] + PIXEL_VARIANCE;
                    double xy = own[1] + blur[1];
                    double yy = own[2] + blur[2] + PIXEL_VARIANCE;
                    double determinant = xx * yy - xy * xy;
                    double form = (yy * cos * cos - 2 * xy * cos * sin + xx * sin * sin) / determinant;
                    double at = r / pixel;
                    sum += flux * Math.exp(-0.5 * form * at * at) / (2 * Math.PI * Math.sqrt(determinant));
                }
            }
            return factor * sum;
        });
    }

    /** Values at the radii, NaN far below the frame. */
    private static double[] shown(double[] radius, double lowest, java.util.function.DoubleUnaryOperator curve) {
        return Arrays.stream(radius)
                .map(curve)
                .map(value -> value > 0.1 * lowest ? value : Double.NaN)
                .toArray();
    }

    private Points along(boolean minor) {
        double[] major = data.major();
        double[] across = data.minor();
        double[] drawn = modelAt();
        int[] kept = IntStream.range(0, data.size())
                .filter(i -> Math.hypot(major[i], across[i]) > 0 && !Double.isNaN(drawn[i]))
                .filter(i -> (minor ? major[i] : across[i]) < ON_AXIS * (minor ? across[i] : major[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(Math.hypot(major[a], across[a]), Math.hypot(major[b], across[b])))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Points(
                IntStream.of(kept)
                        .mapToDouble(i -> pixel * Math.hypot(major[i], across[i]))
                        .toArray(),
                IntStream.of(kept).mapToDouble(i -> data.value()[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> drawn[i]).toArray());
    }

    /** The model at the points of the data; NaN where its sectors have none, for they end at a least brightness. */
    private double[] modelAt() {
        double[] values = new double[data.size()];
        double[] major = model.major();
        double[] across = model.minor();
        for (int i = 0; i < values.length; i++) {
            double best = 0.02 * Math.hypot(data.major()[i], data.minor()[i]);
            values[i] = Double.NaN;
            for (int m = 0; m < major.length; m++) {
                double gap = Math.hypot(major[m] - data.major()[i], across[m] - data.minor()[i]);
                if (gap <= best) {
                    best = gap;
                    values[i] = model.value()[m];
                }
            }
        }
        return values;
    }

    /** Draws a frame with numbers and the title of the horizontal axis. */
    static void titled(Graphics2D g, Axes axes, String below) {
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, below);
    }

    private static void dots(Graphics2D g, Axes axes, double[] x, double[] y) {
        g.setColor(Style.INK);
        axes.clipped(g, () -> {
            for (int i = 0; i < x.length; i++) {
                g.fill(new Ellipse2D.Double(axes.pageX(x[i]) - DOT / 2, axes.pageY(y[i]) - DOT / 2, DOT, DOT));
            }
        });
    }
}
