// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.toml.KeyChoices;

/**
 * The result of a comparison of models.
 *
 * @param axes the keys with their choices
 * @param models set by set, each ranked by ln Z where it was sampled and otherwise by the Bayesian information criterion;
 *     those that failed are last
 * @param plain the ensemble in which all models weigh the same, and those that repeat a simpler one nothing; null where no model has a mass
 * @param weighted the ensemble weighted by the criterion; null where no model has a mass
 * @param byEvidence the ensemble weighted by the evidence; null without samples
 * @param fitMass [Msun] of the fit from which the models started
 * @param fitError [Msun] its standard error
 */
public record Comparison(
        List<KeyChoices> axes,
        List<ComparedModel> models,
        @Nullable Ensemble plain,
        @Nullable Ensemble weighted,
        @Nullable Ensemble byEvidence,
        double fitMass,
        double fitError) {

    /** Copies the lists. */
    public Comparison {
        axes = List.copyOf(axes);
        models = List.copyOf(models);
    }

    /** @return the ensemble of the best weights that there are: the evidence's, else the criterion's */
    public @Nullable Ensemble best() {
        return byEvidence != null ? byEvidence : weighted;
    }

    /** @return number of sets of models whose chi^2 can be compared */
    public int sets() {
        return models.stream().mapToInt(ComparedModel::set).max().orElse(0);
    }

    /** @return what a reader of the numbers should know, one line each */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, models.stream().filter(m -> !m.converged()), "failed: no row of the ensemble");
        note(
                notes,
                models.stream().filter(m -> m.converged() && !m.counts()),
                "have a fixed mass, or one at a bound or without error: no row of the ensemble");
        note(
                notes,
                models.stream().filter(m -> !m.atBounds().isEmpty()),
                "have a parameter at a bound: their errors are too small");
        List<ComparedModel> atLimits =
                models.stream().filter(m -> !m.atLimits().isEmpty()).toList();
        note(
                notes,
                atLimits.stream(),
                "have a law at its limit, where it is a simpler one (" + limits(atLimits) + "): "
                        + atLimits.stream().filter(ComparedModel::repeats).count()
                        + " repeat a simpler model of the grid, which the ensemble without weights counts once");
        note(
                notes,
                models.stream().filter(m -> m.converged() && !m.describesData()),
                "do not describe the data: a right model has such a chi^2 less than once in 30,000 galaxies; the ensemble without weights counts them like the others");
        note(
                notes,
                models.stream().filter(m -> m.converged() && !m.correlated()),
                "have a chi^2 of independent data, because the correlation of their noise is not known: differences and weights are too large");
        if (sets() > 1) {
            notes.add(
                    "the models make " + sets()
                            + " sets of different data, noise or flux map: differences are those within a set, and each set has the same share of the ensemble");
        }
        long poor = models.stream()
                .filter(m -> m.set() > 0 && m.deltaCriterion() == 0 && !m.describesData())
                .count();
        if (poor > 0) {
            notes.add(
                    "the best model does not describe the data, so that differences and weights are too large; the ensemble without weights is the safer one");
        }
        return notes;
    }

    private static String limits(List<ComparedModel> models) {
        return models.stream()
                .flatMap(m -> m.atLimits().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void note(List<String> notes, Stream<ComparedModel> which, String what) {
        long count = which.count();
        if (count > 0) {
            notes.add(count + " of " + models.size() + " models " + what);
        }
    }
}
