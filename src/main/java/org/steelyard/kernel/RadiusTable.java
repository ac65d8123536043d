// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * A function of radius as a table of piecewise cubics in r^2 with a continuous first derivative. Knots are equally
 * spaced within each octave of r^2. The exponent and the leading bits of the mantissa of r^2 therefore give the number
 * of the interval, and no logarithm is needed.
 *
 * <p>Five-point differences of the values give the slopes at the knots, so the interpolation error is of third order or
 * better. With the default of 16 knots per octave it is below 1e-6 for functions that vary on the scale of r. Below the
 * first knot the function is constant at its value there, and above the last knot at its value there.
 */
public final class RadiusTable {

    private static final int BITS = 4;
    private static final int STENCIL = 5;

    private final int shift;
    private final long first;
    private final int intervals;
    private final double[] knots;
    private final double[][] slopeWeights;

    /**
     * Creates the knots, 16 per octave of r^2.
     *
     * @param smallest smallest radius to resolve, positive, in the unit of the radii to be evaluated
     * @param largest largest radius, greater than the smallest
     */
    public RadiusTable(double smallest, double largest) {
        this(smallest, largest, BITS);
    }

    /**
     * Creates the knots.
     *
     * @param smallest smallest radius to resolve, positive, in the unit of the radii to be evaluated
     * @param largest largest radius, greater than the smallest
     * @param bits bits of the mantissa of r^2 that number the knots: 2^bits knots per octave of r^2
     */
    public RadiusTable(double smallest, double largest, int bits) {
        this.shift = 52 - bits;
        if (!(smallest > 0) || !(largest > smallest)) {
            throw new IllegalArgumentException(
                    "radii from " + smallest + " to " + largest + " must be positive and ascending");
        }
        first = Double.doubleToRawLongBits(smallest * smallest) >>> shift;
        long last = (Double.doubleToRawLongBits(largest * largest) >>> shift) + 1;
        intervals = Math.max((int) (last - first), STENCIL);
        knots = new double[intervals + 1];
        for (int i = 0; i <= intervals; i++) {
            knots[i] = Double.longBitsToDouble((first + i) << shift);
        }
        slopeWeights = new double[intervals + 1][];
        for (int i = 0; i <= intervals; i++) {
            slopeWeights[i] = slopeWeights(firstOfStencil(i), knots[i]);
        }
    }

    /** @return the radii of the knots, ascending */
    public double[] radii() {
        double[] radii = new double[knots.length];
        for (int i = 0; i < radii.length; i++) {
            radii[i] = Math.sqrt(knots[i]);
        }
        return radii;
    }

    /** @return length of a coefficient array */
    public int coefficientCount() {
        return 4 * intervals;
    }

    /**
     * Computes the cubics of a function.
     *
     * @param values the function at {@link #radii()}. Not modified
     * @param coefficients four per interval. Modified
     */
    public void fit(double[] values, double[] coefficients) {
        double left = slope(values, 0);
        for (int i = 0; i < intervals; i++) {
            double right = slope(values, i + 1);
            double h = knots[i + 1] - knots[i];
            double rise = (values[i + 1] - values[i]) / h;
            coefficients[4 * i] = values[i];
            coefficients[4 * i + 1] = left;
            coefficients[4 * i + 2] = (3 * rise - 2 * left - right) / h;
            coefficients[4 * i + 3] = (left + right - 2 * rise) / (h * h);
            left = right;
        }
    }

    /**
     * Differentiates a function by the logarithm of radius, by the five-point differences of {@link #fit}.
     *
     * @param values the function at {@link #radii()}. Not modified
     * @param out r df/dr at the same radii. Modified
     */
    public void logSlopes(double[] values, double[] out) {
        for (int i = 0; i <= intervals; i++) {
            out[i] = 2 * knots[i] * slope(values, i);
        }
    }

    /**
     * Finds the interval of each squared radius.
     *
     * @param squared r^2. Not modified
     * @param n number of radii
     * @param interval four times the interval's number, an index into coefficients. Modified
     * @param offset r^2 minus the interval's first knot. Modified
     */
    void locate(double[] squared, int n, int[] interval, double[] offset) {
        double low = knots[0];
        double high = Math.nextDown(knots[intervals]);
        long knot = -1L << shift;
        for (int s = 0; s < n; s++) {
            double r2 = Math.max(low, Math.min(high, squared[s]));
            long bits = Double.doubleToRawLongBits(r2);
            interval[s] = 4 * (int) ((bits >>> shift) - first);
            offset[s] = r2 - Double.longBitsToDouble(bits & knot);
        }
    }

    /**
     * Radii at which a disk folds. Beyond a radius where f = q - |(dN, dE)|^2 - d^2 of {@link LinesOfSight} grows with q
     * wherever it is 0, a line of sight crosses each layer at most once. There, a layer at height z of a disk of slopes
     * (a, b) with the gradient g of a and b by q has at all azimuths
     *
     * <pre>df/dq &ge; 1 - (r^2 (g.m / c + h) + 2 r |z| h / |m|) / c,   r^2 = q - z^2,   m = (a, b),   c = sqrt(1 + m^2),
     * h = sqrt((g x m)^2 + (g.m)^2 / c^2)</pre>
     *
     * <p>which is the least value for z = 0, and 1 in a flat disk.
     *
     * @param a coefficients. Not modified
     * @param b coefficients. Not modified
     * @param heights z of the layers [arcsec]. Not modified
     * @param least value of df/dq below which the disk counts as folded
     * @return the knots about the folds, first and last; the last is below the first where there is none
     */
    public int[] folds(double[] a, double[] b, double[] heights, double least) {
        int first = intervals;
        int last = 0;
        for (int k = 0; k < intervals; k++) {
            int i = 4 * k;
            double slope = Math.sqrt(a[i] * a[i] + b[i] * b[i]);
            double c = Math.sqrt(1 + slope * slope);
            double along = slope == 0 ? 1 : a[i] / slope;
            double across = slope == 0 ? 0 : b[i] / slope;
            double inner = (a[i + 1] * along + b[i + 1] * across) / c;
            double outer = Math.sqrt(inner * inner + square(a[i + 1] * across - b[i + 1] * along));
            for (double z : heights) {
                double squared = knots[k] - z * z;
                double fall =
                        slope * squared * (inner + outer) + 2 * Math.sqrt(Math.max(0, squared)) * Math.abs(z) * outer;
                if (squared >= 0 && 1 - fall / c < least) {
                    first = Math.min(first, Math.max(0, k - 1));
                    last = k + 1;
                }
            }
        }
        return new int[] {first, last};
    }

    private static double square(double x) {
        return x * x;
    }

    /**
     * Quadratic B-splines of r (de Boor 1978, A Practical Guide to Splines, chapter IX): smooth bumps that are not negative and add
     * up to 1, of which three overlap between two edges. The first is 1 inside the first edge, the last one outside the
     * last. Edges lie at knots of the table, so that the splines bend nowhere else.
     *
     * @param coefficients of each, {@code [ring][]}. Lent
     * @param first of each interval the first of the three splines that are not 0 there. Lent
     * @param radii of the splines, ascending: the places at which weights that are linear in r make a sum that is the same
     *     (Greville abscissae). Lent
     */
    public record Splines(double[][] coefficients, int[] first, double[] radii) {

        /** Splines that overlap. */
        static final int OVERLAP = 3;

        /** @return number of splines */
        public int count() {
            return radii.length;
        }

        /**
         * @param weights of each ring. Not modified
         * @param out coefficients of the sum of the splines times their weights. Modified
         */
        public void combine(double[] weights, double[] out) {
            Arrays.fill(out, 0);
            for (int k = 0; k < weights.length; k++) {
                for (int i = 0; weights[k] != 0 && i < out.length; i++) {
                    out[i] += weights[k] * coefficients[k][i];
                }
            }
        }
    }

    /**
     * @param edges radii, ascending; they are moved to the nearest knots, and those that meet there become one
     * @return the splines: one more than edges, or a constant for one edge
     */
    public Splines splines(double[] edges) {
        int[] knot = Arrays.stream(edges).mapToInt(this::nearest).distinct().toArray();
        double[] t = Arrays.stream(knot).mapToDouble(j -> Math.sqrt(knots[j])).toArray();
        int pieces = t.length - 1;
        double[][] coefficients = new double[pieces == 0 ? 1 : pieces + 2][coefficientCount()];
        int[] first = new int[intervals];
        for (int i = 0; i < intervals; i++) {
            int piece = 0;
            while (piece + 1 < pieces && knot[piece + 1] <= i) {
                piece++;
            }
            first[i] = piece;
            if (i < knot[0] || i >= knot[pieces]) {
                coefficients[i < knot[0] ? 0 : coefficients.length - 1][4 * i] = 1;
            } else {
                piece(t, piece, i, coefficients);
            }
        }
        double[] radii = new double[coefficients.length];
        for (int k = 0; k < radii.length; k++) {
            radii[k] = 0.5 * (t[Math.max(0, k - 1)] + t[Math.min(pieces, k)]);
        }
        return new Splines(coefficients, first, radii);
    }

    /** Cubics in r^2 of the three splines of a piece, over one interval. */
    private void piece(double[] t, int piece, int interval, double[][] coefficients) {
        double low = t[piece];
        double high = t[piece + 1];
        double inner = (high - low) * (high - t[Math.max(0, piece - 1)]);
        double outer = (high - low) * (t[Math.min(t.length - 1, piece + 2)] - low);
        double left = Math.sqrt(knots[interval]);
        double right = Math.sqrt(knots[interval + 1]);
        double[] falling = hermite(
                interval,
                (high - left) * (high - left) / inner,
                (left - high) / (inner * left),
                (high - right) * (high - right) / inner,
                (right - high) / (inner * right));
        double[] rising = hermite(
                interval,
                (left - low) * (left - low) / outer,
                (left - low) / (outer * left),
                (right - low) * (right - low) / outer,
                (right - low) / (outer * right));
        for (int c = 0; c < falling.length; c++) {
            coefficients[piece][4 * interval + c] = falling[c];
            coefficients[piece + 1][4 * interval + c] = (c == 0 ? 1 : 0) - falling[c] - rising[c];
            coefficients[piece + 2][4 * interval + c] = rising[c];
        }
    }

    /** The cubic of values and slopes by r^2 at both ends of an interval. */
    private double[] hermite(int interval, double value, double slope, double next, double nextSlope) {
        double h = knots[interval + 1] - knots[interval];
        double rise = (next - value) / h;
        return new double[] {
            value, slope, (3 * rise - 2 * slope - nextSlope) / h, (slope + nextSlope - 2 * rise) / (h * h)
        };
    }

    private int nearest(double radius) {
        int i = below(radius * radius);
        return radius - Math.sqrt(knots[i]) < Math.sqrt(knots[i + 1]) - radius ? i : i + 1;
    }

    /** @return number of knots */
    int knots() {
        return knots.length;
    }

    /** @return r^2 at a knot */
    double knot(int i) {
        return knots[i];
    }

    /** @return the knot at or below r^2; the first or the last but one beyond the table */
    int below(double squared) {
        double r2 = Math.max(knots[0], Math.min(Math.nextDown(knots[intervals]), squared));
        return (int) ((Double.doubleToRawLongBits(r2) >>> shift) - first);
    }

    /**
     * Evaluates the function at located radii.
     *
     * @param c coefficients. Not modified
     * @param interval from {@link #locate}. Not modified
     * @param offset from {@link #locate}. Not modified
     * @param n number of radii
     * @param out the function. Modified
     */
    static void values(double[] c, int[] interval, double[] offset, int n, double[] out) {
        for (int s = 0; s < n; s++) {
            out[s] = value(c, interval[s], offset[s]);
        }
    }

    /**
     * Evaluates the derivative at located radii.
     *
     * @param c coefficients. Not modified
     * @param interval from {@link #locate}. Not modified
     * @param offset from {@link #locate}. Not modified
     * @param n number of radii
     * @param out derivative of the function with respect to r^2. Modified
     */
    static void slopes(double[] c, int[] interval, double[] offset, int n, double[] out) {
        for (int s = 0; s < n; s++) {
            out[s] = slope(c, interval[s], offset[s]);
        }
    }

    /**
     * Multiplies by the function at located radii, if there is one.
     *
     * @param c coefficients, or null for a factor of 1. Not modified
     * @param interval from {@link #locate}. Not modified
     * @param offset from {@link #locate}. Not modified
     * @param n number of radii
     * @param out what is multiplied. Modified
     */
    static void multiply(double[] c, int[] interval, double[] offset, int n, double[] out) {
        for (int s = 0; c != null && s < n; s++) {
            out[s] *= value(c, interval[s], offset[s]);
        }
    }

    /**
     * @param c coefficients. Not modified
     * @param i from {@link #locate}
     * @param t from {@link #locate}
     * @return the function
     */
    static double value(double[] c, int i, double t) {
        return c[i] + t * (c[i + 1] + t * (c[i + 2] + t * c[i + 3]));
    }

    /**
     * @param c coefficients. Not modified
     * @param i from {@link #locate}
     * @param t from {@link #locate}
     * @return its derivative with respect to r^2
     */
    static double slope(double[] c, int i, double t) {
        return c[i + 1] + t * (2 * c[i + 2] + 3 * t * c[i + 3]);
    }

    /**
     * @param c coefficients. Not modified
     * @param i from {@link #locate}
     * @param t from {@link #locate}
     * @return its second derivative with respect to r^2
     */
    static double curve(double[] c, int i, double t) {
        return 2 * c[i + 2] + 6 * t * c[i + 3];
    }

    /**
     * Evaluates the function at one radius.
     *
     * @param c coefficients. Not modified
     * @param squared r^2
     * @return the function at that radius
     */
    public double valueAt(double[] c, double squared) {
        double r2 = Math.max(knots[0], Math.min(Math.nextDown(knots[intervals]), squared));
        int i = (int) ((Double.doubleToRawLongBits(r2) >>> shift) - first);
        return value(c, 4 * i, r2 - knots[i]);
    }

    private int firstOfStencil(int knot) {
        return Math.max(0, Math.min(knot - STENCIL / 2, intervals + 1 - STENCIL));
    }

    private double slope(double[] values, int knot) {
        double[] weights = slopeWeights[knot];
        int from = firstOfStencil(knot);
        double slope = 0;
        for (int j = 0; j < STENCIL; j++) {
            slope += weights[j] * values[from + j];
        }
        return slope;
    }

    /** Weights of the derivative, at one knot, of the quartic through five knots (derivative of Lagrange's formula). */
    private double[] slopeWeights(int from, double at) {
        double[] weights = new double[STENCIL];
        for (int j = 0; j < STENCIL; j++) {
            double denominator = 1;
            double sum = 0;
            for (int k = 0; k < STENCIL; k++) {
                if (k == j) {
                    continue;
                }
                denominator *= knots[from + j] - knots[from + k];
                double product = 1;
                for (int l = 0; l < STENCIL; l++) {
                    if (l != j && l != k) {
                        product *= at - knots[from + l];
                    }
                }
                sum += product;
            }
            weights[j] = sum / denominator;
        }
        return weights;
    }
}
