package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/**
 * Certified values and standard deviations of NIST's Statistical Reference Datasets, from both certified starting
 * points.
 */
class NistTest {

    /** Chi-squared tolerance of the fits. */
    private static final double CHI_SQUARED = 1e-10;

    /** [standard error] Step tolerance of the fits. */
    private static final double STEP = 1e-7;

    /** [standard error] With linear convergence by 0.9 per step the remaining distance is 10 times the last step. */
    private static final double VALUE_IN_SIGMA = 10 * STEP;

    /** Relative: an error changes by its own size per standard error of the point; a factor of 3 for curvature. */
    private static final double DEVIATION = 3 * VALUE_IN_SIGMA;

    /** Relative: 11 certified digits of the residual sum of squares, which scales chi-squared, and the last step. */
    private static final double RSS = 1e-10;

    @ParameterizedTest
    @CsvSource({
        "Misra1a,  0, 0.001, 35",
        "Misra1a,  1, 0.001, 8",
        "Thurber,  0, 0.001, 50",
        "Thurber,  1, 0.001, 40",
        "MGH09,    0, 0.001, 200",
        "MGH09,    1, 0.001, 45",
        "Hahn1,    0, 0.001, 16",
        "Hahn1,    1, 0.001, 16",
        "BoxBOD,   0, 0.1,   35",
        "BoxBOD,   1, 0.001, 16",
        "MGH17,    0, 0.1,   700",
        "MGH17,    1, 0.001, 28",
        "Eckerle4, 0, 0.001, 30",
        "Eckerle4, 1, 0.001, 12",
        "Rat42,    0, 0.001, 15",
        "Rat42,    1, 0.001, 12"
    })
    void certifiedValuesAndDeviations(String name, int start, double damping, int evaluations) {
        NistProblem nist = NistProblem.read(name);
        LevenbergMarquardt optimiser = LevenbergMarquardt.defaults()
                .withTolerances(CHI_SQUARED, STEP)
                .withInitialDamping(damping)
                .withMaxEvaluations(1000);

        Solution solution = optimiser.minimise(nist.problem(start), FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        for (int j = 0; j < nist.value().length; j++) {
            assertEquals(nist.value()[j], solution.point()[j], VALUE_IN_SIGMA * nist.deviation()[j], "b" + (j + 1));
            assertEquals(1, solution.error(j) / nist.deviation()[j], DEVIATION, "deviation of b" + (j + 1));
        }
        double degrees = nist.x().length - nist.value().length;
        assertEquals(degrees, solution.chiSquared(), RSS * degrees);
        assertTrue(solution.evaluations() <= evaluations, "took " + solution.evaluations() + " evaluations");
        assertTrue(evaluations <= 1.5 * solution.evaluations(), "the limit is slack: " + solution.evaluations());
    }

    @ParameterizedTest
    @CsvSource({
        "Misra1a, 1, 5",
        "Thurber, 1, 12",
        "MGH09, 1, 20",
        "Hahn1, 0, 11",
        "BoxBOD, 1, 8",
        "Eckerle4, 1, 7",
        "Rat42, 1, 5"
    })
    void defaultsAreStatisticallyConverged(String name, int start, int evaluations) {
        NistProblem nist = NistProblem.read(name);

        Solution solution = LevenbergMarquardt.defaults().minimise(nist.problem(start), FitObserver.NONE);

        assertEquals(Status.CONVERGED, solution.status(), solution.reason());
        for (int j = 0; j < nist.value().length; j++) {
            double sigmas = (solution.point()[j] - nist.value()[j]) / nist.deviation()[j];
            assertEquals(0, sigmas, LevenbergMarquardt.defaults().stepTolerance(), "b" + (j + 1));
        }
        assertTrue(solution.evaluations() <= evaluations, "took " + solution.evaluations() + " evaluations");
    }

    /** From (1, 1) an undamped first step leads to where exp(-b2 x) has no effect; b2 is then unconstrained. */
    @ParameterizedTest
    @CsvSource({"BoxBOD, 0"})
    void plateauIsUnconstrained(String name, int start) {
        LeastSquaresProblem problem = NistProblem.read(name).problem(start);

        Solution solution = LevenbergMarquardt.defaults().withInitialDamping(0).minimise(problem, FitObserver.NONE);

        assertTrue(solution.unconstrained()[1]);
        assertTrue(Double.isNaN(solution.error(1)));
        assertTrue(solution.error(0) > 0);
    }
}
