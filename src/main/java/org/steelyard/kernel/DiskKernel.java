package org.steelyard.kernel;

import static org.steelyard.kernel.RadiusTable.slope;
import static org.steelyard.kernel.RadiusTable.value;

import java.util.Arrays;
import java.util.List;

/**
 * Line-of-sight velocity, dispersion and flux of a thin disk at many points, with their derivatives (METHOD sections 2 to 5).
 *
 * <p>With x along the receding major axis, y along the minor axis in the disk plane, F = v_c / r:
 *
 * <pre>v = sin i [ F (A x + B y) + v_rad y / r ]</pre>
 *
 * <p>A point at the very centre, where the direction is not defined, has velocity 0 without a black hole; with one, points nearer than {@link #CORE} are
 * taken at that radius (the sampling in {@code observe} puts no flux that matters there).
 */
public final class DiskKernel {

    /** Radius [arcsec] inside which nothing changes any more: a millionth of a milliarcsecond, far below any sub-pixel. */
    static final double CORE = 1e-9;

    private static final double SPEED_OF_LIGHT = 299792.458;

    private DiskKernel() {}

    /**
     * @param disk the disk. Not modified
     * @param s offsets and weights. Modified: velocity, dispersion and, with a surface brightness, weight are filled in
     */
    public static void evaluate(DiskState disk, Samples s) {
        s.reserve(0);
        kinematics(disk, s);
    }

    /**
     * @param disk the disk. Not modified
     * @param directions what to differentiate by
     * @param s offsets and weights. Modified: as in {@link #evaluate}, and the derivatives
     */
    public static void differentiate(DiskState disk, List<Derivative> directions, Samples s) {
        s.reserve(directions.size());
        kinematics(disk, s);
        partials(disk, s);
        for (int k = 0; k < directions.size(); k++) {
            Arrays.fill(s.dVelocity[k], 0, s.count, 0);
            Arrays.fill(s.dDispersion[k], 0, s.count, 0);
            Arrays.fill(s.dWeight[k], 0, s.count, 0);
            direction(disk, directions.get(k), s, k);
        }
    }

    private static void kinematics(DiskState d, Samples s) {
        int n = s.count;
        double deproject = 1 / Math.cos(d.inclination());
        double sin = Math.sin(d.inclination());
        for (int i = 0; i < n; i++) {
            double x = d.majorX() * s.x[i] + d.majorY() * s.y[i];
            double y = (d.minorX() * s.x[i] + d.minorY() * s.y[i]) * deproject;
            s.alongMajor[i] = x;
            s.alongMinor[i] = y;
            s.squaredRadius[i] = Math.max(x * x + y * y, CORE * CORE);
        }
        d.table().locate(s.squaredRadius, n, s.interval, s.offset);
        double soft = d.softening() * d.softening();
        for (int i = 0; i < n; i++) {
            double r2 = s.squaredRadius[i];
            double soft2 = r2 + soft;
            double hole = d.blackHole() * r2 / (soft2 * Math.sqrt(soft2));
            double q = Math.max(0, value(d.speedSquared(), s.interval[i], s.offset[i]) + hole);
            s.speedSquared[i] = q;
            double x = s.alongMajor[i];
            double y = s.alongMinor[i];
            double f = Math.sqrt(q / r2);
            double v = sin * (f * (d.rotation() * x + d.radial() * y) + d.radialSpeed() * y / Math.sqrt(r2));
            s.velocity[i] = d.relativistic() ? apparent(v, q) : v;
            s.dispersion[i] = value(d.dispersion(), s.interval[i], s.offset[i]);
        }
        if (d.brightness() != null) {
            double outer = d.outerRadius() * d.outerRadius();
            for (int i = 0; i < n; i++) {
                double light = s.squaredRadius[i] > outer ? 0 : value(d.brightness(), s.interval[i], s.offset[i]);
                s.weight[i] *= light * deproject;
            }
        }
    }

    /** The classical velocity that would shift the line as a circular orbit does with transverse Doppler shift and gravitational redshift. */
    private static double apparent(double v, double q) {
        double slow = Math.sqrt(Math.max(0, 1 - 3 * q / (SPEED_OF_LIGHT * SPEED_OF_LIGHT)));
        return SPEED_OF_LIGHT * (1 - slow / (1 + v / SPEED_OF_LIGHT));
    }

    /** Partial derivatives of the velocity with respect to x, y (at fixed angle of view) and v_c^2, and slopes of the radial functions. */
    private static void partials(DiskState d, Samples s) {
        double sin = Math.sin(d.inclination());
        double a = d.rotation();
        double b = d.radial();
        double soft = d.softening() * d.softening();
        for (int i = 0; i < s.count; i++) {
            double r2 = s.squaredRadius[i];
            double r = Math.sqrt(r2);
            double q = s.speedSquared[i];
            double soft2 = r2 + soft;
            double holeSlope = d.blackHole() * (soft - 0.5 * r2) / (soft2 * soft2 * Math.sqrt(soft2));
            double qSlope = q > 0 ? slope(d.speedSquared(), s.interval[i], s.offset[i]) + holeSlope : 0;
            double x = s.alongMajor[i];
            double y = s.alongMinor[i];
            double stream = a * x + b * y;
            double f = Math.sqrt(q / r2);
            double fSlope = q > 0 ? 0.5 * f * (qSlope / q - 1 / r2) : 0;
            double perX = sin * (a * f + 2 * x * fSlope * stream - d.radialSpeed() * x * y / (r2 * r));
            double perY = sin * (b * f + 2 * y * fSlope * stream + d.radialSpeed() * x * x / (r2 * r));
            double perQ = q > 0 ? sin * stream / (2 * f * r2) : 0;
            double doppler = 1;
            if (d.relativistic()) {
                double slow = Math.sqrt(Math.max(1e-3, 1 - 3 * q / (SPEED_OF_LIGHT * SPEED_OF_LIGHT)));
                double v = sin * (f * stream + d.radialSpeed() * y / r);
                double stretch = 1 + v / SPEED_OF_LIGHT;
                doppler = slow / (stretch * stretch);
                double shift = 1.5 / (SPEED_OF_LIGHT * slow * stretch);
                perX = doppler * perX + shift * qSlope * 2 * x;
                perY = doppler * perY + shift * qSlope * 2 * y;
                perQ = doppler * perQ + shift;
            }
            s.speedSlope[i] = qSlope;
            s.perX[i] = perX;
            s.perY[i] = perY;
            s.perSpeedSquared[i] = perQ;
            s.doppler[i] = doppler;
            s.dispersionSlope[i] = slope(d.dispersion(), s.interval[i], s.offset[i]);
            if (d.brightness() != null) {
                double light = value(d.brightness(), s.interval[i], s.offset[i]);
                s.brightnessSlope[i] =
                        light == 0 ? 0 : s.weight[i] / light * slope(d.brightness(), s.interval[i], s.offset[i]);
            }
        }
    }

    private static void direction(DiskState d, Derivative direction, Samples s, int k) {
        double sin = Math.sin(d.inclination());
        double deproject = 1 / Math.cos(d.inclination());
        double[] table = direction.table();
        double[] dv = s.dVelocity[k];
        int n = s.count;
        switch (direction.kind()) {
            case BLACK_HOLE -> {
                double soft = d.softening() * d.softening();
                for (int i = 0; i < n; i++) {
                    double soft2 = s.squaredRadius[i] + soft;
                    dv[i] = s.perSpeedSquared[i] * s.squaredRadius[i] / (soft2 * Math.sqrt(soft2));
                }
            }
            case SPEED -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.perSpeedSquared[i] * value(table, s.interval[i], s.offset[i]);
                }
            }
            case INCLINATION -> inclination(d, table, s, k);
            case POSITION_ANGLE -> {
                double cos = Math.cos(d.inclination());
                for (int i = 0; i < n; i++) {
                    move(d, s, k, i, s.alongMinor[i] * cos, -s.alongMajor[i] * deproject);
                }
            }
            case CENTRE_X -> {
                for (int i = 0; i < n; i++) {
                    move(d, s, k, i, -d.majorX(), -d.minorX() * deproject);
                }
            }
            case CENTRE_Y -> {
                for (int i = 0; i < n; i++) {
                    move(d, s, k, i, -d.majorY(), -d.minorY() * deproject);
                }
            }
            case SYSTEMIC_VELOCITY -> Arrays.fill(dv, 0, n, -1);
            case DISPERSION -> {
                for (int i = 0; i < n; i++) {
                    s.dDispersion[k][i] = value(table, s.interval[i], s.offset[i]);
                }
            }
            case BRIGHTNESS -> {
                for (int i = 0; i < n; i++) {
                    double light = value(d.brightness(), s.interval[i], s.offset[i]);
                    s.dWeight[k][i] = light == 0 ? 0 : s.weight[i] / light * value(table, s.interval[i], s.offset[i]);
                }
            }
            case ROTATION -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * sin * s.alongMajor[i] * Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]);
                }
            }
            case RADIAL -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * sin * s.alongMinor[i] * Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]);
                }
            }
            case RADIAL_SPEED -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * sin * s.alongMinor[i] / Math.sqrt(s.squaredRadius[i]);
                }
            }
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
            move(d, s, k, i, 0, y * tangent);
            double stream = Math.sqrt(s.speedSquared[i] / r2) * (d.rotation() * x + d.radial() * y);
            double classical = sin * (stream + d.radialSpeed() * y / Math.sqrt(r2));
            s.dVelocity[k][i] += s.doppler[i] * cotangent * classical;
            if (table != null) {
                s.dVelocity[k][i] += s.perSpeedSquared[i] * value(table, s.interval[i], s.offset[i]);
            }
            if (d.brightness() != null) {
                s.dWeight[k][i] += s.weight[i] * tangent;
            }
        }
    }

    /** What changes when a point moves by (dx, dy) in the disk plane. */
    private static void move(DiskState d, Samples s, int k, int i, double dx, double dy) {
        double dr2 = 2 * (s.alongMajor[i] * dx + s.alongMinor[i] * dy);
        s.dVelocity[k][i] = s.perX[i] * dx + s.perY[i] * dy;
        s.dDispersion[k][i] = s.dispersionSlope[i] * dr2;
        if (d.brightness() != null) {
            s.dWeight[k][i] = s.brightnessSlope[i] * dr2;
        }
    }
}
