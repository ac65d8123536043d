package org.steelyard.inference.sample;

/**
 * Settings of one run of the ensemble sampler.
 *
 * @param seed of the random numbers
 * @param walkers number of walkers, even
 * @param minTimes [autocorrelation time] required length of the chain
 * @param maxRHat largest R-hat at which the walkers agree
 * @param maxSteps largest number of steps of every walker
 */
record EnsembleSettings(long seed, int walkers, double minTimes, double maxRHat, int maxSteps) {}
