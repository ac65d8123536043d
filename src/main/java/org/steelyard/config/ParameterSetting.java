// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.Tie;
import org.steelyard.units.InputException;

/**
 * Setting of one parameter in section {@code [parameters]}; null takes the default. Units: method page, section 10 and
 * {@code steelyard config --explain parameters.NAME}.
 *
 * @param start where the fit begins
 * @param min lower bound
 * @param max upper bound
 * @param fixed true if the fit does not vary it
 * @param scale measure in which the fit steps
 * @param tie another parameter that it follows, as {@link Tie#parse} reads it
 * @param prior what is known about its value before the data
 */
public record ParameterSetting(
        Double start, Double min, Double max, Boolean fixed, StepScale scale, String tie, GaussianPrior prior) {

    /** @throws InputException for a tie that cannot be read */
    public ParameterSetting {
        if (tie != null) {
            Tie.parse(tie);
        }
    }

    /**
     * A setting without a prior.
     *
     * @param start where the fit begins
     * @param min lower bound
     * @param max upper bound
     * @param fixed true if the fit does not vary it
     * @param scale measure in which the fit steps
     * @param tie another parameter that it follows, as {@link Tie#parse} reads it
     * @throws InputException for a tie that cannot be read
     */
    public ParameterSetting(Double start, Double min, Double max, Boolean fixed, StepScale scale, String tie) {
        this(start, min, max, fixed, scale, tie, null);
    }

    /** A parameter without settings. */
    public static final ParameterSetting NONE = new ParameterSetting(null, null, null, null, null, null);

    /**
     * @param value where the fit begins
     * @return this setting with that start
     */
    public ParameterSetting withStart(double value) {
        return new ParameterSetting(value, min, max, fixed, scale, tie, prior);
    }

    /**
     * @param known what is known about the value before the data
     * @return this setting with that prior
     */
    public ParameterSetting withPrior(GaussianPrior known) {
        return new ParameterSetting(start, min, max, fixed, scale, tie, known);
    }
}
