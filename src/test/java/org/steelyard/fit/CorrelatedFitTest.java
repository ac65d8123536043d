package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/** Correlated noise from the configuration to the result, on the shipped cube. */
class CorrelatedFitTest {

    /** [standard deviation] of chi^2 about N. */
    private static final double SIGMAS = 4;

    /** Of a standard deviation estimated from {@link #DRAWS} refits: 4 / sqrt(2 n). */
    private static final double SCATTER = 4 / Math.sqrt(2.0 * CorrelatedFitTest.DRAWS);

    private static final int DRAWS = 60;

    private static Configuration config(FitConfig.Likelihood likelihood, int block) {
        Configuration config = Shipped.ngc1380();
        return config.withModel(new ModelConfig(2, 1e-4, block, ModelConfig.LineProfile.INTEGRATED))
                .withFit(config.fit()
                        .withRegion(new RegionEllipse(1.2, 0.35, 187))
                        .withNoiseRms(1.5e-3)
                        .withLikelihood(likelihood));
    }

    /** With a flux map that does not depend on the fit, so that chi^2 can be compared. */
    private static Configuration ofOneMap(FitConfig.Likelihood likelihood) {
        Configuration config = config(likelihood, 4);
        return config.withDisk(config.disk().withFluxExtraction(DiskConfig.FluxExtraction.MASKED));
    }

    private static FitOutcome fit(FitConfig.Likelihood likelihood, int block) {
        return fit(config(likelihood, block));
    }

    private static FitOutcome fit(Configuration config) {
        return GalaxyFit.run(config, new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0));
    }

    private static double number(FitResult result, String name) {
        Object value = result.derived().get(name);
        return ((Number) (value instanceof Map<?, ?> quantity ? quantity.get("value") : value)).doubleValue();
    }

    @Test
    void bothChiSquaresAreReportedAndEachFitHasItsOwnLower() {
        FitResult naive = fit(ofOneMap(FitConfig.Likelihood.INDEPENDENT)).result();
        FitResult exact = fit(ofOneMap(FitConfig.Likelihood.CORRELATED)).result();
        assertTrue(exact.converged(), exact.status());
        assertTrue(naive.chi2() < exact.chi2(), naive.chi2() + " < " + exact.chi2());
        assertTrue(exact.chi2Correlated() < naive.chi2Correlated());
        double expected = exact.dof();
        assertEquals(expected, exact.chi2Correlated(), SIGMAS * Math.sqrt(2 * expected) + 0.05 * expected);
        double ratio = number(naive, "mbh_error_ratio");
        assertTrue(ratio > 1.2 && ratio < 2, "blocks of a beam: about 1.5 (NOTES), here " + ratio);
        assertFalse(exact.derived().containsKey("errors_independent"));
        assertTrue(
                exact.parameter("mbh").error() < naive.parameter("mbh").error(),
                "the exact likelihood is the most precise");
        assertTrue(naive.messages().stream().anyMatch(line -> line.contains("that the beam correlates")));
        assertTrue(naive.derived().get("errors_inflated") instanceof Map<?, ?> inflated
                && inflated.get("factor") instanceof Double factor
                && factor == Math.pow(2.0 * naive.nData(), 0.25));
    }

    /**
     * Refits of the model with noise that the beam correlates scatter as the sandwich says, and those of the exact
     * likelihood as its covariance says.
     */
    @Test
    @Tag("slow")
    void theErrorsAreTheScatterOfRefits() {
        for (FitConfig.Likelihood likelihood : FitConfig.Likelihood.values()) {
            FitOutcome outcome = fit(likelihood, 3);
            FittedGalaxy galaxy = outcome.fitted();
            double sum = 0;
            try (ParallelFor one = new ParallelFor(1)) {
                DiskProblem problem = galaxy.problem(one);
                double[] model = new double[galaxy.data().length];
                problem.model(galaxy.best(), model);
                int mass = galaxy.space().index("mbh");
                for (int draw = 0; draw < DRAWS; draw++) {
                    double[] data = model.clone();
                    galaxy.addNoise(data, RandomSource.XO_SHI_RO_256_PP.create(draw));
                    Solution solution = LevenbergMarquardt.defaults()
                            .withTolerances(1e-2, 1e-2)
                            .minimise(problem.withData(data), FitObserver.NONE);
                    sum += Math.pow(galaxy.space().physical(solution.point())[mass] - galaxy.best()[mass], 2);
                }
            }
            double expected = outcome.result().parameter("mbh").error();
            assertEquals(1, Math.sqrt(sum / DRAWS) / expected, SCATTER, likelihood.toString());
        }
    }

    @Test
    void blocksMuchSmallerThanTheBeamAreRefused() {
        InputException e = assertThrows(InputException.class, () -> fit(FitConfig.Likelihood.CORRELATED, 1));
        assertTrue(e.getMessage().contains("model.block = 2"), e.getMessage());
    }
}
