// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import org.steelyard.disk.DiskOrientation;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;

/**
 * A minimum of chi^2.
 *
 * @param fit the fit that has it
 * @param solution the point and its covariance
 * @param evaluations of the model, in all
 * @param search what other starts found
 * @param <F> kind of the fit
 */
public record Minimum<F extends PreparedFit<F>>(F fit, Solution solution, int evaluations, FitResult.Search search) {

    /** @return values of all parameters */
    public double[] values() {
        return fit.space().physical(solution.point());
    }

    /**
     * The same minimum with a position angle of 0 to 360 deg: its value, start, bounds and prior are turned by whole
     * turns. It stays as it is where another parameter is tied to it.
     *
     * @return the minimum
     */
    public Minimum<F> withinOneTurn() {
        ParameterSpace space = fit.space();
        int place = space.index(DiskOrientation.POSITION_ANGLE);
        double[] values = values();
        double turns = FitParameters.TURN * Math.floor(values[place] / FitParameters.TURN);
        Parameter angle = space.parameters().get(place);
        boolean tied = space.parameters().stream()
                .anyMatch(p -> p.tieOrNull() != null
                        && (p.name().equals(angle.name())
                                || p.tieOrNull().other().equals(angle.name())));
        if (turns == 0 || tied) {
            return this;
        }
        GaussianPrior prior = angle.priorOrNull();
        ParameterSpace turned = space.with(new Parameter(
                angle.name(),
                angle.unit(),
                angle.start() - turns,
                angle.min() - turns,
                angle.max() - turns,
                angle.fixed(),
                angle.scale(),
                null,
                prior == null ? null : prior.about(prior.mean() - turns)));
        values[place] -= turns;
        Solution same = new Solution(
                turned.free(values),
                solution.chiSquared(),
                solution.covariance(),
                solution.status(),
                solution.reason(),
                solution.evaluations(),
                solution.atBound(),
                solution.unconstrained());
        return new Minimum<>(fit.with(turned), same, evaluations, search);
    }
}
