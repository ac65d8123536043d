// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a model describes its data: the diagnosis of a fit and the statistics behind it, without data of any kind.
 * {@link org.steelyard.fit.diagnosis.ScoreTest} tests a change of the model at the minimum,
 * {@link org.steelyard.fit.diagnosis.ChiSquareTest} gives the probability of chi^2 under correlated noise, and
 * {@link org.steelyard.fit.diagnosis.HarmonicExpansion} expands a velocity field by radius.
 *
 * <p>{@code org.steelyard.fit.misfit} applies them to cubes and velocity maps.
 */
package org.steelyard.fit.diagnosis;
