// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.campaign.TaskResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.fit.ModelRefits;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;

/**
 * The fit of one model as numbers and texts.
 *
 * @param mass [Msun] of the black hole
 * @param error [Msun] standard error of the mass, under correlated noise where that is known; NaN where there is none
 * @param chiSquared [-] lowest chi^2 in the likelihood of correlated noise where that is known, else of independent data
 * @param data number of data
 * @param dof degrees of freedom: data less free parameters and amplitudes that every evaluation solves
 * @param checksum of the data and their noise
 * @param correlated whether chi^2 is that of correlated noise
 * @param logEvidence ln Z; NaN without a sample
 * @param logEvidenceError standard error of ln Z; NaN without a sample
 * @param status of the fit, {@code converged} or why not
 * @param atBounds names of the parameters at a bound
 * @param free the free parameters by name, with their bounds
 */
record ModelRecord(
        double mass,
        double error,
        double chiSquared,
        int data,
        int dof,
        long checksum,
        boolean correlated,
        double logEvidence,
        double logEvidenceError,
        String status,
        List<String> atBounds,
        Map<String, BoundedValue> free) {

    private static final String SEPARATOR = "\n";

    /** Numbers of a model before those of its parameters. */
    private static final int HEAD = 9;

    /** Copies the collections. */
    ModelRecord {
        atBounds = List.copyOf(atBounds);
        free = Map.copyOf(free);
    }

    /**
     * @param model at its minimum
     * @param sampledOrNull its posterior
     */
    static ModelRecord of(ModelRefits.Model model, SamplingResult sampledOrNull) {
        FitResult result = model.result();
        FittedParameter mass = result.parameter("mbh");
        boolean known = mass.free() && !mass.atBound() && mass.constrained();
        return new ModelRecord(
                mass.value(),
                known ? mass.error() : Double.NaN,
                model.exactChiSquared(),
                result.nData(),
                result.dof(),
                model.data(),
                model.correlated(),
                sampledOrNull == null ? Double.NaN : sampledOrNull.logEvidence(),
                sampledOrNull == null ? Double.NaN : sampledOrNull.logEvidenceError(),
                result.status(),
                result.parameters().stream()
                        .filter(p -> p.free() && p.atBound())
                        .map(FittedParameter::name)
                        .toList(),
                result.parameters().stream()
                        .filter(FittedParameter::free)
                        .collect(Collectors.toMap(
                                FittedParameter::name, p -> new BoundedValue(p.value(), p.min(), p.max()))));
    }

    static ModelRecord failed(String reason) {
        return new ModelRecord(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                0,
                0,
                false,
                Double.NaN,
                Double.NaN,
                reason.replace(SEPARATOR, " "),
                List.of(),
                Map.of());
    }

    /** Number of free parameters, and of amplitudes that every evaluation solves. */
    int freedom() {
        return data - dof;
    }

    boolean converged() {
        return status.equals(FitResult.CONVERGED);
    }

    /** The numbers, and three of each of some parameters. */
    TaskResult encode(int index, List<String> names) {
        double[] values = {
            mass, error, chiSquared, data, dof, checksum, correlated ? 1 : 0, logEvidence, logEvidenceError
        };
        double[] all = Arrays.copyOf(values, HEAD + BoundedValue.NUMBERS * names.size());
        BoundedValue.encode(free, names, all, HEAD);
        return new TaskResult(
                index,
                all,
                String.join(
                        SEPARATOR,
                        Stream.concat(Stream.of(status), atBounds.stream()).toList()));
    }

    static ModelRecord decode(TaskResult result, List<String> names) {
        double[] v = result.values();
        List<String> texts = Arrays.asList(result.note().split(SEPARATOR, -1));
        return new ModelRecord(
                v[0],
                v[1],
                v[2],
                (int) v[3],
                (int) v[4],
                (long) v[5],
                v[6] == 1,
                v[7],
                v[8],
                texts.get(0),
                texts.subList(1, texts.size()),
                BoundedValue.decode(v, HEAD, names));
    }
}
