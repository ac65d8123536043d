// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

/** A mass component, known by the speed of circular orbits in the plane of the disk. */
@FunctionalInterface
public interface CircularVelocity {

    /**
     * @param radius [pc] positive; at 0 the limit, which may be infinite
     * @return [km2/s2] r dPhi/dr: the squared speed of a circular orbit; negative where the pull is outward (inside a
     *     gas ring)
     */
    double speedSquared(double radius);

    /**
     * @param radius [pc] positive
     * @return [km/s] circular speed, 0 where there is no circular orbit
     */
    default double speed(double radius) {
        return Math.sqrt(Math.max(0, speedSquared(radius)));
    }

    /**
     * @param factor of the mass, for example a mass-to-light ratio [Msun/Lsun]
     * @return this component with its mass multiplied
     */
    default CircularVelocity scaled(double factor) {
        return radius -> factor * speedSquared(radius);
    }

    /**
     * @param radii [arcsec, or any unit of length]. Not modified
     * @param pcPerUnit [pc] the length of that unit
     * @return [km2/s2] squared speeds at these radii
     */
    default double[] speedsSquared(double[] radii, double pcPerUnit) {
        double[] squared = new double[radii.length];
        for (int j = 0; j < squared.length; j++) {
            squared[j] = speedSquared(pcPerUnit * radii[j]);
        }
        return squared;
    }
}
