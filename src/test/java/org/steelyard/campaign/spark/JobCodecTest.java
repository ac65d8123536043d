// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.campaign.Job;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;
import org.steelyard.units.InputException;

/** A decoded job equals the encoded one, with the paths of the copied files. */
class JobCodecTest {

    private record Everything(SavedFit fit, List<Configuration> configs, double[] numbers, Object nothing)
            implements Job<String> {

        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public String open() {
            return "";
        }

        @Override
        public Task task(String shared) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aDecodedJobEqualsTheEncodedOne() {
        Configuration config = Configuration.ofCube(
                        "NGC 1380", Path.of("/data/cube.fits"), Path.of("/data/mge.ecsv"), 17.1)
                .withParameters(Map.of("mbh", ParameterSetting.NONE.withStart(1e8)));
        Everything job = new Everything(
                new SavedFit(config, Map.of("mbh", 1.5e8), 83.2, Map.of()),
                // A view of a list, which is not serialisable.
                List.of(config, config, config).subList(1, 3),
                new double[] {1, Double.NaN, -0.0},
                null);
        byte[] form = JobCodec.encode(job);
        Everything same = (Everything) JobCodec.decode(form, path -> path);
        assertEquals(job.fit(), same.fit());
        assertEquals(job.configs(), same.configs());
        assertArrayEquals(job.numbers(), same.numbers());
        Everything moved = (Everything) JobCodec.decode(form, path -> Path.of("/executor" + path));
        assertEquals(
                Path.of("/executor/data/cube.fits"), moved.fit().config().data().cube());
        assertEquals(
                Path.of("/executor/data/mge.ecsv"),
                moved.configs().get(0).potential().mge());
    }

    /** An open galaxy stays in its process; a decoded job opens the files of its machine. */
    @Test
    void anOpenGalaxyStaysWhereItIs(@TempDir Path folder) throws IOException {
        Path cube = Files.copy(Path.of("data/ngc1380_like.fits.gz"), folder.resolve("cube.fits.gz"));
        Configuration config = Configuration.ofCube(
                "cube", cube, Path.of("data/ngc1380_like_mge.ecsv").toAbsolutePath(), 17.1);
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : List.of("mbh", "mass_to_light", "inclination", "position_angle", "vsys", "x", "y")) {
            values.put(name, 1.5);
        }
        values.putAll(Map.of(
                "mbh",
                1.5e8,
                "position_angle",
                187.0,
                "vsys",
                1866.0,
                "inclination",
                76.0,
                "x",
                24.7,
                "y",
                40.4,
                "dispersion",
                11.0,
                "flux_scale",
                1.0));
        SavedFit fit = new SavedFit(config, values, 82.9, Map.of());
        FittedGalaxy galaxy = fit.open();
        Files.delete(cube);
        assertSame(galaxy, fit.open());
        Everything away = (Everything)
                JobCodec.decode(JobCodec.encode(new Everything(fit, List.of(), new double[0], null)), path -> path);
        String line =
                assertThrows(InputException.class, () -> away.fit().open()).getMessage();
        assertTrue(line.contains("cube.fits.gz"), line);
    }
}
