// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.SharedData;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.search.FitResult;

/** The diagnosis names what a cube has and the model has not, and is silent on good ones. */
@Tag("slow")
class DiagnosisTest {

    /** Good galaxies, and how many may be called bad. */
    private static final int GALAXIES = 60;

    private static final int FALSE_ALARMS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "sim_warp, warp, 24",
        "sim_thick, thickness, 24",
        "sim_disp, dispersion, 24",
        "sim_inflow, flow, 24",
        "sim_hanning, spectral response, 24"
    })
    void namesTheCauseOfAMisfitFirst(String name, String cause, double distance) {
        Path cube = SharedData.path("cubes/" + name + ".fits.gz");
        assumeTrue(Files.exists(cube), () -> cube + " is absent");
        Configuration measured = FirstGuess.of(ConfigLoader.ofOverrides(
                StartsCampaign.keys(SharedData.path("cubes/" + name + "_mge.csv"), cube, distance, List.of())));
        // The first guess proposes the response of sim_hanning.
        Configuration plain = measured.withData(measured.data().withSpectralResponse(SpectralResponse.NONE));
        Diagnosis diagnosis = GalaxyFit.run(plain).result().diagnosis();
        assertFalse(diagnosis.describesData());
        assertEquals(cause, diagnosis.findings().get(0).cause().label());
    }

    @Test
    void isSilentOnGoodGalaxies() throws IOException {
        List<String> alarms = new ArrayList<>();
        Path mge = Files.writeString(folder.resolve("mge.csv"), StartsCampaign.MGE);
        for (int seed = 1; seed <= GALAXIES; seed++) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
            // log-uniform peak S/N of 5 to 50
            double signal = 5 * Math.pow(10, random.nextDouble());
            String[] keys = {
                key("parameters.mbh=\"%.4g Msun\"", 1e8 * Math.pow(10, random.nextDouble())),
                key("parameters.inclination=\"%.2f deg\"", random.nextDouble(50, 76)),
                key("parameters.position_angle=\"%.2f deg\"", random.nextDouble(0, 360)),
                key("parameters.dispersion=\"%.2f km/s\"", random.nextDouble(6, 20)),
                key("parameters.mass_to_light=%.3f", random.nextDouble(1, 3)),
                key("parameters.sb_radius=\"%.3f arcsec\"", random.nextDouble(0.25, 0.7)),
                key("parameters.x=%.2f", random.nextDouble(21, 24)),
                key("parameters.y=%.2f", random.nextDouble(21, 24))
            };
            Path cube = StartsCampaign.simulated(
                    new StartsCampaign.Galaxy("good", keys, new String[0]),
                    mge,
                    folder.resolve("good" + seed + ".fits"),
                    signal,
                    seed);
            FitResult result = fit(StartsCampaign.keys(mge, cube, 24, List.of()));
            Diagnosis diagnosis = result.diagnosis();
            String line = seed
                    + key(" S/N %.1f ", signal)
                    + result.status()
                    + (diagnosis == null
                            ? ""
                            : key(" deviate %.2f ", diagnosis.chiSquare().deviate())
                                    + diagnosis.findings().stream()
                                            .map(Finding::text)
                                            .toList());
            System.out.println(line);
            if (diagnosis != null && !diagnosis.describesData()) {
                alarms.add(line);
            }
            Files.delete(cube);
        }
        assertTrue(alarms.size() <= FALSE_ALARMS, () -> String.join("\n", alarms));
    }

    private static String key(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static FitResult fit(List<String> keys) {
        return GalaxyFit.run(FirstGuess.of(ConfigLoader.ofOverrides(keys))).result();
    }
}
