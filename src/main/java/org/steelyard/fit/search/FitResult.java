// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.steelyard.fit.diagnosis.Diagnosis;

/**
 * What one fit found: the numbers of {@code result.json}, in its order. A number that is not known is NaN here and left
 * out there.
 *
 * @param version of Steelyard that made the fit
 * @param status one word: {@code converged}, or why not
 * @param parameters every parameter of the model, free or not, in the model's order
 * @param chi2 [-] sum of squared residuals over noise, each datum by itself, whatever the likelihood
 * @param nData number of data that enter chi2
 * @param nFree number of free parameters
 * @param dof nData - nFree
 * @param reducedChi2 [-] chi2 / dof
 * @param chi2Correlated [-] chi2 under the noise correlated by the beam, which a fit of likelihood "correlated"
 *     minimises; NaN if it is not known
 * @param evaluations of the model
 * @param search how many starts were tried and what they found; null where that is not known
 * @param timing duration of the parts of the fit
 * @param machine Java and inner loops that made the fit
 * @param inputs files that were read
 * @param derived further numbers (Number), texts (String) or groups of them (Map) that follow from the fit, by name
 * @param messages one line each, for the user: parameters at a bound, unconstrained ones, warnings of the reader
 * @param diagnosis whether the model describes the data; null where none was made
 */
public record FitResult(
        String version,
        String status,
        List<FittedParameter> parameters,
        double chi2,
        int nData,
        int nFree,
        int dof,
        double reducedChi2,
        double chi2Correlated,
        int evaluations,
        Search search,
        Timing timing,
        Machine machine,
        List<InputFile> inputs,
        Map<String, Object> derived,
        List<String> messages,
        Diagnosis diagnosis) {

    /** The {@link #status} of a fit that reached its minimum. */
    public static final String CONVERGED = "converged";

    /** Copies the collections; the order of {@code derived} is kept. */
    public FitResult {
        parameters = List.copyOf(parameters);
        inputs = List.copyOf(inputs);
        derived = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(derived));
        messages = List.copyOf(messages);
    }

    /** A result without diagnosis, with the components of the full one. */
    public FitResult(
            String version,
            String status,
            List<FittedParameter> parameters,
            double chi2,
            int nData,
            int nFree,
            int dof,
            double reducedChi2,
            double chi2Correlated,
            int evaluations,
            Search search,
            Timing timing,
            Machine machine,
            List<InputFile> inputs,
            Map<String, Object> derived,
            List<String> messages) {
        this(
                version,
                status,
                parameters,
                chi2,
                nData,
                nFree,
                dof,
                reducedChi2,
                chi2Correlated,
                evaluations,
                search,
                timing,
                machine,
                inputs,
                derived,
                messages,
                null);
    }

    /**
     * @param other whether the model describes the data
     * @return this result with that diagnosis
     */
    public FitResult with(Diagnosis other) {
        return with(inputs, messages, other);
    }

    /**
     * @param otherInputs files that were read
     * @param otherMessages for the user
     * @return this result with those
     */
    public FitResult with(List<InputFile> otherInputs, List<String> otherMessages) {
        return with(otherInputs, otherMessages, diagnosis);
    }

    private FitResult with(List<InputFile> otherInputs, List<String> otherMessages, Diagnosis other) {
        return new FitResult(
                version,
                status,
                parameters,
                chi2,
                nData,
                nFree,
                dof,
                reducedChi2,
                chi2Correlated,
                evaluations,
                search,
                timing,
                machine,
                otherInputs,
                derived,
                otherMessages,
                other);
    }

    /** @return whether the optimiser reached a minimum */
    public boolean converged() {
        return CONVERGED.equals(status);
    }

    /**
     * @param name of a parameter, for example {@code mbh}
     * @return the parameter
     * @throws NoSuchElementException if the model has none of that name
     */
    public FittedParameter parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no parameter '" + name + "'"));
    }

    /**
     * One parameter after the fit.
     *
     * @param name as in the configuration
     * @param unit of value, error, start and bounds; empty for a pure number
     * @param value [unit] at the minimum
     * @param error [unit] one standard deviation, for noise that the beam correlates where that is known, and with the error of the
     *     starlight where that is known; NaN if it was fixed or is not constrained
     * @param photometricError [unit] what the error of the starlight contributes to it in quadrature; NaN where that is not known
     * @param free whether the fit could move it
     * @param atBound whether it ended at {@code min} or {@code max}
     * @param constrained whether the data determine it (true for a fixed one)
     * @param start [unit] where the fit began
     * @param min [unit] lower bound
     * @param max [unit] upper bound
     */
    public record FittedParameter(
            String name,
            String unit,
            double value,
            double error,
            double photometricError,
            boolean free,
            boolean atBound,
            boolean constrained,
            double start,
            double min,
            double max) {

        /** A parameter of a fit whose starlight counts as known, with the components of the full one. */
        public FittedParameter(
                String name,
                String unit,
                double value,
                double error,
                boolean free,
                boolean atBound,
                boolean constrained,
                double start,
                double min,
                double max) {
            this(name, unit, value, error, Double.NaN, free, atBound, constrained, start, min, max);
        }
    }

    /**
     * What the search tried.
     *
     * @param starts points at which chi^2 was tried
     * @param sameMinimum minimisations that ended in the minimum
     * @param nextMinimumChi2 [-] chi^2 of the next-lowest minimum that a minimisation found, NaN if there is none: by as
     *     much above {@code chi2} as with the coarser model of the search
     */
    public record Search(int starts, int sameMinimum, double nextMinimumChi2) {}

    /**
     * Duration of the parts of a fit.
     *
     * @param readS [s] reading the inputs
     * @param fitS [s] in the optimiser
     * @param totalS [s] from start to results
     * @param modelEvaluationMs [ms] one evaluation of the model, mean
     * @param threads worker threads
     */
    public record Timing(double readS, double fitS, double totalS, double modelEvaluationMs, int threads) {}

    /**
     * The Java and the inner loops that made a fit. The last bits of its numbers depend on them.
     *
     * @param java version of Java; empty if unknown
     * @param vendor of Java; empty if unknown
     * @param kernels form of the inner loops, {@code vector} or {@code scalar}; empty if unknown
     */
    public record Machine(String java, String vendor, String kernels) {}

    /**
     * A file that was read.
     *
     * @param file its name as in the configuration
     * @param sha256 of its bytes, 64 hexadecimal digits
     * @param into table of the run that was made of it and that the model reads; empty for a file that the model reads
     */
    public record InputFile(String file, String sha256, String into) {

        /** A file that the model reads, with the components of the full one. */
        public InputFile(String file, String sha256) {
            this(file, sha256, "");
        }
    }
}
