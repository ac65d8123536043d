// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

/**
 * Where lines of sight cross a disk with a {@link Tilt}. At the offset (dN, dE) the layer at height z has the squared
 * distance q = r^2 + z^2 from the centre that solves
 *
 * <pre>f(q) = q - dN^2 - dE^2 - d^2 = 0,   d = m_N(q) dN + m_E(q) dE - z sqrt(1 + m_N^2 + m_E^2)</pre>
 *
 * <p>with the depth d behind the sky. A line of sight crosses each layer of an unfolded disk once. In a folded disk f can
 * only rise through 0 before and beyond the folds; between, the crossings are its changes of sign between the knots of the
 * table of radii.
 */
public final class LinesOfSight {

    /** A step of Newton's method below this part of q leaves an error of the order of its square. */
    private static final double SMALL_STEP = 1e-6;

    private static final int MOST_STEPS = 100;

    private final DiskState disk;
    private final RadiusTable table;
    private final Tilt tilt;

    /** [arcsec2] Squared radius beyond which the disk has no light. */
    private final double lit;

    /** f and its derivative, as {@link #difference} leaves them. */
    private double f;

    private double slope;

    /** Plane at the last place of a search, and its slope: the next point is near. */
    private double north;

    private double east;
    private double northSlope;
    private double eastSlope;
    private double place;

    /** @param disk a disk with a tilt */
    public LinesOfSight(DiskState disk) {
        this.disk = disk;
        this.table = disk.table();
        this.tilt = disk.tilt();
        double end = disk.brightness() == null ? Double.POSITIVE_INFINITY : disk.outerRadius() + TiltKernel.width(disk);
        lit = end * end;
    }

    /**
     * Adds the points of some layers on lines of sight.
     *
     * @param sky points on the sky. Not modified
     * @param from index of the first point
     * @param to index after the last point
     * @param firstLayer index of the first layer
     * @param endLayer index after the last layer
     * @param out more points, with the flux of their line of sight times the share of their layer. Modified
     */
    public void cross(Samples sky, int from, int to, int firstLayer, int endLayer, Samples out) {
        for (int i = from; i < to; i++) {
            int first = out.count;
            for (int layer = firstLayer; layer < endLayer; layer++) {
                double w = sky.weight[i] * tilt.shares()[layer];
                cross(sky.x[i], sky.y[i], w, layer, first, Integer.MAX_VALUE, out);
            }
        }
    }

    /**
     * Adds the point of some layers, each its first crossing.
     *
     * @param x [pixel] offset from the galaxy's centre
     * @param y [pixel] offset from the galaxy's centre
     * @param firstLayer index of the first layer
     * @param endLayer index after the last layer
     * @param out one more point for each layer, of unit weight. Modified
     */
    public void addFirst(double x, double y, int firstLayer, int endLayer, Samples out) {
        for (int layer = firstLayer; layer < endLayer; layer++) {
            cross(x, y, 1, layer, out.count, 1, out);
        }
    }

    private void cross(double x, double y, double weight, int layer, int first, int most, Samples out) {
        double dN = disk.majorX() * x + disk.majorY() * y;
        double dE = disk.minorX() * x + disk.minorY() * y;
        double z = tilt.layers()[layer];
        double flat = dN * dN + dE * dE;
        if (!tilt.folded()) {
            double q = solve(dN, dE, z, start(flat, dN, dE, z), 0, Double.POSITIVE_INFINITY);
            out.add(x, y, weight, layer, z, q, first);
            return;
        }
        double reach = Math.sqrt(dN * dN + dE * dE) * tilt.steepest()
                + Math.abs(z) * Math.sqrt(1 + tilt.steepest() * tilt.steepest());
        double end = Math.min(flat + reach * reach, lit + z * z);
        double low = flat;
        int found = 0;
        boolean under = true;
        for (int knot = Math.max(table.below(low) + 1, tilt.firstFold());
                found < most && knot <= tilt.lastFold() && low < end;
                knot++) {
            double high = table.knot(knot);
            difference(high, dN, dE, z);
            if (f > 0 == under) {
                double from = Math.max(low, Math.min(high, start(flat, dN, dE, z)));
                double q = under ? solve(dN, dE, z, from, low, high) : solve(dN, dE, z, from, high, low);
                out.add(x, y, weight, layer, z, q, first);
                found++;
                under = !under;
            }
            low = high;
        }
        if (under && found < most) {
            double q = solve(dN, dE, z, Math.max(low, start(flat, dN, dE, z)), low, Double.POSITIVE_INFINITY);
            out.add(x, y, weight, layer, z, q, first);
        }
    }

    /** Where the line of sight crosses the plane of the last point, then that plane tilted on to there. */
    private double start(double flat, double dN, double dE, double z) {
        double depth = north * dN + east * dE - z * Math.sqrt(1 + north * north + east * east);
        double further = flat + depth * depth - place;
        double a = north + northSlope * further;
        double b = east + eastSlope * further;
        depth = a * dN + b * dE - z * Math.sqrt(1 + a * a + b * b);
        return flat + depth * depth;
    }

    /**
     * Newton's method, and bisection where it leaves the interval.
     *
     * @param q start
     * @param negative end at which f is not positive
     * @param positive end at which f is positive, perhaps infinite
     */
    private double solve(double dN, double dE, double z, double q, double negative, double positive) {
        for (int step = 0; step < MOST_STEPS; step++) {
            difference(q, dN, dE, z);
            double next = q - f / slope;
            if (Math.abs(next - q) <= SMALL_STEP * q) {
                return next;
            }
            if (f > 0) {
                positive = q;
            } else {
                negative = q;
            }
            boolean inside = next > Math.min(negative, positive) && next < Math.max(negative, positive);
            if (inside) {
                q = next;
            } else {
                q = positive < Double.POSITIVE_INFINITY ? 0.5 * (negative + positive) : 2 * q;
            }
        }
        return q;
    }

    private void difference(double q, double dN, double dE, double z) {
        int knot = table.below(q);
        int i = 4 * knot;
        double t = Math.max(0, Math.min(q, table.knot(knot + 1)) - table.knot(knot));
        north = RadiusTable.value(tilt.north(), i, t);
        east = RadiusTable.value(tilt.east(), i, t);
        northSlope = RadiusTable.slope(tilt.north(), i, t);
        eastSlope = RadiusTable.slope(tilt.east(), i, t);
        place = q;
        double depth = north * dN + east * dE;
        double depthSlope = northSlope * dN + eastSlope * dE;
        if (z != 0) {
            double secant = Math.sqrt(1 + north * north + east * east);
            depth -= z * secant;
            depthSlope -= z * (north * northSlope + east * eastSlope) / secant;
        }
        f = q - dN * dN - dE * dE - depth * depth;
        slope = 1 - 2 * depth * depthSlope;
    }
}
