// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.component.Component;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigKey;
import org.steelyard.config.toml.ConfigSchema;
import org.steelyard.disk.dispersion.DispersionLaws;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.shape.AutoWarp;
import org.steelyard.disk.shape.DiskShapes;

/** Keys of the configuration that the page can change. None of them names a file. */
final class Choices {

    /** All of them. */
    static final Set<String> KEYS = Set.of(
            "disk.dispersion",
            "disk.flow",
            "disk.warp",
            "disk.thickness",
            "model.block",
            "fit.starts",
            "fit.region.semi_major",
            "fit.region.axis_ratio",
            "fit.region.position_angle",
            "disk.lucy_iterations",
            "disk.warp_prior");

    /** Those that a fit decides and its model must keep. */
    private static final List<String> DECIDED = List.of("disk.lucy_iterations", "disk.warp_prior");

    private Choices() {}

    /** Describes each choice that is made of words: its value and the words. */
    static void describe(Configuration config, ObjectNode out) {
        words(out, config, "disk.dispersion", DispersionLaws.all());
        words(out, config, "disk.flow", RadialFlows.all());
        words(
                out,
                config,
                "disk.warp",
                DiskShapes.warps().stream()
                        .filter(warp -> !(warp instanceof AutoWarp))
                        .toList());
        words(out, config, "disk.thickness", DiskShapes.profiles());
        for (String key : List.of("model.block", "fit.starts")) {
            describe(out, config, key);
        }
    }

    /** What a fit decided, as TOML by key. */
    static Map<String, String> decided(Configuration resolved) {
        Map<String, String> decided = new LinkedHashMap<>();
        for (String name : DECIDED) {
            ConfigKey key = ConfigSchema.find(name);
            Object value = key.value().apply(resolved);
            if (value != null) {
                decided.put(name, key.kind().print(value));
            }
        }
        return decided;
    }

    private static ObjectNode describe(ObjectNode out, Configuration config, String name) {
        ConfigKey key = ConfigSchema.find(name);
        ObjectNode choice = out.putObject(name);
        choice.put("doc", key.doc());
        choice.put("value", key.kind().print(key.value().apply(config)));
        return choice;
    }

    private static void words(ObjectNode out, Configuration config, String name, List<? extends Component> components) {
        ArrayNode options = describe(out, config, name).putArray("options");
        for (Component component : components) {
            options.addObject()
                    .put("value", "\"" + component.keyword() + "\"")
                    .put("text", component.keyword())
                    .put("meaning", component.meaning());
        }
    }
}
