// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.steelyard.kernel.RadiusTable.curve;
import static org.steelyard.kernel.RadiusTable.slope;
import static org.steelyard.kernel.RadiusTable.value;
import static org.steelyard.units.Constants.SPEED_OF_LIGHT;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Samples.TiltSamples;

/**
 * {@link DiskKernel} for a disk with a {@link Tilt}, at points that {@link LinesOfSight} found. With the offset s =
 * (dN, dE), the slopes m of the plane, c = sqrt(1 + m^2) = 1 / cos i, the height z and q = r^2 + z^2,
 *
 * <pre>d = m.s - z c                              depth
 *  a = (m_E dN - m_N dE) / c   b = d + z / c   offsets along the major and minor axes times sin i
 *  v = (v_c / r) (A a + B b) + v_rad b / r
 *  e = 1 - 2 d dd/dq                           change of the light's area: light on the sky = Sigma(r) c / |e|</pre>
 *
 * <p>By the theorem of implicit functions a change of s, m or z that changes dN^2 + dE^2 + d^2 by h at fixed q
 * changes q by h / e.
 */
final class TiltKernel {

    /**
     * At a fold the light of a point is infinite, and its sum over a pixel is not: 1/e is limited to the reciprocal of
     * this, which misses about as much of the flux within a radius of the fold.
     */
    static final double SHARPEST_FOLD = 0.02;

    private TiltKernel() {}

    /** Velocity, dispersion and weight of every point. */
    static void kinematics(DiskState d, Samples s) {
        TiltSamples t = s.tilt;
        int n = s.count;
        t.reserve(s.x.length);
        for (int i = 0; i < n; i++) {
            double z = t.height[i];
            s.squaredRadius[i] = Math.max(t.root[i] - z * z, DiskState.CORE * DiskState.CORE);
            s.alongMajor[i] = d.majorX() * s.x[i] + d.majorY() * s.y[i];
            s.alongMinor[i] = d.minorX() * s.x[i] + d.minorY() * s.y[i];
        }
        d.table().locate(s.squaredRadius, n, s.interval, s.offset);
        RadiusTable.values(d.speedSquared(), s.interval, s.offset, n, s.speedSquared);
        RadiusTable.values(d.dispersion(), s.interval, s.offset, n, s.dispersion);
        d.table().locate(t.root, n, t.interval, t.offset);
        RadiusTable.values(d.tilt().north(), t.interval, t.offset, n, t.north);
        RadiusTable.values(d.tilt().east(), t.interval, t.offset, n, t.east);
        RadiusTable.slopes(d.tilt().north(), t.interval, t.offset, n, t.northSlope);
        RadiusTable.slopes(d.tilt().east(), t.interval, t.offset, n, t.eastSlope);
        s.placeLight(d);
        planes(s);
        velocities(d, s);
        if (d.weighted()) {
            weights(d, s);
        }
    }

    private static void planes(Samples s) {
        TiltSamples t = s.tilt;
        for (int i = 0; i < s.count; i++) {
            double dN = s.alongMajor[i];
            double dE = s.alongMinor[i];
            double z = t.height[i];
            double c = Math.sqrt(1 + t.north[i] * t.north[i] + t.east[i] * t.east[i]);
            double depth = t.north[i] * dN + t.east[i] * dE - z * c;
            t.secant[i] = c;
            t.depth[i] = depth;
            t.fold[i] = 1 - 2 * depth * depthSlope(t, i, dN, dE);
            t.along[i] = (t.east[i] * dN - t.north[i] * dE) / c;
            t.across[i] = depth + z / c;
        }
    }

    /** Derivative of the depth by q at a fixed place on the sky. */
    private static double depthSlope(TiltSamples t, int i, double dN, double dE) {
        return t.northSlope[i] * dN + t.eastSlope[i] * dE - t.height[i] * secantSlope(t, i);
    }

    private static double secantSlope(TiltSamples t, int i) {
        return (t.north[i] * t.northSlope[i] + t.east[i] * t.eastSlope[i]) / t.secant[i];
    }

    private static void velocities(DiskState d, Samples s) {
        TiltSamples t = s.tilt;
        double hole = d.blackHole();
        double soft = d.softening() * d.softening();
        double[] q = s.speedSquared;
        for (int i = 0; i < s.count; i++) {
            double r2 = s.squaredRadius[i];
            double soft2 = r2 + soft;
            q[i] = Math.max(0, q[i] + hole * r2 / (soft2 * Math.sqrt(soft2)));
            double stream = rotation(d, s, i) * t.along[i] + radial(d, s, i) * t.across[i];
            s.velocity[i] = (Math.sqrt(q[i]) * stream + d.radialSpeed() * t.across[i]) / Math.sqrt(r2) + shift(d, s, i);
            if (d.relativistic()) {
                s.velocity[i] = DiskState.apparent(s.velocity[i], q[i]);
            }
        }
    }

    private static double rotation(DiskState d, Samples s, int i) {
        return d.local() == null
                ? d.rotation()
                : d.rotation() + value(d.local().rotation(), s.interval[i], s.offset[i]);
    }

    private static double radial(DiskState d, Samples s, int i) {
        return d.local() == null ? d.radial() : d.radial() + value(d.local().radial(), s.interval[i], s.offset[i]);
    }

    private static double shift(DiskState d, Samples s, int i) {
        return d.local() == null ? 0 : value(d.local().shift(), s.interval[i], s.offset[i]);
    }

    /** A disk's own light, or the flux of each line of sight divided by the light of its points. */
    private static void weights(DiskState d, Samples s) {
        TiltSamples t = s.tilt;
        boolean own = d.brightness() != null;
        double[] light = own ? d.brightness() : d.tilt().light();
        for (int i = 0; i < s.count; i++) {
            double bright = light == null ? 1 : value(light, s.interval[i], s.offset[i]);
            double edge = own ? edge(beyond(d, s, i)) : 1;
            t.light[i] = edge * bright * t.secant[i] / Math.max(Math.abs(t.fold[i]), SHARPEST_FOLD);
        }
        if (own) {
            for (int i = 0; i < s.count; i++) {
                s.weight[i] *= t.light[i];
            }
            return;
        }
        double[] shares = d.tilt().shares();
        for (int from = 0; from < s.count; ) {
            int to = endOfSight(t, from, s.count);
            double flux = s.weight[from] / shares[t.layer[from]];
            double sum = 0;
            for (int i = from; i < to; i++) {
                t.light[i] *= shares[t.layer[i]];
                sum += t.light[i];
            }
            for (int i = from; i < to; i++) {
                s.weight[i] = flux * t.light[i] / sum;
            }
            from = to;
        }
    }

    /** Radius beyond the end of the light, in widths of the edge. */
    private static double beyond(DiskState d, Samples s, int i) {
        return (Math.sqrt(s.squaredRadius[i]) - d.outerRadius()) / width(d);
    }

    /**
     * [arcsec] Width of the edge of a disk's own light, a pixel: a warp moves a sharp edge on the sky, which derivatives of the points do
     * not see and which makes chi-squared rough.
     */
    static double width(DiskState d) {
        return Math.hypot(d.majorX(), d.majorY());
    }

    /** The light from 1 to 0 across the edge, (1 - sin(pi u)) / 2 for |u| below a half. */
    private static double edge(double u) {
        return u <= -0.5 ? 1 : u >= 0.5 ? 0 : 0.5 - 0.5 * Math.sin(Math.PI * u);
    }

    /** Derivative of the logarithm of the edge by r^2 [1/arcsec2]; 0 where there is no light. */
    private static double edgeSlope(DiskState d, Samples s, int i) {
        double u = beyond(d, s, i);
        double edge = edge(u);
        return edge == 0 || edge == 1
                ? 0
                : -0.5 * Math.PI * Math.cos(Math.PI * u) / (edge * width(d) * 2 * Math.sqrt(s.squaredRadius[i]));
    }

    private static int endOfSight(TiltSamples t, int from, int count) {
        int to = from + 1;
        while (to < count && t.first[to] == t.first[from]) {
            to++;
        }
        return to;
    }

    /** Velocity, dispersion and weight of every point, and their derivatives. */
    static void differentiate(DiskState d, List<Derivative> directions, Samples s) {
        kinematics(d, s);
        partials(d, s);
        for (int k = 0; k < directions.size(); k++) {
            s.clear(k);
            direction(d, directions.get(k), s, k);
            if (d.weighted()) {
                distribute(d, s, k);
            }
        }
    }

    /** Derivatives by the offsets in x and y [pixel]. */
    static void gradient(DiskState d, Samples s) {
        kinematics(d, s);
        partials(d, s);
        for (int axis = 0; axis < 2; axis++) {
            s.clear(axis);
            double dN = axis == 0 ? d.majorX() : d.majorY();
            double dE = axis == 0 ? d.minorX() : d.minorY();
            for (int i = 0; i < s.count; i++) {
                change(d, s, axis, i, 0, 0, 0, 0, dN, dE, 0);
            }
            if (d.brightness() != null) {
                distribute(d, s, axis);
            }
        }
    }

    private static void partials(DiskState d, Samples s) {
        TiltSamples t = s.tilt;
        int n = s.count;
        RadiusTable.slopes(d.speedSquared(), s.interval, s.offset, n, s.speedSlope);
        RadiusTable.slopes(d.dispersion(), s.interval, s.offset, n, s.dispersionSlope);
        Arrays.fill(s.doppler, 0, n, 1);
        double hole = d.blackHole();
        double soft = d.softening() * d.softening();
        for (int i = 0; i < n; i++) {
            double r2 = s.squaredRadius[i];
            double r = Math.sqrt(r2);
            double square = s.speedSquared[i];
            double soft2 = r2 + soft;
            double turn = rotation(d, s, i);
            double flow = radial(d, s, i);
            double stream = turn * t.along[i] + flow * t.across[i];
            double speed = Math.sqrt(square);
            double radial = d.radialSpeed() * t.across[i] / r;
            s.speedSlope[i] =
                    square == 0 ? 0 : s.speedSlope[i] + hole * (soft - 0.5 * r2) / (soft2 * soft2 * Math.sqrt(soft2));
            s.perSpeedSquared[i] = square == 0 ? 0 : 0.5 * stream / (r * speed);
            s.perX[i] = turn * speed / r;
            s.perY[i] = (flow * speed + d.radialSpeed()) / r;
            t.perRadius[i] = s.perSpeedSquared[i] * s.speedSlope[i] - 0.5 * (speed * stream / r + radial) / r2;
            if (d.local() != null) {
                t.perRadius[i] += localSlope(d.local(), s, i, speed / r);
            }
            if (d.relativistic()) {
                relativistic(s, i, speed * stream / r + radial + shift(d, s, i));
            }
        }
        if (d.weighted()) {
            lights(d, s);
        }
    }

    /** Derivative of the motion that changes with radius by r^2, at fixed offsets. */
    private static double localSlope(DiskState.LocalMotion local, Samples s, int i, double perLength) {
        int at = s.interval[i];
        double o = s.offset[i];
        double stream =
                slope(local.rotation(), at, o) * s.tilt.along[i] + slope(local.radial(), at, o) * s.tilt.across[i];
        return perLength * stream + slope(local.shift(), at, o);
    }

    private static void relativistic(Samples s, int i, double v) {
        double slow = Math.sqrt(Math.max(1e-3, 1 - 3 * s.speedSquared[i] / (SPEED_OF_LIGHT * SPEED_OF_LIGHT)));
        double stretch = 1 + v / SPEED_OF_LIGHT;
        double doppler = slow / (stretch * stretch);
        double shift = 1.5 / (SPEED_OF_LIGHT * slow * stretch);
        s.doppler[i] = doppler;
        s.perX[i] *= doppler;
        s.perY[i] *= doppler;
        s.perSpeedSquared[i] = doppler * s.perSpeedSquared[i] + shift;
        s.tilt.perRadius[i] = doppler * s.tilt.perRadius[i] + shift * s.speedSlope[i];
    }

    private static void lights(DiskState d, Samples s) {
        TiltSamples t = s.tilt;
        double[] light = d.brightness() != null ? d.brightness() : d.tilt().light();
        for (int i = 0; i < s.count; i++) {
            t.northCurve[i] = curve(d.tilt().north(), t.interval[i], t.offset[i]);
            t.eastCurve[i] = curve(d.tilt().east(), t.interval[i], t.offset[i]);
            double bright = light == null ? 0 : value(light, s.interval[i], s.offset[i]);
            t.lightSlope[i] = bright == 0 ? 0 : slope(light, s.interval[i], s.offset[i]) / bright;
            if (d.brightness() != null) {
                t.lightSlope[i] += edgeSlope(d, s, i);
            }
        }
    }

    private static void direction(DiskState d, Derivative direction, Samples s, int k) {
        double[] table = direction.table();
        double[] dv = s.dVelocity[k];
        TiltSamples t = s.tilt;
        int n = s.count;
        switch (direction.kind()) {
            case BLACK_HOLE, SPEED, DISPERSION, SYSTEMIC_VELOCITY -> direction.atFixedPlace(d, s, k);
            case TILT -> {
                double[] east = direction.east();
                for (int i = 0; i < n; i++) {
                    int at = t.interval[i];
                    double o = t.offset[i];
                    double dNorth = value(table, at, o);
                    double dEast = value(east, at, o);
                    change(d, s, k, i, dNorth, dEast, slope(table, at, o), slope(east, at, o), 0, 0, 0);
                }
            }
            case HEIGHT -> {
                for (int i = 0; i < n; i++) {
                    change(d, s, k, i, 0, 0, 0, 0, 0, 0, d.tilt().perHeight()[t.layer[i]]);
                }
            }
            case CENTRE_X -> {
                for (int i = 0; i < n; i++) {
                    change(d, s, k, i, 0, 0, 0, 0, -d.majorX(), -d.minorX(), 0);
                }
            }
            case CENTRE_Y -> {
                for (int i = 0; i < n; i++) {
                    change(d, s, k, i, 0, 0, 0, 0, -d.majorY(), -d.minorY(), 0);
                }
            }
            case BRIGHTNESS -> {
                for (int i = 0; i < n; i++) {
                    double light = value(d.brightness(), s.interval[i], s.offset[i]);
                    s.dWeight[k][i] = light == 0 ? 0 : value(table, s.interval[i], s.offset[i]) / light;
                }
            }
            case ROTATION -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * t.along[i] * Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]);
                }
                RadiusTable.multiply(table, s.interval, s.offset, n, dv);
            }
            case RADIAL -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * t.across[i] * Math.sqrt(s.speedSquared[i] / s.squaredRadius[i]);
                }
                RadiusTable.multiply(table, s.interval, s.offset, n, dv);
            }
            case SHIFT -> {
                System.arraycopy(s.doppler, 0, dv, 0, n);
                RadiusTable.multiply(table, s.interval, s.offset, n, dv);
            }
            case RADIAL_SPEED -> {
                for (int i = 0; i < n; i++) {
                    dv[i] = s.doppler[i] * t.across[i] / Math.sqrt(s.squaredRadius[i]);
                }
            }
            case INCLINATION, POSITION_ANGLE, LIGHT_X, LIGHT_Y ->
                throw new IllegalArgumentException(direction.kind() + " of a disk with a tilt");
        }
    }

    /**
     * Derivatives of a point for a change of the planes' slopes m and of their derivatives by q, at fixed q, of the
     * offset on the sky, and of the height. The derivative of the weight is that of the logarithm of the light.
     */
    private static void change(
            DiskState d,
            Samples s,
            int k,
            int i,
            double north,
            double east,
            double northSlope,
            double eastSlope,
            double moveN,
            double moveE,
            double rise) {
        TiltSamples t = s.tilt;
        double dN = s.alongMajor[i];
        double dE = s.alongMinor[i];
        double z = t.height[i];
        double c = t.secant[i];
        double depthSlope = depthSlope(t, i, dN, dE);
        double dSecant = (t.north[i] * north + t.east[i] * east) / c;
        double explicit = north * dN + east * dE + t.north[i] * moveN + t.east[i] * moveE - rise * c - z * dSecant;
        double dq = 2 * (dN * moveN + dE * moveE + t.depth[i] * explicit) / t.fold[i];
        double dr2 = dq - 2 * z * rise;
        double dNorth = north + t.northSlope[i] * dq;
        double dEast = east + t.eastSlope[i] * dq;
        double secant = (t.north[i] * dNorth + t.east[i] * dEast) / c;
        double depth = explicit + depthSlope * dq;
        double along = (dEast * dN + t.east[i] * moveN - dNorth * dE - t.north[i] * moveE - t.along[i] * secant) / c;
        double across = depth + rise / c - z * secant / (c * c);
        s.dVelocity[k][i] = s.perX[i] * along + s.perY[i] * across + t.perRadius[i] * dr2;
        s.dDispersion[k][i] = s.dispersionSlope[i] * dr2;
        if (d.weighted()) {
            double dNorthSlope = northSlope + t.northCurve[i] * dq;
            double dEastSlope = eastSlope + t.eastCurve[i] * dq;
            double secantSlope = secantSlope(t, i);
            double dSecantSlope = (dNorth * t.northSlope[i]
                            + dEast * t.eastSlope[i]
                            + t.north[i] * dNorthSlope
                            + t.east[i] * dEastSlope
                            - secantSlope * secant)
                    / c;
            double dDepthSlope = dNorthSlope * dN
                    + dEastSlope * dE
                    + t.northSlope[i] * moveN
                    + t.eastSlope[i] * moveE
                    - rise * secantSlope
                    - z * dSecantSlope;
            double dFold = -2 * (depth * depthSlope + t.depth[i] * dDepthSlope);
            boolean limited = Math.abs(t.fold[i]) < SHARPEST_FOLD;
            s.dWeight[k][i] = t.lightSlope[i] * dr2 + secant / c - (limited ? 0 : dFold / t.fold[i]);
        }
    }

    /** From derivatives of the logarithm of the light to those of the weights. */
    private static void distribute(DiskState d, Samples s, int k) {
        double[] change = s.dWeight[k];
        if (d.brightness() != null) {
            for (int i = 0; i < s.count; i++) {
                change[i] *= s.weight[i];
            }
            return;
        }
        TiltSamples t = s.tilt;
        for (int from = 0; from < s.count; ) {
            int to = endOfSight(t, from, s.count);
            double flux = 0;
            double mean = 0;
            for (int i = from; i < to; i++) {
                flux += s.weight[i];
                mean += s.weight[i] * change[i];
            }
            for (int i = from; i < to; i++) {
                change[i] = flux == 0 ? 0 : s.weight[i] * (change[i] - mean / flux);
            }
            from = to;
        }
    }
}
