// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.optimise;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/**
 * A test of a minimum without derivatives, for a chi-squared that is rough or whose derivatives are not exact. Chi-squared
 * is evaluated one standard deviation to either side along each axis of the error ellipsoid, where it rises by 1 from a
 * minimum. The parabola through the three values gives the distance of its vertex. A roughness of e in chi-squared
 * misplaces the vertex by e / 4.
 */
public final class ParabolaTest {

    /** [standard error] Distance from the minimum that is a small part of an error. */
    private static final double SMALL = 0.1;

    /** Smallest and largest rise of chi-squared on average of both sides that the covariance describes. */
    private static final double LEAST_RISE = 0.3;

    private static final double LARGEST_RISE = 3;

    /** Moves to the vertex before the test gives up. */
    private static final int MOST_MOVES = 3;

    private ParabolaTest() {}

    /**
     * Tests the end of a minimisation, and moves it to the vertices of the parabolas while chi-squared falls.
     *
     * @param problem that was minimised
     * @param end that did not converge, with its covariance
     * @return converged where every parameter is within a tenth of its error of the minimum; otherwise with the status
     *     of {@code end}
     */
    public static Solution of(LeastSquaresProblem problem, Solution end) {
        Solution at = end;
        for (int move = 0; move <= MOST_MOVES; move++) {
            double[][] axes = axes(at);
            double[] shift = shift(problem, at, axes);
            int evaluations = at.evaluations() + 2 * axes.length;
            if (shift == null || axes.length == 0) {
                return with(at, at.point(), at.chiSquared(), end.status(), at.reason(), evaluations);
            }
            double largest = 0;
            for (int j = 0; j < shift.length; j++) {
                double error = at.error(j);
                largest = error > 0 ? Math.max(largest, Math.abs(shift[j]) / error) : largest;
            }
            if (largest <= SMALL) {
                return with(
                        at,
                        at.point(),
                        at.chiSquared(),
                        Status.CONVERGED,
                        "parabolas through chi-squared at one standard deviation have their vertex within " + largest
                                + " standard errors",
                        evaluations);
            }
            double[] target = moved(problem, at.point(), shift, 1);
            double chiSquared = chiSquared(problem, target);
            if (!(chiSquared < at.chiSquared())) {
                return with(at, at.point(), at.chiSquared(), end.status(), at.reason(), evaluations + 1);
            }
            at = LevenbergMarquardt.covariance(
                    problem, with(at, target, chiSquared, end.status(), at.reason(), evaluations + 1));
        }
        return at;
    }

    /** Semi-axes of the error ellipsoid, over the coordinates that have an error. */
    private static double[][] axes(Solution at) {
        int[] free = IntStream.range(0, at.point().length)
                .filter(j -> at.error(j) > 0)
                .toArray();
        DMatrixRMaj correlation = new DMatrixRMaj(free.length, free.length);
        for (int r = 0; r < free.length; r++) {
            for (int c = 0; c < free.length; c++) {
                correlation.set(r, c, at.covariance()[free[r]][free[c]] / (at.error(free[r]) * at.error(free[c])));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(free.length, true, true);
        if (free.length == 0 || !eigen.decompose(correlation)) {
            return new double[0][];
        }
        double[][] axes = new double[free.length][at.point().length];
        for (int e = 0; e < free.length; e++) {
            double length = Math.sqrt(Math.max(0, eigen.getEigenvalue(e).getReal()));
            for (int r = 0; r < free.length; r++) {
                axes[e][free[r]] = length * eigen.getEigenVector(e).get(r) * at.error(free[r]);
            }
        }
        return axes;
    }

    /** From the point to the vertex, or null where chi-squared is no parabola of the covariance. */
    private static double[] shift(LeastSquaresProblem problem, Solution at, double[][] axes) {
        double[] shift = new double[at.point().length];
        for (double[] axis : axes) {
            double up = chiSquared(problem, moved(problem, at.point(), axis, 1)) - at.chiSquared();
            double down = chiSquared(problem, moved(problem, at.point(), axis, -1)) - at.chiSquared();
            double rise = 0.5 * (up + down);
            if (!(rise > LEAST_RISE && rise < LARGEST_RISE)) {
                return null;
            }
            double vertex = 0.25 * (down - up) / rise;
            for (int j = 0; j < shift.length; j++) {
                shift[j] += vertex * axis[j];
            }
        }
        return shift;
    }

    private static double[] moved(LeastSquaresProblem problem, double[] point, double[] step, double factor) {
        double[] lower = problem.lower();
        double[] upper = problem.upper();
        double[] moved = new double[point.length];
        for (int j = 0; j < moved.length; j++) {
            moved[j] = Math.max(lower[j], Math.min(upper[j], point[j] + factor * step[j]));
        }
        return moved;
    }

    private static double chiSquared(LeastSquaresProblem problem, double[] point) {
        double[] residuals = new double[problem.residualCount()];
        problem.evaluate(point, residuals, null);
        return DotProduct.of(residuals, residuals);
    }

    private static Solution with(
            Solution at, double[] point, double chiSquared, Status status, String reason, int evaluations) {
        return new Solution(
                point, chiSquared, at.covariance(), status, reason, evaluations, at.atBound(), at.unconstrained());
    }
}
