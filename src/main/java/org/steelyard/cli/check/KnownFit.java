// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.fit.search.FitResult.FittedParameter;

/**
 * The known numbers of the galaxy in the jar: the parameters of the disk that was simulated, and the fit on a reference
 * machine, with vectors on JDK 17 and 25 (the same bits) and without (the same to 14 digits).
 */
final class KnownFit {

    /**
     * [quoted error] Limit of the difference from the reference. A fit stops where a step would move no parameter by more
     * than 0.05 errors, so two machines that round differently end within twice that. Their errors then differ by less
     * than this fraction.
     */
    static final double SAME = 0.1;

    /** Limit of the difference of chi^2 from the reference: twice the chi^2 tolerance of a fit, 0.01. */
    static final double SAME_CHI2 = 0.02;

    /** [quoted error] Limit of the difference from the truth: the noise exceeds it in 0.3 % of simulated cubes. */
    static final double LARGEST_NOISE = 3;

    /** Sum of squared residuals of the reference. */
    static final double CHI2 = 2236.23986;

    /**
     * One parameter.
     *
     * @param name of the parameter
     * @param truth that was simulated
     * @param reference value of the reference fit
     * @param error that the reference fit quotes
     */
    record Known(String name, double truth, double reference, double error) {}

    static final List<Known> PARAMETERS = List.of(
            new Known("mbh", 3e8, 3.16248874e8, 1.00988e7),
            new Known("mass_to_light", 1, 0.887289264, 0.0813670),
            new Known("inclination", 65, 63.9552563, 0.686560),
            new Known("position_angle", 190, 190.027119, 0.385744),
            new Known("vsys", 1870, 1869.59236, 0.659656),
            new Known("x", 14.3, 14.2895564, 0.0496274),
            new Known("y", 20.6, 20.5923173, 0.0640368),
            new Known("dispersion", 15, 16.6969213, 0.911710));

    private KnownFit() {}

    /**
     * Compares a fit with the reference.
     *
     * @param chiSquared sum of squared residuals
     * @param parameters all parameters
     * @return one finding for chi^2 and one for each known parameter
     */
    static List<Finding> compare(double chiSquared, List<FittedParameter> parameters) {
        List<Finding> findings = new ArrayList<>();
        double change = chiSquared - CHI2;
        findings.add(new Finding(
                "chi2",
                Math.abs(change) <= SAME_CHI2,
                String.format(
                        Locale.ROOT,
                        "%.3f; %.3f from the known value (limit %s)",
                        chiSquared,
                        Math.abs(change),
                        SAME_CHI2)));
        for (Known known : PARAMETERS) {
            findings.add(parameters.stream()
                    .filter(parameter -> parameter.name().equals(known.name()))
                    .findFirst()
                    .map(parameter -> compare(known, parameter))
                    .orElse(new Finding(known.name(), false, "is missing")));
        }
        return findings;
    }

    private static Finding compare(Known known, FittedParameter found) {
        double shift = (found.value() - known.reference()) / known.error();
        double offset = (found.value() - known.truth()) / known.error();
        double growth = found.error() / known.error() - 1;
        boolean good = Math.abs(shift) <= SAME && Math.abs(offset) <= LARGEST_NOISE && Math.abs(growth) <= SAME;
        return new Finding(
                known.name(),
                good,
                String.format(
                        Locale.ROOT,
                        "%.5g +- %.2g%s; %.3f errors from the known value (limit %s), %.1f from the truth (limit %.0f)",
                        found.value(),
                        found.error(),
                        found.unit().isEmpty() ? "" : " " + found.unit(),
                        Math.abs(shift),
                        SAME,
                        Math.abs(offset),
                        LARGEST_NOISE));
    }
}
