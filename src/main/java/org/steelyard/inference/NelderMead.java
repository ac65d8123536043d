package org.steelyard.inference;

/** Downhill simplex. */
public record NelderMead(int maxEvaluations, double chiSquaredTolerance, double stepFraction) implements Optimiser {

    /** @return 20000 evaluations, 1e-4 in chi-squared, a first simplex of a tenth of the range */
    public static NelderMead defaults() {
        return new NelderMead(20_000, 1e-4, 0.1);
    }

    @Override
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        throw new UnsupportedOperationException("under construction");
    }
}
