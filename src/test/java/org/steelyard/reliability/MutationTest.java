// SPDX-License-Identifier: Apache-2.0
package org.steelyard.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import nom.tam.fits.FitsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cli.Outcome;
import org.steelyard.report.RunFolder;
import org.steelyard.units.InputException;

/**
 * Spoiled files of every kind: the program says in one line what is wrong, or gives finite numbers. It never ends with a
 * stack trace, hangs, runs out of memory or leaves half a result. Run by {@code mvn test -Preliability}.
 */
@Tag("slow")
@Tag("reliability")
class MutationTest {

    @TempDir
    private static Path folder;

    private static Map<String, byte[]> cubes;
    private static Path run;
    private static Path good;
    private static Path checkpointed;
    private static byte[] expected;

    @BeforeAll
    static void writeSpecimens() throws IOException, FitsException {
        cubes = Specimens.write(folder);
        run = folder.resolve("case.run");
        good = folder.resolve("good.run");
        fit("fit.toml", good, "png");
        checkpointed = folder.resolve("checkpointed.run");
        copy(good, checkpointed);
        errors(checkpointed);
        expected = Files.readAllBytes(checkpointed.resolve("monte_carlo.ecsv"));
        // A folder in the way of a table makes the last step fail: the checkpoint stays.
        delete(checkpointed);
        copy(good, checkpointed);
        Path inTheWay = Files.createDirectories(checkpointed.resolve("monte_carlo.ecsv/full"));
        errors(checkpointed);
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        if (!Files.isDirectory(checkpointed.resolve("checkpoint"))) {
            throw new IllegalStateException("no checkpoint is left");
        }
    }

    private static Judged fit(String config, Path target, String format) {
        return Judged.of(
                "fit", folder.resolve(config), "-o", target, "-q", "--threads", 1, "--seed", 1, "--format", format);
    }

    private static Judged errors(Path target) {
        return Judged.of("errors", target, "--monte-carlo", 4, "--resume", "-q", "--threads", 1, "--format", "none");
    }

    private static String fitted(String config) throws IOException {
        clear();
        Judged judged = fit(config, run, "none");
        String fault = judged.fault();
        return fault.isEmpty() ? judged.fault(run) : fault;
    }

    private static void clear() throws IOException {
        delete(run);
        delete(folder.resolve("case.run.previous"));
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void fits() throws IOException {
        for (String name : cubes.keySet()) {
            Path file = folder.resolve("case-" + name);
            Campaign.run("FITS " + name, 10_000 / cubes.size(), file, random -> {
                Files.write(file, spoiled(name, random));
                String fault = inspected(file, random);
                return fault.isEmpty() ? measured(file, random) : fault;
            });
        }
    }

    private static byte[] spoiled(String name, Random random) throws IOException {
        byte[] bytes = cubes.get(name);
        if (!name.endsWith(".gz")) {
            return FitsMutation.of(bytes, random);
        }
        if (random.nextBoolean()) {
            return Specimens.gzip(FitsMutation.of(cubes.get("plain.fits"), random));
        }
        byte[] zipped = bytes.clone();
        for (int k = random.nextInt(5); k >= 0; k--) {
            zipped[random.nextInt(random.nextBoolean() ? 30 : zipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Arrays.copyOf(zipped, random.nextInt(3) == 0 ? random.nextInt(zipped.length) : zipped.length);
    }

    private static String inspected(Path file, Random random) {
        return (random.nextInt(4) == 0 ? Judged.of("inspect", "--json", file) : Judged.of("inspect", file)).fault();
    }

    /** A fifth of the files also starts a configuration, a twentieth a fit. */
    private static String measured(Path file, Random random) throws IOException {
        if (random.nextInt(5) == 0) {
            Path toml = folder.resolve("case.toml");
            Files.deleteIfExists(toml);
            Judged made = Judged.of("init", file, "--mge", folder.resolve("mge.ecsv"), "-o", toml);
            if (!made.fault().isEmpty() || made.succeeded() != Files.exists(toml)) {
                return made.fault().isEmpty() ? "init leaves half a configuration" : made.fault();
            }
        }
        if (random.nextInt(20) > 0) {
            return "";
        }
        String config = Specimens.FIT.replace("cube.fits", file.getFileName().toString());
        Files.writeString(folder.resolve("fixed.toml"), config);
        return fitted("fixed.toml");
    }

    @Test
    void configurations() throws IOException {
        Path file = folder.resolve("spoiled.toml");
        String resolved = Files.readString(good.resolve("config.resolved.toml"));
        List<String> texts = List.of(Specimens.FIT, Specimens.SIMULATION, resolved.replace("../", ""));
        Campaign.run("TOML", 5_000, file, random -> {
            int which = random.nextInt(texts.size());
            String text = TextMutation.ofToml(texts.get(which), random);
            Files.write(file, text.getBytes(random.nextInt(30) > 0 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16));
            if (which == 1) {
                return simulated(file);
            }
            return random.nextInt(3) == 0 ? Judged.of("vcirc", file).fault() : fitted("spoiled.toml");
        });
    }

    private static String simulated(Path file) throws IOException {
        Path cube = folder.resolve("simulated.fits");
        Path truth = folder.resolve("simulated_truth.json");
        Files.deleteIfExists(cube);
        Files.deleteIfExists(truth);
        Judged made = Judged.of("simulate", file, "-o", cube, "--threads", 1, "--noise", "1 mJy/beam");
        if (!made.fault().isEmpty()) {
            return made.fault();
        }
        boolean whole = Files.exists(cube) && Files.exists(truth);
        boolean none = !Files.exists(cube) && !Files.exists(truth);
        return made.succeeded() ? whole ? "" : "half a simulation" : none ? "" : "a file is left after a failure";
    }

    @Test
    void tables() throws IOException {
        Path table = folder.resolve("spoiled.ecsv");
        String stars = Specimens.FIT.replace("mge = \"mge.ecsv\"", "stars = \"spoiled.ecsv\"");
        String gas = Specimens.FIT.replace("mge = \"mge.ecsv\"", "mge = \"mge.ecsv\"\ngas = \"spoiled.ecsv\"");
        List<String> configs = List.of(Specimens.FIT.replace("mge.ecsv", "spoiled.ecsv"), stars, gas);
        Campaign.run("tables", 1_000, table, random -> {
            int which = random.nextInt(configs.size());
            Files.writeString(table, TextMutation.ofTable(which == 0 ? Specimens.MGE : Specimens.SPEEDS, random));
            Path config = Files.writeString(folder.resolve("table.toml"), configs.get(which));
            return random.nextBoolean() ? Judged.of("vcirc", config).fault() : fitted("table.toml");
        });
    }

    /** A spoiled run is read, and every twentieth drawn, or refused in one line. */
    @Test
    void runs() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(good)) {
            all.filter(Files::isRegularFile).map(Path::getFileName).sorted().forEach(files::add);
        }
        Campaign.run("runs", 1_000, run.resolve("result.json"), random -> {
            clear();
            copy(good, run);
            Path file = run.resolve(files.get(random.nextInt(files.size())));
            spoil(file, random);
            if (random.nextInt(20) == 0) {
                return Judged.of("plot", run, "--format", "svg").fault();
            }
            try {
                RunFolder.read(run);
                return "";
            } catch (InputException e) {
                return "";
            } catch (RuntimeException | Error e) { // the harness reports all
                return file.getFileName() + ": " + e.getClass() + " at " + e.getStackTrace()[0];
            }
        });
    }

    private static void spoil(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        if (random.nextInt(4) == 0) {
            Files.write(file, random.nextInt(3) == 0 ? new byte[0] : spoiledBytes(bytes, random));
        } else if (name.endsWith(".fits")) {
            Files.write(file, FitsMutation.of(bytes, random));
        } else {
            String text = new String(bytes, StandardCharsets.UTF_8);
            Files.writeString(
                    file,
                    name.endsWith(".json")
                            ? TextMutation.ofJson(text, random)
                            : name.endsWith(".ecsv")
                                    ? TextMutation.ofTable(text, random)
                                    : TextMutation.ofToml(text, random));
        }
    }

    private static byte[] spoiledBytes(byte[] bytes, Random random) {
        byte[] spoiled = Arrays.copyOf(bytes, random.nextBoolean() ? bytes.length : 1 + random.nextInt(bytes.length));
        for (int k = random.nextInt(6); k > 0; k--) {
            spoiled[random.nextInt(spoiled.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return spoiled;
    }

    /** A spoiled checkpoint is refused, or what it lacks is computed again: the table has the same bytes. */
    @Test
    void checkpoints() throws IOException {
        Path file = run.resolve("checkpoint/monte_carlo.log");
        try (Stream<Path> all = Files.list(checkpointed.resolve("checkpoint"))) {
            file = run.resolve("checkpoint")
                    .resolve(all.findFirst().orElseThrow().getFileName());
        }
        Path log = file;
        Campaign.run("checkpoints", 500, log, random -> {
            clear();
            copy(checkpointed, run);
            Files.write(log, spoiledBytes(Files.readAllBytes(log), random));
            Judged resumed = errors(run);
            if (!resumed.fault().isEmpty()) {
                return resumed.fault();
            }
            Path table = run.resolve("monte_carlo.ecsv");
            return resumed.succeeded() && !Arrays.equals(expected, Files.readAllBytes(table))
                    ? "another table after a spoiled checkpoint"
                    : "";
        });
    }

    /** The specimens themselves are read: otherwise the campaigns would only test the first refusal. */
    @Test
    void specimensAreGood() throws IOException {
        for (Map.Entry<String, byte[]> cube : cubes.entrySet()) {
            Path file = Files.write(folder.resolve("good-" + cube.getKey()), cube.getValue());
            Outcome outcome = Outcome.of("inspect", file);
            assertEquals(0, outcome.code(), cube.getKey() + outcome.err());
        }
        assertEquals("", fitted("fit.toml"));
    }
}
