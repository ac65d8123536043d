// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * A refit with a cause in the model, on the coarse model.
 *
 * @param data of the fit
 * @param guess starting values of the fit
 * @param stars the stars' mass
 * @param threads worker threads that evaluate the model
 */
public record QuickRefit(CubeData data, InitialGuess guess, StellarPotential stars, ParallelFor threads) {

    /**
     * What a refit finds.
     *
     * @param change of chi^2
     * @param values of all parameters, by name
     */
    record Outcome(double change, Map<String, Double> values) {}

    /**
     * @param fit that was made
     * @param values of all its parameters at its minimum
     * @param changed its configuration with the cause
     * @param starts of parameters that the cause brings in, or changes
     * @return the outcome, a lower limit of the fall of chi^2 where the refit is not at its minimum; null without one
     */
    @Nullable
    Outcome of(CubeFit fit, double[] values, Configuration changed, Map<String, Double> starts) {
        Map<String, Double> known = new HashMap<>(fit.space().byName(values));
        known.putAll(starts);
        double vsys = values[fit.space().index(KinematicCentre.SYSTEMIC_VELOCITY)];
        CubeFit other = data.with(changed).prepare(guess, stars, vsys);
        double[] from = new double[other.space().size()];
        for (int k = 0; k < from.length; k++) {
            Parameter p = other.space().parameters().get(k);
            Double start = known.get(p.name());
            from[k] = Math.max(p.min(), Math.min(p.max(), start == null ? p.start() : start));
        }
        CubeFit refined =
                other.refined(from, threads).coarser(CubeDiagnosis.COARSE).withStarts(from);
        Solution with = Refit.minimise(refined.problem(threads));
        Solution without = Refit.minimise(
                fit.coarser(CubeDiagnosis.COARSE).withStarts(values).problem(threads));
        if (!Double.isFinite(with.chiSquared() - without.chiSquared())) {
            return null;
        }
        double[] reached = refined.space().physical(with.point());
        return new Outcome(
                with.chiSquared() - without.chiSquared(), refined.space().byName(reached));
    }
}
