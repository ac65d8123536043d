// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import org.jspecify.annotations.Nullable;
import org.steelyard.cube.LocalFrame;

/**
 * Harmonic expansion of a velocity field along ellipses (kinemetry; Krajnovic et al. 2006, MNRAS 366, 787):
 *
 * <pre>  V(psi) = A_0 + sum_n A_n sin(n psi) + B_n cos(n psi),  n = 1, 3, 5,   k_n = sqrt(A_n^2 + B_n^2)</pre>
 *
 * where psi is the eccentric anomaly from the receding major axis. Position angle and axis ratio of each ellipse are
 * those with the least A_1^2 + A_3^2 + B_3^2, which circular orbits make zero.
 *
 * @param velocity [km/s] {@code [y * nx + x]}, NaN where there is none. Lent
 * @param nx number of columns
 * @param ny number of rows
 * @param frame [arcsec/pixel] the pixels on the sky
 * @param x [pixel] centre, counted from 0
 * @param y [pixel] centre, counted from 0
 * @param beam [arcsec] FWHM; points along an ellipse closer than that have common errors
 */
public record HarmonicExpansion(double[] velocity, int nx, int ny, LocalFrame frame, double x, double y, double beam) {

    private static final int TERMS = 7;
    private static final int[] ORDERS = {1, 3, 5};
    private static final int STEPS = 30;
    private static final double ANGLE_STEP = 0.01;
    private static final double RATIO_STEP = 0.01;
    private static final double LARGEST_TURN = 0.2;
    private static final double LARGEST_CHANGE = 0.1;
    private static final double LEAST_RATIO = 0.08;

    /** Least share of an ellipse with data. */
    private static final double COVERAGE = 0.75;

    /** Coefficients A_0, A_1, B_1, A_3, B_3, A_5, B_5 and the covariance per unit variance and the residual variance. */
    private record Terms(double[] coefficients, double[][] covariance) {

        double[] excess() {
            return new double[] {
                coefficients[1] / coefficients[2], coefficients[3] / coefficients[2], coefficients[4] / coefficients[2]
            };
        }
    }

    /**
     * Expands the field along one ellipse.
     *
     * @param radius [arcsec] semi-major axis
     * @param positionAngle [deg] from which the search starts
     * @param axisRatio [-] from which the search starts
     * @return the terms; null where the field does not cover the ellipse or has no rotation
     */
    public @Nullable HarmonicRing ring(double radius, double positionAngle, double axisRatio) {
        double angle = Math.toRadians(positionAngle);
        double ratio = Math.max(LEAST_RATIO, Math.min(1, axisRatio));
        double[][] slopes = new double[2][];
        Terms best = null;
        double least = Double.POSITIVE_INFINITY;
        double bestAngle = angle;
        double bestRatio = ratio;
        for (int step = 0; step < STEPS; step++) {
            Terms here = terms(radius, angle, ratio);
            Terms turned = terms(radius, angle + ANGLE_STEP, ratio);
            double away = ratio > 0.5 ? -RATIO_STEP : RATIO_STEP;
            Terms wider = terms(radius, angle, ratio + away);
            if (here == null || turned == null || wider == null) {
                return best == null ? null : ring(radius, bestAngle, bestRatio, best, slopes);
            }
            double[] excess = here.excess();
            slopes[0] = difference(turned.excess(), excess, ANGLE_STEP);
            slopes[1] = difference(wider.excess(), excess, away);
            double size = dot(excess, excess);
            if (size < least) {
                least = size;
                best = here;
                bestAngle = angle;
                bestRatio = ratio;
            }
            double[] move = solve(slopes, excess);
            double turn = Math.max(-LARGEST_TURN, Math.min(LARGEST_TURN, move[0]));
            double change = Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, move[1]));
            angle += turn;
            ratio = Math.max(LEAST_RATIO, Math.min(1, ratio + change));
            if (Math.abs(turn) < 1e-4 && Math.abs(change) < 1e-4) {
                break;
            }
        }
        return best == null ? null : ring(radius, bestAngle, bestRatio, best, slopes);
    }

    private @Nullable HarmonicRing ring(double radius, double angle, double ratio, Terms terms, double[][] slopes) {
        double[] c = terms.coefficients();
        double k1 = Math.hypot(c[1], c[2]);
        double[][] cov = terms.covariance();
        double[][] ofExcess = new double[3][3];
        int[] places = {1, 3, 4};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                ofExcess[i][j] = cov[places[i]][places[j]] / (c[2] * c[2]);
            }
        }
        double[] perAngle = row(slopes, 0);
        double[] perRatio = row(slopes, 1);
        double k5Error = Math.sqrt(0.5 * (cov[5][5] + cov[6][6])) / k1;
        HarmonicRing ring = new HarmonicRing(
                radius,
                ((Math.toDegrees(angle) % 360) + 360) % 360,
                Math.toDegrees(Math.sqrt(form(ofExcess, perAngle))),
                ratio,
                Math.sqrt(form(ofExcess, perRatio)),
                k1,
                Math.sqrt(cov[2][2]),
                Math.hypot(c[3], c[4]) / k1,
                Math.hypot(c[5], c[6]) / k1,
                k5Error);
        boolean finite = Double.isFinite(ring.positionAngleError())
                && Double.isFinite(ring.axisRatioError())
                && Double.isFinite(ring.k1Error())
                && Double.isFinite(k5Error);
        return finite ? ring : null;
    }

    /** One row of the pseudo-inverse of the two slopes. */
    private static double[] row(double[][] slopes, int which) {
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            double[] unit = new double[3];
            unit[i] = -1;
            out[i] = solve(slopes, unit)[which];
        }
        return out;
    }

    private static double form(double[][] matrix, double[] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += v[i] * dot(matrix[i], v);
        }
        return sum;
    }

    /** Least-squares step that cancels the excess. */
    private static double[] solve(double[][] slopes, double[] excess) {
        double a = dot(slopes[0], slopes[0]);
        double b = dot(slopes[0], slopes[1]);
        double d = dot(slopes[1], slopes[1]);
        double u = -dot(slopes[0], excess);
        double v = -dot(slopes[1], excess);
        double determinant = a * d - b * b;
        return new double[] {(d * u - b * v) / determinant, (a * v - b * u) / determinant};
    }

    private static double[] difference(double[] a, double[] b, double step) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = (a[i] - b[i]) / step;
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private @Nullable Terms terms(double radius, double angle, double ratio) {
        int points = Math.max(24, (int) Math.ceil(2 * Math.PI * radius / frame.pixelSize()));
        double[][] normal = new double[TERMS][TERMS];
        double[] right = new double[TERMS];
        double[][] rows = new double[points][];
        double[] values = new double[points];
        int n = 0;
        for (int k = 0; k < points; k++) {
            double psi = 2 * Math.PI * k / points;
            double along = radius * Math.cos(psi);
            double across = ratio * radius * Math.sin(psi);
            double value = at(
                    along * Math.sin(angle) + across * Math.cos(angle),
                    along * Math.cos(angle) - across * Math.sin(angle));
            if (!Double.isNaN(value)) {
                rows[n] = row(psi);
                values[n++] = value;
            }
        }
        if (n < COVERAGE * points) {
            return null;
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < TERMS; i++) {
                right[i] += rows[k][i] * values[k];
                for (int j = 0; j < TERMS; j++) {
                    normal[i][j] += rows[k][i] * rows[k][j];
                }
            }
        }
        double[][] inverse = inverse(normal);
        if (inverse == null) {
            return null;
        }
        double[] coefficients = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            coefficients[i] = dot(inverse[i], right);
        }
        double squares = 0;
        for (int k = 0; k < n; k++) {
            double residual = values[k] - dot(rows[k], coefficients);
            squares += residual * residual;
        }
        double perimeter = Math.PI * radius * (1 + ratio);
        double independent = Math.max(TERMS + 1, Math.min(n, perimeter / beam));
        double variance = squares / n * independent / (independent - TERMS) * n / independent;
        for (double[] line : inverse) {
            for (int j = 0; j < TERMS; j++) {
                line[j] *= variance;
            }
        }
        return coefficients[2] == 0 ? null : new Terms(coefficients, inverse);
    }

    private static double[] row(double psi) {
        double[] row = new double[TERMS];
        row[0] = 1;
        for (int k = 0; k < ORDERS.length; k++) {
            row[1 + 2 * k] = Math.sin(ORDERS[k] * psi);
            row[2 + 2 * k] = Math.cos(ORDERS[k] * psi);
        }
        return row;
    }

    /** Gauss-Jordan; null if the matrix is singular. */
    private static double @Nullable [][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            inverse[i][i] = 1;
        }
        for (int i = 0; i < n; i++) {
            double pivot = matrix[i][i];
            if (!(Math.abs(pivot) > 1e-9)) {
                return null;
            }
            for (int j = 0; j < n; j++) {
                matrix[i][j] /= pivot;
                inverse[i][j] /= pivot;
            }
            for (int r = 0; r < n; r++) {
                double factor = r == i ? 0 : matrix[r][i];
                for (int j = 0; j < n; j++) {
                    matrix[r][j] -= factor * matrix[i][j];
                    inverse[r][j] -= factor * inverse[i][j];
                }
            }
        }
        return inverse;
    }

    /** Bilinear interpolation at an offset [arcsec] to the east and north; NaN outside the field. */
    private double at(double east, double north) {
        double[] pixel = frame.toPixels(east, north);
        double px = x + pixel[0];
        double py = y + pixel[1];
        int i = (int) Math.floor(px);
        int j = (int) Math.floor(py);
        if (i < 0 || j < 0 || i + 1 >= nx || j + 1 >= ny) {
            return Double.NaN;
        }
        double u = px - i;
        double v = py - j;
        int p = j * nx + i;
        return (1 - v) * ((1 - u) * velocity[p] + u * velocity[p + 1])
                + v * ((1 - u) * velocity[p + nx] + u * velocity[p + nx + 1]);
    }
}
