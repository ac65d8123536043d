// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.util.Arrays;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * The profile of chi^2: one parameter is fixed at a series of values and all others are refitted (method page, section
 * 11).
 *
 * <p>In the exact likelihood of correlated noise, one standard error corresponds to a rise of chi^2 by 1. In the
 * likelihood of independent blocks, chi^2 rises too fast by the squared ratio of the correlated to the naive error. It
 * is divided by that ratio, which gives the adjusted likelihood of Pace, Salvan and Sartori (2011, Statistica Sinica
 * 21, 129). If the correlation is unknown, chi^2 is not scaled. The error of the starlight, where it is known, belongs to the error in
 * this ratio, in either likelihood.
 */
public final class MassProfile {

    private MassProfile() {}

    /**
     * Computes the profile of one parameter.
     *
     * @param fit the fit whose data are refitted
     * @param parameter name of the parameter, for example {@code mbh}
     * @param campaign settings of the campaign
     * @return the profile and its limits
     * @throws InputException if the model has no such free parameter
     */
    public static ProfileResult run(SavedFit fit, String parameter, Campaign campaign) {
        FittedGalaxy galaxy = fit.open();
        ParameterSpace space = galaxy.space();
        int index = space.index(parameter);
        Parameter profiled = space.parameters().get(index);
        if (!profiled.isFree()) {
            throw new InputException(
                    "profile of " + parameter + ": the parameter is not free in this fit; the free parameters are "
                            + String.join(", ", space.freeNames()));
        }
        FittedGalaxy.Minimum minimum;
        try (ParallelFor one = new ParallelFor(1)) {
            minimum = galaxy.minimum(one);
        }
        double lowest = parameter.equals("mbh") ? 0 : profiled.min();
        String name = "profile_" + parameter;
        try (Checkpoint checkpoint = campaign.checkpoint(name);
                Engine.Workers workers = campaign.engine().open(new Refits(fit, parameter))) {
            campaign.observer().begin(name, 0, 0);
            ProfileSearch search = new ProfileSearch(
                    space,
                    index,
                    new ProfileSearch.Range(lowest, profiled.max()),
                    minimum,
                    minimum.scaleWithStarlight(index),
                    refits -> campaign.run(refits, checkpoint, workers));
            ProfileResult result = search.run();
            campaign.observer().end();
            return result;
        }
    }

    /**
     * Refits with one parameter fixed. The input is its value, followed by the starting values of all parameters.
     *
     * @param fit the fit whose data are refitted
     * @param parameter name of the fixed parameter
     */
    private record Refits(SavedFit fit, String parameter) implements GalaxyJob {

        @Override
        public Task task(FittedGalaxy galaxy) {
            DiskProblem problem = galaxy.problem(new ParallelFor(1));
            ParameterSpace space = galaxy.space();
            Parameter profiled = space.parameters().get(space.index(parameter));
            return input -> {
                double[] values = input.values();
                double[] starts = Arrays.copyOfRange(values, 1, values.length);
                ParameterSpace fixed = space.with(profiled.fixedAt(values[0])).withStarts(starts);
                return RefitRecord.of(input.index(), Refit.minimise(problem.with(fixed)), fixed);
            };
        }
    }
}
