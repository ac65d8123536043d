/**
 * Convergence diagnostics of Markov chains: autocorrelation time, effective sample size and R-hat, with summaries of
 * parameters and the Monte Carlo errors of their means. The chains may come from any sampler.
 */
package org.steelyard.inference.diagnose;
