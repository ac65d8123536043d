// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.SharedData;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;

class MgeTableTest {

    @TempDir
    Path folder;

    private String fault(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("mge.csv"), text);
        return assertThrows(InputException.class, () -> MgeTable.read(file))
                .getMessage()
                .replace(file.toString(), "FILE");
    }

    private MgeTable read(String text) throws IOException {
        return MgeTable.read(Files.writeString(folder.resolve("mge.csv"), text));
    }

    @Test
    void aNegativeGaussianIsTakenAndSaid() throws IOException {
        String head = "surface_brightness,sigma,axis_ratio\n900,2,0.8\n";
        assertTrue(read(head).warnings(Double.NaN).isEmpty());
        List<String> warnings = read(head + "-120,1,0.8\n").warnings(Double.NaN);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("MGE component 2: surface brightness -120.0 Lsun/pc2 is negative"));
    }

    @Test
    void sigmaInParsec() throws IOException {
        String head = "surface_brightness,sigma,axis_ratio\n";
        String warning = read(head + "900,35,0.8\n90,350,0.8\n").warnings(1.2).get(0);
        assertTrue(warning.contains("sigma = 35.00 arcsec, is wider than the fitted region of 1.200 arcsec"), warning);
        assertTrue(read(head + "900,0.8,0.8\n90,350,0.8\n").warnings(1.2).isEmpty());
        assertTrue(fault("# %ECSV 1.0\n# ---\n# datatype:\n# - {name: surface_brightness, datatype: float64}\n"
                        + "# - {name: sigma, unit: pc, datatype: float64}\n# - {name: axis_ratio, datatype: float64}\n"
                        + "surface_brightness sigma axis_ratio\n900 35 0.8\n")
                .contains("pc"));
    }

    @ParameterizedTest
    @CsvSource({"blind_a, 9, 16508.6, 0.584, 0.864", "blind_b, 8, 61000, 0.14, 0.82"})
    void sharedTables(String cube, int components, double brightness, double sigma, double axisRatio) {
        MgeTable table = MgeTable.read(SharedData.path("cubes/" + cube + "_mge.csv"));
        assertEquals(components, table.sigmaArcsec().length);
        assertEquals(brightness, table.surfaceBrightness()[0]);
        assertEquals(sigma, table.sigmaArcsec()[0]);
        assertEquals(axisRatio, table.axisRatio()[0]);
        assertTrue(
                assertThrows(InputException.class, () -> MgeTable.read(SharedData.path("cubes/" + cube + "_mge.txt")))
                        .getMessage()
                        .contains(
                                "has the columns log10_I, I_Lsun_pc2, sigma_arcsec, q; an MGE table needs the columns surface_brightness"));
    }

    /**
     * Rows of v_circ in the truth file of blind_a that lie on the grid it was interpolated from; its G is ours to
     * 1e-11.
     */
    @ParameterizedTest
    @CsvSource({"0.05, 390.8148771118401", "2, 222.71388019660571", "4, 241.10036603812495"})
    void speedsOfTheSimulatedCube(double radius, double wanted) {
        double scale = new DistanceScale(17.1).pcPerArcsec();
        MultiGaussianExpansion stars =
                MgeTable.read(SharedData.path("cubes/blind_a_mge.csv")).toPhysical(scale);
        CircularVelocity all =
                CompositePotential.of(stars.at(Math.toRadians(77)).scaled(5), new PointMass(1.47e8));
        // the truth was made before its surface brightnesses were printed with 4 to 6 digits, and by a routine good to
        // 1e-6
        assertEquals(wanted, all.speed(radius * scale), 2e-6 * wanted);
    }

    @Test
    void theColumnNameDecidesLinearOrLog() throws IOException {
        assertArrayEquals(
                new double[] {4.2},
                read("surface_brightness sigma axis_ratio\n4.2 1 0.5\n").surfaceBrightness());
        assertEquals(
                Math.pow(10, 4.2),
                read("axis_ratio,log_surface_brightness,sigma\n0.5,4.2,1\n").surfaceBrightness()[0],
                1e-9);
        assertEquals(
                0.5,
                read("# log_surface_brightness sigma axis_ratio\n4.2 1 0.5\n").axisRatio()[0]);
    }

    @Test
    void unitsAreConvertedOrRefused() throws IOException {
        String head =
                "# %%ECSV 1.0\n# ---\n# datatype:\n# - {name: log_surface_brightness, unit: %s, datatype: float64}\n"
                        + "# - {name: sigma, unit: %s, datatype: float64}\n# - {name: axis_ratio, datatype: float64}\n"
                        + "log_surface_brightness sigma axis_ratio\n4.2 120 0.5\n";
        MgeTable table = read(head.formatted("dex(Lsun / pc2)", "mas"));
        assertEquals(0.12, table.sigmaArcsec()[0], 1e-15);
        assertTrue(fault(head.formatted("dex", "pc")).startsWith("FILE: column sigma is in pc and must be in arcsec"));
        assertTrue(fault(head.formatted("dex", "kpc")).contains("divide sigma by 0.0048481 kpc/arcsec"));
        assertTrue(fault(head.formatted("dex", "Hz")).contains("has the unit Hz, which is no angle"));
        assertTrue(fault(head.formatted("Lsun/pc2", "mas"))
                .startsWith("FILE: column log_surface_brightness has the unit 'Lsun/pc2'"));
        String linear =
                "# %%ECSV 1.0\n# ---\n# datatype:\n# - {name: surface_brightness, unit: %s, datatype: float64}\n"
                        + "# - {name: sigma, datatype: float64}\n# - {name: axis_ratio, datatype: float64}\n"
                        + "surface_brightness sigma axis_ratio\n4 1 0.5\n";
        assertEquals(4, read(linear.formatted("solLum / pc2")).surfaceBrightness()[0]);
        assertTrue(fault(linear.formatted("Jy/beam"))
                .contains("column surface_brightness has the unit Jy/beam, which is no surface brightness"));
    }

    @Test
    void otherColumnsAndNumbersAreRefused() throws IOException {
        assertTrue(fault("I,sigma,q\n1,1,1\n")
                .startsWith("FILE: has the columns I, sigma, q; an MGE table needs the columns"));
        assertTrue(fault("surface_brightness,sigma\n1,1\n").contains("an MGE table needs"));
        assertTrue(fault("surface_brightness,log_surface_brightness,sigma,axis_ratio\n1,1,1,1\n")
                .contains("an MGE table needs"));
        assertTrue(fault("surface_brightness,sigma,axis_ratio\n1,1,1\n1,-1,1\n")
                .startsWith("FILE: MGE component 2: sigma is -1.0 arcsec; it must be positive"));
        assertTrue(fault("surface_brightness,sigma,axis_ratio\n1,1,1.2\n")
                .startsWith("FILE: MGE component 1: axis ratio q' is 1.2"));
        assertTrue(fault("surface_brightness,sigma,axis_ratio\n1,1,nan\n")
                .startsWith("FILE: MGE component 1: axis ratio q' is NaN"));
        assertTrue(fault("surface_brightness,sigma,axis_ratio\n1,x,1\n")
                .startsWith("FILE line 2 column sigma: 'x' is no number"));
    }

    @Test
    void arraysAreCopies() {
        double[] one = {1};
        MgeTable table = new MgeTable(one, one, one);
        one[0] = 7;
        table.sigmaArcsec()[0] = 9;
        assertEquals(1, table.sigmaArcsec()[0]);
    }
}
