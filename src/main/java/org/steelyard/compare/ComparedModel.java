// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.List;
import org.steelyard.fit.search.FitResult;

/**
 * One model of a comparison. A number that is not known is NaN.
 *
 * @param number in the order of the choices, from 1
 * @param values TOML of its value of each key of the grid; empty where the key has no effect on this model
 * @param status {@code converged}, or why the fit gives no mass
 * @param atBounds names of the parameters at a bound, without those at a limit and those that have no effect there
 * @param atLimits NAME = VALUE of the parameters at a bound where their law is a simpler one, like an amplitude of 0
 * @param repeats whether it is, at those limits, a simpler model of the comparison
 * @param describesData whether a right model reaches this chi^2 by chance; false where the fit failed
 * @param mass [Msun] of the black hole
 * @param error [Msun] standard error of the mass; NaN where it is fixed, at a bound or not constrained
 * @param set number of its set, from 1; only the models of one set can be compared by chi^2. 0 where the fit failed
 * @param chiSquared [-] see {@link ModelComparison}
 * @param correlated whether chi^2 accounts for the correlation of the noise
 * @param data number of data
 * @param free number of free parameters, and of amplitudes that every evaluation solves
 * @param criterion [-] the Bayesian information criterion
 * @param deltaChiSquared [-] chi^2 above the least of its set
 * @param deltaCriterion [-] criterion above the least of its set
 * @param weight of the criterion in the ensemble; 0 outside the ensemble
 * @param logEvidence ln Z; NaN without a sample
 * @param logEvidenceError standard error of ln Z; NaN without a sample
 * @param evidenceWeight weight of the evidence in the ensemble; NaN without samples
 */
public record ComparedModel(
        int number,
        List<String> values,
        String status,
        List<String> atBounds,
        List<String> atLimits,
        boolean repeats,
        boolean describesData,
        double mass,
        double error,
        int set,
        double chiSquared,
        boolean correlated,
        int data,
        int free,
        double criterion,
        double deltaChiSquared,
        double deltaCriterion,
        double weight,
        double logEvidence,
        double logEvidenceError,
        double evidenceWeight) {

    /** Copies the lists. */
    public ComparedModel {
        values = List.copyOf(values);
        atBounds = List.copyOf(atBounds);
        atLimits = List.copyOf(atLimits);
    }

    /** @return whether the fit reached its minimum */
    public boolean converged() {
        return status.equals(FitResult.CONVERGED);
    }

    /** @return whether its mass counts in the ensemble: the fit converged and its mass has an error */
    public boolean counts() {
        return converged() && error > 0;
    }
}
