// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.Function;
import org.steelyard.config.Configuration;

/**
 * One key of the configuration.
 *
 * @param name section and key, with dots: {@code fit.region.semi_major}
 * @param kind what it holds
 * @param defaultText TOML of the value that it has when it is not given, or null for none
 * @param example TOML of a value
 * @param doc one line on what it means
 * @param value how the value is taken out of a configuration, as {@code kind} would parse it; null for "not given"
 */
public record ConfigKey(
        String name,
        ValueKind kind,
        String defaultText,
        String example,
        String doc,
        Function<Configuration, Object> value) {

    /** @return the section that the key belongs to, without brackets */
    public String section() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The name within the section. */
    String shortName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The name within its table. */
    String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** @return the value that the key has when it is not given; null for none */
    public Object defaultValue() {
        if (defaultText == null) {
            return null;
        }
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        TomlTree.override(holder, "a.b=" + defaultText);
        return kind.parse(holder.get("a").get("b"), Path.of(""));
    }
}
