// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.steelyard.units.InputException;

/** TOML text as a tree of tables, with overrides of single keys. */
final class TomlTree {

    /** Keys that give the stars, as starlight.image does. */
    private static final List<String> STARS =
            List.of("potential.mge", "potential.stars", "potential.power_law", "potential.spline");

    /** Keys that say the same in different ways. */
    private static final List<List<String>> ALTERNATIVES = List.of(
            List.of("galaxy.distance", "galaxy.angular_diameter_distance"),
            List.of("data.line", "data.rest_frequency"),
            List.of("data.velocities", "data.channels"),
            List.of("data.beam", "data.beam_width"),
            STARS,
            List.of("fit.region", "fit.region_mask"));

    private TomlTree() {}

    /**
     * @param file a TOML file
     * @return its tables
     * @throws InputException if it is missing, unreadable or not TOML; names the file and the line
     */
    static ObjectNode read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; write one, or measure one from the cube", e);
        } catch (MalformedInputException e) {
            throw new InputException(file + " is no text in UTF-8; a configuration in TOML is wanted here", e);
        } catch (IOException e) {
            throw new InputException(
                    file + " cannot be read (" + (Files.isDirectory(file) ? "it is a folder" : "no permission?") + ")",
                    e);
        }
        try {
            return parse(text);
        } catch (JacksonException e) {
            JsonLocation at = e.getLocation();
            String line = at == null || at.getLineNr() < 1 ? "" : ", line " + at.getLineNr();
            throw new InputException(file + line + ": not TOML: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InputException(file + ": not TOML: " + firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * @param text TOML that the program wrote
     * @return its tables
     */
    static ObjectNode of(String text) {
        try {
            return parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets one key.
     *
     * @param root modified
     * @param override KEY=VALUE, the value as TOML or, where it is none, as a string
     * @throws InputException if it has no key, or the key lies inside a value
     */
    static void override(ObjectNode root, String override) {
        int equals = override.indexOf('=');
        String name = equals < 0 ? "" : override.substring(0, equals).strip();
        if (!name.matches("[\\w-]+(\\.[\\w-]+)+")) {
            throw new InputException("-s " + override
                    + ": write KEY=VALUE with section and key, like -s parameters.mbh.start='\"2e8 Msun\"'");
        }
        String[] path = name.split("\\.", -1);
        ObjectNode table = root;
        for (int depth = 0; depth < path.length - 1; depth++) {
            JsonNode next = table.get(path[depth]);
            if (next == null || !next.isObject()) {
                ObjectNode made = table.putObject(path[depth]);
                if (next != null && depth == 1 && path[0].equals("parameters")) {
                    made.set("start", next);
                }
                next = made;
            }
            table = (ObjectNode) next;
        }
        table.set(path[path.length - 1], value(override.substring(equals + 1).strip()));
        if (!table.get(path[path.length - 1]).asText().equals("false")) {
            dropAlternatives(root, path[0], path[1]);
        }
    }

    /** A key that is set here takes the place of the others that say the same in another way. */
    private static void dropAlternatives(ObjectNode root, String section, String key) {
        for (List<String> group : ALTERNATIVES) {
            if (group.contains(section + "." + key) && root.get(section) instanceof ObjectNode table) {
                group.stream()
                        .map(name -> name.substring(section.length() + 1))
                        .filter(other -> !other.equals(key))
                        .forEach(table::remove);
            }
        }
        if (STARS.contains(section + "." + key)) {
            root.remove(StarlightKeys.SECTION);
        } else if ((section + "." + key).equals(StarlightKeys.SECTION + ".image")
                && root.get("potential") instanceof ObjectNode table) {
            STARS.forEach(name -> table.remove(name.substring("potential.".length())));
        }
    }

    /** A value as TOML or, where the text is none, as a string. */
    static JsonNode value(String text) {
        try {
            ObjectNode parsed = parse("value = " + text);
            JsonNode value = parsed.get("value");
            return parsed.size() == 1 && value != null ? value : new TextNode(text);
        } catch (IOException e) {
            return new TextNode(text);
        }
    }

    private static ObjectNode parse(String text) throws IOException {
        JsonNode tree = new TomlMapper().readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        return tree instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
