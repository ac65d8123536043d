// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Image;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.units.InputException;

/**
 * Mean surface brightness along sectors, the four quadrants folded together: sectors are linear in eccentric anomaly and rings are
 * logarithmic in elliptical radius, 24.2 per decade (Cappellari 2002, section 2.1). Every point is at the flux-weighted mean position of
 * its pixels; its value is their biweight mean.
 *
 * @param major [pixel] distance along the major axis, not negative
 * @param minor [pixel] distance along the minor axis, not negative
 * @param value surface brightness above the sky
 */
public record SectorPhotometry(double[] major, double[] minor, double[] value) {

    /** Sectors of a quadrant, with both axes. */
    private static final int SECTORS = 19;

    /** Rings per decade: each is 10 % wider than the one inside. */
    private static final double PER_DECADE = 24.2;

    /** Below so many pixels the mean is not robust but plain. */
    private static final int FEW = 10;

    /** Rejection limit of the biweight in median absolute deviations (Beers et al. 1990). */
    private static final double BIWEIGHT = 6;

    /** Copies the arrays. */
    public SectorPhotometry {
        major = major.clone();
        minor = minor.clone();
        value = value.clone();
        if (major.length != value.length || minor.length != value.length) {
            throw new InputException("sector photometry: " + value.length + " values need as many positions");
        }
    }

    /**
     * Photometry of a fitted galaxy along 19 sectors, out to where its light falls below the noise of a pixel.
     *
     * @param image that was fitted
     * @param fit its centre, sky, mask, angle and flux-weighted axis ratio
     * @return the photometry, null where no pixel is above its noise
     */
    public static @Nullable SectorPhotometry of(Image image, StarlightFit fit) {
        ImageModel model = fit.model();
        double[] flux = model.gaussians().flux();
        double[] ratio = model.gaussians().axisRatio();
        double mean = IntStream.range(0, flux.length)
                        .mapToDouble(k -> flux[k] * ratio[k])
                        .sum()
                / model.gaussians().totalFlux();
        double[] noise = fit.noise();
        BitSet masked = fit.masked();
        double least = IntStream.range(0, noise.length)
                .filter(p -> !masked.get(p))
                .mapToDouble(p -> noise[p])
                .min()
                .orElseThrow();
        List<double[]> points =
                points(image, model.sky(), masked, model.x(), model.y(), model.angle(), mean, SECTORS, least);
        return points.isEmpty() ? null : of(points);
    }

    /**
     * @param image the image
     * @param sky [unit of the image] level of the sky
     * @param masked pixels that are not used. Not modified
     * @param x [pixel] column of the centre, from 0
     * @param y [pixel] row of the centre
     * @param angle [deg] of the major axis from the columns towards the rows
     * @param axisRatio of the ellipses
     * @param sectors number of sectors from the major to the minor axis, for example 19
     * @param leastValue surface brightness above the sky where a sector ends, positive
     * @return the photometry
     * @throws InputException if no pixel is above that surface brightness
     */
    public static SectorPhotometry of(
            Image image,
            double sky,
            BitSet masked,
            double x,
            double y,
            double angle,
            double axisRatio,
            int sectors,
            double leastValue) {
        if (sectors < 2 || !(axisRatio > 0 && axisRatio <= 1) || !(leastValue > 0)) {
            throw new InputException("sectors " + sectors + " must be two or more, axis ratio " + axisRatio
                    + " above 0 and at most 1, last surface brightness " + leastValue + " positive");
        }
        List<double[]> points = points(image, sky, masked, x, y, angle, axisRatio, sectors, leastValue);
        if (points.isEmpty()) {
            throw new InputException(
                    "sector photometry: no pixel around column " + (x + 1) + ", row " + (y + 1) + " is above "
                            + leastValue + " " + image.unit() + "; check the centre, the mask and the sky " + sky);
        }
        return of(points);
    }

    private static SectorPhotometry of(List<double[]> points) {
        return new SectorPhotometry(column(points, 0), column(points, 1), column(points, 2));
    }

    /** Positions and values of the points. */
    private static List<double[]> points(
            Image image,
            double sky,
            BitSet masked,
            double x,
            double y,
            double angle,
            double axisRatio,
            int sectors,
            double leastValue) {
        double cos = Math.cos(Math.toRadians(angle));
        double sin = Math.sin(Math.toRadians(angle));
        List<List<List<double[]>>> bins = new ArrayList<>();
        for (int s = 0; s < sectors; s++) {
            bins.add(new ArrayList<>());
        }
        for (int p = 0; p < image.values().length; p++) {
            if (masked.get(p) || !Double.isFinite(image.values()[p])) {
                continue;
            }
            int row = p / image.nx();
            double dx = p % image.nx() - x;
            double dy = row - y;
            double u = Math.abs(dx * cos + dy * sin);
            double v = Math.abs(dy * cos - dx * sin);
            double radius = Math.hypot(u, v / axisRatio);
            int ring = radius < 0.5 ? 0 : 1 + (int) (PER_DECADE * Math.log10(radius / 0.5));
            int sector = (int) Math.rint(Math.atan2(v / axisRatio, u) / (0.5 * Math.PI) * (sectors - 1));
            List<List<double[]>> rings = bins.get(sector);
            while (rings.size() <= ring) {
                rings.add(new ArrayList<>());
            }
            rings.get(ring).add(new double[] {u, v, image.values()[p] - sky});
        }
        List<double[]> points = new ArrayList<>();
        for (List<List<double[]>> rings : bins) {
            for (List<double[]> pixels : rings) {
                if (!pixels.isEmpty()) {
                    double[] point = mean(pixels);
                    if (!(point[2] >= leastValue)) {
                        break;
                    }
                    points.add(point);
                }
            }
        }
        return points;
    }

    private static double[] column(List<double[]> points, int c) {
        return points.stream().mapToDouble(point -> point[c]).toArray();
    }

    /** Flux-weighted mean position and biweight mean of the values. */
    private static double[] mean(List<double[]> pixels) {
        double[] values = column(pixels, 2);
        double location = values.length < FEW ? Arrays.stream(values).average().orElseThrow() : biweight(values);
        double[] sum = new double[3];
        for (double[] pixel : pixels) {
            double weight = Math.max(pixel[2], 0);
            sum[0] += weight * pixel[0];
            sum[1] += weight * pixel[1];
            sum[2] += weight;
        }
        return new double[] {sum[0] / sum[2], sum[1] / sum[2], location};
    }

    private static double biweight(double[] values) {
        double centre = median(values.clone());
        double spread =
                median(Arrays.stream(values).map(v -> Math.abs(v - centre)).toArray());
        if (spread == 0) {
            return centre;
        }
        double top = 0;
        double bottom = 0;
        for (double v : values) {
            double u = (v - centre) / (BIWEIGHT * spread);
            if (Math.abs(u) < 1) {
                double weight = (1 - u * u) * (1 - u * u);
                top += weight * (v - centre);
                bottom += weight;
            }
        }
        return centre + top / bottom;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
    }

    /** @return number of points */
    public int size() {
        return value.length;
    }

    /** @return [pixel] distances along the major axis, a copy */
    @Override
    public double[] major() {
        return major.clone();
    }

    /** @return [pixel] distances along the minor axis, a copy */
    @Override
    public double[] minor() {
        return minor.clone();
    }

    /** @return surface brightnesses, a copy */
    @Override
    public double[] value() {
        return value.clone();
    }
}
