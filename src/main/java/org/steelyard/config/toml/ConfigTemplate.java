// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.units.InputException;

/** A commented configuration to start from, and the explanation of a key. */
public final class ConfigTemplate {

    private static final int COMMENT_COLUMN = 48;

    private ConfigTemplate() {}

    /** @return a configuration with an example of each value that a fit needs, and every other key as a comment */
    public static String example() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : List.of("data.cube", "galaxy.name", "galaxy.distance", "potential.mge")) {
            values.put(line, ConfigSchema.find(line).example());
        }
        for (String name : List.of("mbh", "mass_to_light", "inclination", "position_angle", "vsys", "dispersion")) {
            values.put("parameters." + name, example(ConfigSchema.LINES.get("parameters." + name)));
        }
        return render(values, "A Steelyard configuration; `steelyard config --explain KEY` says more of each key.");
    }

    /**
     * @param values TOML by line of {@link ConfigSchema#LINES}
     * @param title the file's first line
     * @return a configuration with these values, and every other key as a comment
     */
    public static String render(Map<String, String> values, String title) {
        StringBuilder text = new StringBuilder(
                "# " + title + "\n# Paths are relative to this file. What stands behind # may be given.\n");
        String section = "";
        for (Map.Entry<String, List<ConfigKey>> line : ConfigSchema.LINES.entrySet()) {
            ConfigKey key = line.getValue().get(0);
            if (!key.section().equals(section)) {
                section = key.section();
                text.append("\n[").append(section).append("]\n");
            }
            String value = values.get(line.getKey());
            String name = line.getKey().substring(section.length() + 1);
            String assignment =
                    (value == null ? "# " : "") + name + " = " + (value == null ? example(line.getValue()) : value);
            text.append(assignment)
                    .append(" ".repeat(Math.max(1, COMMENT_COLUMN - assignment.length())))
                    .append("# ")
                    .append(key.doc())
                    .append('\n');
        }
        values.forEach((line, value) -> {
            if (!ConfigSchema.LINES.containsKey(line)) { // further nodes of the free mass profile
                text.append(line.substring("parameters.".length()))
                        .append(" = ")
                        .append(value)
                        .append('\n');
            }
        });
        return text.toString();
    }

    /**
     * @param name a key, a table or a section
     * @return its explanation, over several lines
     * @throws InputException if there is no such key; names the nearest
     */
    public static String explain(String name) {
        ConfigKey key = ConfigSchema.find(name);
        if (key != null) {
            StringBuilder text = new StringBuilder(
                    key.name() + "\n    " + key.doc() + "\n    " + key.kind().describe() + "\n");
            text.append("    default: ")
                    .append(key.defaultText() == null ? "none" : key.defaultText())
                    .append('\n');
            return text.append("    example: ")
                    .append(key.example())
                    .append('\n')
                    .toString();
        }
        if (!ConfigSchema.isTable(name)) {
            throw new InputException("key '" + name + "' is unknown; " + ConfigSchema.advice(name));
        }
        StringBuilder text = new StringBuilder(name + "\n");
        for (ConfigKey member : ConfigSchema.KEYS) {
            boolean shown = member.name().startsWith(name + ".")
                    && (!name.equals("parameters") || member.name().endsWith(".start"));
            if (shown) {
                String label = name.equals("parameters") ? member.name().replaceFirst("\\.start$", "") : member.name();
                text.append(String.format(
                        Locale.ROOT,
                        "    %-34s %s; %s%n",
                        label,
                        member.doc(),
                        member.kind().describe()));
            }
        }
        return text.toString();
    }

    private static String example(List<ConfigKey> line) {
        ConfigKey first = line.get(0);
        if (line.size() == 1) {
            return first.defaultText() == null ? first.example() : first.defaultText();
        }
        StringBuilder members = new StringBuilder();
        for (ConfigKey key : first.section().equals("parameters") ? line.subList(0, 1) : line) {
            members.append(members.isEmpty() ? "" : ", ")
                    .append(key.lastName())
                    .append(" = ")
                    .append(key.example());
        }
        return "{ " + members + " }";
    }
}
