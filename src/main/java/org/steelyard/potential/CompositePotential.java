// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.List;

/**
 * Several masses together: squares of circular speeds add, because accelerations do.
 *
 * @param components the masses; none at all is an empty potential
 */
public record CompositePotential(List<CircularVelocity> components) implements CircularVelocity {

    /** Copies the list. */
    public CompositePotential {
        components = List.copyOf(components);
    }

    /**
     * @param components the masses
     * @return all of them
     */
    public static CompositePotential of(CircularVelocity... components) {
        return new CompositePotential(List.of(components));
    }

    @Override
    public double speedSquared(double radius) {
        double sum = 0;
        for (CircularVelocity component : components) {
            sum += component.speedSquared(radius);
        }
        return sum;
    }
}
