// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.compare.ModelRecord.Fitted;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;

/**
 * Where the fit of a model starts.
 *
 * @param model place of the model in the grid
 * @param search whether to search for other minima, as the configuration says
 * @param parameters starts and bounds of parameters, by name; the configuration's for all others
 */
record ModelStart(int model, boolean search, Map<String, Fitted> parameters) {

    /** A parameter of which nothing is known. */
    static final Fitted UNKNOWN = new Fitted(Double.NaN, Double.NaN, Double.NaN);

    private static final int HEAD = 2;

    /** The start at the minimum of the fit, with the whole search. */
    static ModelStart searching(int model) {
        return new ModelStart(model, true, Map.of());
    }

    double[] encode(List<String> names) {
        double[] values = new double[HEAD + 3 * names.size()];
        values[0] = model;
        values[1] = search ? 1 : 0;
        for (int i = 0; i < names.size(); i++) {
            Fitted start = parameters.getOrDefault(names.get(i), UNKNOWN);
            values[HEAD + 3 * i] = start.value();
            values[HEAD + 3 * i + 1] = start.min();
            values[HEAD + 3 * i + 2] = start.max();
        }
        return values;
    }

    static ModelStart decode(double[] values, List<String> names) {
        return new ModelStart((int) values[0], values[1] == 1, parameters(values, HEAD, names));
    }

    /** The parameters whose numbers begin at a place, without unknown ones. */
    static Map<String, Fitted> parameters(double[] values, int from, List<String> names) {
        Map<String, Fitted> known = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int at = from + 3 * i;
            if (!Double.isNaN(values[at])) {
                known.put(names.get(i), new Fitted(values[at], values[at + 1], values[at + 2]));
            }
        }
        return known;
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
