// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.shape.AutoWarp;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.fit.diagnosis.HarmonicExpansion;
import org.steelyard.fit.diagnosis.HarmonicWarp;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Starting values measured from a flux map and a velocity map: centre by the centroid, position angle by the velocity
 * gradient, inclination by the second moments of the flux, masses by the speeds along the major axis.
 *
 * @param values start values by parameter name
 * @param region the ellipse that holds most of the flux
 * @param notes one line each: values that the maps do not determine
 * @param rings [arcsec] radii at which the maps can tell the angles of a warp; empty where they tell none or no warp is
 *     asked for. Lent
 */
public record InitialGuess(Map<String, Double> values, RegionEllipse region, List<String> notes, double[] rings) {

    /** The ellipse of the region holds this share of the flux. */
    private static final double FLUX_SHARE = 0.97;

    /** Starting share of the black hole in the squared circular speed at one beam. */
    private static final double BLACK_HOLE_SHARE = 0.3;

    /** [arcsec2] of the radius of the light. */
    private static final double LEAST_VARIANCE = 1e-4;

    /** Least share of the observed second moment of the light that is not the beam's. */
    private static final double LEAST_SHARE = 0.1;

    /** [km/s] Cold gas; a start at the lower bound leads nowhere. */
    private static final double LEAST_DISPERSION = 2;

    private static final double LEAST_INCLINATION = 20;
    private static final double LARGEST_INCLINATION = 85;

    /**
     * The maps that are measured.
     *
     * @param flux of each pixel, {@code [y * nx + x]}; only positive ones count
     * @param velocity [km/s] optical velocity of each pixel, NaN where there is none
     * @param dispersion [km/s] width of the line of each pixel, less that of a channel; null where it is not known
     * @param nx its width
     * @param x0 0-based first pixel in the file
     * @param y0 0-based first pixel in the file
     * @param frame [arcsec/pixel]
     * @param beamCovariance {EE, EN, NN} [arcsec2]
     */
    public record Maps(
            double[] flux,
            double[] velocity,
            double[] dispersion,
            int nx,
            int x0,
            int y0,
            LocalFrame frame,
            double[] beamCovariance) {}

    /**
     * @param maps flux and velocity
     * @param config settings of the user, which have priority
     * @param stars the stars' mass
     * @param source for messages
     * @return the guesses
     * @throws InputException if there is no line emission
     */
    public static InitialGuess measure(Maps maps, Configuration config, StellarPotential stars, String source) {
        int[] pixels = IntStream.range(0, maps.flux().length)
                .filter(p -> maps.flux()[p] > 0 && !Double.isNaN(maps.velocity()[p]))
                .toArray();
        if (pixels.length < 10) {
            throw new InputException(
                    source
                            + ": no line emission is detected, which needs a peak of 5 times the noise of the smoothed cube and twice the strength of negative features; give data.mask, or parameters.x, y, vsys, position_angle, inclination and fit.region");
        }
        double total = 0;
        double cx = 0;
        double cy = 0;
        for (int p : pixels) {
            total += maps.flux()[p];
            cx += maps.flux()[p] * (p % maps.nx());
            cy += maps.flux()[p] * Math.floorDiv(p, maps.nx());
        }
        double centroidX = cx / total + maps.x0() + 1;
        double centroidY = cy / total + maps.y0() + 1;
        double x = given(config, "x", centroidX);
        double y = given(config, "y", centroidY);
        double[] east = new double[pixels.length];
        double[] north = new double[pixels.length];
        LocalFrame f = maps.frame();
        for (int k = 0; k < pixels.length; k++) {
            double dx = pixels[k] % maps.nx() + maps.x0() + 1 - x;
            double dy = Math.floorDiv(pixels[k], maps.nx()) + maps.y0() + 1 - y;
            east[k] = f.eastPerX() * dx + f.eastPerY() * dy;
            north[k] = f.northPerX() * dx + f.northPerY() * dy;
        }
        double[] plane = plane(maps, pixels, east, north);
        double vsys = given(config, "vsys", plane[0]);
        double angle = given(
                config,
                "position_angle",
                Math.floorMod(Math.round(100 * Math.toDegrees(Math.atan2(plane[1], plane[2]))), 36000L) / 100.0);
        double[] along = new double[pixels.length];
        double[] across = new double[pixels.length];
        double sin = Math.sin(Math.toRadians(angle));
        double cos = Math.cos(Math.toRadians(angle));
        double major = 0;
        double minor = 0;
        for (int k = 0; k < pixels.length; k++) {
            along[k] = east[k] * sin + north[k] * cos;
            across[k] = east[k] * cos - north[k] * sin;
            major += maps.flux()[pixels[k]] * along[k] * along[k] / total;
            minor += maps.flux()[pixels[k]] * across[k] * across[k] / total;
        }
        double[] b = maps.beamCovariance();
        double beamMajor = b[0] * sin * sin + 2 * b[1] * sin * cos + b[2] * cos * cos;
        double beamMinor = b[0] * cos * cos - 2 * b[1] * sin * cos + b[2] * sin * sin;
        double q = Math.sqrt(Math.max(1e-4, minor - beamMinor) / Math.max(1e-4, major - beamMajor));
        double lowest = stars.lowestInclination();
        double fromShape = Math.toDegrees(Math.acos(Math.min(1, q)));
        double least = Math.max(LEAST_INCLINATION, lowest + 1);
        double inclination = given(config, "inclination", Math.min(LARGEST_INCLINATION, Math.max(least, fromShape)));
        List<String> notes =
                config.parameter("inclination").start() == null ? shapeNotes(fromShape, least, inclination) : List.of();
        double axisRatio = Math.cos(Math.toRadians(inclination));
        double offEast = f.eastPerX() * (centroidX - x) + f.eastPerY() * (centroidY - y);
        double offNorth = f.northPerX() * (centroidX - x) + f.northPerY() * (centroidY - y);
        double offAlong = offEast * sin + offNorth * cos;
        double offAcross = offEast * cos - offNorth * sin;
        double semiMajor = semiMajor(
                maps,
                pixels,
                Arrays.stream(along).map(value -> value - offAlong).toArray(),
                Arrays.stream(across).map(value -> value - offAcross).toArray(),
                axisRatio,
                total);
        double smeared = Math.sqrt(
                axisRatio * axisRatio + Math.pow(Constants.FWHM_PER_SIGMA, 2) * beamMinor / (semiMajor * semiMajor));
        RegionEllipse region = new RegionEllipse(semiMajor, Math.min(1, smeared), angle, centroidX, centroidY);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("x", x);
        values.put("y", y);
        values.put("vsys", vsys);
        values.put("position_angle", angle);
        values.put("inclination", inclination);
        brightness(
                config,
                values,
                total,
                maps,
                pixels,
                along,
                across,
                axisRatio,
                beamMajor + beamMinor / (axisRatio * axisRatio));
        dispersion(values, maps, pixels, along, across, axisRatio, semiMajor);
        masses(
                config,
                values,
                stars,
                maps,
                pixels,
                along,
                across,
                semiMajor,
                Math.sqrt(beamMajor) * Constants.FWHM_PER_SIGMA);
        DiskWarp warp = config.disk().shape().warp();
        double[] rings = {};
        if (!(warp instanceof FlatDisk)) {
            double beam = Constants.FWHM_PER_SIGMA * Math.sqrt(Math.sqrt(b[0] * b[2] - b[1] * b[1]));
            int ny = maps.velocity().length / maps.nx();
            HarmonicExpansion field = new HarmonicExpansion(
                    maps.velocity(), maps.nx(), ny, f, x - 1 - maps.x0(), y - 1 - maps.y0(), beam);
            HarmonicWarp tilted = HarmonicWarp.of(field, angle, inclination, semiMajor);
            rings = tilted.radii(beam);
            if (!(warp instanceof AutoWarp)) {
                values.putAll(tilted.values(warp, least));
            }
        }
        return new InitialGuess(values, region, notes, rings);
    }

    /** What the axis ratio of the flux does not tell. */
    private static List<String> shapeNotes(double fromShape, double least, double start) {
        if (fromShape < least) {
            return List.of(String.format(
                    Locale.ROOT,
                    "the flux map is rounder than a disk at %.0f deg, the least inclination that is tried first: inclination is not known from its shape, and masses go with 1 / sin(inclination)^2; give parameters.inclination if it is known",
                    least));
        }
        if (fromShape > LARGEST_INCLINATION) {
            return List.of(String.format(
                    Locale.ROOT,
                    "the flux map is as narrow as a disk at more than %.0f deg, at which the inclination starts; a flux map does not resolve such a disk: fit a profile, disk.surface_brightness = \"exponential\" with disk.outer_radius",
                    start));
        }
        return List.of();
    }

    /** The region enlarged by one beam: pixels without line constrain the wing of a light profile. */
    public static RegionEllipse wider(RegionEllipse region, double beam) {
        double semiMajor = region.semiMajor() + beam;
        return new RegionEllipse(
                semiMajor,
                (region.semiMajor() * region.axisRatio() + beam) / semiMajor,
                region.positionAngle(),
                region.x(),
                region.y());
    }

    private static double given(Configuration config, String name, double measured) {
        Double start = config.parameter(name).start();
        return start != null ? start : measured;
    }

    /** Flux-weighted plane through the velocities: value at the centre and slopes to the east and north. */
    private static double[] plane(Maps maps, int[] pixels, double[] east, double[] north) {
        double[][] a = new double[3][4];
        for (int k = 0; k < pixels.length; k++) {
            double w = maps.flux()[pixels[k]];
            double[] row = {1, east[k], north[k], maps.velocity()[pixels[k]]};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 4; j++) {
                    a[i][j] += w * row[i] * row[j];
                }
            }
        }
        double d = determinant(a, 0, 1, 2);
        return new double[] {determinant(a, 3, 1, 2) / d, determinant(a, 0, 3, 2) / d, determinant(a, 0, 1, 3) / d};
    }

    private static double determinant(double[][] a, int i, int j, int k) {
        return a[0][i] * (a[1][j] * a[2][k] - a[1][k] * a[2][j])
                - a[0][j] * (a[1][i] * a[2][k] - a[1][k] * a[2][i])
                + a[0][k] * (a[1][i] * a[2][j] - a[1][j] * a[2][i]);
    }

    private static double semiMajor(
            Maps maps, int[] pixels, double[] along, double[] across, double axisRatio, double total) {
        Integer[] order = IntStream.range(0, pixels.length).boxed().toArray(Integer[]::new);
        double[] radius = new double[pixels.length];
        for (int k = 0; k < radius.length; k++) {
            radius[k] = Math.hypot(along[k], across[k] / Math.max(axisRatio, 0.2));
        }
        Arrays.sort(order, (one, other) -> Double.compare(radius[one], radius[other]));
        double sum = 0;
        for (int k : order) {
            sum += maps.flux()[pixels[k]];
            if (sum >= FLUX_SHARE * total) {
                return radius[k];
            }
        }
        return radius[order[order.length - 1]];
    }

    private static void brightness(
            Configuration config,
            Map<String, Double> values,
            double total,
            Maps maps,
            int[] pixels,
            double[] along,
            double[] across,
            double axisRatio,
            double beamSquare) {
        if (!(config.disk().surfaceBrightness() instanceof LightProfile profile)) {
            return;
        }
        double mean = 0;
        double square = 0;
        for (int k = 0; k < pixels.length; k++) {
            double r = Math.hypot(along[k], across[k] / axisRatio);
            mean += maps.flux()[pixels[k]] * r / total;
            square += maps.flux()[pixels[k]] * r * r / total;
        }
        // The beam adds its second moment to that of the light.
        double narrower = Math.sqrt(Math.max(LEAST_SHARE, 1 - beamSquare / square));
        mean *= narrower;
        square *= narrower * narrower;
        values.put(LightProfile.FLUX.name(), total);
        put(values, profile, profile.startingValues(mean, Math.sqrt(Math.max(LEAST_VARIANCE, square - mean * mean))));
    }

    /**
     * The dispersion far from the centre: median width of the lines in the outer half of the disk, less the spread of
     * velocities over the beam by the gradient between neighbouring pixels.
     */
    private static void dispersion(
            Map<String, Double> values,
            Maps maps,
            int[] pixels,
            double[] along,
            double[] across,
            double axisRatio,
            double semiMajor) {
        if (maps.dispersion() == null) {
            return;
        }
        double pixel = maps.frame().pixelSize();
        double beam = Math.sqrt(0.5 * (maps.beamCovariance()[0] + maps.beamCovariance()[2])) / pixel;
        double[] v = maps.velocity();
        double[] widths = new double[pixels.length];
        int n = 0;
        for (int k = 0; k < pixels.length; k++) {
            int p = pixels[k];
            double r = Math.hypot(along[k], across[k] / axisRatio);
            int column = p % maps.nx();
            boolean inner = column > 0 && column < maps.nx() - 1 && p >= maps.nx() && p + maps.nx() < v.length;
            if (inner && r > 0.5 * semiMajor && r < semiMajor) {
                double gx = 0.5 * (v[p + 1] - v[p - 1]) * beam;
                double gy = 0.5 * (v[p + maps.nx()] - v[p - maps.nx()]) * beam;
                double square = maps.dispersion()[p] * maps.dispersion()[p] - gx * gx - gy * gy;
                if (!Double.isNaN(square)) {
                    widths[n++] = Math.sqrt(Math.max(0, square));
                }
            }
        }
        if (n > 0) {
            values.put(DispersionLaw.FLOOR.name(), Math.max(LEAST_DISPERSION, median(widths, n)));
        }
    }

    /** Adds the starting values of a component that are known. */
    private static void put(Map<String, Double> values, Component component, double[] starts) {
        for (int k = 0; k < starts.length; k++) {
            if (!Double.isNaN(starts[k])) {
                values.put(component.parameterNames().get(k), starts[k]);
            }
        }
    }

    /** Masses from the median circular speed along the major axis. */
    private static void masses(
            Configuration config,
            Map<String, Double> values,
            StellarPotential stars,
            Maps maps,
            int[] pixels,
            double[] along,
            double[] across,
            double semiMajor,
            double beam) {
        double inclination = Math.toRadians(values.get("inclination"));
        double stretch = 1 + values.get("vsys") / Constants.SPEED_OF_LIGHT;
        double scale = GalaxySetup.scale(config, values.get("vsys")).pcPerArcsec();
        CircularVelocity light = stars.atUnitMassToLight(inclination, scale);
        double[] speeds = new double[pixels.length];
        double[] ratios = new double[pixels.length];
        int n = 0;
        for (int k = 0; k < pixels.length; k++) {
            double r = Math.hypot(along[k], across[k] / Math.cos(inclination));
            double cosine = along[k] / r;
            if (Math.abs(cosine) > 0.8 && r > 0.3 * semiMajor && r < 0.8 * semiMajor) {
                double v =
                        (maps.velocity()[pixels[k]] - values.get("vsys")) / (stretch * Math.sin(inclination) * cosine);
                speeds[n] = Math.max(0, v);
                ratios[n] = light == null ? 1 : speeds[n] * speeds[n] / light.speedSquared(r * scale);
                n++;
            }
        }
        double speed = Math.max(1, median(speeds, n));
        double ratio = Math.max(0.01, median(ratios, n));
        values.put(StellarPotential.MASS_TO_LIGHT.name(), ratio);
        for (ParameterDeclaration declared : stars.parameters()) {
            if (declared.numbered() && declared.unit().equals(StellarPotential.MASS_TO_LIGHT.unit())) {
                values.put(declared.name(), ratio);
            }
        }
        values.put("mbh", BLACK_HOLE_SHARE * speed * speed * beam * scale / Constants.G);
        put(values, stars, stars.startingValues(speed, scale));
    }

    private static double median(double[] values, int n) {
        if (n == 0) {
            return 1;
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return sorted[n / 2];
    }
}
