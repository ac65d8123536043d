package org.steelyard.inference;

/** Levenberg-Marquardt inside a box. */
public record LevenbergMarquardt(int maxIterations, double chiSquaredTolerance, double stepTolerance) implements Optimiser {

    /** @return 200 iterations, 1e-4 in chi-squared, 1e-3 standard errors */
    public static LevenbergMarquardt defaults() {
        return new LevenbergMarquardt(200, 1e-4, 1e-3);
    }

    @Override
    public Solution minimise(LeastSquaresProblem problem, FitObserver observer) {
        throw new UnsupportedOperationException("under construction");
    }
}
