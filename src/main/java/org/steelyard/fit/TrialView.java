// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.jspecify.annotations.Nullable;
import org.steelyard.fit.search.FitImages;

/**
 * A model at some values, beside its data.
 *
 * @param images cubes or maps of data and model
 * @param chiSquared [-] in the configuration's likelihood, with its priors; NaN where the values mean no disk
 * @param dataCount number of data that enter it
 * @param ringChiSquared [-] its share in each of {@link TrialModel#ringRadii()}, of the data alone; null where the likelihood mixes the
 *     data of different places
 */
public record TrialView(FitImages images, double chiSquared, int dataCount, double @Nullable [] ringChiSquared) {}
