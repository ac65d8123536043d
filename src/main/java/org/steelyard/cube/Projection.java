// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

/**
 * Map projections (Calabretta &amp; Greisen 2002, A&amp;A 395, 1077; "paper II"). A projection converts between points
 * of the plane and unit vectors of the native sphere, (cos theta cos phi, cos theta sin phi, sin theta).
 */
public enum Projection {
    /**
     * Orthographic, or slant orthographic if PV2_1 and PV2_2 are given: the projection of interferometers. Paper II,
     * section 5.1.5.
     */
    SIN(true),
    /** Gnomonic. */
    TAN(true),
    /**
     * North celestial pole, used for old east-west arrays: SIN with PV2_1 = 0, PV2_2 = cot CRVAL2. Paper II, section
     * 6.1.2.
     */
    NCP(true),
    /** Zenithal equidistant. */
    ARC(true),
    /** Stereographic. */
    STG(true),
    /** Zenithal equal area. */
    ZEA(true),
    /** Sanson-Flamsteed. */
    SFL(false),
    /**
     * Global sinusoid of AIPS: SFL, but with latitudes CRVAL2 plus the offset in the plane. Paper II, section 6.1.4.
     */
    GLS(false),
    /** Plate carree. */
    CAR(false);

    private final boolean zenithal;

    Projection(boolean zenithal) {
        this.zenithal = zenithal;
    }

    /** @return [rad] native latitude of the reference point */
    double referenceLatitude() {
        return zenithal ? Math.PI / 2 : 0;
    }

    /**
     * Converts a point of the plane to a direction.
     *
     * @param x [rad] coordinate along native longitude
     * @param y [rad] coordinate along native latitude
     * @param xi PV2_1 of SIN
     * @param eta PV2_2 of SIN
     * @return unit vector on the native sphere; NaN outside the projected sphere
     */
    double[] deproject(double x, double y, double xi, double eta) {
        if (!zenithal) {
            double longitude = this == CAR ? x : x / Math.cos(y);
            return vector(longitude, y);
        }
        if (this == SIN || this == NCP) {
            return slantOrthographic(x, y, xi, eta);
        }
        double radius = Math.hypot(x, y);
        double colatitude = switch (this) {
            case TAN -> Math.atan(radius);
            case ARC -> radius;
            case STG -> 2 * Math.atan(radius / 2);
            default -> 2 * Math.asin(radius / 2);
        };
        double ratio = radius == 0 ? 1 : Math.sin(colatitude) / radius;
        return new double[] {-y * ratio, x * ratio, Math.cos(colatitude)};
    }

    /**
     * Converts a direction to a point of the plane.
     *
     * @param v unit vector on the native sphere
     * @param xi PV2_1 of SIN
     * @param eta PV2_2 of SIN
     * @return [rad] x and y in the plane; NaN where the projection is not defined
     */
    double[] project(double[] v, double xi, double eta) {
        double sinus = Math.hypot(v[0], v[1]);
        if (!zenithal) {
            double longitude = Math.atan2(v[1], v[0]);
            return new double[] {this == CAR ? longitude : longitude * sinus, Math.atan2(v[2], sinus)};
        }
        if (this == SIN || this == NCP) {
            double depth = sinus * sinus / (1 + v[2]);
            return new double[] {v[1] + xi * depth, -v[0] + eta * depth};
        }
        double colatitude = Math.atan2(sinus, v[2]);
        double radius = switch (this) {
            case TAN -> v[2] > 0 ? Math.tan(colatitude) : Double.NaN;
            case ARC -> colatitude;
            case STG -> 2 * Math.tan(colatitude / 2);
            default -> 2 * Math.sin(colatitude / 2);
        };
        double ratio = sinus == 0 ? 1 : radius / sinus;
        return new double[] {v[1] * ratio, -v[0] * ratio};
    }

    /** Solves equations 43 and 44 of paper II for d = 1 - sin theta, which is small near the reference point. */
    private static double[] slantOrthographic(double x, double y, double xi, double eta) {
        double a = 1 + xi * xi + eta * eta;
        double b = 1 + xi * x + eta * y;
        double c = x * x + y * y;
        double depth = c / (b + Math.sqrt(b * b - a * c));
        return new double[] {-(y - eta * depth), x - xi * depth, 1 - depth};
    }

    private static double[] vector(double longitude, double latitude) {
        double cos = Math.cos(latitude);
        return new double[] {cos * Math.cos(longitude), cos * Math.sin(longitude), Math.sin(latitude)};
    }
}
