package org.steelyard.inference.sample;

/**
 * A point drawn from the prior.
 *
 * @param cube prior probabilities, 0 to 1; of the repartitioned prior where there is one
 * @param values in the parameters' units
 * @param logLikelihood what it lives by, divided by the density of the draws; -infinity where the model is impossible
 * @param plain ln of the likelihood itself
 */
record LivePoint(double[] cube, double[] values, double logLikelihood, double plain) {}
