// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;

/**
 * Where the fit of a model starts.
 *
 * @param model place of the model in the grid
 * @param search seed of the search for other minima that the configuration asks; 0 for no search
 * @param sampled whether to sample the posterior for its evidence
 * @param parameters starts and bounds of parameters, by name; the configuration's for all others
 */
record ModelStart(int model, int search, boolean sampled, Map<String, BoundedValue> parameters) {

    private static final int HEAD = 3;

    /** The start at the minimum of the fit, with the whole search. */
    static ModelStart searching(int model, int seed) {
        return new ModelStart(model, seed, false, Map.of());
    }

    double[] encode(List<String> names) {
        double[] values = new double[HEAD + BoundedValue.NUMBERS * names.size()];
        values[0] = model;
        values[1] = search;
        values[2] = sampled ? 1 : 0;
        BoundedValue.encode(parameters, names, values, HEAD);
        return values;
    }

    static ModelStart decode(double[] values, List<String> names) {
        return new ModelStart(
                (int) values[0], (int) values[1], values[2] == 1, BoundedValue.decode(values, HEAD, names));
    }

    /** The configuration of the model with this start. A parameter that it names keeps its bounds. */
    Configuration started(Configuration config) {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        parameters.forEach((name, start) -> {
            ParameterSetting set = settings.get(name);
            settings.put(
                    name,
                    set != null
                            ? set.withStart(start.value())
                            : new ParameterSetting(start.value(), start.min(), start.max(), false, null, null));
        });
        Configuration started = config.withParameters(settings);
        return search > 0 ? started : started.withFit(started.fit().withStarts(0));
    }
}
