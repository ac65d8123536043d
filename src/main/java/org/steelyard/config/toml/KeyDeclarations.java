// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.steelyard.config.toml.ValueKinds.choice;
import static org.steelyard.config.toml.ValueKinds.flag;
import static org.steelyard.config.toml.ValueKinds.list;
import static org.steelyard.config.toml.ValueKinds.number;
import static org.steelyard.config.toml.ValueKinds.quantity;
import static org.steelyard.config.toml.ValueKinds.quantityOrNumber;
import static org.steelyard.config.toml.ValueKinds.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.StepScale;
import org.steelyard.galaxy.ParameterCatalogue;

/** Gathers keys section by section. */
final class KeyDeclarations {

    private static final int MANY = 1000;

    private final List<ConfigKey> all = new ArrayList<>();
    private String section = "";

    /** The keys that were declared, in order. */
    List<ConfigKey> all() {
        return List.copyOf(all);
    }

    void section(String name) {
        section = name;
    }

    void add(
            String name,
            ValueKind kind,
            String defaultText,
            String example,
            String doc,
            Function<Configuration, Object> value) {
        all.add(new ConfigKey(section + "." + name, kind, defaultText, example, doc, value));
    }

    /** A list of what the budget changes, one at a time. */
    void budget(String name, ValueKind kind, String example, String doc, Function<BudgetConfig, Object> value) {
        add(
                name,
                list(kind, 1, MANY, example),
                null,
                example,
                doc,
                config -> config.budget() == null ? null : value.apply(config.budget()));
    }

    /** A parameter that a component declares. */
    void parameter(String name) {
        ParameterDeclaration declared = ParameterCatalogue.find(name);
        parameter(name, kind(declared), declared.example(), ParameterCatalogue.meaning(name));
    }

    /** A pure number, a number whose only usual unit may be left out, or a quantity. */
    private static ValueKind kind(ParameterDeclaration declared) {
        String bare = declared.example().replace("\"", "");
        if (declared.unit().isEmpty()) {
            return number();
        }
        return bare.equals(declared.example())
                ? quantityOrNumber(declared.unit(), bare)
                : quantity(declared.unit(), bare);
    }

    void parameter(String name, ValueKind kind, String example, String doc) {
        setting(name, "start", kind, example, doc, ParameterSetting::start);
        setting(name, "min", kind, example, "lower bound of " + name, ParameterSetting::min);
        setting(name, "max", kind, example, "upper bound of " + name, ParameterSetting::max);
        setting(name, "fixed", flag(), "true", "whether the fit leaves " + name + " alone", ParameterSetting::fixed);
        Map<String, StepScale> scales = new LinkedHashMap<>();
        scales.put("linear", StepScale.LINEAR);
        scales.put("log", StepScale.LOG);
        if (name.equals("inclination")) {
            scales.put("axis-ratio", StepScale.AXIS_RATIO);
        }
        setting(
                name,
                "scale",
                choice(scales),
                "\"log\"",
                "the measure in which the estimator steps"
                        + (name.equals("inclination")
                                ? "; \"axis-ratio\": the intrinsic axis ratio of the flattest Gaussian, in which the prior of the samplers is then uniform"
                                : ""),
                ParameterSetting::scale);
        setting(
                name,
                "tie",
                text(),
                "\"0.5 * " + (name.equals("x") ? "y" : "x") + "\"",
                "the other parameter that " + name + " follows",
                ParameterSetting::tie);
        setting(
                name,
                "prior",
                PriorKind.of(kind, example),
                PriorKind.example(example),
                "what is known about " + name + " before the data; one more residual of the fit",
                ParameterSetting::prior);
    }

    private void setting(
            String name,
            String leaf,
            ValueKind kind,
            String example,
            String doc,
            Function<ParameterSetting, Object> value) {
        add(name + "." + leaf, kind, null, example, doc, config -> value.apply(config.parameter(name)));
    }
}
