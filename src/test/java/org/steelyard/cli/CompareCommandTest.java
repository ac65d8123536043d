// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.CampaignObserver;
import org.steelyard.campaign.LocalEngine;
import org.steelyard.campaign.TaskResult;
import org.steelyard.compare.ModelComparison;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.report.ErrorsFolder;
import org.steelyard.report.RunFolder;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

/** The command {@code compare} ranks models, resumes, and refuses what it cannot compare. */
class CompareCommandTest {

    /** [standard error] Distance of two minima of one model, far below the tolerance of a fit of 0.05. */
    private static final double SAME_MINIMUM = 0.05;

    /** Two of the parameters remain free. */
    private static final String[] FIXED = {
        "parameters.x={start=28.66, fixed=true}",
        "parameters.y={start=45.35, fixed=true}",
        "parameters.vsys={start='1865.8 km/s', fixed=true}",
        "parameters.position_angle={start='187.07 deg', fixed=true}",
        "parameters.inclination={start='75.8 deg', fixed=true}",
        "parameters.flux_scale={start=1.0, fixed=true}",
        "parameters.dispersion={start='10.9 km/s', fixed=true}"
    };

    private static final String[] GRID = {
        "--over", "disk.flow=[none, kappa]", "--over", "potential.gas=[none, from-cube]"
    };

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path run;

    @BeforeAll
    static void fitOnce() {
        ErrorsCommandTest.fit(shared.resolve("galaxy.run"), FIXED);
    }

    @BeforeEach
    void copyRun() throws IOException {
        run = folder.resolve("galaxy.run");
        ErrorsCommandTest.copy(shared.resolve("galaxy.run"), run);
    }

    private static String compare(Path run, String... options) {
        Outcome outcome = outcome(run, options);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        return outcome.out();
    }

    private static Outcome outcome(Path run, String... options) {
        List<Object> arguments = new ArrayList<>(List.of("compare", run));
        arguments.addAll(Arrays.asList(options));
        return Outcome.of(arguments.toArray());
    }

    private static JsonNode json(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve("result.json").toFile());
    }

    @Test
    void everyCombinationIsRanked() throws IOException {
        String out = compare(run, GRID);
        assertTrue(out.startsWith("Black hole mass over 4 models: "), out);
        ColumnTable table = TableReader.read(run.resolve("comparison.ecsv"));
        assertEquals(4, table.rows());
        double[] criterion = table.numbers("bic");
        double[] chiSquared = table.numbers("chi2");
        double[] free = table.numbers("n_free");
        double[] data = table.numbers("n_data");
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            assertEquals(chiSquared[k] + free[k] * Math.log(data[k]), criterion[k], 1e-12 * criterion[k]);
            assertTrue(k == 0 || criterion[k - 1] <= criterion[k], "ranked");
            assertEquals(
                    Math.exp(-0.5 * (criterion[k] - criterion[0])),
                    table.numbers("weight")[k] / table.numbers("weight")[0],
                    1e-12);
            sum += table.numbers("weight")[k];
        }
        assertEquals(1, sum, 1e-12);
        JsonNode fit = json(run).at("/parameters/mbh");
        for (int k = 0; k < 4; k++) {
            boolean isTheFit = table.texts("disk.flow").get(k).equals("none")
                    && table.texts("potential.gas").get(k).equals("none");
            double error = fit.get("error").asDouble();
            double off = (table.numbers("mbh")[k] - fit.get("value").asDouble()) / error;
            assertTrue(!isTheFit || Math.abs(off) < SAME_MINIMUM, off + " errors");
        }
    }

    @Test
    void theFolderGetsTableFigureAndSections() throws IOException {
        compare(run, "--over", "disk.flow=[none, kappa]", "--format", "png,pdf", "-q");
        assertEquals(2, json(run).at("/comparison/models").size());
        assertEquals("none", json(run).at("/comparison/choices/disk.flow/0").asText());
        assertTrue(json(run).at("/comparison/mbh/weighted_by_bic/median").asDouble() > 1e8);
        assertTrue(Files.size(run.resolve("figures/comparison.pdf")) > 0);
        assertTrue(Files.readString(run.resolve("comparison.tex")).contains("\\begin{deluxetable*}{lrrrr}"));
        assertFalse(Files.exists(run.resolve("checkpoint")));
        Outcome errors = Outcome.of("errors", run, "--monte-carlo", "4", "-q");
        assertEquals(ExitCode.DONE, errors.code(), errors.err());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("<h2>Errors</h2>") && page.contains("<h2>Comparison of models</h2>"));
        assertEquals(2, json(run).at("/comparison/models").size(), "kept by errors");
        assertEquals(ExitCode.DONE, Outcome.of("plot", run, "--format", "svg").code());
        assertTrue(Files.size(run.resolve("figures/comparison.svg")) > 0);
    }

    @Test
    void figuresCanBeLeftOut() throws IOException {
        compare(run, "--over", "disk.flow=[none, kappa]", "--format", "none");
        assertFalse(Files.exists(run.resolve("figures/comparison.png")));
        assertTrue(Files.readString(run.resolve("report.html")).contains("<h2>Comparison of models</h2>"));
    }

    @Test
    void threadsDoNotMatter() throws IOException {
        Path other = folder.resolve("other.run");
        ErrorsCommandTest.copy(run, other);
        compare(run, "--over", "disk.flow=[none, kappa, vrad]", "--threads", "1");
        compare(other, "--over", "disk.flow=[none, kappa, vrad]", "--threads", "3");
        for (String file : List.of("comparison.ecsv", "comparison.tex", "result.json")) {
            assertArrayEquals(Files.readAllBytes(run.resolve(file)), Files.readAllBytes(other.resolve(file)), file);
        }
    }

    /** A grid that ends after three models, the last of which is cut off in the checkpoint. */
    @Test
    void anInterruptedGridEndsWithTheSameBytes() throws IOException {
        Path peace = folder.resolve("peace.run");
        ErrorsCommandTest.copy(run, peace);
        FinishedRun finished = FinishedRun.read(run);
        ModelComparison models = ModelComparison.of(new ModelComparison.Request(
                RunFolder.configuration(run),
                finished.config(),
                finished.result(),
                List.of(
                        KeyChoices.parse("disk.flow=[none, kappa]"),
                        KeyChoices.parse("potential.gas=[none, from-cube]")),
                false,
                1,
                ProgramVersion.number()));
        AtomicInteger done = new AtomicInteger();
        CampaignObserver interrupt = new CampaignObserver() {
            @Override
            public void done(TaskResult result) {
                if (done.incrementAndGet() == 3) {
                    throw new IllegalStateException("interrupted");
                }
            }
        };
        try (LocalEngine one = new LocalEngine(1)) {
            Campaign campaign =
                    new Campaign(one, ErrorsFolder.checkpoints(run), finished.fingerprint(1), false, interrupt);
            assertThrows(IllegalStateException.class, () -> models.run(campaign));
        }
        Path log = run.resolve("checkpoint/compare.log");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 5));
        Outcome again = outcome(run, GRID);
        assertEquals(ExitCode.INPUT, again.code());
        assertTrue(again.err().contains("2 finished tasks") && again.err().contains("--resume"), again.err());
        compare(run, "--over", "disk.flow=[none, kappa]", "--over", "potential.gas=[none, from-cube]", "--resume");
        compare(peace, GRID);
        for (String file : List.of("comparison.ecsv", "comparison.tex", "result.json", "figures/comparison.png")) {
            assertArrayEquals(Files.readAllBytes(peace.resolve(file)), Files.readAllBytes(run.resolve(file)), file);
        }
        assertFalse(Files.exists(log));
    }

    /** The factor of CO has an effect on models with gas alone, so that four combinations are three models. */
    @Test
    void combinationsWithoutEffectAreOneModel() throws IOException {
        compare(run, "--over", "potential.gas=[none, from-cube]", "--over", "potential.r21=[0.7, 0.9]");
        ColumnTable table = TableReader.read(run.resolve("comparison.ecsv"));
        assertEquals(3, table.rows());
        assertTrue(table.texts("potential.r21").contains("no effect"));
    }

    @Test
    void aModelThatFailsIsARow() throws IOException {
        String out = compare(run, "--over", "parameters.mass_to_light.max=[1.0, 1000.0]");
        ColumnTable table = TableReader.read(run.resolve("comparison.ecsv"));
        assertEquals("converged", table.texts("status").get(0));
        assertTrue(
                table.texts("status").get(1).contains("mass_to_light"),
                table.texts("status").get(1));
        assertEquals(0, table.numbers("weight")[1]);
        assertEquals(1, json(run).at("/comparison/mbh/unweighted/models").asInt());
        assertTrue(out.contains("1 of 2 models failed"), out);
    }

    @Test
    void modelsOfOtherDataAreAnotherSet() throws IOException {
        String out = compare(run, "--over", "disk.flow=[none, kappa]", "--over", "model.block=[8, 9]");
        ColumnTable table = TableReader.read(run.resolve("comparison.ecsv"));
        double[] set = table.numbers("set");
        double[] weight = table.numbers("weight");
        double[] shares = new double[3];
        for (int k = 0; k < set.length; k++) {
            shares[(int) set[k]] += weight[k];
            assertEquals(table.texts("model.block").get(k).equals("8") ? 1 : 2, set[k]);
        }
        assertArrayEquals(new double[] {0, 0.5, 0.5}, shares, 1e-12);
        assertTrue(out.contains("2 sets of different data"), out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--over disk.flow=[]; the list is empty",
                "--over disk.flow=[none]; has one model",
                "--over disk.flow=[none,none]; twice",
                "--over disk.flow=[none,kappa] --over disk.flow=[vrad]; are given twice",
                "--over disk.flows=[none,kappa]; did you mean disk.flow?",
                "--over disk.pressure_support=[false,true]; there is no key disk.pressure_support; did you mean potential.pressure_support?",
                "--over parameters.mbh=[1,2]; parameters.mbh is a section of keys",
                "--over disk.flow=none; is no list",
                "--over disk.flow; write KEY=[VALUE, ...]",
                "--over potential.pressure_support=[1,2]; potential.pressure_support",
                "--over disk.flow=[none,3]; is not one of",
                "--over potential.r21=[0.7,0.8]; does not apply",
                "--over disk.near_side=[1,-1]; does not apply",
                "--over galaxy.name=[a,b]; does not apply",
                "--over fit.starts=[0,9]; does not apply",
                "--over parameters.kappa.max=[0.1,0.2]; does not apply",
                "--over parameters.mbh.start=[\"1e8 Msun\",\"2e8 Msun\"]; does not apply",
                "--over fit.noise=[uniform,varying]; needs data.primary_beam",
                "--over potential.mge=[\"nowhere.ecsv\",\"gone.ecsv\"]; does not exist",
                "--over disk.light_rings=[auto,[\"0.1 arcsec\"]]; disk.light_rings is for",
                "--over potential.softening=[\"-1 arcsec\",\"0 arcsec\"]; softening",
                "--engine cloud; use local",
                "--threads 0; 1 or more",
                "--format jpeg; png"
            })
    void whatCannotBeComparedIsRefused(String options, String told) throws IOException {
        String[] each = Stream.of(options.split(" (?=--)", -1))
                .flatMap(option -> Stream.of(option.split(" ", 2)))
                .toArray(String[]::new);
        Outcome outcome = outcome(run, each);
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(told), outcome.err());
        assertFalse(Files.exists(run.resolve("checkpoint")) || Files.exists(run.resolve("comparison.ecsv")));
    }

    @Test
    void aFolderWithoutARunAndChangedInputsAreRefused() throws IOException {
        Outcome none = outcome(folder.resolve("none"), GRID);
        assertEquals(ExitCode.INPUT, none.code());
        assertTrue(none.err().contains("is not the folder of a run"), none.err());
        Path mge = folder.resolve("mge.ecsv");
        Files.copy(Path.of("data/ngc1380_like_mge.ecsv"), mge);
        Path moved = folder.resolve("moved.run");
        List<String> settings = new ArrayList<>(Arrays.asList(FIXED));
        settings.add("potential.mge=" + mge.toAbsolutePath());
        ErrorsCommandTest.fit(moved, settings.toArray(String[]::new));
        Files.writeString(mge, Files.readString(mge) + "\n");
        Outcome changed = outcome(moved, GRID);
        assertEquals(ExitCode.INPUT, changed.code());
        assertTrue(changed.err().contains("has changed since the fit"), changed.err());
        assertEquals(1, changed.err().lines().count(), changed.err());
    }
}
