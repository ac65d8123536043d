// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.config.Configuration;

/**
 * Writes a configuration in full, as {@code config.resolved.toml}; loading it gives the same configuration from any
 * folder.
 */
public final class ConfigWriter {

    private ConfigWriter() {}

    /**
     * @param config any
     * @return TOML, paths absolute, every value that the program chose written out
     */
    public static String write(Configuration config) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Map.Entry<String, List<ConfigKey>> table : ConfigSchema.LINES.entrySet()) {
            if (table.getKey().startsWith("parameters.")) {
                continue;
            }
            String value = value(table.getValue(), config);
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
                    .append(value(ConfigSchema.settings(name), config))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * @param config any
     * @return the same with file names relative to the configuration's folder, where they lie in it
     */
    public static String writeBeside(Configuration config) {
        return write(config).replace("\"" + config.folder() + "/", "\"");
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
        List<String> members = new ArrayList<>();
        for (ConfigKey key : keys) {
            Object value = key.value().apply(config);
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
}
