// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import org.steelyard.units.Constants;

/**
 * Circular speed from a table of v(r) or M(r), interpolated by a {@link MonotoneSpline} in the tabulated quantity.
 * Outside the table: Keplerian beyond the last radius (v^2 falls as 1/r), and v proportional to r inside the first (a
 * homogeneous core). A negative speed in a table stands for a negative square, as rotation-curve tables write the
 * outward pull of a gas ring.
 */
public final class TabulatedCurve implements CircularVelocity {

    private final double first;
    private final double last;
    private final MonotoneSpline spline;
    private final boolean isMass;

    private TabulatedCurve(double[] radius, double[] value, boolean isMass) {
        this.first = radius[0];
        this.last = radius[radius.length - 1];
        this.spline = new MonotoneSpline(radius, value);
        this.isMass = isMass;
    }

    /**
     * @param radius [pc] not negative, ascending, two or more. Not modified.
     * @param speed [km/s] circular speed at each radius. Not modified.
     * @return the curve
     * @throws org.steelyard.units.InputException if the numbers are not as said
     */
    public static TabulatedCurve ofSpeed(double[] radius, double[] speed) {
        Require.table("table of circular speed", radius, speed, "speed");
        return new TabulatedCurve(radius, speed, false);
    }

    /**
     * @param radius [pc] not negative, ascending, two or more. Not modified.
     * @param mass [Msun] enclosed by each radius, taken as spherical, not negative. Not modified.
     * @return the curve
     * @throws org.steelyard.units.InputException if the numbers are not as said
     */
    public static TabulatedCurve ofMass(double[] radius, double[] mass) {
        Require.table("table of enclosed mass", radius, mass, "mass");
        for (int row = 0; row < mass.length; row++) {
            Require.notNegative("table of enclosed mass: mass of row " + (row + 1), mass[row], "Msun");
        }
        return new TabulatedCurve(radius, mass, true);
    }

    @Override
    public double speedSquared(double radius) {
        if (radius > last) {
            return inside(last) * last / radius;
        }
        if (radius < first) {
            double ratio = radius / first;
            return inside(first) * ratio * ratio;
        }
        return inside(radius);
    }

    private double inside(double radius) {
        double value = spline.value(radius);
        if (!isMass) {
            return value * Math.abs(value);
        }
        return radius > 0 ? Constants.G * value / radius : 0;
    }
}
