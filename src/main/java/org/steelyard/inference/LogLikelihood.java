package org.steelyard.inference;

/**
 * The likelihood of several points at once. The points of a call do not depend on each other, so they may be evaluated on any number of
 * threads. Samplers ask one call after the other, and what they ask follows from their options, their seed and the answers so far
 * alone: an interrupted run goes on where it was when the answers of a log are given again in their order.
 */
@FunctionalInterface
public interface LogLikelihood {

    /**
     * @param points [i][j] value of parameter j in its unit at point i; more rows may be there than are asked for. Not modified.
     * @param count how many points to evaluate, from the first
     * @param logLikelihood [i] ln of the likelihood at point i; -infinity, or NaN, where the model is impossible. +infinity is a
     *     defect. Modified.
     */
    void evaluate(double[][] points, int count, double[] logLikelihood);
}
