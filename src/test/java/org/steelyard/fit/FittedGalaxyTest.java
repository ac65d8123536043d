// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.map.MapFiles;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/** A finished fit that is opened again, travels, and is fitted to other data. */
class FittedGalaxyTest {

    /**
     * Relative, of chi^2: the scale is computed back from the result's, to rounding, and the radii of the tables with
     * it.
     */
    private static final double SAME = 1e-9;

    /** [standard error] The optimiser's tolerance is 1e-2, of the first fit and of the second. */
    private static final double SETTLED = 0.03;

    /** [standard error] Another start gives another flux map, which is made again until the minimum stays so far. */
    private static final double MAP = 0.3;

    private static final List<FitOutcome> FITS = List.of(fit(cube()), fit(MapFiles.shipped()));

    /** A cube by luminosity distance and a velocity map: the shipped data, started near the truth to be quick. */
    static List<FitOutcome> fits() {
        return FITS;
    }

    private static FitOutcome fit(Configuration config) {
        return GalaxyFit.run(config, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0));
    }

    private static Configuration cube() {
        Configuration config = Shipped.ngc1380();
        return config.withGalaxy(new GalaxyConfig("cube", 17.3, null))
                .withModel(new ModelConfig(2, 1e-4, 6, ModelConfig.LineProfile.INTEGRATED));
    }

    /** A start below 0 deg, with its bounds, gives the same minimum, written from 0 to 360 deg. */
    @Test
    void thePositionAngleIsWithinOneTurn() {
        FitOutcome plain = FITS.get(0);
        double angle = plain.result().parameter("position_angle").value();
        Configuration config = cube().withParameters(Map.of(
                "position_angle", new ParameterSetting(angle - 362, angle - 400, angle - 300, null, null, null, null)));
        FittedParameter found = fit(config).result().parameter("position_angle");
        assertEquals(angle, found.value(), MAP * found.error());
        assertTrue(found.value() >= 0 && found.value() < 360, "position angle " + found.value());
        assertEquals(angle - 2, found.start(), 1e-9);
        Configuration resolved = fit(config).resolved();
        assertEquals(angle - 40, resolved.parameter("position_angle").min(), 1e-9);
    }

    @ParameterizedTest
    @MethodSource("fits")
    void openedAgainItHasTheSameChiSquared(FitOutcome outcome) {
        FittedGalaxy galaxy = SavedFit.of(outcome.resolved(), outcome.result()).open();
        try (ParallelFor one = new ParallelFor(1)) {
            DiskProblem problem = galaxy.problem(one);
            double expected = outcome.result().chi2();
            assertEquals(expected, problem.chiSquared(problem.start()), SAME * expected);
            DiskProblem handedOn = outcome.fitted().problem(one);
            assertEquals(expected, handedOn.chiSquared(handedOn.start()), SAME * expected);
            assertArrayEquals(
                    outcome.fitted().space().lowerFree(), galaxy.space().lowerFree());
        }
    }

    /**
     * The light follows the line profiles of the first fit, which the result names; without them it is the map of the
     * mask.
     */
    @Test
    void theFluxMapIsThatOfTheProfileInTheResult() {
        FitOutcome outcome = FITS.get(0);
        SavedFit finished = SavedFit.of(outcome.resolved(), outcome.result());
        assertEquals(finished.values().keySet(), finished.profile().keySet());
        assertNotEquals(finished.values(), finished.profile(), "the first fit's, not the last one's");
        assertEquals(finished.profile(), SavedFit.of(finished.open()).profile(), "it travels");
        SavedFit masked = new SavedFit(outcome.resolved(), finished.values(), finished.pcPerArcsec(), Map.of());
        try (ParallelFor one = new ParallelFor(1)) {
            DiskProblem problem = masked.open().problem(one);
            double other = problem.chiSquared(problem.start());
            assertTrue(Math.abs(other - outcome.result().chi2()) > 1, "chi^2 of the masked map: " + other);
        }
        assertEquals(
                Map.of(),
                SavedFit.of(FITS.get(1).resolved(), FITS.get(1).result()).profile());
    }

    @ParameterizedTest
    @MethodSource("fits")
    void fittedToItsOwnModelItStays(FitOutcome outcome) {
        FittedGalaxy galaxy = outcome.fitted();
        try (ParallelFor one = new ParallelFor(1)) {
            DiskProblem own = galaxy.problem(one);
            double[] model = new double[galaxy.data().length];
            own.model(galaxy.best(), model);
            DiskProblem problem = own.withData(model);
            assertEquals(0, problem.chiSquared(problem.start()));
            Parameter mass = galaxy.space().parameters().get(galaxy.space().index("mbh"));
            ParameterSpace elsewhere = galaxy.space().with(mass.withStart(1.1 * mass.start()));
            Solution back = LevenbergMarquardt.defaults().minimise(problem.with(elsewhere), FitObserver.NONE);
            Solution at = LevenbergMarquardt.defaults().minimise(problem, FitObserver.NONE);
            for (int j = 0; j < back.point().length; j++) {
                assertEquals(at.point()[j], back.point()[j], SETTLED * at.error(j));
            }
            DiskProblem without = problem.with(galaxy.space().with(mass.fixedAt(0)));
            assertEquals(problem.parameterCount() - 1, without.parameterCount());
            assertTrue(without.chiSquared(without.start()) > 1);
            assertEquals(problem.chiSquared(problem.start()), 0, "the first problem is as it was");
        }
    }

    @ParameterizedTest
    @MethodSource("fits")
    void preparedAgainItHasTheSameBits(FitOutcome outcome) {
        FittedGalaxy first = SavedFit.of(outcome.resolved(), outcome.result()).open();
        FittedGalaxy second = SavedFit.of(first).open();
        assertArrayEquals(first.data(), second.data());
        assertArrayEquals(first.noise(), second.noise());
        assertArrayEquals(first.best(), second.best());
        try (ParallelFor one = new ParallelFor(1);
                ParallelFor two = new ParallelFor(2)) {
            assertArrayEquals(residuals(first.problem(one)), residuals(second.problem(two)));
        }
    }

    private static double[] residuals(DiskProblem problem) {
        double[] residuals = new double[problem.residualCount()];
        problem.evaluate(problem.start(), residuals, null);
        return residuals;
    }

    @Test
    void severalThreadsRefitAsOneDoes() {
        FittedGalaxy galaxy = FITS.get(1).fitted();
        double[][] points = new double[2][];
        for (int threads = 1; threads <= 2; threads++) {
            double[][] found = new double[4][];
            try (ParallelFor workers = new ParallelFor(threads);
                    ParallelFor one = new ParallelFor(1)) {
                workers.run(found.length, (task, worker) -> {
                    double[] data = galaxy.data().clone();
                    Arrays.setAll(data, k -> data[k] + task * galaxy.noise()[k] * Math.sin(k));
                    found[task] = LevenbergMarquardt.defaults()
                            .minimise(galaxy.problem(one).withData(data), FitObserver.NONE)
                            .point();
                });
            }
            assertNotEquals(found[0][0], found[1][0]);
            points[threads - 1] =
                    Arrays.stream(found).flatMapToDouble(Arrays::stream).toArray();
        }
        assertArrayEquals(points[0], points[1]);
    }

    @Test
    void valuesOfAnotherModelAreRefused() {
        Configuration config = MapFiles.shipped();
        InputException e = assertThrows(
                InputException.class, () -> new SavedFit(config, Map.of("mbh", 1e8), 150, Map.of()).open());
        assertTrue(e.getMessage().contains("mass_to_light"), e.getMessage());
    }

    @Test
    void aNegativeGaussianIsSaidWithTheResult(@TempDir Path folder) throws IOException {
        Configuration config = cube();
        String table = Files.readString(config.potential().mge());
        Path mge = Files.writeString(folder.resolve("ring.ecsv"), table.stripTrailing() + "\n-1.0 0.5 0.9\n");
        List<String> messages = fit(config.withPotential(config.potential().withMge(mge, null, List.of())))
                .result()
                .messages();
        assertTrue(
                messages.stream().anyMatch(line -> line.startsWith(mge + ": MGE component") && line.contains("-1.0")),
                messages.toString());
    }
}
