// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.fit.TrialValue;
import org.steelyard.units.InputException;

/**
 * What a user has set on the page.
 *
 * @param choices TOML by key of the configuration, of those in {@link Choices#KEYS}
 * @param values of the parameters, with bounds and whether they are fixed; empty for the start of the model
 * @param profile values of parameters, by name, whose line profiles weight the flux map; empty before a fit
 * @param pcPerArcsec [pc/arcsec] scale at the galaxy; null before a fit
 */
record PageState(
        Map<String, String> choices,
        Map<String, TrialValue> values,
        Map<String, Double> profile,
        @Nullable Double pcPerArcsec) {

    /** Longest TOML of a choice, and most parameters of a model. */
    private static final int LIMIT = 200;

    static PageState of(Request state) {
        Map<String, String> choices = new LinkedHashMap<>();
        Request chosen = state.part("choices");
        for (String key : chosen.keys()) {
            String value = chosen.text(key);
            if (!Choices.KEYS.contains(key)) {
                throw new InputException(key + " cannot be chosen on the page; edit the configuration");
            }
            if (value.length() > LIMIT || !value.chars().allMatch(c -> c >= ' ')) {
                throw new InputException(key + " must be one line of at most " + LIMIT + " letters");
            }
            choices.put(key, value);
        }
        Map<String, TrialValue> values = new LinkedHashMap<>();
        Request parameters = state.part("parameters");
        for (String name : parameters.keys()) {
            Request set = parameters.part(name);
            values.put(
                    name,
                    new TrialValue(
                            set.number("value"),
                            set.number("min", Double.NEGATIVE_INFINITY),
                            set.number("max", Double.POSITIVE_INFINITY),
                            set.flag("fixed")));
        }
        Map<String, Double> profile = new LinkedHashMap<>();
        Request weights = state.part("profile");
        for (String name : weights.keys()) {
            profile.put(name, weights.number(name));
        }
        return new PageState(choices, values, profile, state.has("scale") ? (Double) state.number("scale") : null);
    }

    /** A configuration with the choices. */
    Configuration applied(Configuration base) {
        List<String> overrides = new ArrayList<>();
        choices.forEach((key, value) -> overrides.add(key + "=" + value));
        return overrides.isEmpty() ? base : ConfigLoader.changed(base, overrides);
    }
}
