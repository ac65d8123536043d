// SPDX-License-Identifier: Apache-2.0
/**
 * The error budget of a fit: Monte Carlo refits of noisy realisations, the profile of chi^2 along a parameter,
 * posterior samples with the evidence, and systematic tests that change one choice at a time.
 *
 * <p>Each is a campaign of independent tasks: {@link org.steelyard.campaign} runs them, keeps checkpoints and
 * resumes. Results are values; reports are made elsewhere.
 */
package org.steelyard.errors;
