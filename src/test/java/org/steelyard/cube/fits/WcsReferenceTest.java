// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.VelocityConvention;

/** Coordinates compared with wcslib, Doppler formulas compared with astropy. */
class WcsReferenceTest {

    /** [deg] Required accuracy; double precision gives 1e-13. */
    private static final double SKY = 1e-9;

    /** [pixel] The same accuracy over a pixel of 1.4e-5 deg. */
    private static final double PIXEL = 1e-9 / 1.4e-5;

    /** Required accuracy. */
    private static final double RELATIVE = 1e-9;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sin_freq", "tan_vrad_rot", "sin_vopt_cd"})
    void pixelsMatchWcslib(String name) throws IOException {
        Path file = TestFits.sparse(
                SharedData.path("reference/wcs_spectral/" + name + ".hdr"),
                folder.resolve("a.fits"),
                4L * 300 * 280 * 100);
        CubeFile cube = CubeFile.open(file, HeaderOverrides.NONE);
        NativeAxis axis = cube.axis().nativeAxis();
        int rows = 0;
        for (double[] row : rows(name)) {
            double[] world = cube.frame().toWorld(row[0], row[1]);
            assertEquals(row[3], world[0], SKY);
            assertEquals(row[4], world[1], SKY);
            double[] pixel = cube.frame().toPixel(row[3], row[4]);
            assertEquals(row[0], pixel[0], PIXEL);
            assertEquals(row[1], pixel[1], PIXEL);
            double x = axis.nuOverRest(row[2]);
            double value = axis.cunit().equals("Hz")
                    ? x * axis.restFrequency()
                    : axis.convention().velocity(x) * 1e3;
            assertEquals(row[5], value, RELATIVE * row[5]);
            rows++;
        }
        assertEquals(true, rows > 10);
    }

    @Test
    void velocitiesMatchAstropy() throws IOException {
        for (double[] row : rows("doppler")) {
            double x = row[0] / 230.538e9;
            VelocityConvention[] all = VelocityConvention.values();
            for (int i = 0; i < 3; i++) {
                assertEquals(row[i + 1], all[i].velocity(x), RELATIVE * row[i + 1]);
                assertEquals(x, all[i].nuOverRest(row[i + 1]), RELATIVE);
            }
        }
    }

    @Test
    void slopesAreDerivatives() {
        double step = 1e-3; // [km/s]: truncation (step/c)^2 and rounding c eps / step are both below 1e-7
        for (VelocityConvention convention : VelocityConvention.values()) {
            double x = convention.nuOverRest(5000);
            double slope = (convention.nuOverRest(5000 + step) - convention.nuOverRest(5000 - step)) / (2 * step);
            assertEquals(1, convention.slope(x) / slope, 1e-6);
        }
    }

    private static List<double[]> rows(String name) throws IOException {
        return Files.readAllLines(SharedData.path("reference/wcs_spectral/" + name + ".csv")).stream()
                .filter(line -> !line.startsWith("#") && !Character.isLetter(line.charAt(0)))
                .map(line -> java.util.Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }
}
