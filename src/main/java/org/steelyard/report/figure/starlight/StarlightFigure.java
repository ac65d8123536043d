// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.starlight;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.isophote.Isophotes;
import org.steelyard.potential.SpeedBand;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Contours;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Raster;
import org.steelyard.report.plot.Style;

/**
 * The fit of a galaxy's image: the image with contours of data and model, the residual in units of the noise with the mask, profiles
 * along the major and the minor axis with every Gaussian, the isophotes, and the
 * circular speed.
 *
 * @param image that was fitted; its values are lent
 * @param fit of it
 * @param calibration of its counts
 * @param isophotes of the image
 * @param speed circular speed of the starlight
 * @param given pixels that the user's masks leave out; lent
 */
public record StarlightFigure(
        Image image, StarlightFit fit, Calibration calibration, Isophotes isophotes, SpeedBand speed, BitSet given)
        implements Figure {

    /** Name of the figure's file. */
    public static final String NAME = "starlight";

    /** What the figure shows. */
    public static final String CAPTION =
            "The image with contours of the data (black) and of the model (orange), one magnitude apart; the residual in units"
                    + " of the noise, where pixels that were left out are yellow; and profiles along the major and the minor axis:"
                    + " data (points), model with the PSF (orange), and the Gaussians without the PSF (grey); below, data over model."
                    + " Ellipticity and position angle of the isophotes: data (points) and model (orange)."
                    + " Circular speed of the starlight for a mass-to-light ratio of 1 with the band of its error.";

    private static final double LEFT = 42;
    private static final double TOP = 16;

    /** [pt] Space for the numbers of the second panel. */
    private static final double GAP = 20;

    /** [pt] Space between the images and the profiles. */
    private static final double ROW_GAP = 34;

    /** [pt] Space between the profiles. */
    private static final double PROFILE_GAP = 44;

    private static final double RIGHT = 6;

    /** [pt] Length of the arrows to the north and the east. */
    private static final double ARROW = 14;

    private static final double BOTTOM = 30;

    /** [pt] Height of the profiles with their deviations. */
    private static final double PROFILE = 165;

    /** Contours are drawn on the image averaged to at most so many pixels a side. */
    private static final int CONTOUR_PIXELS = 130;

    /** Lowest contour over the noise of an averaged pixel. */
    private static final double LOWEST = 5;

    /** Contours are one magnitude apart. */
    private static final double STEP = Math.pow(10, 0.4);

    /** Colours of the residual end at this many times the noise. */
    private static final double RESIDUAL = 5;

    private static final Color MASKED = new Color(0xF0C060);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String caption() {
        return CAPTION;
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
        return (TOP + panel() * image.ny() / image.nx() + 2 * (ROW_GAP + PROFILE) + BOTTOM) / Style.POINTS_PER_MM;
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
        compass(g, data);
        StarlightProfiles.titled(g, data, "Offset along the columns (arcsec)");
        data.titleLeft(g, "Offset along the rows (arcsec)");
        new Label("Image: data (black), model (orange)", Style.NORMAL)
                .draw(g, data.centreX(), TOP - 5, Label.Anchor.CENTRE);
        residual(g, residual);
        StarlightProfiles.titled(g, residual, "Offset along the columns (arcsec)");
        new Label("Residual (left out: yellow)", Style.NORMAL)
                .draw(g, residual.centreX(), TOP - 5, Label.Anchor.CENTRE);
        profiles(g, TOP + tall + ROW_GAP);
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
            return Double.isNaN(counts) ? Double.NaN : calibration.surfaceMagnitude(Math.max(counts, floor));
        });
        ColourScale faintward = ColourScale.spanning(ColourMap.GREYS, values);
        ColourScale scale = new ColourScale(faintward.map(), /* low= */ faintward.high(), /* high= */ faintward.low());
        pixels(g, axes, values, scale);
        ColourBar.draw(g, axes, scale, "\u03bc (mag arcsec^{\u22122})", ColourBar.WIDE);
    }

    private static double median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
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
                draw(g, axes, Contours.at(data, nx, ny, sky + level, xs, ys), Style.INK, 1.1);
                draw(g, axes, Contours.at(model, nx, ny, sky + level, xs, ys), Style.VERMILION, 0.6);
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
        double wide = (width() * Style.POINTS_PER_MM - LEFT - PROFILE_GAP - RIGHT) / 2;
        StarlightProfiles profiles = StarlightProfiles.of(image, fit, calibration);
        profiles.paint(g, LEFT, top, wide, PROFILE, false);
        profiles.paint(g, LEFT + wide + PROFILE_GAP, top, wide, PROFILE, true);
        double next = top + PROFILE + ROW_GAP;
        new IsophotePanel(isophotes, fit.model(), image.frame(), pixel())
                .paint(g, LEFT, next, wide, PROFILE, profiles.distances());
        new SpeedPanel(speed).paint(g, LEFT + wide + PROFILE_GAP, next, wide, PROFILE, profiles.distances());
    }

    /** Arrows to the north and the east, where the image says what they are. */
    private void compass(Graphics2D g, Axes axes) {
        if (!image.frame().celestial()) {
            return;
        }
        LocalFrame local = image.frame().at(fit.model().x() + 1, fit.model().y() + 1);
        double[] north = local.toPixels(0, 1);
        double[] east = local.toPixels(1, 0);
        double[] middle = {north[0] + east[0], north[1] + east[1]};
        double scale = 0.5 * ARROW / Math.hypot(middle[0], middle[1]);
        double x = axes.right() - 1.8 * ARROW - scale * middle[0];
        double y = axes.bottom() - 1.8 * ARROW + scale * middle[1];
        arrow(g, x, y, north, "N");
        arrow(g, x, y, east, "E");
    }

    private static void arrow(Graphics2D g, double x, double y, double[] towards, String name) {
        double length = Math.hypot(towards[0], towards[1]);
        double dx = ARROW * towards[0] / length;
        double dy = -ARROW * towards[1] / length;
        Line2D line = new Line2D.Double(x, y, x + dx, y + dy);
        g.setColor(Color.WHITE);
        g.setStroke(Style.line(2.8));
        g.draw(line);
        g.setColor(Style.INK);
        g.setStroke(Style.line(0.8));
        g.draw(line);
        new Label(name, Style.SMALL).draw(g, x + 1.35 * dx, y + 1.35 * dy + 2.5, Label.Anchor.CENTRE);
    }
}
