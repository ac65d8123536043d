// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.potential.CircularVelocity;

/**
 * A thin rotating disk, one point at a time (method page, sections 2 to 5). {@code galaxy.Galaxy} makes it of its
 * components; the kernels evaluate the same formulas over whole images.
 *
 * <p>At the very centre a direction is not defined. The velocity there is the limit along the receding half of the
 * major axis: infinite for a point mass without softening, and zero for stars alone.
 *
 * @param geometry inclination and position angle
 * @param potential mass that keeps the gas in orbit
 * @param pcPerArcsec [pc/arcsec] scale at the galaxy
 * @param flow rotation and radial flow against radius [arcsec] in the plane of the disk
 * @param dispersion [km/s] velocity dispersion against radius [arcsec] in the plane of the disk
 */
public record ThinDisk(
        DiskGeometry geometry,
        CircularVelocity potential,
        double pcPerArcsec,
        DoubleFunction<FlowCoefficients> flow,
        DoubleUnaryOperator dispersion) {

    /** Checks that nothing is missing. */
    public ThinDisk {
        Objects.requireNonNull(geometry);
        Objects.requireNonNull(potential);
        Objects.requireNonNull(flow);
        Objects.requireNonNull(dispersion);
        if (!(pcPerArcsec > 0)) {
            throw new IllegalArgumentException("pc per arcsec must be positive: " + pcPerArcsec);
        }
    }

    /**
     * @param dE [arcsec] offset east of the centre
     * @param dN [arcsec] offset north
     * @return [km2/s2] squared circular speed at that point of the disk
     */
    public double circularSpeedSquared(double dE, double dN) {
        return potential.speedSquared(geometry.radius(dE, dN) * pcPerArcsec);
    }

    /**
     * @param dE [arcsec] offset east of the centre
     * @param dN [arcsec] offset north
     * @return [km/s] velocity along the line of sight in the frame of the galaxy, positive receding
     */
    public double lineOfSightVelocity(double dE, double dN) {
        double[] disk = geometry.toDisk(dE, dN);
        double r = Math.hypot(disk[0], disk[1]);
        double xOverR = r == 0 ? 1 : disk[0] / r;
        double yOverR = r == 0 ? 0 : disk[1] / r;
        return flow.apply(r)
                .lineOfSightVelocity(
                        potential.speed(r * pcPerArcsec), xOverR, yOverR, Math.sin(geometry.inclination()));
    }

    /**
     * @param dE [arcsec] offset east of the centre
     * @param dN [arcsec] offset north
     * @return [km/s] velocity dispersion
     */
    public double dispersion(double dE, double dN) {
        return dispersion.applyAsDouble(geometry.radius(dE, dN));
    }

    /**
     * @param dE [arcsec] offset east of the centre
     * @param dN [arcsec] offset north
     * @param redshift z of the galaxy
     * @param doppler law of the shift
     * @return frequency of the line's centre over rest frequency
     */
    public double nuOverRest(double dE, double dN, double redshift, Doppler doppler) {
        return doppler.nuOverRest(lineOfSightVelocity(dE, dN), circularSpeedSquared(dE, dN), redshift);
    }
}
