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
 * Downhill simplex (Nelder and Mead 1965), the optimiser of older dynamical work. It is slow and suits few parameters.
 * A point outside the bounds is reflected inside.
 *
 * <p>A simplex can collapse away from a minimum. A new simplex therefore starts at the best point, then a smaller one,
 * until neither lowers chi-squared by more than the tolerance. At the end the derivatives test the best point: the
 * status is converged if they predict a decrease of chi-squared of at most 0.01, otherwise stalled.
 *
 * @param maxEvaluations largest number of evaluations of the problem, positive
 * @param chiSquaredTolerance negligible change of chi-squared, positive
 * @param stepFraction size of the first simplex, as a fraction of the range between the bounds; without finite bounds,
 *     of the starting value, or of 1 if that is 0; above 0 and at most 0.5
 */
public record NelderMead(int maxEvaluations, double chiSquaredTolerance, double stepFraction) implements Optimiser {

    /** The simplex stops when no vertex changes by this fraction of the tolerance in one move. */
    private static final double VERTEX = 1e-3;

    /** @throws InputException if a number is outside its range */
    public NelderMead {
        if (maxEvaluations < 1 || !(chiSquaredTolerance > 0) || !(stepFraction > 0 && stepFraction <= 0.5)) {
            throw new InputException("downhill simplex: evaluations " + maxEvaluations + " and chi-squared tolerance "
                    + chiSquaredTolerance + " must be positive, step fraction " + stepFraction
                    + " must be above 0 and at most 0.5");
        }
    }

    /** @return an optimiser with 20000 evaluations, a tolerance of 1e-4 and a first simplex of a tenth of the range */
    public static NelderMead defaults() {
        return new NelderMead(20_000, 1e-4, 0.1);
    }

    /**
     * @param evaluations largest number of evaluations
     * @return this optimiser with another limit
     */
    public NelderMead withMaxEvaluations(int evaluations) {
        return new NelderMead(evaluations, chiSquaredTolerance, stepFraction);
    }

    /**
     * @param tolerance negligible change of chi-squared
     * @return this optimiser with another tolerance
     */
    public NelderMead withChiSquaredTolerance(double tolerance) {
        return new NelderMead(maxEvaluations, tolerance, stepFraction);
    }

    /**
     * @param fraction size of the first simplex, as a fraction of the range
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
