// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.StarlightConfig;
import org.steelyard.units.InputException;

/** Reads a configuration: TOML to {@link Configuration}, by {@link ConfigSchema}. */
public final class ConfigLoader {

    /** What the observed data are needed for. */
    public enum Need {
        /** The data are read: one set must be named, and every file must exist. */
        DATA,
        /** The data are not read: the cube may be missing. */
        NO_DATA
    }

    private static final String OPTION = "-s: ";

    /** What a message about a key begins with. */
    private final String origin;

    private final Path folder;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();

    private ConfigLoader(String origin, Path folder) {
        this.origin = origin;
        this.folder = folder;
    }

    /** Of values that the user gave with the option -s, relative to the working folder. */
    private static ConfigLoader ofOption() {
        return new ConfigLoader(OPTION, Path.of("").toAbsolutePath());
    }

    /**
     * @param file the configuration
     * @param overrides KEY=VALUE each, the later over the earlier
     * @param need what the data are needed for
     * @return the configuration, every path absolute
     * @throws InputException for anything that is not as {@link ConfigSchema} has it; names file and key
     */
    public static Configuration load(Path file, List<String> overrides, Need need) {
        ConfigLoader loader =
                new ConfigLoader(file + ": ", file.toAbsolutePath().normalize().getParent());
        ObjectNode tree = TomlTree.read(file);
        overrides.forEach(override -> TomlTree.override(tree, override));
        loader.walk("", tree);
        Configuration config;
        try {
            config = new ConfigBuilder(loader.values).build(loader.folder, loader.settings());
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
        loader.checkFiles(config, need);
        return config;
    }

    /**
     * @param overrides KEY=VALUE each, of section data
     * @return section data of these overrides alone; its files are not checked
     * @throws InputException for anything that is not as {@link ConfigSchema} has it
     */
    public static DataConfig data(List<String> overrides) {
        return ofOption().builder(overrides).data();
    }

    /**
     * @param overrides KEY=VALUE each, the later over the earlier; paths are relative to the working folder
     * @return the configuration of these overrides alone; its files are not checked
     * @throws InputException for anything that is not as {@link ConfigSchema} has it
     */
    public static Configuration ofOverrides(List<String> overrides) {
        ConfigLoader loader = ofOption();
        return loader.builder(overrides).build(loader.folder, loader.settings());
    }

    /**
     * @param overrides KEY=VALUE each, of section starlight; paths are kept as they are written
     * @return section starlight of these overrides alone; its files are not checked
     * @throws InputException for anything that is not as {@link ConfigSchema} has it
     */
    public static StarlightConfig starlight(List<String> overrides) {
        ConfigLoader loader = new ConfigLoader(OPTION, Path.of(""));
        loader.builder(overrides);
        return StarlightKeys.build(loader.values);
    }

    /**
     * @param config any
     * @param overrides KEY=VALUE each, the later over the earlier; paths are relative to the configuration's folder
     * @return the same configuration with these values; its files are not checked
     * @throws InputException for anything that is not as {@link ConfigSchema} has it
     */
    public static Configuration changed(Configuration config, List<String> overrides) {
        ConfigLoader loader = new ConfigLoader("", config.folder());
        return loader.builder(TomlTree.of(ConfigWriter.write(config)), overrides)
                .build(loader.folder, loader.settings());
    }

    private ConfigBuilder builder(List<String> overrides) {
        return builder(JsonNodeFactory.instance.objectNode(), overrides);
    }

    private ConfigBuilder builder(ObjectNode tree, List<String> overrides) {
        overrides.forEach(override -> TomlTree.override(tree, override));
        walk("", tree);
        return new ConfigBuilder(values);
    }

    private void walk(String name, JsonNode node) {
        node.properties().forEach(entry -> {
            String child = name.isEmpty() ? entry.getKey() : name + "." + entry.getKey();
            JsonNode value = entry.getValue();
            ConfigKey key = ConfigSchema.find(child);
            if (key != null) {
                put(child, key, value);
            } else if (!ConfigSchema.isTable(child)) {
                String kind = name.isEmpty() ? "section [" + child + "]" : child;
                throw new InputException(origin + kind + " is unknown; " + ConfigSchema.advice(child));
            } else if (value.isObject()) {
                walk(child, value);
            } else if (child.startsWith("parameters.")) {
                put(child + ".start", ConfigSchema.find(child + ".start"), value);
            } else if (child.equals("data.beam") && value.asText().equals("free")) {
                put("data.beam_width", ConfigSchema.find("data.beam_width"), value);
            } else {
                throw new InputException(origin + child + " is a table; " + form(child));
            }
        });
    }

    private static String form(String table) {
        StringBuilder members = new StringBuilder();
        for (ConfigKey key : ConfigSchema.KEYS) {
            if (key.name().startsWith(table + ".")) {
                members.append(members.isEmpty() ? "" : ", ")
                        .append(key.name().substring(table.length() + 1))
                        .append(" = ")
                        .append(key.example());
            }
        }
        String last = table.substring(table.lastIndexOf('.') + 1);
        return table.contains(".")
                ? "write it like " + last + " = { " + members + " }"
                : "write it as [" + last + "] on a line of its own";
    }

    private void put(String name, ConfigKey key, JsonNode node) {
        Object value;
        try {
            value = key.kind().parse(node, folder);
        } catch (InputException e) {
            throw new InputException(origin + name + " = " + node + " " + e.getMessage(), e);
        }
        if (name.startsWith("parameters.")) {
            int dot = name.lastIndexOf('.');
            String parameter = name.substring("parameters.".length(), dot);
            parameters.computeIfAbsent(parameter, unused -> new HashMap<>()).put(name.substring(dot + 1), value);
        } else {
            values.put(name, value);
        }
    }

    private Map<String, ParameterSetting> settings() {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        parameters.forEach((name, given) -> {
            try {
                settings.put(name, ConfigBuilder.parameter(given));
            } catch (InputException e) {
                throw new InputException("parameters." + name + ": " + e.getMessage(), e);
            }
        });
        return settings;
    }

    private void checkFiles(Configuration config, Need need) {
        for (ConfigKey key : ConfigSchema.KEYS) {
            boolean needed = need == Need.DATA || !key.section().equals("data");
            if (needed && key.value().apply(config) instanceof Path path && !Files.exists(path)) {
                throw new InputException(
                        origin + key.name() + ": " + path
                                + " does not exist; the name is relative to the configuration's folder: correct it, or move both together");
            }
        }
        if (need == Need.DATA && config.data().cube() == null && config.data().velocityMap() == null) {
            throw new InputException(
                    origin
                            + "data.cube is missing; name the cube, cube = \"cube.fits\", or a velocity_map, in section [data]");
        }
    }
}
