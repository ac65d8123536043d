// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;

/** From the fits of the models to their differences, weights and ensembles. {@link ModelComparison} explains these. */
final class Ranking {

    private final List<GridModel> models;
    private final List<ModelRecord> records;
    private final int[] set;
    private final double[] criterion;

    /**
     * @param models the models
     * @param records their fits
     */
    Ranking(List<GridModel> models, List<ModelRecord> records) {
        this.models = models;
        this.records = records;
        this.set = sets();
        this.criterion = numbers(k -> {
            ModelRecord r = records.get(k);
            return r.converged() ? r.chiSquared() + r.freedom() * Math.log(r.data()) : Double.NaN;
        });
    }

    /** Numbers of the sets from 1, in the order of the models; 0 for models without a minimum. */
    private int[] sets() {
        Map<List<Object>, Integer> known = new LinkedHashMap<>();
        int[] numbers = new int[models.size()];
        for (int k = 0; k < numbers.length; k++) {
            if (records.get(k).converged()) {
                List<Object> source = source(models.get(k).config(), records.get(k));
                known.putIfAbsent(source, known.size() + 1);
                numbers[k] = known.get(source);
            }
        }
        return numbers;
    }

    /** What the models of a set share: data, noise, and the map of their light. */
    private static List<Object> source(Configuration config, ModelRecord record) {
        return config.disk().mapped()
                ? List.of(
                        record.checksum(),
                        String.valueOf(config.data().fluxMap()),
                        config.disk().fluxExtraction(),
                        config.disk().deconvolved(),
                        config.disk().iterations())
                : List.of(record.checksum());
    }

    /**
     * @param axes the keys with their choices
     * @param evidence whether the models were sampled
     * @param fit result of the fit from which the models started
     * @param mass of the same
     * @return the comparison
     */
    Comparison comparison(List<KeyChoices> axes, boolean evidence, FitResult fit, FittedParameter mass) {
        double[] weight = ModelWeights.of(numbers(k -> counts(k) ? -0.5 * criterion[k] : Double.NaN), set);
        double[] byEvidence =
                ModelWeights.of(numbers(k -> counts(k) ? records.get(k).logEvidence() : Double.NaN), set);
        double excess = excess(fit);
        List<ComparedModel> rows = new ArrayList<>();
        for (int k = 0; k < set.length; k++) {
            ModelRecord r = records.get(k);
            rows.add(new ComparedModel(
                    k + 1,
                    models.get(k).values(),
                    r.status(),
                    atBounds(k),
                    models.get(k).atLimits(r).values().stream().toList(),
                    repeats(k),
                    r.converged() && describes(r, excess),
                    r.mass(),
                    r.error(),
                    set[k],
                    r.converged() ? r.chiSquared() : Double.NaN,
                    r.correlated(),
                    r.data(),
                    r.freedom(),
                    criterion[k],
                    aboveLeast(k, j -> records.get(j).chiSquared()),
                    aboveLeast(k, j -> criterion[j]),
                    weight[k],
                    r.logEvidence(),
                    r.logEvidenceError(),
                    evidence ? byEvidence[k] : Double.NaN));
        }
        rows.sort(Comparator.comparingInt((ComparedModel row) -> row.set() == 0 ? Integer.MAX_VALUE : row.set())
                .thenComparingDouble(row -> -row.logEvidence())
                .thenComparingDouble(ComparedModel::criterion)
                .thenComparingInt(ComparedModel::number));
        return new Comparison(
                axes,
                rows,
                ensemble(numbers(k -> counts(k) && !repeats(k) ? 1 : 0)),
                ensemble(weight),
                evidence ? ensemble(byEvidence) : null,
                mass.value(),
                mass.error());
    }

    private boolean counts(int k) {
        return records.get(k).converged() && records.get(k).error() > 0;
    }

    private List<String> atBounds(int k) {
        Set<String> effective = models.get(k).effective(records.get(k));
        return records.get(k).atBounds().stream().filter(effective::contains).toList();
    }

    /** Whether a fit ended at a simpler model of the grid, or at an equal one before it. */
    private boolean repeats(int k) {
        GridModel model = models.get(k);
        int effective = model.effective(records.get(k)).size();
        return effective < records.get(k).free().size()
                && IntStream.range(0, models.size())
                        .filter(j -> j != k && models.get(j).differences(model) == 1)
                        .filter(j -> counts(j)
                                && records.get(j).checksum() == records.get(k).checksum())
                        .filter(j -> records.get(j).freedom() < records.get(k).freedom()
                                || records.get(j).freedom() == records.get(k).freedom() && j < k)
                        .anyMatch(j -> models.get(j).effective(records.get(j)).size() == effective
                                && model.contains(records.get(k), models.get(j), records.get(j)));
    }

    private double[] numbers(IntToDoubleFunction number) {
        return IntStream.range(0, models.size()).mapToDouble(number).toArray();
    }

    /** A number of a model above the least of its set; NaN for models without a minimum. */
    private double aboveLeast(int k, IntToDoubleFunction number) {
        double least = IntStream.range(0, set.length)
                .filter(j -> set[j] == set[k])
                .mapToDouble(number)
                .min()
                .orElse(Double.NaN);
        return set[k] == 0 ? Double.NaN : number.applyAsDouble(k) - least;
    }

    private @Nullable Ensemble ensemble(double[] weight) {
        return Ensemble.ofOrNull(
                numbers(k -> records.get(k).mass()), numbers(k -> records.get(k).error()), weight);
    }

    /**
     * Factor by which chi^2 of a right model exceeds the degrees of freedom: 1, or that of the fit where its diagnosis, which
     * knows the noise of the flux map, finds that it describes the data.
     */
    private static double excess(FitResult fit) {
        boolean right = fit.diagnosis() != null && fit.diagnosis().describesData();
        double chiSquared = Double.isNaN(fit.chi2Correlated()) ? fit.chi2() : fit.chi2Correlated();
        return right ? Math.max(1, chiSquared / fit.dof()) : 1;
    }

    private static boolean describes(ModelRecord r, double excess) {
        double mean = excess * r.dof();
        return new ChiSquareTest(r.chiSquared(), mean, 2 * mean * mean / r.dof()).acceptable();
    }
}
