package org.steelyard.inference.sample;

/**
 * Settings of one run of nested sampling.
 *
 * @param seed of the random numbers
 * @param liveCount number of live points
 * @param evidenceTolerance largest share that the live points may add to ln Z when the run stops
 * @param maxEvaluations largest number of evaluations of the likelihood
 * @param batchSize number of points that are evaluated together
 */
record NestedSettings(long seed, int liveCount, double evidenceTolerance, int maxEvaluations, int batchSize) {}
