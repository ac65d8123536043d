// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.steelyard.units.Constants.SPEED_OF_LIGHT;

/** Conventions that express a frequency as a velocity (Greisen et al. 2006, A&amp;A 446, 747, table 3). */
public enum VelocityConvention {
    /** Radio velocity, v = c (1 - nu/nu_0). */
    RADIO {
        @Override
        public double velocity(double nuOverRest) {
            return SPEED_OF_LIGHT * (1 - nuOverRest);
        }

        @Override
        public double nuOverRest(double velocity) {
            return 1 - velocity / SPEED_OF_LIGHT;
        }

        @Override
        public double slope(double nuOverRest) {
            return -1 / SPEED_OF_LIGHT;
        }
    },
    /** Optical velocity, v = c (nu_0/nu - 1) = c z. */
    OPTICAL {
        @Override
        public double velocity(double nuOverRest) {
            return SPEED_OF_LIGHT * (1 / nuOverRest - 1);
        }

        @Override
        public double nuOverRest(double velocity) {
            return 1 / (1 + velocity / SPEED_OF_LIGHT);
        }

        @Override
        public double slope(double nuOverRest) {
            return -nuOverRest * nuOverRest / SPEED_OF_LIGHT;
        }
    },
    /** Relativistic velocity, v = c (nu_0^2 - nu^2) / (nu_0^2 + nu^2): the radial motion with this Doppler shift. */
    RELATIVISTIC {
        @Override
        public double velocity(double nuOverRest) {
            double square = nuOverRest * nuOverRest;
            return SPEED_OF_LIGHT * (1 - square) / (1 + square);
        }

        @Override
        public double nuOverRest(double velocity) {
            double beta = velocity / SPEED_OF_LIGHT;
            return Math.sqrt((1 - beta) / (1 + beta));
        }

        @Override
        public double slope(double nuOverRest) {
            double sum = 1 + nuOverRest * nuOverRest;
            return -sum * sum / (4 * nuOverRest * SPEED_OF_LIGHT);
        }
    };

    /**
     * Converts a frequency to a velocity.
     *
     * @param nuOverRest frequency over rest frequency
     * @return [km/s] velocity in this convention
     */
    public abstract double velocity(double nuOverRest);

    /**
     * Converts a velocity to a frequency.
     *
     * @param velocity [km/s] velocity in this convention
     * @return frequency over rest frequency
     */
    public abstract double nuOverRest(double velocity);

    /**
     * Returns the derivative of the frequency with respect to the velocity.
     *
     * @param nuOverRest frequency over rest frequency
     * @return [s/km] d(nu/nu_0)/dv at that frequency
     */
    public abstract double slope(double nuOverRest);
}
