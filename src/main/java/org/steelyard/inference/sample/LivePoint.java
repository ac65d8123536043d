package org.steelyard.inference.sample;

/**
 * A point drawn from the focused prior, with its likelihood.
 *
 * @param cube cumulative probabilities in the focused prior, from 0 to 1
 * @param values in the parameters' units
 * @param logLikelihood ln L; -infinity where the model is impossible
 * @param logFocused ln L minus the log density of the focused prior relative to the prior: the likelihood that orders
 *     the live points
 */
record LivePoint(double[] cube, double[] values, double logLikelihood, double logFocused) {}
