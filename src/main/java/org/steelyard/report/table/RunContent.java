package org.steelyard.report.table;

import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitResult;

/**
 * All that a fit leaves behind: what a run's folder holds.
 *
 * @param result the numbers
 * @param model cubes of a cube fit, else null
 * @param map maps of a velocity-map fit, else null
 * @param configuration the resolved configuration, TOML
 * @param log what happened, a line each
 */
public record RunContent(FitResult result, ModelProducts model, MapProducts map, String configuration, String log) {

    /** @throws IllegalArgumentException unless there is exactly one of model and map */
    public RunContent {
        if ((model == null) == (map == null)) {
            throw new IllegalArgumentException("a run has cubes or maps");
        }
    }
}
