// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.CampaignObserver;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.Realisations;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.Shipped;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.diagnose.ParameterSummary;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/** Campaigns of a galaxy. The shipped cube is averaged over large blocks, to be fast. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GalaxyCampaignTest {

    private static final int DRAWS = 60;

    /**
     * Tolerance of a ratio of errors. Sixty draws give the half-width of a central 68 % interval to 12 %; this allows
     * four times as much.
     */
    private static final double WIDEST = 1.5;

    private FitOutcome outcome;
    private SavedFit fit;

    @BeforeAll
    void fit() {
        outcome = fitted(config());
        fit = SavedFit.of(outcome.resolved(), outcome.result());
    }

    private static Configuration config() {
        Configuration config = Shipped.ngc1380();
        return config.withModel(config.model().withBlock(6))
                .withFit(config.fit()
                        .withRegion(new RegionEllipse(1.0, 0.35, 187))
                        .withNoiseRms(1.5e-3));
    }

    private static FitOutcome fitted(Configuration config) {
        return GalaxyFit.run(config, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0));
    }

    private MonteCarloResult monteCarlo(int draws, int threads, long seed) {
        try (Engine engine = new LocalEngine(threads)) {
            return MonteCarloErrors.run(fit, draws, seed, Campaign.on(engine));
        }
    }

    @Test
    void drawsHaveTheSameBitsOnOneThreadAndTwo() {
        MonteCarloResult one = monteCarlo(4, 1, 5);
        MonteCarloResult two = monteCarlo(4, 2, 5);
        assertTrue(Arrays.deepEquals(one.draws(), two.draws()));
        assertNotEquals(one.draws()[0][0], one.draws()[1][0]);
        assertNotEquals(one.draws()[0][0], monteCarlo(4, 1, 6).draws()[0][0], "another seed");
    }

    @Test
    @Tag("slow")
    void drawsScatterAboutTheBestByTheCorrelatedError() {
        assertScatters(monteCarlo(DRAWS, 2, 1), outcome);
    }

    @Test
    @Tag("slow")
    void drawsScatterByTheCorrelatedErrorWhereTheLightIsOfTheModel() {
        Configuration config = config();
        FitOutcome exponential =
                fitted(config.withDisk(config.disk().withSurfaceBrightness(new ExponentialLight(), null)));
        try (Engine engine = new LocalEngine(2)) {
            SavedFit finished = SavedFit.of(exponential.resolved(), exponential.result());
            assertScatters(MonteCarloErrors.run(finished, DRAWS, 1, Campaign.on(engine)), exponential);
        }
    }

    private static void assertScatters(MonteCarloResult mc, FitOutcome outcome) {
        assertEquals(0, mc.failed());
        mc.intervals().forEach((name, interval) -> {
            double expected = outcome.result().parameter(name).error();
            double ratio = interval.error() / expected;
            System.out.printf(Locale.ROOT, "scatter of %d draws of %s: %.3f of what is expected%n", DRAWS, name, ratio);
            assertTrue(ratio > 1 / WIDEST && ratio < WIDEST, name + " " + ratio);
            assertTrue(Double.isNaN(interval.lower()[2]), "sixty draws know nothing of 99.7 %");
        });
    }

    @Test
    void theFluxMapIsDrawnAnewWhereItIsTheCubesOwn() {
        try (ParallelFor one = new ParallelFor(1)) {
            assertTrue(new Realisations(fit.open(), one).redrawsFluxMap());
        }
    }

    @Test
    @Tag("slow")
    void theProfileClosesAndAgreesWithTheCorrelatedError() {
        try (Engine engine = new LocalEngine(2)) {
            ProfileResult profile = MassProfile.run(fit, "mbh", Campaign.on(engine));
            double expected = outcome.result().parameter("mbh").error();
            ProfileResult.Limit one = profile.limits().get(0);
            assertTrue(one.closed());
            assertEquals(2, (one.upper() - one.lower()) / expected, 0.3, "a nearly parabolic curve");
            assertEquals(0, profile.points().get(0).value(), "down to no black hole");
            assertTrue(profile.points().get(0).rise() > 9);
            double before = Double.POSITIVE_INFINITY;
            for (ProfileResult.Point point : profile.points()) {
                assertTrue(point.converged());
                if (point.value() <= profile.best()) {
                    assertTrue(point.rise() <= before, "falls towards the best value");
                    before = point.rise();
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void aProfileGoesOnFromItsLog(@TempDir Path folder) {
        ProfileResult whole;
        try (Engine engine = new LocalEngine(2)) {
            whole = MassProfile.run(fit, "mass_to_light", campaign(engine, folder, false));
        }
        try (Engine engine = new LocalEngine(1)) {
            ProfileResult again = MassProfile.run(fit, "mass_to_light", campaign(engine, folder, true));
            assertEquals(whole.limits(), again.limits());
            assertEquals(whole.points().size(), again.points().size());
        }
    }

    /**
     * Tolerances of a nearly normal posterior: medians within 0.2 errors of the fit, widths within 12 %. 1500 draws or
     * more give these to 3 and 2 %; the rest is the curvature.
     */
    private static final double OFF = 0.2;

    private static final double WIDER = 0.12;

    /** Relative tolerance of the scale, because the posterior uses sub-pixels of 1e-3 of the peak. */
    private static final double SAME_SCALE = 1e-3;

    @Test
    @Tag("slow")
    void thePosteriorIsThatOfTheFitsCovariance() {
        double[] errors;
        double scale;
        int[] free;
        double[] best;
        try (ParallelFor one = new ParallelFor(1)) {
            FittedGalaxy galaxy = fit.open();
            FittedGalaxy.Minimum minimum = galaxy.minimum(one);
            errors = minimum.errors();
            scale = minimum.scale(galaxy.space().index("mbh"));
            double error = minimum.correlatedOrNull()[galaxy.space().index("mbh")];
            assertEquals(
                    error * error,
                    scale * Math.pow(errors[galaxy.space().index("mbh")], 2),
                    1e-9 * error * error,
                    "the mass has its quoted error");
            best = galaxy.best();
            free = galaxy.space().freeNames().stream()
                    .mapToInt(galaxy.space()::index)
                    .toArray();
        }
        try (Engine engine = new LocalEngine(2)) {
            SamplingResult found = PosteriorSampling.run(fit, PosteriorSampling.Method.NESTED, 1, Campaign.on(engine));
            assertTrue(found.converged(), found.reason());
            assertEquals(1e-3, found.tolerance());
            assertEquals(scale, found.scale(), SAME_SCALE * scale);
            for (int j = 0; j < free.length; j++) {
                ParameterSummary summary = found.chain().summaries().get(j);
                double error = Math.sqrt(scale) * errors[free[j]];
                System.out.printf(
                        Locale.ROOT,
                        "posterior of %s: median off by %+.3f errors, width %.3f of the error%n",
                        summary.name(),
                        (summary.median() - best[free[j]]) / error,
                        summary.standardDeviation() / error);
                assertEquals(0, (summary.median() - best[free[j]]) / error, OFF, summary.name());
                assertEquals(1, summary.standardDeviation() / error, WIDER, summary.name());
            }
        }
    }

    private static Fingerprint fingerprint() {
        return Fingerprint.of("test");
    }

    private static Campaign campaign(Engine engine, Path folder, boolean resume) {
        return new Campaign(engine, folder, fingerprint(), resume, CampaignObserver.NONE);
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        try (Engine engine = new LocalEngine(1)) {
            Campaign campaign = Campaign.on(engine);
            for (int draws : new int[] {-1, 0, 1, 3}) {
                InputException e =
                        assertThrows(InputException.class, () -> MonteCarloErrors.run(fit, draws, 1, campaign));
                assertTrue(e.getMessage().startsWith("Monte Carlo of " + draws), e.getMessage());
            }
            InputException e = assertThrows(InputException.class, () -> MassProfile.run(fit, "mhb", campaign));
            assertTrue(e.getMessage().contains("mhb"), e.getMessage());
            assertFalse(e.getMessage().contains("\n"));
        }
    }
}
