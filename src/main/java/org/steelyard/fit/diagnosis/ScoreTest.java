// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Score (Lagrange multiplier) tests at a minimum: how far a change t of the model, beside the fitted parameters, would
 * lower chi^2 (Rao 1948, Proc. Camb. Phil. Soc. 44, 50).
 *
 * <p>With residuals r = (model - data) / noise, and u the part of t that no nuisance direction imitates,
 *
 * <pre>  amplitude = -u.r / u.u      fall of chi^2 = (u.r)^2 / u.u      significance = |u.r| / sqrt(u^T C u)</pre>
 *
 * where C is the correlation of the noise. Nuisance directions are the derivatives of the fitted parameters and, where
 * the light is a map, the spectrum of each block, so that an error of the map is not taken for one of the kinematics.
 */
public final class ScoreTest {

    /** A direction that is imitated to this share of its squared length has no test. */
    private static final double IMITATED = 1e-4;

    private final double[] residuals;
    private final int[] group;
    private final double @Nullable [] spectra;
    private final double[] perGroup;
    private final List<double[]> basis = new ArrayList<>();
    private final Consumer<double[]> root;

    /**
     * @param residuals (model - data) / noise. Not modified
     * @param group block of each residual, from 0
     * @param spectraOrNull model / noise of each datum, whose factor is free in every block; null for none
     * @param root multiplies a vector by L^T, where C = L L^T; does nothing for independent noise
     */
    public ScoreTest(double[] residuals, int[] group, double @Nullable [] spectraOrNull, Consumer<double[]> root) {
        this.group = group;
        this.spectra = spectraOrNull;
        this.root = root;
        int groups = 0;
        for (int g : group) {
            groups = Math.max(groups, g + 1);
        }
        this.perGroup = new double[groups];
        for (int k = 0; spectraOrNull != null && k < group.length; k++) {
            perGroup[group[k]] += spectraOrNull[k] * spectraOrNull[k];
        }
        this.residuals = residuals.clone();
        withoutSpectra(this.residuals);
    }

    /**
     * Adds nuisance directions.
     *
     * @param directions each as long as the residuals. Not modified
     */
    public void fit(double[]... directions) {
        for (double[] direction : directions) {
            double[] left = unimitated(direction);
            double norm = Math.sqrt(dot(left, left));
            if (norm > 0 && norm * norm > IMITATED * IMITATED * dot(direction, direction)) {
                for (int k = 0; k < left.length; k++) {
                    left[k] /= norm;
                }
                basis.add(left);
                remove(left, residuals);
            }
        }
    }

    /** @return [-] chi^2 with all nuisance directions at their best, in linear expansion */
    public double chiSquared() {
        return dot(residuals, residuals);
    }

    /** @return [-] expectation of {@link #chiSquared()} for a right model */
    public double expected() {
        double expected = residuals.length;
        for (double[] direction : basis) {
            double[] half = direction.clone();
            root.accept(half);
            expected -= dot(half, half);
        }
        for (double power : perGroup) {
            expected -= power > 0 ? 1 : 0;
        }
        return expected;
    }

    /** @return residuals with all nuisance directions at their best. A copy */
    public double[] residuals() {
        return residuals.clone();
    }

    /**
     * The outcome of a test.
     *
     * @param amplitudes of the directions
     * @param errors of the same, one standard deviation
     * @param significance [sigma] of all together
     * @param fall of chi^2, positive
     */
    public record Score(double[] amplitudes, double[] errors, double significance, double fall) {}

    /**
     * Tests one direction or two together.
     *
     * @param directions one or two. Not modified
     * @return the outcome; null if nuisance directions imitate them
     */
    public @Nullable Score test(double[]... directions) {
        int n = directions.length;
        double[][] left = new double[n][];
        double[][] half = new double[n][];
        for (int i = 0; i < n; i++) {
            left[i] = unimitated(directions[i]);
            if (!(dot(left[i], left[i]) > IMITATED * dot(directions[i], directions[i]))) {
                return null;
            }
            half[i] = left[i].clone();
            root.accept(half[i]);
        }
        if (n == 1) {
            double power = dot(left[0], left[0]);
            double score = dot(left[0], residuals);
            double spread = Math.sqrt(dot(half[0], half[0]));
            return new Score(
                    new double[] {-score / power},
                    new double[] {spread / power},
                    Math.abs(score) / spread,
                    score * score / power);
        }
        return pair(left, half);
    }

    private @Nullable Score pair(double[][] left, double[][] half) {
        double[] score = {dot(left[0], residuals), dot(left[1], residuals)};
        double[] power = {dot(left[0], left[0]), dot(left[0], left[1]), dot(left[1], left[1])};
        double[] spread = {dot(half[0], half[0]), dot(half[0], half[1]), dot(half[1], half[1])};
        double determinant = power[0] * power[2] - power[1] * power[1];
        if (!(determinant > IMITATED * power[0] * power[2])) {
            return null;
        }
        double[] solved = solve(power, score);
        double[] weighted = solve(spread, score);
        double statistic = score[0] * weighted[0] + score[1] * weighted[1];
        // The errors of the two amplitudes: diagonal of P^-1 S P^-1.
        double[] first = solve(power, new double[] {1, 0});
        double[] second = solve(power, new double[] {0, 1});
        return new Score(
                new double[] {-solved[0], -solved[1]},
                new double[] {Math.sqrt(form(spread, first)), Math.sqrt(form(spread, second))},
                normalOfTwo(statistic),
                score[0] * solved[0] + score[1] * solved[1]);
    }

    /** Normal deviate with the two-sided probability exp(-s / 2) of a chi^2 s of two degrees of freedom. */
    private static double normalOfTwo(double statistic) {
        double z = Math.sqrt(Math.max(0, statistic - 2));
        for (int k = 0; k < 20 && z > 1; k++) {
            z = Math.sqrt(Math.max(1, statistic - 2 * Math.log(z * Math.sqrt(Math.PI / 2))));
        }
        return z;
    }

    private static double[] solve(double[] matrix, double[] right) {
        double determinant = matrix[0] * matrix[2] - matrix[1] * matrix[1];
        return new double[] {
            (matrix[2] * right[0] - matrix[1] * right[1]) / determinant,
            (matrix[0] * right[1] - matrix[1] * right[0]) / determinant
        };
    }

    private static double form(double[] matrix, double[] v) {
        return matrix[0] * v[0] * v[0] + 2 * matrix[1] * v[0] * v[1] + matrix[2] * v[1] * v[1];
    }

    /** The part of a direction that no nuisance direction imitates. */
    private double[] unimitated(double[] direction) {
        double[] left = direction.clone();
        withoutSpectra(left);
        for (int pass = 0; pass < 2; pass++) {
            for (double[] known : basis) {
                remove(known, left);
            }
        }
        return left;
    }

    private void withoutSpectra(double[] v) {
        if (spectra == null) {
            return;
        }
        double[] along = new double[perGroup.length];
        for (int k = 0; k < v.length; k++) {
            along[group[k]] += spectra[k] * v[k];
        }
        for (int k = 0; k < v.length; k++) {
            if (perGroup[group[k]] > 0) {
                v[k] -= along[group[k]] / perGroup[group[k]] * spectra[k];
            }
        }
    }

    private static void remove(double[] unit, double[] v) {
        double along = dot(unit, v);
        for (int k = 0; k < v.length; k++) {
            v[k] -= along * unit[k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
