// SPDX-License-Identifier: Apache-2.0
/**
 * Which model? Every combination of some choices of the configuration is fitted to the data of one fit ({@link
 * org.steelyard.compare.ModelComparison}). The models are ranked by chi^2, the Bayesian information criterion and, where
 * asked, the evidence, and the masses of all models make an ensemble ({@link org.steelyard.compare.Ensemble}).
 *
 * <p>The fits are a campaign of independent tasks ({@link org.steelyard.campaign}). Results are values; reports are made
 * elsewhere.
 */
package org.steelyard.compare;
