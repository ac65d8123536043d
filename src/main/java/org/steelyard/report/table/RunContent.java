// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import org.jspecify.annotations.Nullable;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.RotationCurve;

/**
 * The content of a run's folder.
 *
 * @param result numbers of the fit
 * @param model cubes of a cube fit; null for a velocity-map fit
 * @param map maps of a velocity-map fit; null for a cube fit
 * @param rotation of the gas ring by ring; null where it was not measured
 * @param configuration the resolved configuration, TOML
 * @param log text of run.log
 */
public record RunContent(
        FitResult result,
        ModelProducts model,
        MapProducts map,
        @Nullable RotationCurve rotation,
        String configuration,
        String log) {

    /** @throws IllegalArgumentException unless exactly one of model and map is given */
    public RunContent {
        if ((model == null) == (map == null)) {
            throw new IllegalArgumentException("a run must have either cubes or maps");
        }
    }

    /**
     * A run without rings.
     *
     * @param result numbers of the fit
     * @param model cubes of a cube fit; null for a velocity-map fit
     * @param map maps of a velocity-map fit; null for a cube fit
     * @param configuration the resolved configuration, TOML
     * @param log text of run.log
     */
    public RunContent(FitResult result, ModelProducts model, MapProducts map, String configuration, String log) {
        this(result, model, map, null, configuration, log);
    }
}
