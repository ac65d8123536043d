// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.Shipped;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.MgeCovariance;
import org.steelyard.potential.MgeTable;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/** The errors of the starlight in campaigns: an error of all its brightness is one of M/L alone. */
@Tag("slow")
class StarlightErrorsTest {

    /** Relative error of the brightness of all Gaussians together, several times the error of M/L by the gas. */
    private static final double BRIGHTNESS = 0.1;

    /** Sixty draws give the half-width of a central 68 % interval to 12 %; four times as much. */
    private static final double WIDEST = 0.5;

    private static final int DRAWS = 60;

    private static final int DRAWN = 8;

    /** Ratio of a table's brightness to that of the fit, which divides M/L. */
    private static final double BRIGHTER = 1.5;

    @TempDir
    static Path folder;

    private static MgeTable table;

    private static Configuration config;

    private static FitOutcome outcome;

    @BeforeAll
    static void fit() {
        Configuration plain = Shipped.ngc1380();
        Configuration base = plain.withModel(plain.model().withBlock(6))
                .withFit(plain.fit()
                        .withRegion(new RegionEllipse(1.0, 0.35, 187))
                        .withNoiseRms(1.5e-3));
        table = MgeTable.read(base.potential().mge());
        int n = table.sigmaArcsec().length;
        double[][] covariance = new double[3 * n][3 * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] =
                        BRIGHTNESS * BRIGHTNESS * table.surfaceBrightness()[i] * table.surfaceBrightness()[j];
            }
        }
        Path mge = write("mge.ecsv", 1, "0.5");
        Path file = folder.resolve("mge_covariance.ecsv");
        MgeCovariance.of(table, covariance).write(file);
        config = base.withPotential(base.potential().withMge(mge, file, List.of()));
        outcome = GalaxyFit.run(config, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0));
    }

    private static Path write(String name, double factor, String weight) {
        Path file = folder.resolve(name);
        TableWriter.write(
                ColumnTable.builder()
                        .meta("weight", weight)
                        .numbers(
                                "surface_brightness",
                                "Lsun/pc2",
                                Arrays.stream(table.surfaceBrightness())
                                        .map(b -> factor * b)
                                        .toArray())
                        .numbers("sigma", "arcsec", table.sigmaArcsec())
                        .numbers("axis_ratio", "", table.axisRatio())
                        .build(),
                file);
        return file;
    }

    private static SavedFit saved(Path... set) {
        BudgetConfig budget = new BudgetConfig(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(set),
                null,
                null);
        return SavedFit.of(outcome.resolved().withBudget(set.length == 0 ? null : budget), outcome.result());
    }

    private static MonteCarloResult monteCarlo(SavedFit fit, int draws, int threads) {
        try (Engine engine = new LocalEngine(threads)) {
            return MonteCarloErrors.run(fit, draws, 5, Campaign.on(engine));
        }
    }

    private static double[] massToLight(MonteCarloResult found) {
        int column = found.names().indexOf("mass_to_light");
        return Arrays.stream(found.draws()).mapToDouble(draw -> draw[column]).toArray();
    }

    @Test
    void anErrorOfTheBrightnessIsOneOfMassToLight() {
        double ratio = outcome.result().parameter("mass_to_light").value();
        assertEquals(BRIGHTNESS, outcome.result().parameter("mass_to_light").photometricError() / ratio, 1e-3);
        assertEquals(
                0,
                outcome.result().parameter("mbh").photometricError()
                        / outcome.result().parameter("mbh").error(),
                1e-2);
    }

    /** Fitted without the pressure of the gas, the budget brings it in; fitted with it, the budget leaves it out. */
    @Test
    void theBudgetAlwaysTriesThePressure() {
        for (boolean on : new boolean[] {false, true}) {
            Configuration fitted = outcome.resolved()
                    .withPotential(outcome.resolved().potential().withPressureSupport(on));
            List<SystematicTest> rows =
                    SystematicTestPlan.of(fitted, outcome.result()).tests();
            List<SystematicTest> ofPressure = rows.stream()
                    .filter(row -> row.name().startsWith("pressure"))
                    .toList();
            assertEquals(1, ofPressure.size());
            assertEquals(
                    !on,
                    ofPressure.get(0).config().potential().pressureSupport(),
                    ofPressure.get(0).name());
        }
    }

    @Test
    void drawsHaveTheSameBitsOnOneThreadAndTwoAndFollowTheWeights() {
        SavedFit set = saved(
                write("brighter.ecsv", BRIGHTER, "0.5"), write("original.ecsv", 0.1, "0"), folder.resolve("mge.ecsv"));
        assertEquals(
                List.of(folder.resolve("brighter.ecsv"), folder.resolve("original.ecsv")),
                set.starlightSet(),
                "what an executor reads");
        MonteCarloResult one = monteCarlo(set, DRAWN, 1);
        assertTrue(Arrays.deepEquals(one.draws(), monteCarlo(set, DRAWN, 2).draws()));
        double[] own = massToLight(monteCarlo(saved(), DRAWN, 1));
        double[] drawn = massToLight(one);
        int brighter = 0;
        for (int k = 0; k < own.length; k++) {
            double factor = own[k] / drawn[k];
            boolean same = Math.abs(factor - 1) < 0.02;
            assertTrue(same || Math.abs(factor - BRIGHTER) < 0.15 * BRIGHTER, "draw " + k + ": " + factor);
            brighter += same ? 0 : 1;
        }
        assertTrue(brighter >= 1 && brighter < DRAWN, "half of them, but for one seed in 128: " + brighter);
    }

    @Test
    void aTableThatCannotBeDeprojectedIsRefused() {
        Path file = folder.resolve("flat.ecsv");
        TableWriter.write(
                ColumnTable.builder()
                        .meta("weight", "0.5")
                        .numbers("surface_brightness", "Lsun/pc2", 1000)
                        .numbers("sigma", "arcsec", 1)
                        .numbers("axis_ratio", "", 0.01)
                        .build(),
                file);
        SavedFit flat = saved(file);
        String message =
                assertThrows(InputException.class, () -> monteCarlo(flat, 4, 1)).getMessage();
        assertTrue(message.startsWith(file + ": has no deprojection at the fitted inclination"), message);
    }

    @Test
    void aSetOfTablesIsAnErrorOfMassToLight() {
        List<Path> set = List.of(write("brighter_set.ecsv", BRIGHTER, "0.5"));
        Configuration c = outcome.resolved();
        Configuration with = c.withPotential(
                c.potential().withMge(c.potential().mge(), c.potential().mgeCovariance(), set));
        FittedGalaxy galaxy = SavedFit.of(with, outcome.result()).open();
        FittedGalaxy.Minimum minimum;
        try (ParallelFor one = new ParallelFor(1)) {
            minimum = galaxy.minimum(one);
        }
        int place = galaxy.space().index("mass_to_light");
        // Half of the weight is on stars that are brighter by 0.5, and M/L is smaller by that share to first order.
        double expected = Math.hypot(BRIGHTNESS, Math.sqrt(0.5) * (BRIGHTER - 1));
        assertEquals(expected, minimum.photometricOrNull()[place] / minimum.values()[place], 0.01);
    }

    @Test
    void theProfileHasTheErrorOfTheStarlight() {
        double quoted = outcome.result().parameter("mass_to_light").error();
        try (Engine engine = new LocalEngine(2)) {
            ProfileResult profile = MassProfile.run(saved(), "mass_to_light", Campaign.on(engine));
            ProfileResult.Limit one = profile.limits().get(0);
            assertEquals(2, (one.upper() - one.lower()) / quoted, 0.3, "a nearly parabolic curve");
        }
    }

    @Test
    void drawsScatterByTheQuotedError() {
        MonteCarloResult found = monteCarlo(saved(), DRAWS, 2);
        assertEquals(0, found.failed());
        for (String name : List.of("mbh", "mass_to_light")) {
            double quoted = outcome.result().parameter(name).error();
            assertEquals(1, found.intervals().get(name).error() / quoted, WIDEST, name);
        }
        double alone =
                Math.sqrt(Math.pow(outcome.result().parameter("mass_to_light").error(), 2)
                        - Math.pow(outcome.result().parameter("mass_to_light").photometricError(), 2));
        assertTrue(found.intervals().get("mass_to_light").error() > 2 * alone, "more than by the noise of the gas");
    }
}
