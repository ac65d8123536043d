// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.stars.StellarSpeeds;

/**
 * A least-squares problem with whitened residuals, so that chi^2 is exact for correlated noise (method page, section
 * 9).
 */
final class WhitenedProblem implements DiskProblem {

    private final DiskProblem problem;
    private final NoiseCorrelation correlation;

    WhitenedProblem(DiskProblem problem, NoiseCorrelation correlation) {
        this.problem = problem;
        this.correlation = correlation;
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        problem.evaluate(point, residuals, jacobianOrNull);
        correlation.whiten(residuals);
        if (jacobianOrNull != null) {
            for (double[] row : jacobianOrNull) {
                correlation.whiten(row);
            }
        }
    }

    @Override
    public void residualsAtRest(double[] point, double[] residuals) {
        problem.residualsAtRest(point, residuals);
        correlation.whiten(residuals);
    }

    @Override
    public ParameterSpace space() {
        return problem.space();
    }

    @Override
    public DiskProblem with(ParameterSpace other) {
        return new WhitenedProblem(problem.with(other), correlation);
    }

    @Override
    public DiskProblem withData(double[] other) {
        return new WhitenedProblem(problem.withData(other), correlation);
    }

    @Override
    public DiskProblem withStars(StellarSpeeds other) {
        return new WhitenedProblem(problem.withStars(other), correlation);
    }

    @Override
    public void model(double[] values, double[] out) {
        problem.model(values, out);
    }

    @Override
    public int solvedCount() {
        return problem.solvedCount();
    }

    @Override
    public int[] ascending() {
        return problem.ascending();
    }

    @Override
    public int residualCount() {
        return problem.residualCount();
    }
}
