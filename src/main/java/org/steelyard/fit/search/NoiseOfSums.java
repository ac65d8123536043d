// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

/**
 * What the noise of the data does to weighted sums of the residuals.
 *
 * @param scatter {@code [sum][sum]} their covariance, also by the noise of a flux map of the data's own
 * @param followed {@code [sum][coordinate]} derivatives of the sums by the coordinates of the parameters, where these move a
 *     flux map whose weights follow them; null where no map does. The derivatives at a fixed map are not included
 */
public record NoiseOfSums(double[][] scatter, double[][] followed) {}
