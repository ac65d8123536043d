// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.TaskRandom;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.Realisations;
import org.steelyard.fit.SavedFit;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * Errors from refits of noisy realisations of the best-fitting model (method page, section 11). Their scatter is the
 * error of the quoted estimate in any likelihood. Where the errors of the starlight are known, every realisation is fitted with a draw of
 * it.
 */
public final class MonteCarloErrors {

    /** Smallest number of realisations, whose percentiles of 15.9 and 84.1 % lie between the lowest and the highest. */
    public static final int FEWEST = 4;

    private MonteCarloErrors() {}

    /**
     * Refits realisations.
     *
     * @param fit the fit whose data are refitted
     * @param draws number of realisations, {@link #FEWEST} or more
     * @param seed of the noise
     * @param campaign settings of the campaign
     * @return the draws and their statistics
     * @throws InputException if there are fewer draws
     */
    public static MonteCarloResult run(SavedFit fit, int draws, long seed, Campaign campaign) {
        requireDraws(draws);
        FittedGalaxy galaxy = fit.open();
        List<Object> options = new ArrayList<>(List.of(seed));
        fit.starlightSet().forEach(table -> options.add(SavedFit.checksum(table)));
        List<TaskResult> refits = campaign.run("monte_carlo", new Refits(fit, seed), draws, options.toArray());
        return MonteCarloResult.of(galaxy.space(), galaxy.best(), refits);
    }

    /**
     * Checks the number of realisations, before any work.
     *
     * @param draws number of realisations
     * @throws InputException if there are fewer than {@link #FEWEST}
     */
    public static void requireDraws(int draws) {
        if (draws < FEWEST) {
            throw new InputException(
                    "Monte Carlo of " + draws + " realisations: " + FEWEST
                            + " or more are needed for an interval of 68 %; 300 give the error to 6 %, and 1000 limits of 99.7 %");
        }
    }

    /**
     * Refits of realisations; the index seeds the noise.
     *
     * @param fit the fit whose data are refitted
     * @param seed of the noise
     */
    private record Refits(SavedFit fit, long seed) implements Job<Realisations> {

        @Override
        public List<Path> files() {
            return Stream.concat(fit.files().stream(), fit.starlightSet().stream())
                    .toList();
        }

        @Override
        public Realisations open() {
            return new Realisations(fit.open(), new ParallelFor(1));
        }

        @Override
        public Task task(Realisations shared) {
            Realisations.Worker worker = shared.worker(new ParallelFor(1));
            return input -> {
                Realisations.Refitted draw = worker.refit(TaskRandom.of(seed, input.index()));
                return RefitRecord.of(input.index(), draw.solution(), draw.space());
            };
        }
    }
}
