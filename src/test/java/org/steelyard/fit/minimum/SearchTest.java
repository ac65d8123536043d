// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.config.Configuration;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.fit.Shipped;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/** The way to the minimum, where its first part leads nowhere. */
class SearchTest {

    /** [standard error] Each of two fits stops within 0.05 of one. */
    private static final double SETTLED = 0.1;

    private static Configuration config() {
        Configuration config = Shipped.ngc1380();
        return config.withModel(new ModelConfig(2, 1e-4, 6, ModelConfig.LineProfile.INTEGRATED))
                .withFit(config.fit().withNoiseRms(1.5e-3));
    }

    /** A galaxy whose coarse model has no value anywhere. */
    private record Stumbling(CubeFit fit, boolean coarse) implements PreparedFit<Stumbling> {

        @Override
        public Configuration config() {
            return fit.config();
        }

        @Override
        public ParameterSpace space() {
            return fit.space();
        }

        @Override
        public GalaxyModel galaxy() {
            return fit.galaxy();
        }

        @Override
        public double[] data() {
            return fit.data();
        }

        @Override
        public double[] noise() {
            return fit.noise();
        }

        @Override
        public double[][] positions() {
            return fit.positions();
        }

        @Override
        public RegionEllipse ellipse() {
            return fit.ellipse();
        }

        @Override
        public NoiseCorrelation correlation() {
            return fit.correlation();
        }

        @Override
        public NoiseOfSums noiseOfSums(double[][] rows, double[] point, ParallelFor threads) {
            return fit.noiseOfSums(rows, point, threads);
        }

        @Override
        public DiskProblem independent(ParallelFor threads) {
            double[] infinite = fit.data().clone();
            Arrays.fill(infinite, 1e200);
            DiskProblem problem = fit.independent(threads);
            return coarse ? problem.withData(infinite) : problem;
        }

        @Override
        public Stumbling with(ParameterSpace other) {
            return new Stumbling(fit.with(other), coarse);
        }

        @Override
        public Stumbling withGalaxy(GalaxyModel other, ParameterSpace parameters) {
            return new Stumbling(fit.withGalaxy(other, parameters), coarse);
        }

        @Override
        public Stumbling withOtherNearSide() {
            return new Stumbling(fit.withOtherNearSide(), coarse);
        }

        @Override
        public Stumbling coarser(double tolerance) {
            return new Stumbling(fit, true);
        }

        @Override
        public Stumbling sharpened(double[] values, ParallelFor threads) {
            return this;
        }

        @Override
        public Stumbling refined(double[] values, ParallelFor threads) {
            return new Stumbling(fit.refined(values, threads), coarse);
        }
    }

    @Test
    void theWholeModelIsTakenWhereTheCoarseOneDoesNotConverge() {
        Configuration config = config();
        StellarPotential stars = GalaxySetup.stars(config);
        CubeData data = CubeData.read(config);
        InitialGuess guess = data.guess(config, stars);
        FitOptions run = new FitOptions("test", 1, 1, FitObserver.NONE, () -> 0);
        try (ParallelFor one = new ParallelFor(1)) {
            double vsys = guess.values().get("vsys");
            CubeFit fit = data.prepare(guess, stars, vsys);
            Stumbling stumbling = new Stumbling(fit, false);
            DiskProblem first = stumbling.coarser(1e-2).problem(one);
            assertFalse(Double.isFinite(first.chiSquared(first.start())), "the coarse model cannot converge");
            Search search = new Search(config, run, one, new ArrayList<>());
            Minimum<Stumbling> found =
                    search.find(stumbling, v -> new Stumbling(data.prepare(guess, stars, v), false), () -> guess);
            Minimum<CubeFit> plain = search.find(fit, v -> data.prepare(guess, stars, v), () -> guess);
            assertTrue(found.solution().converged(), found.solution().reason());
            assertFalse(found.fit().coarse(), "the minimum is the whole model's");
            for (int j = 0; j < plain.solution().point().length; j++) {
                assertEquals(
                        plain.solution().point()[j],
                        found.solution().point()[j],
                        SETTLED * plain.solution().error(j),
                        found.fit().space().names().get(j));
            }
        }
    }
}
