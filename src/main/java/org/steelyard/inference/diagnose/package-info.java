/**
 * Diagnostics of chains: autocorrelation, effective sample size, R-hat of split chains, and summaries of parameters
 * with the errors of their means and deviations. They know nothing of the sampler that made a chain.
 */
package org.steelyard.inference.diagnose;
