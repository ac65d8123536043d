// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

/**
 * Harmonic terms of a velocity field along one ellipse.
 *
 * @param radius [arcsec] semi-major axis
 * @param positionAngle [deg] of the receding side, where the field is closest to that of circular orbits
 * @param positionAngleError [deg] its standard deviation
 * @param axisRatio [-] of that ellipse
 * @param axisRatioError [-] its standard deviation
 * @param k1 [km/s] amplitude of rotation
 * @param k1Error [km/s] its standard deviation
 * @param k3 [-] amplitude of the third harmonic over k1
 * @param k5 [-] amplitude of the fifth harmonic over k1
 * @param k5Error [-] its standard deviation, and that of k3
 */
public record HarmonicRing(
        double radius,
        double positionAngle,
        double positionAngleError,
        double axisRatio,
        double axisRatioError,
        double k1,
        double k1Error,
        double k3,
        double k5,
        double k5Error) {

    /** @return [deg] inclination of a circle that is seen as this ellipse */
    public double inclination() {
        return Math.toDegrees(Math.acos(axisRatio));
    }

    /** @return [deg] its standard deviation */
    public double inclinationError() {
        return Math.toDegrees(axisRatioError / Math.sqrt(Math.max(axisRatioError, 1 - axisRatio * axisRatio)));
    }

    /**
     * @param by [deg]
     * @return the same terms with a position angle larger by that
     */
    HarmonicRing turned(double by) {
        return new HarmonicRing(
                radius,
                positionAngle + by,
                positionAngleError,
                axisRatio,
                axisRatioError,
                k1,
                k1Error,
                k3,
                k5,
                k5Error);
    }
}
