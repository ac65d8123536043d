package org.steelyard.inference;

/**
 * A point drawn from the prior.
 *
 * @param cube prior probabilities, 0 to 1
 * @param values in the parameters' units
 * @param logLikelihood -infinity where the model is impossible
 */
record LivePoint(double[] cube, double[] values, double logLikelihood) {}
