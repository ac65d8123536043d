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
 * Evolution strategy with covariance matrix adaptation (Hansen and Ostermeier 2001), for rough starts and a rippled chi-squared: it
 * looks at a cloud of points instead of one. Bounds are mirrors. It starts again around the best point with twice the number of points,
 * until neither a wide nor a small cloud gains more than the tolerance (after Auger and Hansen 2005). At the end
 * the derivatives judge the best point, as for {@link NelderMead}.
 *
 * @param seed of its random numbers; the same seed gives the same bits
 * @param maxEvaluations of the problem, positive
 * @param chiSquaredTolerance it stops after a number of generations that together do not lower chi-squared by this, positive
 * @param stepFraction standard deviation of the first cloud, as a share of the range between the bounds; where these are infinite, of
 *     the start or, if that is 0, of 1; above 0 and at most 0.5
 */
public record CmaEs(long seed, int maxEvaluations, double chiSquaredTolerance, double stepFraction)
        implements Optimiser {

    /** Improvements in a row that must be small: it takes some generations to adapt the cloud to a valley. */
    private static final int PATIENCE = 20;

    /** @throws InputException if a number is out of its range */
    public CmaEs {
        if (maxEvaluations < 1 || !(chiSquaredTolerance > 0) || !(stepFraction > 0 && stepFraction <= 0.5)) {
            throw new InputException(
                    "CMA-ES: evaluations " + maxEvaluations + " and chi-squared tolerance " + chiSquaredTolerance
                            + " must be positive, step fraction " + stepFraction + " above 0 and at most 0.5");
        }
    }

    /**
     * @param seed of the random numbers
     * @return 50000 evaluations, 1e-4 in chi-squared, a first cloud of a fifth of the range
     */
    public static CmaEs seeded(long seed) {
        return new CmaEs(seed, 50_000, 1e-4, 0.2);
    }

    /**
     * @param evaluations at most
     * @return this optimiser with another limit
     */
    public CmaEs withMaxEvaluations(int evaluations) {
        return new CmaEs(seed, evaluations, chiSquaredTolerance, stepFraction);
    }

    /**
     * @param tolerance changes of chi-squared that do not matter
     * @return this optimiser with another tolerance
     */
    public CmaEs withChiSquaredTolerance(double tolerance) {
        return new CmaEs(seed, maxEvaluations, tolerance, stepFraction);
    }

    /**
     * @param fraction standard deviation of the first cloud
     * @return this optimiser with another first cloud
     */
    public CmaEs withStepFraction(double fraction) {
        return new CmaEs(seed, maxEvaluations, chiSquaredTolerance, fraction);
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

    /** Is asked at every improvement of the best point; stops when the last ones together are below the tolerance. */
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
