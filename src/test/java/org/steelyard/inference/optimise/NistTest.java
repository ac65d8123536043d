package org.steelyard.inference.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.Status;

/** Certified values and standard deviations of NIST's Statistical Reference Datasets, from both certified starts. */
class NistTest {

    /** Asked-for convergence: the last Gauss-Newton step lowers chi-squared by at most this. */
    private static final double CHI_SQUARED = 1e-10;

    /** Asked-for convergence: it moves no parameter by more than this many standard errors. */
    private static final double STEP = 1e-7;

    /** [standard error] Linear convergence at up to 0.9 a step leaves 10 times the last step. */
    private static final double VALUE_IN_SIGMA = 10 * STEP;

    /** Relative: the errors change by about their own share when the point moves by a standard error; 3 times for curvature. */
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

    /** From (1, 1) an undamped first step leaps to where exp(-b2 x) has no effect: the result must say that b2 is not measured. */
    @ParameterizedTest
    @CsvSource({"BoxBOD, 0"})
    void plateauIsNamed(String name, int start) {
        LeastSquaresProblem problem = NistProblem.read(name).problem(start);

        Solution solution = LevenbergMarquardt.defaults().withInitialDamping(0).minimise(problem, FitObserver.NONE);

        assertTrue(solution.unconstrained()[1]);
        assertTrue(Double.isNaN(solution.error(1)));
        assertTrue(solution.error(0) > 0);
    }
}
