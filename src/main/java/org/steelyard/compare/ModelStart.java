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
 * @param search whether to search for other minima, as the configuration says
 * @param parameters starts and bounds of parameters, by name; the configuration's for all others
 */
record ModelStart(int model, boolean search, Map<String, BoundedValue> parameters) {

    private static final int HEAD = 2;

    /** The start at the minimum of the fit, with the whole search. */
    static ModelStart searching(int model) {
        return new ModelStart(model, true, Map.of());
    }

    double[] encode(List<String> names) {
        double[] values = new double[HEAD + BoundedValue.NUMBERS * names.size()];
        values[0] = model;
        values[1] = search ? 1 : 0;
        BoundedValue.encode(parameters, names, values, HEAD);
        return values;
    }

    static ModelStart decode(double[] values, List<String> names) {
        return new ModelStart((int) values[0], values[1] == 1, BoundedValue.decode(values, HEAD, names));
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
        return search ? started : started.withFit(started.fit().withStarts(0));
    }
}
