// SPDX-License-Identifier: Apache-2.0
/**
 * Many fits: the error budget of a mass. A {@link org.steelyard.campaign.Job} is a list of independent tasks, each a
 * pure function of its index and its input; an {@link org.steelyard.campaign.Engine} works them off on this machine or
 * on a cluster, in any order, with the same bits; a {@link org.steelyard.campaign.Checkpoint} keeps every finished one,
 * so that a campaign may be killed at any moment and resumed. Monte Carlo refits, the profile of chi-squared, posterior
 * samples and the budget of systematic errors are campaigns.
 */
package org.steelyard.campaign;
