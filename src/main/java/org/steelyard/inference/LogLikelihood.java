package org.steelyard.inference;

/**
 * Logarithm of a likelihood, evaluated at several points per call. The points of one call are independent of each
 * other, so an implementation may evaluate them on several threads. A sampler makes one call after another, and the
 * points of a call depend only on the sampler's options, its seed and the earlier results. An interrupted run therefore
 * resumes when the logged results are returned again in the same order.
 */
@FunctionalInterface
public interface LogLikelihood {

    /**
     * Evaluates ln L at the first {@code count} points.
     *
     * @param points [i][j] value of parameter j at point i, in its unit; may have more than {@code count} rows. Not
     *     modified.
     * @param count number of points to evaluate
     * @param logLikelihood [i] ln L at point i; -infinity or NaN where the model is impossible. +infinity is an error.
     *     Modified.
     */
    void evaluate(double[][] points, int count, double[] logLikelihood);
}
