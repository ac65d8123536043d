// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import org.steelyard.units.Constants;

/** How the speed of the gas shifts its line (method page, section 4). */
public enum Doppler {

    /** nu / nu_0 = (1 - v_LOS/c) / (1+z): the radio convention, as in the published masses. */
    CLASSICAL {
        @Override
        public double nuOverRest(double lineOfSightVelocity, double circularSpeedSquared, double redshift) {
            return (1 - lineOfSightVelocity / Constants.SPEED_OF_LIGHT) / (1 + redshift);
        }
    },

    /**
     * A circular orbit around a point mass: nu / nu_0 = sqrt(1 - 3 v_c^2/c^2) / [(1 + v_LOS/c) (1+z)]. The root is the
     * rate of the gas's clock in Schwarzschild's metric, where v_c^2/c^2 = GM/(r c^2): one v_c^2/c^2 is time dilation,
     * the other two gravitational redshift (Luminet 1979, A&amp;A 75, 228, eq. 18-19; light is taken to run straight).
     * Inside r = 3 GM/c^2 there is no orbit and the frequency is 0. For extended mass the redshift of the potential
     * well is more than v_c^2: the constant part of that cannot be told from the systemic velocity.
     */
    RELATIVISTIC {
        @Override
        public double nuOverRest(double lineOfSightVelocity, double circularSpeedSquared, double redshift) {
            double c = Constants.SPEED_OF_LIGHT;
            double clock = Math.sqrt(Math.max(0, 1 - 3 * Math.max(0, circularSpeedSquared) / (c * c)));
            return clock == 0 ? 0 : clock / ((1 + lineOfSightVelocity / c) * (1 + redshift));
        }
    };

    /**
     * @param lineOfSightVelocity [km/s] of the gas in the frame of the galaxy, positive receding
     * @param circularSpeedSquared [km2/s2] v_c^2 at the gas
     * @param redshift z of the galaxy
     * @return observed frequency over rest frequency
     */
    public abstract double nuOverRest(double lineOfSightVelocity, double circularSpeedSquared, double redshift);
}
