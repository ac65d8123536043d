// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.steelyard.galaxy.ParameterCatalogue;

/** The keys of the configuration, found by name. {@link ConfigKeys} declares them. */
public final class ConfigSchema {

    /** A key of a numbered parameter, like {@code parameters.mass_3.start}. */
    private static final Pattern NUMBERED = Pattern.compile("parameters\\.(\\w+_\\d+)\\..+");

    /** The keys in their order. */
    static final List<ConfigKey> KEYS = ConfigKeys.all();

    /** The same, with the members of an inline table together: {@code fit.region} and its three keys. */
    public static final Map<String, List<ConfigKey>> LINES = lines();

    private static final Map<String, ConfigKey> BY_NAME = byName();

    private ConfigSchema() {}

    /**
     * @param name with dots
     * @return the key, or null
     */
    public static ConfigKey find(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        if (BY_NAME.containsKey(name) || !numbered.matches() || ParameterCatalogue.find(numbered.group(1)) == null) {
            return BY_NAME.get(name);
        }
        return ConfigKeys.parameter(numbered.group(1)).stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The keys of a parameter, declared by name or by its number. */
    public static List<ConfigKey> settings(String parameter) {
        List<ConfigKey> declared = LINES.get("parameters." + parameter);
        return declared != null || ParameterCatalogue.find(parameter) == null
                ? LINES.getOrDefault("parameters." + parameter, List.of())
                : ConfigKeys.parameter(parameter);
    }

    /** Whether keys stand below this name: a section, a table in it, a parameter. */
    static boolean isTable(String name) {
        return KEYS.stream().anyMatch(key -> key.name().startsWith(name + ".")) || find(name + ".start") != null;
    }

    /**
     * Advice on a key or table that does not exist: the key that the word means elsewhere, the key of that name in
     * another section, or the nearest by spelling.
     *
     * @param name with dots
     * @return "did you mean KEY?", or the names that the table has where none is near
     */
    static String advice(String name) {
        List<String> known = Stream.concat(
                        KEYS.stream().map(ConfigKey::name),
                        KEYS.stream().flatMap(key -> tablesAbove(key.name())).distinct())
                .toList();
        String found = meaningOrNull(name);
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (found == null) {
            found = known.stream()
                    .filter(key -> key.endsWith("." + last) && !key.startsWith("parameters."))
                    .findFirst()
                    .orElseGet(() -> Nearest.ofOrNull(name, known));
        }
        String table = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return found != null
                ? "did you mean " + found + "?"
                : "the names here are " + String.join(", ", members(table));
    }

    /** What the first unknown part of a name means. */
    private static String meaningOrNull(String name) {
        String known = "";
        for (String part : name.split("\\.", -1)) {
            String longer = known.isEmpty() ? part : known + "." + part;
            if (!isTable(longer) && find(longer) == null) {
                String meaning = Synonyms.meaningOrNull(part);
                String rest = name.substring(longer.length());
                return meaning == null ? null : find(meaning + rest) != null ? meaning + rest : meaning;
            }
            known = longer;
        }
        return null;
    }

    /** The names directly below a table; the sections for the empty name. */
    private static List<String> members(String table) {
        String prefix = table.isEmpty() ? "" : table + ".";
        return KEYS.stream()
                .map(ConfigKey::name)
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).split("\\.", -1)[0])
                .distinct()
                .toList();
    }

    private static Stream<String> tablesAbove(String name) {
        List<String> tables = new ArrayList<>();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            tables.add(name.substring(0, dot));
        }
        return tables.stream();
    }

    private static Map<String, List<ConfigKey>> lines() {
        Map<String, List<ConfigKey>> lines = new LinkedHashMap<>();
        for (ConfigKey key : KEYS) {
            String shortName = key.shortName();
            int dot = shortName.indexOf('.');
            String line = key.section() + "." + (dot < 0 ? shortName : shortName.substring(0, dot));
            lines.computeIfAbsent(line, unused -> new ArrayList<>()).add(key);
        }
        return Collections.unmodifiableMap(lines);
    }

    private static Map<String, ConfigKey> byName() {
        Map<String, ConfigKey> map = new LinkedHashMap<>();
        KEYS.forEach(key -> map.put(key.name(), key));
        return Map.copyOf(map);
    }
}
