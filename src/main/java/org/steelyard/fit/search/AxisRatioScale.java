// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.inference.Scale;
import org.steelyard.units.InputException;

/**
 * The intrinsic axis ratio q of the flattest Gaussian of the stars as the coordinate of the inclination i. With its axis
 * ratio q' on the sky (Cappellari 2002, MNRAS 333, 400, equation 9)
 *
 * <pre>  q^2 = (q'^2 - cos^2 i) / sin^2 i,    tan^2 i = (1 - q'^2) / (q'^2 - q^2)</pre>
 *
 * so that q = 0 is the limit of the deprojection, cos i = q', and q = q' is edge-on.
 *
 * @param limit [deg] inclination of the deprojection limit
 */
record AxisRatioScale(double limit) implements Scale {

    /** Edge-on, di/dq is infinite: q'^2 - q^2 is kept above this. */
    private static final double EDGE_ON = 1e-12;

    /** @throws InputException if the deprojection of the stars does not depend on the inclination */
    AxisRatioScale {
        if (!(limit > 0)) {
            throw new InputException(
                    "parameters.inclination.scale = \"axis-ratio\" needs stars (potential.mge) that are deprojected at the inclination of the disk, without potential.mge_inclination; leave scale out");
        }
    }

    @Override
    public double toInternal(double value) {
        double cos = Math.cos(Math.toRadians(value));
        return Math.sqrt(Math.max(0, observed() * observed() - cos * cos)) / Math.sin(Math.toRadians(value));
    }

    @Override
    public double toPhysical(double coordinate) {
        return Math.toDegrees(Math.atan2(sinLimit(), Math.sqrt(beyond(coordinate))));
    }

    @Override
    public double derivative(double coordinate) {
        return Math.toDegrees(coordinate
                * sinLimit()
                / ((1 - coordinate * coordinate) * Math.sqrt(Math.max(EDGE_ON, beyond(coordinate)))));
    }

    @Override
    public String toString() {
        return "axis ratio";
    }

    private double observed() {
        return Math.cos(Math.toRadians(limit));
    }

    private double sinLimit() {
        return Math.sin(Math.toRadians(limit));
    }

    private double beyond(double coordinate) {
        return Math.max(0, observed() * observed() - coordinate * coordinate);
    }
}
