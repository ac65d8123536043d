// SPDX-License-Identifier: Apache-2.0
/**
 * What an observation that does not exist yet would tell: from a {@link org.steelyard.plan.Target} and an
 * {@link org.steelyard.plan.Observation} to the expected error of the mass and of all that goes with it
 * ({@link org.steelyard.plan.Forecast}). The errors are those that a fit of such data would quote, from the same derivatives
 * and the same correlation of the noise; {@link org.steelyard.plan.MockCheck} compares them with fits of simulated noise.
 * {@link org.steelyard.plan.Radiometer} gives the noise of ALMA.
 */
package org.steelyard.plan;
