// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.errors.PosteriorSampling;
import org.steelyard.errors.SamplingResult;
import org.steelyard.fit.ModelRefits;
import org.steelyard.fit.SavedFit;
import org.steelyard.units.InputException;

/**
 * Fits of the models of a grid. The input of a task is a {@link ModelStart}. A model that does not go together with the data
 * gives a record with the reason.
 *
 * @param version of the program
 * @param base configuration of the fit whose data the models share
 * @param models their configurations
 * @param names of the parameters of all models
 * @param seed of the samples
 */
record ModelFits(String version, Configuration base, List<Configuration> models, List<String> names, long seed)
        implements Job<ModelRefits> {

    @Override
    public List<Path> files() {
        Set<Path> files = new LinkedHashSet<>(ModelRefits.files(base));
        models.forEach(model -> files.addAll(ModelRefits.files(model)));
        return List.copyOf(files);
    }

    @Override
    public ModelRefits open() {
        return ModelRefits.of(base);
    }

    @Override
    public Task task(ModelRefits refits) {
        return input -> fit(input, refits);
    }

    private TaskResult fit(TaskInput input, ModelRefits refits) {
        try {
            ModelStart start = ModelStart.decode(input.values(), names);
            ModelRefits.Model model = refits.fit(start.started(models.get(start.model())), version, start.search());
            SamplingResult sampled = start.sampled() && model.result().converged() ? sample(model) : null;
            return ModelRecord.of(model, sampled).encode(input.index(), names);
        } catch (InputException e) {
            return ModelRecord.failed(e.getMessage()).encode(input.index(), names);
        }
    }

    /** Samples the posterior in the likelihood of correlated noise, where that is known. */
    private SamplingResult sample(ModelRefits.Model model) {
        SavedFit fit = SavedFit.of(model.fitted());
        try (LocalEngine one = new LocalEngine(1)) {
            return PosteriorSampling.run(
                    model.correlated() ? fit.withLikelihood(FitConfig.Likelihood.CORRELATED) : fit,
                    PosteriorSampling.Method.NESTED,
                    seed,
                    Campaign.on(one));
        }
    }
}
