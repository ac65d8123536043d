// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.StellarPotential;

/**
 * A solution as parameters of a galaxy: value, error, and whether a parameter is at a bound or not constrained.
 *
 * @param config the configuration
 * @param space the parameters as they were fitted
 * @param solution of the optimiser
 * @param starts the parameters as they were started
 * @param messages for the user. Modified: messages on parameters are added
 */
record FitSummary(
        Configuration config, ParameterSpace space, Solution solution, ParameterSpace starts, List<String> messages) {

    /** [sigma] Distance of a value from its prior above which a message is given. */
    private static final double TENSION = 3;

    /** [error of the prior] Data that leave more than this of it, at most a fifth of the information, do not determine a parameter. */
    private static final double HELD = 0.9;

    FitResult result(
            String version,
            String verdict,
            int n,
            int solved,
            double chiSquared,
            CorrelatedErrors correlatedOrNull,
            Minimum<?> minimum,
            FitResult.Timing timing,
            FitResult.Machine machine,
            List<FitResult.InputFile> inputs,
            Map<String, Object> derived) {
        double[] values = space.physical(solution.point());
        double[] errors = correlatedOrNull == null
                ? space.physicalErrors(solution.point(), solution.covariance())
                : correlatedOrNull.total();
        double[] photometric = correlatedOrNull == null ? null : correlatedOrNull.photometric();
        List<FitResult.FittedParameter> parameters = new ArrayList<>();
        for (int i = 0; i < space.size(); i++) {
            Parameter p = space.parameters().get(i);
            int f = space.coordinate(i);
            boolean free = f >= 0;
            boolean atBound = free && solution.atBound()[f];
            boolean held = minimum.warpOrNull() == null && isHeld(p.name(), errors[i]);
            boolean constrained = !free || !solution.unconstrained()[f] && !held;
            parameters.add(new FitResult.FittedParameter(
                    p.name(),
                    p.unit(),
                    values[i],
                    free && !atBound && constrained ? errors[i] : Double.NaN,
                    free && !atBound && constrained && photometric != null ? photometric[i] : Double.NaN,
                    free,
                    atBound,
                    constrained,
                    starts.parameters().get(i).start(),
                    p.min(),
                    p.max()));
            if (p.isFree() && atBound) {
                messages.add(atBound(p, values[i], config.parameter(p.name())));
            }
            boolean deprojection = config.disk().shape().warp().inclinations().contains(p.name())
                    && config.potential().mge() != null
                    && config.potential().mgeInclination() == null;
            if (p.isFree() && atBound && deprojection && nearMin(p, values[i])) {
                messages.add(String.format(
                        Locale.ROOT,
                        "below this inclination the flattest MGE component may have no deprojection; if stars and gas need not be co-inclined, freeze the inclination of the stars, potential.mge_inclination = \"%.0f deg\"",
                        Math.ceil(values[i] + 1)));
            }
            if (p.priorOrNull() != null && Math.abs(p.priorOrNull().residual(values[i])) > TENSION) {
                messages.add(String.format(
                        Locale.ROOT,
                        "%s = %.6g %s is %.1f sigma from its prior about %.6g %s: data and prior disagree",
                        p.name(),
                        values[i],
                        p.unit(),
                        Math.abs(p.priorOrNull().residual(values[i])),
                        p.priorOrNull().mean(),
                        p.unit()));
            }
            if (p.isFree() && !constrained && !held) {
                messages.add(p.name() + " is not constrained by these data; fix it or choose a model without it");
            }
        }
        if (!solution.converged()) {
            messages.add("the fit did not converge: " + solution.reason());
        }
        int free = space.freeCount() + solved;
        int dof = n - free;
        String status = verdict != null && solution.converged()
                ? verdict
                : solution.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new FitResult(
                version,
                status,
                parameters,
                chiSquared,
                n,
                free,
                dof,
                chiSquared / dof,
                correlatedOrNull == null ? Double.NaN : correlatedOrNull.chiSquared(),
                minimum.evaluations(),
                minimum.search(),
                timing,
                machine,
                inputs,
                derived,
                messages);
    }

    /** Whether the error of a parameter is that of the prior which holds it, as a warp that the data do not ask for is held flat. */
    private boolean isHeld(String name, double error) {
        return space.jointPriors().stream()
                .filter(prior -> prior.factors().keySet().equals(Set.of(name)))
                .anyMatch(prior -> error * Math.abs(prior.factors().get(name)) > HELD);
    }

    /** What a bound that was reached tells, and what to check. */
    private static String atBound(Parameter p, double value, ParameterSetting set) {
        String end = nearMin(p, value) ? "min" : "max";
        String text = String.format(
                Locale.ROOT,
                "%s ended at its bound, %s = %.6g %s, from other starts too; ",
                p.name(),
                end,
                value,
                p.unit());
        if (p.name().equals(BlackHole.MASS.name()) && end.equals("max")) {
            return text
                    + "the fit measures no mass: check inclination and distance, and whether the model lacks stars or gas";
        }
        boolean physical = end.equals("min") && set.min() == null;
        if (physical && p.name().equals(DispersionLaw.FLOOR.name())) {
            return text + "narrower lines look the same in these channels: the value is an upper limit";
        }
        if (physical && p.min() == 0) {
            return text + "it cannot be negative, and the data show none of it";
        }
        String widen = "widen parameters." + p.name() + "." + end + " unless this is a physical limit";
        return p.name().equals(StellarPotential.MASS_TO_LIGHT.name())
                ? text
                        + "check that the table of the stars has a linear surface brightness [Lsun/pc2], not its logarithm,"
                        + " and sigma in arcsec, and the distance; else " + widen
                : text + widen;
    }

    private static boolean nearMin(Parameter p, double value) {
        return value - p.min() < p.max() - value;
    }
}
