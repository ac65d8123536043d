// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.Arrays;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Enclosed mass through nodes, spherical: log M is a monotone cubic of log r ({@link MonotoneSpline}), so that a
 * black-hole mass can be had without an image of the stars (Boizelle et al. 2019, ApJ 881, 10). Inside the first node
 * the mass goes on as the power law of the first node; beyond the last it stays constant, so that the speed is
 * Keplerian there.
 */
public final class SplineMass implements CircularVelocity {

    private final double lastRadius;
    private final double lastMass;
    private final MonotoneSpline logMass;

    private SplineMass(double[] radius, double[] mass) {
        lastRadius = radius[radius.length - 1];
        lastMass = mass[mass.length - 1];
        logMass = new MonotoneSpline(
                Arrays.stream(radius).map(Math::log).toArray(),
                Arrays.stream(mass).map(Math::log).toArray());
    }

    /**
     * @param radius [pc] of the nodes, positive, ascending, two or more. Not modified.
     * @param mass [Msun] inside each radius, positive. Not modified.
     * @return the mass component
     * @throws InputException if the numbers are not as said
     */
    public static SplineMass of(double[] radius, double[] mass) {
        Require.table("spline mass", radius, mass, "mass");
        for (int node = 0; node < radius.length; node++) {
            Require.positive("spline mass: radius of node " + (node + 1), radius[node], "pc");
            Require.positive("spline mass: mass of node " + (node + 1), mass[node], "Msun");
        }
        return new SplineMass(radius, mass);
    }

    /**
     * @param radius [pc]
     * @return [Msun] mass inside
     */
    public double enclosedMass(double radius) {
        return radius >= lastRadius ? lastMass : Math.exp(logMass.value(Math.log(radius)));
    }

    @Override
    public double speedSquared(double radius) {
        double logRadius = Math.log(Math.max(radius, Double.MIN_NORMAL));
        return radius >= lastRadius
                ? Constants.G * lastMass / radius
                : Constants.G * Math.exp(logMass.value(logRadius) - logRadius);
    }
}
