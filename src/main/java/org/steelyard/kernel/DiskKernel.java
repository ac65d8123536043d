// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.steelyard.kernel.RadiusTable.slope;
import static org.steelyard.kernel.RadiusTable.value;
import static org.steelyard.units.Constants.SPEED_OF_LIGHT;

import java.util.Arrays;
import java.util.List;

/**
 * Line-of-sight velocity, dispersion and flux of a thin disk at many points, with their derivatives (method page,
 * sections 2 to 5).
 *
 * <p>With x along the receding major axis, y along the minor axis in the disk plane, and F = v_c / r:
 *
 * <pre>v = sin i [ F (A x + B y) + v_rad y / r ]</pre>
 *
 * <p>The direction of motion is not defined at the centre. A point at the centre has velocity 0 without a black hole.
 * With a black hole, points closer than {@link DiskState#CORE} are evaluated at that radius; the sampling in {@code observe}
 * gives them negligible flux.
 */
public final class DiskKernel {

    /** Its reciprocal is a negligible squared speed [km2/s2], which keeps divisions by v_c^2 finite. */
    private static final double HUGE = 1e300;

    private DiskKernel() {}

    /**
     * Evaluates the disk.
     *
     * @param disk the disk. Not modified
     * @param s offsets and weights. Modified: velocity, dispersion and, with a surface brightness, weight are set
     */
    public static void evaluate(DiskState disk, Samples s) {
        s.reserve(0);
        if (disk.tilt() != null) {
            TiltKernel.kinematics(disk, s);
            return;
        }
        kinematics(disk, s);
    }

    /**
     * Evaluates the disk and its derivatives.
     *
     * @param disk the disk. Not modified
     * @param directions directions of differentiation
     * @param s offsets and weights. Modified as in {@link #evaluate}; the derivatives are set too
     */
    public static void differentiate(DiskState disk, List<Derivative> directions, Samples s) {
        s.reserve(directions.size());
        if (disk.tilt() != null) {
            TiltKernel.differentiate(disk, directions, s);
        } else {
            kinematics(disk, s);
            partials(disk, s);
            for (int k = 0; k < directions.size(); k++) {
                s.clear(k);
                direction(disk, directions.get(k), s, k);
            }
        }
        for (int k = 0; k < directions.size(); k++) {
            s.shiftsOnly[k] = isZero(s.dDispersion[k], s.count) && isZero(s.dWeight[k], s.count);
        }
    }

    /**
     * Evaluates the gradient of velocity and surface brightness on the sky.
     *
     * @param disk the disk. Not modified
     * @param s offsets and weights. Modified as in {@link #evaluate}; directions 0 and 1 are the derivatives with
     *     respect to the offsets in x and y [pixel]
     */
    public static void gradient(DiskState disk, Samples s) {
        s.reserve(2);
        if (disk.tilt() != null) {
            TiltKernel.gradient(disk, s);
            return;
        }
        kinematics(disk, s);
        partials(disk, s);
        double deproject = 1 / Math.cos(disk.inclination());
        for (int axis = 0; axis < 2; axis++) {
            double along = axis == 0 ? disk.majorX() : disk.majorY();
            double across = (axis == 0 ? disk.minorX() : disk.minorY()) * deproject;
            double[] dv = s.dVelocity[axis];
            for (int i = 0; i < s.count; i++) {
                dv[i] = along * s.perX[i] + across * s.perY[i];
            }
            if (disk.brightness() != null) {
                for (int i = 0; i < s.count; i++) {
                    s.dWeight[axis][i] =
                            2 * s.brightnessSlope[i] * (along * s.lightMajor[i] + across * s.lightMinor[i]);
                }
            }
        }
    }

    /**
     * @param disk a disk with a {@link Tilt}
     * @return [arcsec] width in radius of the smooth edge of its light
     */
    public static double edgeWidth(DiskState disk) {
        return TiltKernel.width(disk);
    }

    private static boolean isZero(double[] values, int n) {
        for (int i = 0; i < n; i++) {
            if (values[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void kinematics(DiskState d, Samples s) {
        int n = s.count;
        double deproject = 1 / Math.cos(d.inclination());
        plane(s.x, s.y, n, d.majorX(), d.majorY(), s.alongMajor);
        plane(s.x, s.y, n, d.minorX() * deproject, d.minorY() * deproject, s.alongMinor);
        double[] squared = s.squaredRadius;
        for (int i = 0; i < n; i++) {
            squared[i] = Math.max(
                    s.alongMajor[i] * s.alongMajor[i] + s.alongMinor[i] * s.alongMinor[i],
                    DiskState.CORE * DiskState.CORE);
        }
        d.table().locate(squared, n, s.interval, s.offset);
        RadiusTable.values(d.speedSquared(), s.interval, s.offset, n, s.speedSquared);
        RadiusTable.values(d.dispersion(), s.interval, s.offset, n, s.dispersion);
        s.placeLight(d);
        velocity(d, s);
        if (d.local() != null) {
            addLocal(d, s);
        }
        if (d.relativistic()) {
            for (int i = 0; i < n; i++) {
                s.velocity[i] = DiskState.apparent(s.velocity[i], s.speedSquared[i]);
            }
        }
        if (d.brightness() != null) {
            double outer = d.outerRadius() * d.outerRadius();
            for (int i = 0; i < n; i++) {
                double light =
                        s.lightSquared[i] > outer ? 0 : value(d.brightness(), s.lightInterval[i], s.lightOffset[i]);
                s.weight[i] *= light * deproject;
            }
        }
    }

    private static void plane(double[] x, double[] y, int n, double perX, double perY, double[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = perX * x[i] + perY * y[i];
        }
    }

    /** Adds the black hole to the squared speeds, then projects on the line of sight. */
    private static void velocity(DiskState d, Samples s) {
        double sin = Math.sin(d.inclination());
        double rotation = sin * d.rotation();
        double radial = sin * d.radial();
        double radialSpeed = sin * d.radialSpeed();
        double hole = d.blackHole();
        double soft = d.softening() * d.softening();
        double[] squared = s.squaredRadius;
        double[] q = s.speedSquared;
        double[] x = s.alongMajor;
        double[] y = s.alongMinor;
        double[] v = s.velocity;
        for (int i = 0; i < s.count; i++) {
            double r2 = squared[i];
            double soft2 = r2 + soft;
            q[i] = Math.max(0, q[i] + hole * r2 / (soft2 * Math.sqrt(soft2)));
            double speed = Math.sqrt(q[i]);
            v[i] = (speed * (rotation * x[i] + radial * y[i]) + radialSpeed * y[i]) / Math.sqrt(r2);
        }
    }

    /** Adds the motion that changes with radius. */
    private static void addLocal(DiskState d, Samples s) {
        double sin = Math.sin(d.inclination());
        for (int i = 0; i < s.count; i++) {
            s.velocity[i] += sin * localStream(d, s, i) + shift(d, s, i);
        }
    }

    /** [km/s] motion in the disk that changes with radius, without sin i. */
    private static double localStream(DiskState d, Samples s, int i) {
        if (d.local() == null) {
            return 0;
        }
        double turn = value(d.local().rotation(), s.interval[i], s.offset[i]);
        double flow = value(d.local().radial(), s.interval[i], s.offset[i]);
        return Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]) * (turn * s.alongMajor[i] + flow * s.alongMinor[i]);
    }

    private static double shift(DiskState d, Samples s, int i) {
        return d.local() == null ? 0 : value(d.local().shift(), s.interval[i], s.offset[i]);
    }

    /**
     * Sets the partial derivatives of the velocity with respect to x and y (at fixed inclination) and v_c^2, and the
     * slopes of the radial functions.
     */
    private static void partials(DiskState d, Samples s) {
        int n = s.count;
        RadiusTable.slopes(d.speedSquared(), s.interval, s.offset, n, s.speedSlope);
        RadiusTable.slopes(d.dispersion(), s.interval, s.offset, n, s.dispersionSlope);
        classicalPartials(d, s);
        if (d.local() != null) {
            localPartials(d, s);
        }
        Arrays.fill(s.doppler, 0, n, 1);
        if (d.relativistic()) {
            relativisticPartials(d, s);
        }
        if (d.brightness() != null) {
            for (int i = 0; i < n; i++) {
                double light = value(d.brightness(), s.lightInterval[i], s.lightOffset[i]);
                s.brightnessSlope[i] = light == 0
                        ? 0
                        : s.weight[i] / light * slope(d.brightness(), s.lightInterval[i], s.lightOffset[i]);
            }
        }
    }

    /**
     * Partial derivatives without relativistic terms. The loop has no branch, so that the compiler vectorises it;
     * {@code moving} is 0 where the circular speed is 0, and 1 elsewhere.
     */
    private static void classicalPartials(DiskState d, Samples s) {
        double sin = Math.sin(d.inclination());
        double a = d.rotation();
        double b = d.radial();
        double radialSpeed = d.radialSpeed();
        double hole = d.blackHole();
        double soft = d.softening() * d.softening();
        double[] squared = s.squaredRadius;
        double[] speedSquared = s.speedSquared;
        double[] speedSlope = s.speedSlope;
        double[] along = s.alongMajor;
        double[] across = s.alongMinor;
        double[] perX = s.perX;
        double[] perY = s.perY;
        double[] perQ = s.perSpeedSquared;
        for (int i = 0; i < s.count; i++) {
            double r2 = squared[i];
            double q = speedSquared[i];
            double x = along[i];
            double y = across[i];
            double perR = 1 / Math.sqrt(r2);
            double soft2 = r2 + soft;
            double moving = Math.min(1, q * HUGE);
            double qSlope = moving * (speedSlope[i] + hole * (soft - 0.5 * r2) / (soft2 * soft2 * Math.sqrt(soft2)));
            double perQ1 = 1 / Math.max(q, 1 / HUGE);
            double stream = sin * (a * x + b * y);
            double f = Math.sqrt(q) * perR;
            double bend = f * (qSlope * perQ1 - perR * perR) * stream;
            double radial = sin * radialSpeed * perR * perR * perR * x;
            speedSlope[i] = qSlope;
            perX[i] = sin * a * f + x * bend - radial * y;
            perY[i] = sin * b * f + y * bend + radial * x;
            perQ[i] = 0.5 * moving * stream * perR * Math.sqrt(perQ1);
        }
    }

    /** Adds the partial derivatives of the motion that changes with radius. */
    private static void localPartials(DiskState d, Samples s) {
        double sin = Math.sin(d.inclination());
        double[] rotation = d.local().rotation();
        double[] radial = d.local().radial();
        for (int i = 0; i < s.count; i++) {
            int at = s.interval[i];
            double o = s.offset[i];
            double x = s.alongMajor[i];
            double y = s.alongMinor[i];
            double q = s.speedSquared[i];
            double r2 = s.squaredRadius[i];
            double f = sin * Math.sqrt(q / r2);
            double turn = value(rotation, at, o);
            double flow = value(radial, at, o);
            double stream = turn * x + flow * y;
            double bend = q == 0 ? 0 : f * (s.speedSlope[i] / q - 1 / r2) * stream;
            double change = 2
                    * (f * (slope(rotation, at, o) * x + slope(radial, at, o) * y)
                            + slope(d.local().shift(), at, o));
            s.perX[i] += f * turn + x * (bend + change);
            s.perY[i] += f * flow + y * (bend + change);
            s.perSpeedSquared[i] += q == 0 ? 0 : 0.5 * f * stream / q;
        }
    }

    private static void relativisticPartials(DiskState d, Samples s) {
        double sin = Math.sin(d.inclination());
        for (int i = 0; i < s.count; i++) {
            double q = s.speedSquared[i];
            double x = s.alongMajor[i];
            double y = s.alongMinor[i];
            double r = Math.sqrt(s.squaredRadius[i]);
            double slow = Math.sqrt(Math.max(1e-3, 1 - 3 * q / (SPEED_OF_LIGHT * SPEED_OF_LIGHT)));
            double v = sin * (Math.sqrt(q) * (d.rotation() * x + d.radial() * y) + d.radialSpeed() * y) / r
                    + sin * localStream(d, s, i)
                    + shift(d, s, i);
            double stretch = 1 + v / SPEED_OF_LIGHT;
            double doppler = slow / (stretch * stretch);
            double shift = 1.5 / (SPEED_OF_LIGHT * slow * stretch);
            s.perX[i] = doppler * s.perX[i] + shift * s.speedSlope[i] * 2 * x;
            s.perY[i] = doppler * s.perY[i] + shift * s.speedSlope[i] * 2 * y;
            s.perSpeedSquared[i] = doppler * s.perSpeedSquared[i] + shift;
            s.doppler[i] = doppler;
        }
    }

    private static void direction(DiskState d, Derivative direction, Samples s, int k) {
        double sin = Math.sin(d.inclination());
        double deproject = 1 / Math.cos(d.inclination());
        double[] table = direction.table();
        double[] dv = s.dVelocity[k];
        int n = s.count;
        switch (direction.kind()) {
            case BLACK_HOLE, SPEED, DISPERSION, SYSTEMIC_VELOCITY -> direction.atFixedPlace(d, s, k);
            case INCLINATION -> inclination(d, table, s, k);
            case POSITION_ANGLE -> {
                double cos = Math.cos(d.inclination());
                for (int i = 0; i < n; i++) {
                    move(
                            d,
                            s,
                            k,
                            i,
                            s.alongMinor[i] * cos,
                            -s.alongMajor[i] * deproject,
                            s.lightMinor[i] * cos,
                            -s.lightMajor[i] * deproject);
                }
            }
            case CENTRE_X -> {
                for (int i = 0; i < n; i++) {
                    double across = -d.minorX() * deproject;
                    move(d, s, k, i, -d.majorX(), across, -d.majorX(), across);
                }
            }
            case CENTRE_Y -> {
                for (int i = 0; i < n; i++) {
                    double across = -d.minorY() * deproject;
                    move(d, s, k, i, -d.majorY(), across, -d.majorY(), across);
                }
            }
            case BRIGHTNESS -> {
                for (int i = 0; i < n; i++) {
                    double light = value(d.brightness(), s.lightInterval[i], s.lightOffset[i]);
                    s.dWeight[k][i] =
                            light == 0 ? 0 : s.weight[i] / light * value(table, s.lightInterval[i], s.lightOffset[i]);
                }
            }
            case LIGHT_X -> {
                for (int i = 0; i < n; i++) {
                    moveLight(s, k, i, -d.majorX(), -d.minorX() * deproject);
                }
            }
            case LIGHT_Y -> {
                for (int i = 0; i < n; i++) {
                    moveLight(s, k, i, -d.majorY(), -d.minorY() * deproject);
                }
            }
            case ROTATION -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * sin * s.alongMajor[i] * Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]);
                }
                RadiusTable.multiply(table, s.interval, s.offset, n, dv);
            }
            case RADIAL -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * sin * s.alongMinor[i] * Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]);
                }
                RadiusTable.multiply(table, s.interval, s.offset, n, dv);
            }
            case SHIFT -> {
                System.arraycopy(s.doppler, 0, dv, 0, n);
                RadiusTable.multiply(table, s.interval, s.offset, n, dv);
            }
            case RADIAL_SPEED -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * sin * s.alongMinor[i] / Math.sqrt(s.squaredRadius[i]);
                }
            }
            case HEIGHT -> {
                // The thin disk does not depend on it.
            }
            case TILT -> throw new IllegalArgumentException("tilt of a flat disk");
        }
    }

    private static void inclination(DiskState d, double[] table, Samples s, int k) {
        double sin = Math.sin(d.inclination());
        double cotangent = Math.cos(d.inclination()) / sin;
        double tangent = Math.tan(d.inclination());
        for (int i = 0; i < s.count; i++) {
            double x = s.alongMajor[i];
            double y = s.alongMinor[i];
            double r2 = s.squaredRadius[i];
            move(d, s, k, i, 0, y * tangent, 0, s.lightMinor[i] * tangent);
            double stream = Math.sqrt(s.speedSquared[i] / r2) * (d.rotation() * x + d.radial() * y);
            double classical = sin * (stream + d.radialSpeed() * y / Math.sqrt(r2) + localStream(d, s, i));
            s.dVelocity[k][i] += s.doppler[i] * cotangent * classical;
            if (table != null) {
                s.dVelocity[k][i] += s.perSpeedSquared[i] * value(table, s.interval[i], s.offset[i]);
            }
            if (d.brightness() != null) {
                s.dWeight[k][i] += s.weight[i] * tangent;
            }
        }
    }

    /**
     * Derivatives for a displacement (dx, dy) of a point in the disk plane from the centre of rotation, and (lightX, lightY)
     * from that of the brightness.
     */
    private static void move(DiskState d, Samples s, int k, int i, double dx, double dy, double lightX, double lightY) {
        double dr2 = 2 * (s.alongMajor[i] * dx + s.alongMinor[i] * dy);
        s.dVelocity[k][i] = s.perX[i] * dx + s.perY[i] * dy;
        s.dDispersion[k][i] = s.dispersionSlope[i] * dr2;
        if (d.brightness() != null) {
            moveLight(s, k, i, lightX, lightY);
        }
    }

    private static void moveLight(Samples s, int k, int i, double dx, double dy) {
        s.dWeight[k][i] = s.brightnessSlope[i] * (2 * (s.lightMajor[i] * dx + s.lightMinor[i] * dy));
    }
}
