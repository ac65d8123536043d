/**
 * The error budget of a fit: Monte Carlo, profile likelihood, posterior samples and systematic tests, each a campaign of refits.
 */
package org.steelyard.errors;
