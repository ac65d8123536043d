// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.SharedData;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.quality.CheckedCube;
import org.steelyard.units.InputException;

/** Every real and simulated cube opens with the values of its PROVENANCE; sums are compared with numpy. */
class RealCubesTest {

    /** [km/s] Headers have a relative precision of 1e-8. */
    private static final double VELOCITY = 1e-3;

    /** Sums of 1e6 floats of 24 bits in the same order; the cancellation of noise loses three digits. */
    private static final double SUM = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "cubes/blind_a.fits.gz, 120, 190, 110, 2501.5, 1193.5, 0.06, 0.27, 0.21, LSRK, 116.35128318454663",
        "cubes/blind_b.fits.gz, 210, 200, 90, 1901.7, 3681.7, 0.05, 0.30707, 0.24016, BARYCENT, 98.42274195905081",
        "real/NGC4324/NGC4324.fits, 100, 100, 21, 1450, 1850, 1.0, 4.6827, 3.8510, LSRK, 20.469388921428617",
        "real/NGC3256/mom_integ_test_input.fits, 128, 128, 50, 3791.6509, 1800.3136, 1.0, 6.8453, 4.5143, LSRK, 668.3350015153972",
        "real/NGC2903/NGC_2903.fits, 70, 89, 113, 326.2071, 788.7551, 20.00419, 57.4163, 48.3153, BARYCENT, 482.6756429747628",
        "real/ESO121-G6/eso121-g6.fits, 64, 64, 130, 980.4824, 1405.9290, 10.00097, 28.61, 21.94, LSRK, 84.56179037006119",
        "real/L1448/l1448_13co.fits, 105, 105, 53, 2.52816, 5.98213, 23.0, , , LSRK, 303203.87605782424"
    })
    void opens(
            String path,
            int nx,
            int ny,
            int channels,
            double first,
            double last,
            double pixel,
            Double major,
            Double minor,
            String frame,
            double sum) {
        CubeFile file = CubeFile.open(SharedData.path(path), HeaderOverrides.NONE);
        assertEquals(nx, file.nx());
        assertEquals(ny, file.ny());
        assertEquals(channels, file.channels());
        assertEquals(first, file.axis().velocity(0, VelocityConvention.RADIO), VELOCITY);
        assertEquals(last, file.axis().velocity(channels - 1, VelocityConvention.RADIO), VELOCITY);
        assertEquals(pixel, file.frame().at(nx / 2.0, ny / 2.0).pixelSize(), 1e-4 * pixel);
        assertEquals(frame, file.axis().frame());
        if (major == null) {
            assertNull(file.beamsOrNull());
        } else {
            Beam mean = file.beamsOrNull().mean();
            assertEquals(major, mean.major(), 1e-4 * major);
            assertEquals(minor, mean.minor(), 1e-4 * minor);
            assertEquals(BrightnessUnit.JY_PER_BEAM, file.unit());
        }
        double total = 0;
        for (float value : file.readAll().values()) {
            total += Float.isNaN(value) ? 0 : value;
        }
        assertEquals(sum, total, SUM * Math.abs(sum));
    }

    @Test
    void blindBHasItsOwnBeamInEveryChannel() {
        CubeFile file = CubeFile.open(SharedData.path("cubes/blind_b.fits.gz"), HeaderOverrides.NONE);
        assertEquals(90, file.beamsOrNull().beams().size());
        assertEquals(0.058, file.beamsOrNull().areaSpread(), 1e-3);
    }

    @Test
    void firstChannelOfNgc3256IsReportedEmpty() {
        SpectralCube cube = CubeFile.open(
                        SharedData.path("real/NGC3256/mom_integ_test_input.fits"), HeaderOverrides.NONE)
                .readAll();
        assertEquals(java.util.List.of(0), cube.emptyChannels());
        CheckedCube checked = CheckedCube.of(cube, null);
        assertTrue(
                checked.notes().stream().anyMatch(line -> line.startsWith("channel 1 ")),
                checked.notes().toString());
    }

    @Test
    void mapsAreNoCubesButImages() {
        java.nio.file.Path map = SharedData.path("real/NGC3258_maps/ngc3258_covel_c4.fits");
        InputException fault = assertThrows(InputException.class, () -> CubeFile.open(map, HeaderOverrides.NONE));
        assertTrue(fault.getMessage().contains("2 axes"), fault.getMessage());
        Image image = ImageFile.read(map, new HeaderOverrides(0.015, null, null, null, null, null));
        assertEquals(300, image.nx());
        assertEquals(0.015, image.frame().at(1, 1).pixelSize(), 1e-9);
        Image hst =
                ImageFile.read(SharedData.path("real/NGC4342_image/ngc4342_f814w_pc.fits.gz"), HeaderOverrides.NONE);
        assertEquals(756, hst.nx());
        assertEquals(0.0455, hst.frame().at(300, 300).pixelSize(), 1e-3);
    }
}
