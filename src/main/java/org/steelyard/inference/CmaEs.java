package org.steelyard.inference;

/** Evolution strategy with covariance matrix adaptation. */
public record CmaEs(long seed, int maxEvaluations, double chiSquaredTolerance, double stepFraction) implements Optimiser {

    /**
     * @param seed of the random numbers
     * @return 50000 evaluations, 1e-4 in chi-squared, a first spread of a fifth of the range
     */
    public static CmaEs seeded(long seed) {
        return new CmaEs(seed, 50_000, 1e-4, 0.2);
    }

    @Override
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        throw new UnsupportedOperationException("under construction");
    }
}
