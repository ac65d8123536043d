// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.cube.Beam;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.RotationCurve;

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
        FitResult result, ModelProducts cube, MapProducts map, Configuration resolved, FittedGalaxy fitted) {

    /**
     * Measures the rotation ring by ring, without the mass model.
     *
     * @param threads number of worker threads that evaluate the model
     * @return the rings; null where the fit did not converge
     */
    public @Nullable RotationCurve rotation(int threads) {
        Beam beam = cube != null ? cube.data().beams().mean() : map.beam();
        return result.converged() ? fitted.rotation(beam, threads) : null;
    }
}
