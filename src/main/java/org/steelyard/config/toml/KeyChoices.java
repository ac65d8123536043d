// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.units.InputException;

/**
 * Several values of one key of the configuration: {@code disk.flow=["none", "vrad"]}.
 *
 * @param key section and key, with dots
 * @param values TOML of each value, in the given order, all different; paths are absolute
 */
public record KeyChoices(String key, List<String> values) {

    /** Copies the list. */
    public KeyChoices {
        values = List.copyOf(values);
    }

    /**
     * Reads an option. Values are TOML; in a list of bare words, {@code [none, vrad]}, each word is a string.
     *
     * @param option {@code KEY=[VALUE, VALUE...]}; paths are relative to the working folder
     * @return the choices
     * @throws InputException if the key is unknown, there is no list or an empty one, a value does not suit the key, or
     *     one is there twice
     */
    public static KeyChoices parse(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? "" : option.substring(0, equals).strip();
        if (!name.matches("[\\w-]+(\\.[\\w-]+)+")) {
            throw new InputException("choices of " + option
                    + ": write KEY=[VALUE, ...] with section and key, like 'disk.flow=[\"none\", \"vrad\"]'");
        }
        ConfigKey key = ConfigSchema.find(name);
        if (key == null) {
            throw new InputException(
                    ConfigSchema.isTable(name)
                            ? name + " is a section of keys; give the choices of one key, like " + example(name)
                            : "there is no key " + name + "; " + ConfigSchema.advice(name));
        }
        JsonNode list = list(name, option.substring(equals + 1).strip(), key.example());
        List<String> values = new ArrayList<>();
        for (JsonNode node : list) {
            String value = canonical(key, node);
            if (values.contains(value)) {
                throw new InputException("choices of " + name + " have the value " + node + " twice; give it once");
            }
            values.add(value);
        }
        return new KeyChoices(name, values);
    }

    /**
     * @param key section and key, with dots
     * @param values as a {@link Configuration} has them
     * @return their choices
     */
    public static KeyChoices of(String key, List<?> values) {
        return new KeyChoices(
                key, values.stream().map(ConfigSchema.find(key).kind()::print).toList());
    }

    /**
     * @param key section and key, with dots
     * @param config any
     * @return TOML of the value that the configuration has, the default where it is not given
     */
    public static String value(String key, Configuration config) {
        return ConfigWriter.value(List.of(ConfigSchema.find(key)), config);
    }

    /**
     * @param k place of a value
     * @return KEY=VALUE, as {@link ConfigLoader#load} takes it
     */
    public String override(int k) {
        return key + "=" + values.get(k);
    }

    /**
     * @param value TOML of a value
     * @return the value for a table or a figure: a word without quotes, a file without its folder
     */
    public static String label(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        String text = TomlTree.value(value).asText();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static String canonical(ConfigKey key, JsonNode node) {
        try {
            return key.kind().print(key.kind().parse(node, Path.of("").toAbsolutePath()));
        } catch (InputException e) {
            throw new InputException("choices of " + key.name() + ": " + node + " " + e.getMessage(), e);
        }
    }

    private static JsonNode list(String name, String text, String example) {
        JsonNode list = TomlTree.value(text);
        if (list.isTextual() && text.startsWith("[") && text.endsWith("]")) {
            String inside = text.substring(1, text.length() - 1);
            ObjectNode holder = JsonNodeFactory.instance.objectNode();
            Stream.of(inside.split(",", -1))
                    .forEach(word -> holder.withArray("list").add(TomlTree.value(word.strip())));
            list = holder.get("list");
        }
        if (!list.isArray()) {
            throw new InputException(
                    "choices of " + name + "=" + text + ": is no list; write it like '" + name + "=[" + example + "]'");
        }
        if (list.isEmpty()) {
            throw new InputException("choices of " + name
                    + "=[]: the list is empty, so there is no model; give values, or leave the key out");
        }
        return list;
    }

    private static String example(String table) {
        return ConfigSchema.KEYS.stream()
                .map(ConfigKey::name)
                .filter(known -> known.startsWith(table + "."))
                .findFirst()
                .orElse(table + ".start");
    }
}
