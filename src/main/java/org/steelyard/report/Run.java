package org.steelyard.report;

import org.steelyard.fit.FitResult;
import org.steelyard.fit.MapProducts;
import org.steelyard.fit.ModelProducts;

/**
 * All that a fit leaves behind: what a run's folder holds.
 *
 * @param result the numbers
 * @param model cubes of a cube fit, else null
 * @param map maps of a velocity-map fit, else null
 * @param configuration the resolved configuration, TOML
 * @param log what happened, a line each
 */
public record Run(FitResult result, ModelProducts model, MapProducts map, String configuration, String log) {

    /** @throws IllegalArgumentException unless there is exactly one of model and map */
    public Run {
        if ((model == null) == (map == null)) {
            throw new IllegalArgumentException("a run has cubes or maps");
        }
    }
}
