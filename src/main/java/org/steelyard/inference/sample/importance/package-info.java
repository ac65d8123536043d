// SPDX-License-Identifier: Apache-2.0
/**
 * Importance sampling around a known maximum: {@link org.steelyard.inference.sample.importance.ImportanceSampler}.
 *
 * <p>Data flow from the fit to the result: {@code Shape} (centre and covariance), {@code Adaptation} (rounds of draws and
 * fits of the mixture, search for other maxima), {@code ImportanceRun} (draws from the mixture),
 * {@code ParetoSmoothing} (diagnosis), {@link org.steelyard.inference.sample.importance.ImportanceResult}.
 */
package org.steelyard.inference.sample.importance;
