// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.TaskResult;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.units.InputException;

/**
 * Fits every combination of some choices to the data of one fit, and compares them.
 *
 * <p><b>Fits.</b> The models start at the minimum of the fit ({@link GridFits}). The first one, and those that differ from it in
 * one key, have the whole search for the lowest minimum; combinations start from these. Mass and error are those of the configured
 * likelihood, as in a fit of its own.
 *
 * <p><b>chi^2.</b> The beam correlates the noise of neighbouring blocks, so that chi^2 of independent blocks rises too fast: its
 * differences, and a criterion made of them, overstate the case for a model by about the squared ratio of the errors with
 * and without the correlation, which is 2 at blocks of one beam. That ratio differs between models and cannot be
 * divided out. All comparisons therefore use the likelihood of correlated noise, whatever the configured one: chi^2 = r^T C^-1 r, where C is the correlation of blocks and channels
 * ({@link org.steelyard.fit.search.NoiseCorrelation}). Each model is minimised in it from its fit, for a sum that is not
 * at its least would favour the models whose two minima happen to agree. Priors steer the minimum but do not enter the sum. Where the
 * correlation is not known, as for a velocity map or blocks far below a beam, chi^2 is that of independent data, and a
 * message says that its differences are too large.
 *
 * <p><b>Criterion.</b> BIC = chi^2 + k ln N (Schwarz 1978, Ann. Stat. 6, 461), with k free parameters and solved
 * amplitudes and N data. It approximates -2 ln Z to a constant of each parameter; with fewer, independent data in place of N it
 * would change by less than 1 for each parameter of difference. A parameter that a prior holds counts in full.
 *
 * <p><b>Evidence.</b> Where asked, nested sampling in the same likelihood gives ln Z of each model.
 *
 * <p><b>Sets.</b> Chi^2 of different data cannot be compared, nor that of a flux map with that of a profile, since the light of the
 * map comes from the data. Models whose data, noise and source of light agree make a set. Differences and weights are
 * those within a set; all sets have the same share of the weighted ensemble.
 */
public final class ModelComparison {

    /** Name of the campaign and its checkpoint. */
    public static final String CAMPAIGN = "compare";

    private final Request request;
    private final FittedParameter mass;
    private final ModelGrid grid;

    private ModelComparison(Request request, FittedParameter mass, ModelGrid grid) {
        this.request = request;
        this.mass = mass;
        this.grid = grid;
    }

    /**
     * What to compare.
     *
     * @param file resolved configuration of the fit
     * @param config the same, read
     * @param result of the fit
     * @param axes the keys with their choices; empty for the default ones
     * @param evidence whether to sample the posterior of each model for its evidence
     * @param seed of the samples
     * @param version of the program
     */
    public record Request(
            Path file,
            Configuration config,
            FitResult result,
            List<KeyChoices> axes,
            boolean evidence,
            long seed,
            String version) {

        /** Copies the list. */
        public Request {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Prepares a comparison, without reading the data.
     *
     * @param request what to compare
     * @return the comparison, ready to be run
     * @throws InputException if the fit has no free black-hole mass or the choices cannot be compared
     */
    public static ModelComparison of(Request request) {
        return new ModelComparison(request, mass(request.result()), grid(request));
    }

    /**
     * Fits and compares the models.
     *
     * @param campaign settings of the campaign
     * @return the comparison, with the same bits on any number of threads and any engine
     */
    public Comparison run(Campaign campaign) {
        List<GridModel> models = grid.models();
        List<String> names = models.stream()
                .flatMap(model -> model.names().stream())
                .distinct()
                .toList();
        ModelFits job = new ModelFits(
                request.version(),
                request.config(),
                models.stream().map(GridModel::config).toList(),
                names,
                request.seed());
        List<String> checksums = job.files().stream().map(SavedFit::checksum).toList();
        List<ModelRecord> records;
        try (Checkpoint checkpoint = campaign.checkpoint(CAMPAIGN, grid.axes(), request.evidence(), checksums);
                Engine.Workers workers = campaign.engine().open(job)) {
            records = new GridFits(models, names, request.evidence(), (stage, tasks) -> {
                        campaign.observer().begin(CAMPAIGN + ", " + stage, 0, tasks.size());
                        List<TaskResult> results = campaign.run(tasks, checkpoint, workers);
                        campaign.observer().end();
                        return results;
                    })
                    .run();
        }
        return new Ranking(models, records).comparison(grid.axes(), request.evidence(), request.result(), mass);
    }

    private static ModelGrid grid(Request request) {
        List<KeyChoices> axes = request.axes();
        if (axes.isEmpty()) {
            axes = DefaultGrid.of(request.config(), request.result());
            if (axes.isEmpty()) {
                throw new InputException(
                        "no default choice applies to this fit; name some, like disk.flow=[\"none\", \"vrad\"]");
            }
        }
        return ModelGrid.of(request.file(), request.result(), axes);
    }

    private static FittedParameter mass(FitResult result) {
        return result.parameters().stream()
                .filter(p -> p.name().equals("mbh") && p.free())
                .findFirst()
                .orElseThrow(
                        () -> new InputException("compare: the fit has no free parameter mbh; free it and fit again"));
    }
}
