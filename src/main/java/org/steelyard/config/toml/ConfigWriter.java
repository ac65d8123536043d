// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.steelyard.config.Configuration;

/**
 * Writes a configuration in full, as {@code config.resolved.toml}; loading it gives the same configuration.
 */
public final class ConfigWriter {

    private ConfigWriter() {}

    /**
     * @param config any
     * @return TOML, paths absolute, every value that the program chose written out
     */
    public static String write(Configuration config) {
        return write(config, file -> file);
    }

    /**
     * Writes a configuration for the folder of a run. Files of the same project, which is the configuration's folder if
     * the run lies in it and the parent of the run's folder otherwise, are relative to the run's folder, so that a
     * project may be moved as a whole. Other files are absolute.
     *
     * @param config any
     * @param run folder of the run
     * @return TOML
     */
    public static String writeIn(Configuration config, Path run) {
        Path folder = run.toAbsolutePath().normalize();
        Path own = config.folder();
        Path project = own != null && folder.startsWith(own) && !folder.equals(own) ? own : folder.getParent();
        return write(config, file -> file.startsWith(project) ? folder.relativize(file) : file);
    }

    /**
     * @param config any
     * @return the same with file names relative to the configuration's folder, where they lie in it
     */
    public static String writeBeside(Configuration config) {
        Path folder = config.folder();
        return write(config, file -> file.startsWith(folder) ? folder.relativize(file) : file);
    }

    private static String write(Configuration config, UnaryOperator<Path> names) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Map.Entry<String, List<ConfigKey>> table : ConfigSchema.LINES.entrySet()) {
            if (table.getKey().startsWith("parameters.")) {
                continue;
            }
            String value = value(table.getValue(), config, names);
            if (value.isEmpty()) {
                continue;
            }
            String its = table.getValue().get(0).section();
            if (!its.equals(section)) {
                text.append(section.isEmpty() ? "" : "\n")
                        .append('[')
                        .append(its)
                        .append("]\n");
                section = its;
            }
            text.append(shortName(table.getKey())).append(" = ").append(value).append('\n');
        }
        text.append("\n[parameters]\n");
        for (String name : config.parameters().keySet()) {
            text.append(name)
                    .append(" = ")
                    .append(value(ConfigSchema.settings(name), config, names))
                    .append('\n');
        }
        return text.toString();
    }

    private static String shortName(String line) {
        return line.substring(line.indexOf('.') + 1);
    }

    /**
     * @param keys of one line
     * @param config any
     * @return the line's value, {@code { member = value, ... }} where it has several keys; empty where there is nothing
     *     to say
     */
    public static String value(List<ConfigKey> keys, Configuration config) {
        return value(keys, config, file -> file);
    }

    private static String value(List<ConfigKey> keys, Configuration config, UnaryOperator<Path> names) {
        List<String> members = new ArrayList<>();
        for (ConfigKey key : keys) {
            Object value = named(key.value().apply(config), names);
            boolean saysNothing = value == null && key.defaultText() == null;
            boolean unbounded = value instanceof Double number && number.isInfinite();
            if (!saysNothing && !unbounded) {
                String printed = key.kind().print(value);
                members.add(keys.size() == 1 ? printed : key.lastName() + " = " + printed);
            }
        }
        boolean table =
                keys.size() > 1 && (!members.isEmpty() || keys.get(0).section().equals("parameters"));
        return table ? "{ " + String.join(", ", members) + " }" : String.join("", members);
    }

    /** A value with every file in it renamed. */
    private static Object named(Object value, UnaryOperator<Path> names) {
        if (value instanceof Path file) {
            return names.apply(file);
        }
        return value instanceof List<?> list
                ? list.stream().map(element -> named(element, names)).toList()
                : value;
    }
}
