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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

class PlanTest {

    private static final String TARGET = "examples/plan-an-observation/target.toml";

    /** Relative tolerance of two ways to write one number. */
    private static final double SAME = 1e-9;

    @TempDir
    Path folder;

    @Test
    void theExampleWritesEverything() throws IOException {
        Path plan = folder.resolve("plan");
        Outcome outcome = Outcome.of(
                "plan",
                TARGET,
                "--beam",
                "0.3arcsec,0.6arcsec",
                "--time",
                "1h",
                "--channel",
                "20km/s",
                "--light",
                "profile",
                "-o",
                plan);
        assertEquals(ExitCode.DONE, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("For the proposal: With CO(2-1) data of 0.30\""), outcome.out());
        ColumnTable table = TableReader.read(plan.resolve("plan.ecsv"));
        assertEquals(2, table.rows());
        JsonNode json = new ObjectMapper().readTree(plan.resolve("plan.json").toFile());
        double error = json.at("/forecasts/0/parameters/mbh/error").doubleValue();
        assertTrue(error > 0);
        assertEquals(error, table.numbers("mbh_error")[0], SAME * error);
        assertEquals(6, json.at("/alma/band").intValue());
        assertTrue(Files.size(plan.resolve("figures/error_against_beam.png")) > 0);
        Outcome again = Outcome.of(
                "plan",
                TARGET,
                "--beam",
                "0.6arcsec",
                "--rms",
                "1 mJy/beam",
                "--channel",
                "20km/s",
                "--light",
                "profile",
                "-o",
                plan);
        assertEquals(ExitCode.DONE, again.code(), again.err());
        assertTrue(Files.exists(folder.resolve("plan.previous/plan.json")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --beam 5arcsec --time 1h | larger than the disk
                    --beam -1arcsec --time 1h | must be positive
                    --beam nan --time 1h | --beam
                    --beam 1e400arcsec --time 1h | --beam
                    --beam 0.1km/s --time 1h | --beam
                    --beam 0.1arcsec --time 0h | must be positive
                    --beam 0.1arcsec --time 1h --rms 1mJy/beam | give one of them
                    --beam 0.1arcsec | the noise is missing
                    --time 1h | the beam is missing
                    --beam 0.1arcsec --time 1h --band 7 | in band 6
                    --beam 0.1arcsec --time 1h --antennas 0 | 0 antennas
                    --beam 0.1arcsec --time 1h --tsys NaN | system temperature
                    --beam 0.1arcsec --time 1h --mocks 2 | 2 mocks
                    --beam 0.1arcsec --time 1h --mocks -2 | -2 mocks
                    --beam 0.1arcsec --time 1h --channel 0km/s | --channel
                    --beam 0.1arcsec --time 1h -s parameters.mbh.fixed=true | parameters.mbh is fixed
                    --beam 0.1arcsec --time 1h -s parameters.mbh.start="0 Msun" | parameters.mbh
                    --beam 0.1arcsec --time 1h -s disk.surface_brightness=map | disk.surface_brightness
                    --beam 0.1arcsec --time 1h -s potential.gas=from-cube | potential.gas
                    --beam 0.1arcsec --time 1h -s data.line=HI | no band
                    --beam 0.1arcsec --time 1h -s data.line=CO(4-3) | --tsys
                    """)
    void aMistakeIsOneLine(String arguments, String message) {
        List<Object> all = new ArrayList<>(List.of("plan", TARGET));
        for (String word : arguments.strip().split(" (?=-)|(?<=^|-s|--[a-z]{3,8}) ")) {
            all.add(word.replace("\"", ""));
        }
        Path plan = folder.resolve("plan");
        all.addAll(List.of("-o", plan));
        Outcome outcome = Outcome.of(all.toArray());
        assertEquals(ExitCode.INPUT, outcome.code(), outcome.out() + outcome.err());
        assertTrue(outcome.err().contains(message), outcome.err());
        assertEquals(1, outcome.err().strip().lines().count(), outcome.err());
        assertFalse(Files.exists(plan));
    }

    @Test
    void withoutStarsThereIsNothingToForecast() throws IOException {
        Path config = folder.resolve("bare.toml");
        Files.writeString(config, SmallDisk.TOML);
        Outcome outcome = Outcome.of("plan", config, "--rms", "1 mJy/beam");
        assertEquals(ExitCode.INPUT, outcome.code());
        assertTrue(outcome.err().contains("potential.mge is missing"), outcome.err());
    }

    @Test
    void aFolderOfSomethingElseIsKept() throws IOException {
        Path other = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(other.resolve("notes.txt"), "mine");
        Outcome outcome = Outcome.of("plan", TARGET, "--beam", "0.6arcsec", "--rms", "1 mJy/beam", "-o", other);
        assertEquals(ExitCode.INPUT, outcome.code());
        assertTrue(outcome.err().contains("is not the folder of an earlier plan"), outcome.err());
    }
}
