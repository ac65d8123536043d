// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.diagnosis.WarpNeed;
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
 * @param warpOrNull how much warp the data ask for; null where that was not asked
 * @param <F> kind of the fit
 */
public record Minimum<F extends PreparedFit<F>>(
        F fit,
        Solution solution,
        int evaluations,
        FitResult.Search search,
        @Nullable WarpNeed warpOrNull) {

    /** @return values of all parameters */
    public double[] values() {
        return fit.space().physical(solution.point());
    }

    /**
     * The same minimum with a position angle, in a warped disk that of its first ring, of 0 to 360 deg: values, starts,
     * bounds and priors are turned by whole turns. It stays as it is where a tie holds an angle.
     *
     * @return the minimum
     */
    public Minimum<F> withinOneTurn() {
        ParameterSpace space = fit.space();
        List<String> angles = fit.galaxy().galaxy().positionAngles();
        double[] values = values();
        double turns = FitParameters.TURN * Math.floor(values[space.index(angles.get(0))] / FitParameters.TURN);
        boolean tied = space.parameters().stream()
                .anyMatch(p -> p.tieOrNull() != null
                        && (angles.contains(p.name())
                                || angles.contains(p.tieOrNull().other())));
        if (turns == 0 || tied) {
            return this;
        }
        ParameterSpace turned = space;
        for (String name : angles) {
            int place = space.index(name);
            turned = turned.with(turned(space.parameters().get(place), -turns));
            values[place] -= turns;
        }
        Solution same = new Solution(
                turned.free(values),
                solution.chiSquared(),
                solution.covariance(),
                solution.status(),
                solution.reason(),
                solution.evaluations(),
                solution.atBound(),
                solution.unconstrained());
        return new Minimum<>(fit.with(turned), same, evaluations, search, warpOrNull);
    }

    private static Parameter turned(Parameter angle, double by) {
        GaussianPrior prior = angle.priorOrNull();
        return new Parameter(
                angle.name(),
                angle.unit(),
                angle.start() + by,
                angle.min() + by,
                angle.max() + by,
                angle.fixed(),
                angle.scale(),
                null,
                prior == null ? null : prior.about(prior.mean() + by));
    }
}
