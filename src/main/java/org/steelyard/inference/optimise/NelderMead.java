package org.steelyard.inference.optimise;

import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Optimiser;
import org.steelyard.inference.Solution;
import org.steelyard.units.InputException;

/**
 * Downhill simplex (Nelder and Mead 1965), the optimiser of older dynamical work; slow, and best at few parameters. Bounds are
 * mirrors.
 *
 * <p>A simplex can collapse where there is no minimum. So a new one is started at the best point, and then a smaller one, until
 * these gain no more than the tolerance; and at the end the derivatives judge: the status is converged only if they
 * promise a fall of chi-squared of less than 0.01, and stalled otherwise.
 *
 * @param maxEvaluations of the problem, positive
 * @param chiSquaredTolerance changes of chi-squared that do not matter, positive
 * @param stepFraction size of the first simplex, as a share of the range between the bounds; where these are infinite, of the
 *     start or, if that is 0, of 1; above 0 and at most 0.5
 */
public record NelderMead(int maxEvaluations, double chiSquaredTolerance, double stepFraction) implements Optimiser {

    /** The simplex stops when no vertex changes by this share of the tolerance in one move. */
    private static final double VERTEX = 1e-3;

    /** @throws InputException if a number is out of its range */
    public NelderMead {
        if (maxEvaluations < 1 || !(chiSquaredTolerance > 0) || !(stepFraction > 0 && stepFraction <= 0.5)) {
            throw new InputException(
                    "Nelder-Mead: evaluations " + maxEvaluations + " and chi-squared tolerance " + chiSquaredTolerance
                            + " must be positive, step fraction " + stepFraction + " above 0 and at most 0.5");
        }
    }

    /** @return 20000 evaluations, 1e-4 in chi-squared, a first simplex of a tenth of the range */
    public static NelderMead defaults() {
        return new NelderMead(20_000, 1e-4, 0.1);
    }

    /**
     * @param evaluations at most
     * @return this optimiser with another limit
     */
    public NelderMead withMaxEvaluations(int evaluations) {
        return new NelderMead(evaluations, chiSquaredTolerance, stepFraction);
    }

    /**
     * @param tolerance changes of chi-squared that do not matter
     * @return this optimiser with another tolerance
     */
    public NelderMead withChiSquaredTolerance(double tolerance) {
        return new NelderMead(maxEvaluations, tolerance, stepFraction);
    }

    /**
     * @param fraction size of the first simplex
     * @return this optimiser with another first simplex
     */
    public NelderMead withStepFraction(double fraction) {
        return new NelderMead(maxEvaluations, chiSquaredTolerance, fraction);
    }

    @Override
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        DirectSearch chiSquared = new DirectSearch(problem, observer, stepFraction, maxEvaluations);
        return chiSquared.repeat(
                origin -> new SimplexOptimizer(new SimpleValueChecker(-1, VERTEX * chiSquaredTolerance))
                        .optimize(
                                new ObjectiveFunction(chiSquared),
                                GoalType.MINIMIZE,
                                new InitialGuess(origin),
                                new NelderMeadSimplex(origin.length),
                                new MaxEval(Integer.MAX_VALUE)),
                chiSquaredTolerance);
    }
}
