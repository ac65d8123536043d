// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.figure.sky.SkyField;
import org.steelyard.report.figure.sky.SkyPanel;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;
import org.steelyard.report.plot.ColourBar;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Curves;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.Label;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.table.ColumnTable;

/**
 * How large residuals are against the noise: the mean square of the residual over the noise in each pixel of the fit, and the histogram
 * of all residuals over the noise against a Gaussian of unit width.
 *
 * @param map mean square over the channels of each pixel of the fit, NaN outside
 * @param residuals over the noise, of all voxels of the fit
 * @param beam of the observation, null if unknown
 * @param geometry of the disk
 */
record MisfitFigure(Image map, double[] residuals, @Nullable Beam beam, SkyGeometry geometry)
        implements Figure, FigureNumbers {

    private static final double LEFT = 42;
    private static final double RIGHT = 8;
    private static final double TOP = 16;
    private static final double BOTTOM = 28;
    private static final double BETWEEN = 34;

    /** [pt] Largest height of the panels. */
    private static final double HIGHEST = 200;

    /** [sigma] Half the range of the histogram. */
    private static final double REACH = 5;

    private static final int BINS = 50;
    private static final int SMOOTH = 200;

    static MisfitFigure of(ModelProducts products) {
        SpectralCube data = products.data();
        int plane = data.nx() * data.ny();
        double[] square = new double[plane];
        int[] count = new int[plane];
        double[] all = new double[data.values().length];
        int n = 0;
        for (int k = 0; k < data.values().length; k++) {
            int pixel = k % plane;
            double residual = (data.values()[k] - products.model()[k]) / products.noise()[k];
            if (products.region()[pixel] && products.channelsFitted()[k / plane] && Double.isFinite(residual)) {
                square[pixel] += residual * residual;
                count[pixel]++;
                all[n++] = residual;
            }
        }
        Arrays.setAll(square, k -> count[k] > 0 ? square[k] / count[k] : Double.NaN);
        return new MisfitFigure(
                new Image(square, data.nx(), data.ny(), data.frame(), data.xIndex(), data.yIndex(), ""),
                Arrays.copyOf(all, n),
                data.meanBeam(),
                products.geometry());
    }

    @Override
    public String name() {
        return "misfit";
    }

    @Override
    public String caption() {
        return String.format(
                Locale.ROOT,
                "Left: mean square of residual over noise in each pixel of the fit; 1 where the model describes the data. Grey ellipse: beam"
                        + " at half its peak; open ellipse: fit region. Right: histogram of the residual over the noise of all %d voxels of"
                        + " the fit, with its standard deviation, and a Gaussian of mean 0 and standard deviation 1 (orange).",
                residuals.length);
    }

    @Override
    public double width() {
        return Style.PAGE;
    }

    private double mapWidth() {
        double half = (width() * Style.POINTS_PER_MM - LEFT - ColourBar.WIDE - BETWEEN - RIGHT) / 2;
        return Math.min(half, HIGHEST / field().aspect());
    }

    private SkyField field() {
        return SkyField.of(map, geometry);
    }

    @Override
    public double height() {
        return (TOP + mapWidth() * field().aspect() + BOTTOM) / Style.POINTS_PER_MM;
    }

    private double[] edges() {
        double[] edges = new double[BINS + 1];
        Arrays.setAll(edges, k -> REACH * (2.0 * k / BINS - 1));
        return edges;
    }

    /** Returns the density of the residuals in each bin, per sigma. */
    private double[] density() {
        double[] density = new double[BINS];
        double width = 2 * REACH / BINS;
        for (double residual : residuals) {
            int bin = (int) Math.floor((residual + REACH) / width);
            if (bin >= 0 && bin < BINS) {
                density[bin] += 1 / (width * residuals.length);
            }
        }
        return density;
    }

    private static double gaussian(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public ColumnTable numbers() {
        double[] edges = edges();
        double[] centres = new double[BINS];
        Arrays.setAll(centres, k -> (edges[k] + edges[k + 1]) / 2);
        return ColumnTable.builder()
                .numbers("residual_over_noise", "", centres)
                .numbers("density", "", density())
                .numbers(
                        "gaussian",
                        "",
                        Arrays.stream(centres).map(MisfitFigure::gaussian).toArray())
                .build();
    }

    @Override
    public void paint(Graphics2D g) {
        Axes sky = field().axes(LEFT, TOP, mapWidth());
        ColourScale scale = ColourScale.about(1, map.values());
        SkyPanel panel = new SkyPanel(sky, geometry);
        panel.image(g, map, scale);
        panel.region(g);
        panel.centre(g);
        if (beam != null) {
            panel.beam(g, beam);
        }
        sky.frame(g, true);
        sky.numbersBelow(g);
        sky.numbersLeft(g);
        sky.titleBelow(g, "Offset east (arcsec)");
        sky.titleLeft(g, "Offset north (arcsec)");
        ColourBar.draw(g, sky, scale, "Mean square residual (\u03c3^{2})", ColourBar.WIDE);
        double left = sky.right() + ColourBar.WIDE + BETWEEN;
        histogram(g, left, width() * Style.POINTS_PER_MM - RIGHT - left, sky.height());
    }

    private void histogram(Graphics2D g, double left, double width, double height) {
        double[] density = density();
        double highest = Math.max(gaussian(0), Arrays.stream(density).max().orElse(0));
        Axes axes = new Axes(
                left, TOP, width, height, AxisScale.linear(-REACH, REACH), AxisScale.linear(0, 1.15 * highest));
        double[] x = new double[SMOOTH + 1];
        Arrays.setAll(x, k -> REACH * (2.0 * k / SMOOTH - 1));
        Curves curves = new Curves(axes);
        curves.steps(edges(), density, Style.INK, Style.line(0.8));
        curves.line(
                x,
                Arrays.stream(x).map(MisfitFigure::gaussian).toArray(),
                Style.VERMILION,
                Style.curve(Style.LINE_WIDTH));
        curves.paint(g);
        double mean = Arrays.stream(residuals).average().orElse(Double.NaN);
        double variance = Arrays.stream(residuals)
                .map(r -> (r - mean) * (r - mean))
                .average()
                .orElse(Double.NaN);
        g.setColor(Style.INK);
        new Label(String.format(Locale.ROOT, "\u03c3 = %.3f", Math.sqrt(variance)), Style.SMALL)
                .draw(g, axes.left() + 8, axes.top() + 12, Label.Anchor.LEFT);
        axes.frame(g, true);
        axes.numbersBelow(g);
        axes.numbersLeft(g);
        axes.titleBelow(g, "Residual / noise");
        axes.titleLeft(g, "Density");
    }
}
