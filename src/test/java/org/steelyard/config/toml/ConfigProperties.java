// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.steelyard.config.Configuration;
import org.steelyard.units.InputException;

/** Values of the configuration are read as they were written; any text is read or refused with a message. */
class ConfigProperties {

    private static final Path FOLDER = Path.of("/galaxies");

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("configurations");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("galaxy.toml"));
        Files.delete(folder);
    }

    /** Text with marks that TOML escapes or gives a meaning; no control characters but line break and tab. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\u00e9\u03b1\u2003\"'\\\n\t#=[]{}")
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    private static Object writtenAndRead(ValueKind kind, Object value) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        TomlTree.override(root, "section.key=" + kind.print(value));
        return kind.parse(root.get("section").get("key"), FOLDER);
    }

    @Property(seed = "1", tries = 500)
    void numbers(@ForAll double value) {
        assertEquals(value, writtenAndRead(ValueKinds.number(), value));
        assertEquals(value, writtenAndRead(ValueKinds.quantity("km/s", "10 km/s"), value));
        assertEquals(value, writtenAndRead(ValueKinds.quantityOrNumber("km/s", "10"), value));
    }

    @Property(seed = "2", tries = 300)
    void wholeNumbersAndWords(@ForAll int value, @ForAll @Size(min = 1, max = 5) List<Integer> list) {
        assertEquals(value, writtenAndRead(ValueKinds.integer(), value));
        assertEquals(value, writtenAndRead(ValueKinds.orWord("auto", ValueKinds.integer()), value));
        assertEquals(list, writtenAndRead(ValueKinds.list(ValueKinds.integer(), 1, 5, "[1]"), list));
    }

    @Property(seed = "3", tries = 500)
    void texts(@ForAll("texts") String value) {
        assertEquals(value, writtenAndRead(ValueKinds.text(), value));
    }

    @Property(seed = "4", tries = 500)
    void paths(@ForAll("texts") String name) {
        Path path = FOLDER.resolve("a").resolve("x" + name).normalize();
        assertEquals(path, writtenAndRead(ValueKinds.path(), path));
        assertEquals(path, writtenAndRead(ValueKinds.quantityOrPath("km/s", "10 km/s"), path));
        assertEquals(path, writtenAndRead(ValueKinds.choiceOrPath(Map.of("none", 0)), path));
    }

    /** A whole configuration, written in full, reads back as the same. */
    @Property(seed = "5", tries = 200)
    void wholeConfigurations(
            @ForAll("texts") String name,
            @ForAll @DoubleRange(min = 0.01, max = 1e4) double distance,
            @ForAll @DoubleRange(min = 1, max = 1e12) double mass,
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double velocity,
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double tolerance,
            @ForAll("examples") List<String> examples)
            throws IOException {
        List<String> overrides = new ArrayList<>(List.of(
                "galaxy.name=" + ValueKinds.quote(name),
                "galaxy.distance=\"" + distance + " Mpc\"",
                "model.tolerance=" + tolerance,
                "parameters.mbh.start=\"" + mass + " Msun\"",
                "parameters.vsys=\"" + velocity + " km/s\""));
        overrides.addAll(examples);
        Configuration config = ConfigLoader.ofOverrides(overrides);
        String text = ConfigWriter.write(config);
        Path file = Files.writeString(folder.resolve("galaxy.toml"), text);
        Configuration back = loadWithoutFiles(file);
        assertEquals(text, ConfigWriter.write(back));
        assertEquals(config.galaxy(), back.galaxy());
        assertEquals(config.disk(), back.disk());
        assertEquals(config.model(), back.model());
        assertEquals(config.parameters(), back.parameters());
    }

    /**
     * Lines with the values that the template shows for them: no galaxy, whose keys are set above; no grid, whose keys need
     * each other; outside {@code [data]} no files, which would have to exist.
     */
    @Provide
    Arbitrary<List<String>> examples() {
        List<String> all = ConfigSchema.LINES.entrySet().stream()
                .filter(line -> !List.of("galaxy", "simulate")
                        .contains(line.getValue().get(0).section()))
                .map(line -> line.getKey() + "=" + example(line.getValue()))
                .filter(line -> !line.startsWith("data.velocity_map=")) // excludes data.cube
                .filter(line -> !line.startsWith("data.beam_width=")) // needs data.velocity_map
                .filter(line -> !line.matches("disk.(light_rings|ring_brightness)=.*")) // need light of rings
                .filter(line -> line.startsWith("data.") || !line.contains(".fits") && !line.contains(".ecsv"))
                .toList();
        return Arbitraries.of(all).list().ofMaxSize(8);
    }

    private static String example(List<ConfigKey> keys) {
        return keys.size() == 1
                ? keys.get(0).example()
                : keys.stream()
                        .map(key -> key.lastName() + " = " + key.example())
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static Configuration loadWithoutFiles(Path file) {
        return ConfigLoader.load(file, List.of(), ConfigLoader.Need.NO_DATA);
    }

    @Property(seed = "6", tries = 500)
    void anyOverrideIsTakenOrRefused(@ForAll("keys") String key, @ForAll("values") String value) {
        takenOrRefused(() -> ConfigLoader.ofOverrides(List.of("galaxy.distance=\"10 Mpc\"", key + "=" + value)));
    }

    @Property(seed = "7", tries = 500)
    void anyFileIsReadOrRefused(@ForAll("toml") String text) throws IOException {
        Path file = Files.writeString(folder.resolve("galaxy.toml"), text);
        takenOrRefused(() -> loadWithoutFiles(file));
    }

    @Property(seed = "8", tries = 200)
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 40) String text) throws IOException {
        Path file = folder.resolve("galaxy.toml");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        takenOrRefused(() -> loadWithoutFiles(file));
    }

    private static void takenOrRefused(Runnable reading) {
        try {
            reading.run();
        } catch (InputException refused) {
            assertEquals(refused.getMessage().strip(), refused.getMessage());
        }
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of(ConfigSchema.KEYS).map(ConfigKey::name),
                Arbitraries.of("parameters.mass_3", "fit.region", "data", "", "a.b.c", "parameters.mass_0"),
                Arbitraries.strings().withChars("adt.-_3 ").ofMaxLength(12));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(ConfigSchema.KEYS).map(ConfigKey::example),
                Arbitraries.strings().withChars("12e.-+\"'[]{}=, \n\\#tru_").ofMaxLength(15),
                Arbitraries.of(
                        "\"1e999 Msun\"",
                        "1e999",
                        "nan",
                        "inf",
                        "-inf",
                        "99999999999999999999",
                        "1979-05-27",
                        "0x10",
                        "\"1e999 Mpc\""));
    }

    @Provide
    Arbitrary<String> toml() {
        return Arbitraries.of(
                        "[data]\n",
                        "[galaxy]\n",
                        "[parameters]\n",
                        "distance = \"1 Mpc\"\n",
                        "mbh = ",
                        "cube",
                        " = ",
                        "1",
                        "\"x\"",
                        "{",
                        "}",
                        "[",
                        "]",
                        "\n",
                        ".",
                        "start = 2",
                        ",",
                        "[fit.region]\n",
                        "'''",
                        "#",
                        "mass_7")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
