// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.Arrays;
import org.steelyard.campaign.TaskRandom;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.Realisations;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.BlackHole;

/**
 * Fits of simulated noise about the model, whose scatter is held against the forecast. They show where the forecast, which is
 * linear in the parameters, no longer holds.
 *
 * @param mocks number of fits
 * @param failed how many did not converge
 * @param scatter [dex] standard deviation of log10 of the mass
 * @param scatterError [dex] its standard error, scatter / sqrt(2 (n - 1))
 * @param bias [dex] mean of log10 of the mass less that of the target
 * @param ratio [-] scatter over the forecast error
 */
public record MockCheck(int mocks, int failed, double scatter, double scatterError, double bias, double ratio) {

    /** Fewest fits that give a scatter. */
    public static final int FEWEST = 4;

    /** Standard errors by which scatter and forecast may differ by chance. */
    private static final double CHANCE = 3;

    static MockCheck of(FittedGalaxy galaxy, double forecast, int mocks, long seed, ParallelFor threads) {
        Realisations realisations = new Realisations(galaxy, threads);
        int place = galaxy.space().index(BlackHole.MASS.name());
        double truth = Math.log10(galaxy.best()[place]);
        double[] found = new double[mocks];
        Realisations.Worker[] workers = new Realisations.Worker[threads.threads()];
        threads.run(mocks, (k, worker) -> {
            if (workers[worker] == null) {
                workers[worker] = realisations.worker(new ParallelFor(1));
            }
            Realisations.Refitted fit = workers[worker].refit(TaskRandom.of(seed, k));
            found[k] = fit.solution().converged()
                    ? Math.log10(fit.space().physical(fit.solution().point())[place]) - truth
                    : Double.NaN;
        });
        double[] good = Arrays.stream(found).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(good).average().orElse(Double.NaN);
        double square = Arrays.stream(good).map(v -> (v - mean) * (v - mean)).sum();
        double scatter = good.length < FEWEST ? Double.NaN : Math.sqrt(square / (good.length - 1));
        return new MockCheck(
                mocks,
                mocks - good.length,
                scatter,
                scatter / Math.sqrt(2.0 * (good.length - 1)),
                mean,
                scatter / forecast);
    }

    /** @return whether the scatter is that of the forecast to within chance */
    public boolean agrees() {
        return Math.abs(1 - 1 / ratio) * scatter < CHANCE * scatterError;
    }
}
