package org.steelyard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.steelyard.fit.FitConfig;

/** Writes a configuration in full, as {@code config.resolved.toml}: loaded again, from anywhere, it is the same. */
final class ConfigWriter {

    private ConfigWriter() {}

    /**
     * @param config any
     * @return TOML, paths absolute, every value that the program chose written out
     */
    static String write(FitConfig config) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Map.Entry<String, List<ConfigKey>> table : ConfigSchema.LINES.entrySet()) {
            if (table.getKey().startsWith("parameters.")) {
                continue;
            }
            String line = line(table.getKey(), table.getValue(), config);
            if (line.isEmpty()) {
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
            text.append(line).append('\n');
        }
        text.append("\n[parameters]\n");
        for (String name : config.parameters().keySet()) {
            text.append(line("parameters." + name, settings(name), config)).append('\n');
        }
        return text.toString();
    }

    private static List<ConfigKey> settings(String parameter) {
        return List.of("start", "min", "max", "fixed", "scale", "tie").stream()
                .map(leaf -> ConfigSchema.find("parameters." + parameter + "." + leaf))
                .filter(Objects::nonNull)
                .toList();
    }

    /** One line "name = value" or "name = { member = value, ... }", or nothing where no value is given. */
    private static String line(String table, List<ConfigKey> keys, FitConfig config) {
        String name = table.substring(table.indexOf('.') + 1);
        boolean inline = keys.size() > 1;
        List<String> members = new ArrayList<>();
        for (ConfigKey key : keys) {
            Object value = key.value().apply(config);
            boolean saysNothing = value == null && key.defaultText() == null;
            boolean unbounded = value instanceof Double number && number.isInfinite();
            if (!saysNothing && !unbounded) {
                String member = inline ? key.name().substring(key.name().lastIndexOf('.') + 1) : name;
                members.add(member + " = " + key.kind().print(value));
            }
        }
        if (!inline) {
            return members.isEmpty() ? "" : members.get(0);
        }
        return members.isEmpty() && !keys.get(0).section().equals("parameters")
                ? ""
                : name + " = { " + String.join(", ", members) + " }";
    }
}
