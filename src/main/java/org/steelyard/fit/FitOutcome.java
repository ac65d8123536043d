// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.steelyard.config.Configuration;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitResult;

/**
 * The outcome of a fit.
 *
 * @param result its numbers
 * @param cube its cubes; null for a velocity-map fit
 * @param map its maps; null for a cube fit
 * @param resolved the configuration with every measured start and the region written out
 * @param fitted the galaxy at its minimum, ready for refits
 */
public record FitOutcome(
        FitResult result, ModelProducts cube, MapProducts map, Configuration resolved, FittedGalaxy fitted) {}
