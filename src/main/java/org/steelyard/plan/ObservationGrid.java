// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.Arrays;
import java.util.Locale;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Pixels and channels of an observation, and the ellipse that a fit of it would take: the ellipse that holds 97 % of the
 * flux, one beam wider, as a fit takes it by default. A pixel is a fifth of the beam's minor axis.
 *
 * @param axes a cube of zeros that holds the region with the beam around it and the channels of the line
 * @param region that is fitted
 * @param along [arcsec] FWHM of the beam along the major axis of the disk
 * @param across [arcsec] FWHM of the beam along its minor axis
 */
record ObservationGrid(SpectralCube axes, RegionEllipse region, double along, double across) {

    /** Pixels across the minor axis of the beam. */
    private static final double PIXELS = 5;

    /** Share of the flux within the ellipse, as {@code InitialGuess} has it. */
    private static final double FLUX_SHARE = 0.97;

    /** Radius, in minor axes of the beam, whose circular speed the channels hold: gas within it is not told from that at it. */
    private static final double INNERMOST = 0.5;

    /** Widths of the line beyond the highest speed. */
    private static final double WINGS = 3;

    /** Radii at which the speed is looked up. */
    private static final int RADII = 60;

    /** Least axis ratio of a disk on the sky. */
    private static final double LEAST_COSINE = 0.01;

    /**
     * @param target the galaxy
     * @param observation of it
     * @return its pixels and channels
     * @throws InputException if the beam is larger than the disk, or the cube does not fit into memory
     */
    static ObservationGrid of(Target target, Observation observation) {
        Beam beam = observation.beam();
        double angle = Math.toRadians(target.positionAngle());
        double along = width(beam, Math.sin(angle), Math.cos(angle));
        double across = width(beam, Math.cos(angle), -Math.sin(angle));
        double radius = target.radiusOf(FLUX_SHARE);
        if (along > 2 * radius) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the beam, %.4g x %.4g arcsec, is larger than the disk, whose diameter is %.3g arcsec (97 %% of the flux): such data show no rotation; choose a smaller beam",
                    beam.major(),
                    beam.minor(),
                    2 * radius));
        }
        double cosine = Math.max(LEAST_COSINE, Math.cos(Math.toRadians(target.inclination())));
        double mean = beam.geometricMean();
        double smeared = Math.min(radius, Math.hypot(cosine * radius, across));
        RegionEllipse given = target.config().fit().region();
        RegionEllipse region = given != null
                ? new RegionEllipse(given.semiMajor(), given.axisRatio(), given.positionAngle())
                : new RegionEllipse(radius + mean, (smeared + mean) / (radius + mean), target.positionAngle());
        double pixel = beam.minor() / PIXELS;
        double[] half = halfSides(region);
        double[] velocities = target.config().data().velocities() != null
                ? target.config().data().velocities()
                : velocities(target, observation, radius);
        boolean placed = target.config().grid() != null;
        SpectralCube axes = new CubeGrid(
                        pixels(half[0] + beam.major(), pixel),
                        pixels(half[1] + beam.major(), pixel),
                        pixel,
                        placed ? target.config().grid().ra() : 0,
                        placed ? target.config().grid().dec() : 0,
                        target.frequency(),
                        velocities[0],
                        velocities[1],
                        observation.channelWidth(),
                        beam)
                .zeros(target.config().galaxy().name());
        return new ObservationGrid(axes, region, along, across);
    }

    /** FWHM of the beam along a direction: that of its projection on the direction. */
    private static double width(Beam beam, double east, double north) {
        double[] c = beam.covariance();
        return Constants.FWHM_PER_SIGMA
                * Math.sqrt(east * east * c[0] + 2 * east * north * c[1] + north * north * c[2]);
    }

    /** [arcsec] half the sides, east and north, of the box about an ellipse. */
    private static double[] halfSides(RegionEllipse region) {
        double a = region.semiMajor();
        double b = a * region.axisRatio();
        double sin = Math.sin(Math.toRadians(region.positionAngle()));
        double cos = Math.cos(Math.toRadians(region.positionAngle()));
        return new double[] {Math.hypot(a * sin, b * cos), Math.hypot(a * cos, b * sin)};
    }

    private static int pixels(double half, double pixel) {
        return 2 * (int) Math.min(1e9, Math.ceil(half / pixel)) + 1;
    }

    /** [km/s] radio velocities of the first and the last channel. */
    private static double[] velocities(Target target, Observation observation, double radius) {
        double inner = Math.min(INNERMOST * observation.beam().minor(), 0.5 * radius);
        double[] radii = new double[RADII];
        Arrays.setAll(radii, k -> inner * Math.pow(radius / inner, k / (RADII - 1.0)));
        SpeedCurve curve = target.speeds(radii);
        double fastest = Arrays.stream(curve.vCirc()).max().orElseThrow();
        double width = WINGS * target.value(DispersionLaw.FLOOR.name()) + 2 * observation.channelWidth();
        double span = fastest * Math.sin(Math.toRadians(target.inclination())) + width;
        double stretch = 1 + target.systemicVelocity() / Constants.SPEED_OF_LIGHT;
        double[] ends = new double[2];
        for (int end = 0; end < 2; end++) {
            double optical = target.systemicVelocity() + (end == 0 ? -1 : 1) * span * stretch;
            ends[end] = VelocityConvention.RADIO.velocity(VelocityConvention.OPTICAL.nuOverRest(optical));
        }
        return ends;
    }
}
