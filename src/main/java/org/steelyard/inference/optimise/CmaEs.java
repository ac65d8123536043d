package org.steelyard.inference.optimise;

import java.util.Arrays;
import org.apache.commons.math3.optim.ConvergenceChecker;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.Well19937c;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Optimiser;
import org.steelyard.inference.Solution;
import org.steelyard.units.InputException;

/**
 * Evolution strategy with covariance matrix adaptation (CMA-ES; Hansen and Ostermeier 2001), for rough starting values
 * and for a chi-squared with local minima. Each generation evaluates a population of points; a point outside the bounds
 * is reflected inside.
 *
 * <p>The search restarts around the best point with twice the population, until neither a wide nor a narrow population
 * lowers chi-squared by more than the tolerance (after Auger and Hansen 2005). At the end the derivatives test the best
 * point, as for {@link NelderMead}.
 *
 * @param seed of the random numbers; the same seed gives the same bits
 * @param maxEvaluations largest number of evaluations of the problem, positive
 * @param chiSquaredTolerance negligible change of chi-squared over a number of generations, positive
 * @param stepFraction standard deviation of the first population, as a fraction of the range between the bounds;
 *     without finite bounds, of the starting value, or of 1 if that is 0; above 0 and at most 0.5
 */
public record CmaEs(long seed, int maxEvaluations, double chiSquaredTolerance, double stepFraction)
        implements Optimiser {

    /** Consecutive improvements that must be small: the population adapts to a valley over some generations. */
    private static final int PATIENCE = 20;

    /** @throws InputException if a number is outside its range */
    public CmaEs {
        if (maxEvaluations < 1 || !(chiSquaredTolerance > 0) || !(stepFraction > 0 && stepFraction <= 0.5)) {
            throw new InputException(
                    "CMA-ES: evaluations " + maxEvaluations + " and chi-squared tolerance " + chiSquaredTolerance
                            + " must be positive, step fraction " + stepFraction + " must be above 0 and at most 0.5");
        }
    }

    /**
     * @param seed of the random numbers
     * @return an optimiser with 50000 evaluations, a tolerance of 1e-4 and a first population of a fifth of the range
     */
    public static CmaEs seeded(long seed) {
        return new CmaEs(seed, 50_000, 1e-4, 0.2);
    }

    /**
     * @param evaluations largest number of evaluations
     * @return this optimiser with another limit
     */
    public CmaEs withMaxEvaluations(int evaluations) {
        return new CmaEs(seed, evaluations, chiSquaredTolerance, stepFraction);
    }

    /**
     * @param tolerance negligible change of chi-squared
     * @return this optimiser with another tolerance
     */
    public CmaEs withChiSquaredTolerance(double tolerance) {
        return new CmaEs(seed, maxEvaluations, tolerance, stepFraction);
    }

    @Override
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        DirectSearch chiSquared = new DirectSearch(problem, observer, stepFraction, maxEvaluations);
        Well19937c random = new Well19937c(seed);
        int[] population = {4 + (int) (3 * Math.log(Math.max(1, problem.parameterCount())))};
        return chiSquared.repeat(
                origin -> {
                    double[] one = new double[origin.length];
                    Arrays.fill(one, 1);
                    new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, random, false, new Patience())
                            .optimize(
                                    new ObjectiveFunction(chiSquared),
                                    GoalType.MINIMIZE,
                                    new InitialGuess(origin),
                                    SimpleBounds.unbounded(origin.length),
                                    new CMAESOptimizer.Sigma(one),
                                    new CMAESOptimizer.PopulationSize(population[0]),
                                    new MaxEval(Integer.MAX_VALUE));
                    population[0] *= 2;
                },
                chiSquaredTolerance);
    }

    /** Convergence test at every improvement: the last ones together are below the tolerance. */
    private final class Patience implements ConvergenceChecker<PointValuePair> {

        private double reference = Double.POSITIVE_INFINITY;
        private int since;

        @Override
        public boolean converged(int iteration, PointValuePair current, PointValuePair previous) {
            since++;
            if (reference - current.getValue() > chiSquaredTolerance) {
                reference = current.getValue();
                since = 0;
            }
            return since >= PATIENCE;
        }
    }
}
