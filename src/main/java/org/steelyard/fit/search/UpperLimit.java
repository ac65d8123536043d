// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;

/**
 * The upper limit of a mass that the data do not distinguish from 0, from the profile of chi^2: the mass is fixed at
 * larger and larger values and all other parameters are fitted again.
 *
 * <p>The mass is consistent with 0 where chi^2 / s at mass 0 is less than {@link #RISE} above its lowest value for
 * masses of 0 and more. Its limit of 95 % probability is where chi^2 / s has risen by as much (one-sided; Cowan et al.
 * 2011, EPJ C 71, 1554, eq. 16 and 62). The divisor s corrects for correlated noise as in a profile. Where the lowest
 * chi^2 lies at mass 0, the limit is conservative. An error p of the starlight, which chi^2 does not know, is added in quadrature: to the
 * distance of the limit from the best mass m as 1.645 p, and to the error m / sqrt(rise) at mass 0.
 *
 * @param mass [Msun] the limit; infinite where chi^2 does not rise so far below 1e13 Msun
 * @param riseAtZero [-] of chi^2 / s, at mass 0
 */
record UpperLimit(double mass, double riseAtZero) {

    /** One-sided probability of the limit. */
    static final double PROBABILITY = 0.95;

    /** Square of the 95 % point of the unit normal distribution. */
    static final double RISE = 1.6448536269514722 * 1.6448536269514722;

    /** Relative accuracy of the limit. */
    private static final double ACCURACY = 0.01;

    private static final double LARGEST = 1e13;

    /** Factor by which the mass grows until chi^2 has risen enough. */
    private static final double GROWTH = 4;

    /**
     * @param problem of the fit
     * @param solution its minimum
     * @param mass index of the parameter, which is free
     * @param error [Msun] of the mass, NaN if it has none
     * @param scale s
     * @param photometric [Msun] p, 0 where the starlight counts as known
     * @return the limit, or null if mass 0 is excluded
     */
    static UpperLimit ofOrNull(
            DiskProblem problem, Solution solution, int mass, double error, double scale, double photometric) {
        double[] values = problem.space().physical(solution.point());
        Profile profile = new Profile(problem, values, mass);
        double best = values[mass];
        double atZero = profile.at(0);
        double lowest = Math.min(atZero, solution.chiSquared());
        double rise = (atZero - lowest) / scale;
        if (photometric > 0 && rise > 0) {
            rise = 1 / (1 / rise + Math.pow(photometric / best, 2));
        }
        if (!(rise < RISE)) {
            return null;
        }
        double low = best;
        double high = error > 0 ? best + error : GROWTH * best;
        double riseHigh = (profile.at(high) - lowest) / scale;
        while (riseHigh < RISE && high < LARGEST) {
            low = high;
            high *= GROWTH;
            riseHigh = (profile.at(high) - lowest) / scale;
        }
        if (!(riseHigh >= RISE)) {
            return new UpperLimit(Double.POSITIVE_INFINITY, rise);
        }
        while (high - low > ACCURACY * high) {
            double middle = 0.5 * (low + high);
            if ((profile.at(middle) - lowest) / scale < RISE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new UpperLimit(
                photometric > 0 ? best + Math.hypot(high - best, Math.sqrt(RISE) * photometric) : high, rise);
    }

    /** The lowest chi^2 at a fixed mass; every refit starts from the one before. */
    private static final class Profile {

        private final DiskProblem problem;
        private final int mass;
        private double[] values;

        Profile(DiskProblem problem, double[] values, int mass) {
            this.problem = problem;
            this.values = values;
            this.mass = mass;
        }

        double at(double fixed) {
            ParameterSpace all = problem.space();
            Parameter parameter = all.parameters().get(mass);
            ParameterSpace space = all.with(parameter.fixedAt(fixed)).withStarts(values);
            Solution refit = Refit.minimise(problem.with(space));
            if (fixed > 0) {
                values = space.physical(refit.point());
            }
            return refit.chiSquared();
        }
    }

    /** As {@code result.json} holds it. */
    Map<String, Object> quantity() {
        Map<String, Object> limit = DerivedNumbers.quantity(mass, "Msun");
        Map<String, Object> all = new LinkedHashMap<>(limit);
        all.put("probability", PROBABILITY);
        all.put("delta_chi2_at_zero", riseAtZero);
        all.put("method", "profile of chi^2 with the other parameters refitted, one-sided, rise of 2.71");
        return all;
    }
}
