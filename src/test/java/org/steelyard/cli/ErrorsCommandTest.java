// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Fingerprint;
import org.steelyard.campaign.TaskResult;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

/**
 * The command {@code errors} writes its results, or prints one line for any invalid input and leaves the run's folder
 * as it was.
 */
class ErrorsCommandTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path run;

    /** A coarse fit of the simulated galaxy of the examples, which takes a second. */
    static Path fit(Path target, String... settings) {
        List<Object> arguments = new ArrayList<>(List.of("fit", "examples/fit-a-galaxy/ngc1380.toml", "-o", target));
        arguments.addAll(List.of("-q", "-s", "model.oversampling=2", "-s", "model.block=8"));
        for (String setting : settings) {
            arguments.addAll(List.of("-s", setting));
        }
        Outcome fitted = Outcome.of(arguments.toArray());
        assertEquals(ExitCode.DONE, fitted.code(), fitted.err());
        return target;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @BeforeAll
    static void fitOnce() {
        fit(shared.resolve("galaxy.run"));
    }

    @BeforeEach
    void copyRun() throws IOException {
        run = folder.resolve("galaxy.run");
        copy(shared.resolve("galaxy.run"), run);
    }

    private static List<String> content(Path folder) throws IOException {
        List<String> content = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.add(folder.relativize(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    /** Asserts one line of error, exit code 2, and an unchanged folder. */
    private String refused(Object... arguments) throws IOException {
        List<String> before = content(run);
        Outcome outcome = Outcome.of(arguments);
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertEquals(before, content(run));
        return outcome.err();
    }

    @ParameterizedTest
    @CsvSource({
        "--monte-carlo 0, 4 or more",
        "--monte-carlo -3, 4 or more",
        "--monte-carlo 3, 4 or more",
        "--monte-carlo many, see `steelyard errors --help`",
        "--profile age, free parameters are mbh",
        "--engine cloud, use local",
        "--engine spark, SPARK_HOME",
        "--budget --jobs 0, --jobs",
        "--threads 0, 1 or more",
        "--threads 100000, more than 1024",
        "--format jpeg, png"
    })
    void badOptionsAreRefused(String options, String told) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("errors", run));
        arguments.addAll(List.of(options.split(" ")));
        String line = refused(arguments.toArray());
        assertTrue(line.contains(told), line);
    }

    @Test
    void aFolderThatIsNoRunIsRefused() throws IOException {
        assertTrue(refused("errors", folder).contains("is not the folder of a run"));
        assertTrue(refused("errors", folder.resolve("absent")).contains("is not the folder of a run"));
    }

    /** A link to itself cannot be read even by root. */
    @Test
    void aFolderThatCannotBeReadIsSaidToBe() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        for (String command : List.of("errors", "plot")) {
            String line = refused(command, loop);
            assertTrue(line.contains("loop: cannot be read: ") && line.contains("symbolic link"), line);
        }
        Path shut = Files.createDirectory(
                folder.resolve("shut"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        String line = refused("errors", shut);
        assertTrue(line.contains(Files.isReadable(shut) ? "it has no result.json" : "no permission for"), line);
    }

    @Test
    void aFitThatDidNotConvergeIsRefused() throws IOException {
        Path result = run.resolve("result.json");
        Files.writeString(result, Files.readString(result).replace("\"converged\"", "\"not a disk\""));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("not a disk"));
    }

    @Test
    void dataThatChangedSinceTheFitAreRefused() throws IOException {
        Path result = run.resolve("result.json");
        JsonNode first = new ObjectMapper()
                .readTree(Files.readString(result))
                .get("inputs")
                .get(0);
        String sum = first.get("sha256").textValue();
        Files.writeString(result, Files.readString(result).replace(sum, "0".repeat(64)));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("has changed since the fit"));
    }

    /** Added, removed and renamed input files give another model. */
    @Test
    void inputsThatCameOrWentSinceTheFitAreRefused() throws IOException {
        Path result = run.resolve("result.json");
        String json = Files.readString(result);
        JsonNode first = new ObjectMapper().readTree(json).get("inputs").get(0);
        String entry = "\"inputs\" : [ {";
        assertTrue(json.contains(entry), json);
        Files.writeString(
                result,
                json.replace(entry, entry + " \"file\": \"mask.fits\", \"sha256\": \"" + "1".repeat(64) + "\" }, {"));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("mask.fits: the fit had read this file"));
        Files.writeString(
                result,
                json.replace(first.get("sha256").textValue(), "2".repeat(64))
                        .replace(first.get("file").textValue(), "another.fits"));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("is not what the fit had read"));
    }

    @ParameterizedTest
    @CsvSource({"block = 8, block = 4", "17.1 Mpc, 17.2 Mpc"})
    void aConfigurationThatChangedSinceTheFitIsRefused(String then, String now) throws IOException {
        Path config = run.resolve("config.resolved.toml");
        String text = Files.readString(config);
        assertTrue(text.contains(then), text);
        Files.writeString(config, text.replace(then, now));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("config.resolved.toml: has changed since"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no status",
                "[]|no status",
                "{\"status\": \"converged\"}|no parameters",
                "{\"status\": |end-of-input"
            })
    void aDamagedResultIsRefused(String text, String told) throws IOException {
        Files.writeString(run.resolve("result.json"), text);
        String line = refused("errors", run, "--monte-carlo", 4);
        assertTrue(line.contains("result.json: is damaged: ") && line.contains(told), line);
    }

    @Test
    void aDamagedNumberIsRefused() throws IOException {
        Path result = run.resolve("result.json");
        String text = Files.readString(result);
        Files.writeString(result, text.replaceFirst("\"value\" : [0-9.E+]+", "\"value\" : \"x\""));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("value is not a number"));
        Files.write(result, new byte[] {'{', (byte) 0xff});
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("it is not text"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "noise = [\"varying\"]|flat_cube",
                "common_beam = true|one beam",
                "dispersion = [\"flat\"]|already",
                "mge = [\"absent.ecsv\"]|absent.ecsv",
                "region_scale = [-1]|region_scale",
                "lucy_iterations = [10]|already",
                "combine = \"largest\"|no test is left"
            })
    void aRowThatDoesNotApplyIsRefused(String row, String told) throws IOException {
        Path config = run.resolve("config.resolved.toml");
        Files.writeString(config, Files.readString(config) + "\n[budget]\n" + row + "\n");
        String line = refused("errors", run, "--monte-carlo", 4, "--budget");
        assertTrue(line.contains(told), line);
    }

    @Test
    void checkpointsThatDoNotFitAreRefused() throws IOException {
        Path log = run.resolve("checkpoint/monte_carlo.log");
        try (Checkpoint other = Checkpoint.open(log, Fingerprint.of("another run"), false)) {
            other.append(new TaskResult(0, 1, 2, 3));
        }
        assertTrue(refused("errors", run, "--monte-carlo", 4, "--resume").contains("another run"));
        assertTrue(refused("errors", run, "--monte-carlo", 4).contains("another run"));
        byte[] bytes = Files.readAllBytes(log);
        bytes[20] ^= 1;
        Files.write(log, bytes);
        assertTrue(refused("errors", run, "--monte-carlo", 4, "--resume").contains("damaged"));
        Files.writeString(log, "no log at all, but long enough to hold a header of one");
        assertTrue(refused("errors", run, "--monte-carlo", 4, "--resume").contains("damaged"));
    }

    @Test
    void whatIsAskedForIsWrittenAndTheRestStays() throws IOException {
        String page = Files.readString(run.resolve("report.html"));
        Outcome first = Outcome.of("errors", run, "--monte-carlo", 6, "--threads", 2);
        assertEquals(ExitCode.DONE, first.code(), first.err());
        assertTrue(first.out().startsWith("Black hole mass: 1."), first.out());
        assertTrue(first.out().contains("(statistical, Monte Carlo) Msun"), first.out());
        ColumnTable draws = TableReader.read(run.resolve("monte_carlo.ecsv"));
        assertEquals(6, draws.rows());
        assertFalse(Files.exists(run.resolve("checkpoint")), "a finished campaign leaves no checkpoint");
        Path config = run.resolve("config.resolved.toml");
        Files.writeString(
                config, Files.readString(config) + "\n[budget]\nlucy_iterations = [5]\ndistance = [\"34.2 Mpc\"]\n");
        Outcome second = Outcome.of("errors", run, "--budget", "-q");
        assertEquals(ExitCode.DONE, second.code(), second.err());
        assertEquals("", second.err(), "-q is silent");
        assertEquals(1, second.out().lines().count());
        JsonNode errors = new ObjectMapper()
                .readTree(Files.readString(run.resolve("result.json")))
                .get("errors");
        assertEquals(6, errors.get("monte_carlo").get("draws").intValue());
        JsonNode rows = errors.get("systematics").get("rows");
        assertEquals(2, rows.size());
        // Twice the distance, twice the mass.
        assertEquals(100, rows.get(1).get("delta_percent").doubleValue());
        assertEquals("scaled", rows.get(1).get("status").textValue());
        double delta = rows.get(0).get("delta_percent").doubleValue();
        assertEquals(
                Math.max(0, delta), errors.get("systematics").get("up_percent").doubleValue());
        assertTrue(Files.readString(run.resolve("report.html")).length() > page.length());
        assertTrue(Files.readString(run.resolve("systematics.tex")).contains("\\begin{deluxetable}"));
        for (String figure : List.of("monte_carlo", "corner")) {
            assertTrue(Files.exists(run.resolve("figures/" + figure + ".png")), figure);
        }
        assertEquals(ExitCode.DONE, Outcome.of("plot", run, "--format", "svg").code());
        assertTrue(Files.exists(run.resolve("figures/monte_carlo.svg")));
    }

    @Tag("slow")
    @Test
    void threadsDoNotChangeABit() throws IOException {
        Path other = folder.resolve("other.run");
        copy(run, other);
        assertEquals(
                ExitCode.DONE,
                Outcome.of("errors", run, "--monte-carlo", 4, "--threads", 1, "-q")
                        .code());
        assertEquals(
                ExitCode.DONE,
                Outcome.of("errors", other, "--monte-carlo", 4, "--threads", 3, "-q")
                        .code());
        assertEquals(-1, Files.mismatch(run.resolve("monte_carlo.ecsv"), other.resolve("monte_carlo.ecsv")));
        assertEquals(
                ExitCode.DONE,
                Outcome.of("errors", other, "--monte-carlo", 4, "--seed", 2, "-q")
                        .code());
        assertTrue(Files.mismatch(run.resolve("monte_carlo.ecsv"), other.resolve("monte_carlo.ecsv")) >= 0);
    }

    @Test
    void oneGalaxyThatFailsDoesNotStopTheOthers() throws IOException {
        Path other = folder.resolve("other.run");
        copy(run, other);
        Path absent = folder.resolve("absent.run");
        Outcome outcome = Outcome.of("errors", run, absent, other, "--monte-carlo", 4, "--jobs", 2, "-q");
        assertEquals(ExitCode.INPUT, outcome.code());
        assertTrue(outcome.err().contains("absent.run"), outcome.err());
        assertTrue(outcome.out().contains("failed"), outcome.out());
        assertEquals(-1, Files.mismatch(run.resolve("monte_carlo.ecsv"), other.resolve("monte_carlo.ecsv")));
        assertTrue(Outcome.of("errors", run, run).err().contains("named twice"));
        assertTrue(Outcome.of("fit", "a.toml", "b.toml", "-o", folder).err().contains("-o"));
    }
}
