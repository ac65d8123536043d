/**
 * Diagnostics of chains: autocorrelation, effective sample size, R-hat and parameter summaries.
 */
package org.steelyard.inference.diagnose;
