// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.units.InputException;

/** Variants of headers found in archives, each constructed by hand. */
class HeaderVariantsTest {

    private static final VelocityConvention RADIO = VelocityConvention.RADIO;
    private static final VelocityConvention OPTICAL = VelocityConvention.OPTICAL;

    /** [km/s] Rounding of c (1 - x) is 2e-16 c, and headers have 15 digits. */
    private static final double VELOCITY = 1e-8;

    @TempDir
    Path folder;

    private CubeFile open(TestFits fits) {
        return open(fits, HeaderOverrides.NONE);
    }

    private CubeFile open(TestFits fits, HeaderOverrides overrides) {
        return CubeFile.open(fits.write(folder.resolve("cube.fits")), overrides);
    }

    private String refusal(TestFits fits) {
        String message = assertThrows(InputException.class, () -> open(fits)).getMessage();
        assertTrue(message.contains("cube.fits"), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static TestFits velocity(String ctype, String unit, double scale) {
        TestFits fits = TestFits.cube(3, 4, 5)
                .set("CTYPE3", "'" + ctype + "'")
                .set("CRVAL3", 2000 * scale)
                .set("CDELT3", 10 * scale);
        return unit.isEmpty() ? fits.without("CUNIT3") : fits.set("CUNIT3", "'" + unit + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "VRAD, m/s, 1000",
        "VRAD, km/s, 1",
        "VELO-LSR, '', 1000",
        "VELO-HEL, m/s, 1000",
        "VELOCITY, km s-1, 1",
        "VELO, KM/S, 1"
    })
    void radioVelocityAxes(String ctype, String unit, double scale) {
        CubeFile cube = open(velocity(ctype, unit, scale));
        assertEquals(2000, cube.axis().velocity(0, RADIO), VELOCITY);
        assertEquals(2040, cube.axis().velocity(4, RADIO), VELOCITY);
        assertEquals(10, cube.axis().width(2), VELOCITY);
    }

    @Test
    void ambiguousVelocityIsSaidAndCanBeDecided() {
        TestFits fits = velocity("VELO-HEL", "m/s", 1000);
        assertTrue(
                open(fits).warnings().toString().contains("13.70"),
                open(fits).warnings().toString());
        CubeFile optical = open(fits, new HeaderOverrides(null, null, null, OPTICAL, null, null));
        assertEquals(2000, optical.axis().velocity(0, OPTICAL), VELOCITY);
        assertEquals(2000, open(fits.set("VELREF", 2)).axis().velocity(0, OPTICAL), VELOCITY);
        fits.set("ORIGIN", "'Miriad fits'");
        assertEquals(2000, open(fits).axis().velocity(0, RADIO), VELOCITY);
    }

    @Test
    void genuineOpticalAxisIsLinearInVelocity() {
        CubeFile cube = open(velocity("VOPT", "m/s", 1000));
        assertEquals(2040, cube.axis().velocity(4, OPTICAL), VELOCITY);
    }

    @ParameterizedTest
    @CsvSource({"ORIGIN, 'CASA 6.5.4'", "ALTRVAL, 2.29e11"})
    void opticalAxisOfCasaIsRecomputed(String keyword, String value) {
        TestFits fits = TestFits.cube(2, 2, 121)
                .set("CTYPE3", "'VOPT'")
                .set("CUNIT3", "'m/s'")
                .set("CRVAL3", 2.0e6);
        // Optical step of a channel that is 10 km/s wide in radio velocity, as casacore computes it at the reference
        // channel.
        double x = OPTICAL.nuOverRest(2000);
        fits.set("CDELT3", 1e4 / (x * x)).set(keyword, value.startsWith("2") ? (Object) 2.29e11 : "'" + value + "'");
        CubeFile cube = open(fits);
        for (int c = 0; c < 121; c++) {
            assertEquals(10, cube.axis().width(c), VELOCITY);
        }
        assertEquals(2000, cube.axis().velocity(0, OPTICAL), VELOCITY);
        // 120 channels of 10 km/s at 2000 km/s are wrong by 4.9 km/s at the end
        assertTrue(cube.warnings().toString().contains("4.9"), cube.warnings().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FELO-LSR", "FELO-HEL", "VOPT-F2W"})
    void feloStepsInFrequency(String ctype) {
        CubeFile cube = open(velocity(ctype, "m/s", 1000));
        assertEquals(2000, cube.axis().velocity(0, OPTICAL), VELOCITY);
        assertEquals(cube.axis().width(0), cube.axis().width(4), VELOCITY);
        assertEquals(10 / Math.pow(1 + 2000 / 299792.458, 2), cube.axis().width(0), VELOCITY);
    }

    @Test
    void frequencyUpAndDown() {
        CubeFile up = open(TestFits.cube(3, 4, 5));
        CubeFile down = open(TestFits.cube(3, 4, 5).set("CRVAL3", 229.04e9).set("CDELT3", -1.0e7));
        CubeFile giga = open(
                TestFits.cube(3, 4, 5).set("CRVAL3", 229.0).set("CDELT3", 0.01).set("CUNIT3", "'GHz'"));
        for (int c = 0; c < 5; c++) {
            assertEquals(up.axis().velocity(c, RADIO), down.axis().velocity(4 - c, RADIO), VELOCITY);
            assertEquals(up.axis().velocity(c, RADIO), giga.axis().velocity(c, RADIO), VELOCITY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESTFRQ", "RESTFREQ", "FREQ0"})
    void restFrequencyKeywords(String keyword) {
        CubeFile cube = open(TestFits.cube(3, 4, 5).without("RESTFRQ").set(keyword, 230.538e9));
        assertEquals(230.538e9, cube.axis().restFrequency());
    }

    @Test
    void frequencyWithoutRestFrequencyAsksForTheLine() {
        TestFits fits = TestFits.cube(3, 4, 5).without("RESTFRQ");
        String message = refusal(fits);
        assertTrue(message.contains("line = ") && message.contains("rest_frequency = "), message);
        assertEquals(
                230.538e9,
                open(fits, new HeaderOverrides(null, null, null, null, 230.538e9, null))
                        .axis()
                        .restFrequency());
        assertTrue(Double.isNaN(
                open(velocity("VRAD", "m/s", 1000).without("RESTFRQ")).axis().restFrequency()));
    }

    @Test
    void stokesAnywhere() {
        TestFits plain = TestFits.cube(3, 4, 5);
        float[] expected = open(plain).readAll().values();
        TestFits last = TestFits.cube(3, 4, 5).axes(-32, 3, 4, 5, 1).set("CTYPE4", "'STOKES'");
        assertArrayEquals(expected, open(last).readAll().values());
        TestFits third = TestFits.cube(3, 4, 5)
                .axes(-32, 3, 4, 1, 5)
                .set("CTYPE3", "'STOKES'")
                .set("CRVAL3", 1.0)
                .set("CDELT3", 1.0)
                .without("CUNIT3");
        third.set("CTYPE4", "'FREQ'")
                .set("CRVAL4", 229.0e9)
                .set("CDELT4", 1.0e7)
                .set("CRPIX4", 1);
        assertArrayEquals(expected, open(third).readAll().values());
        String message = refusal(TestFits.cube(3, 4, 5).axes(-32, 3, 4, 5, 4).set("CTYPE4", "'STOKES'"));
        assertTrue(message.contains("Stokes I"), message);
    }

    @Test
    void spectralAxisFirst() {
        TestFits fits = TestFits.cube(3, 4, 5).axes(-32, 5, 3, 4);
        for (int axis = 1; axis <= 3; axis++) {
            fits.set("CTYPE" + axis, axis == 1 ? "'FREQ'" : axis == 2 ? "'RA---SIN'" : "'DEC--SIN'");
            fits.set("CRVAL" + axis, axis == 1 ? 229.0e9 : axis == 2 ? 54.1 : -35.0)
                    .set("CDELT" + axis, axis == 1 ? 1e7 : axis == 2 ? -1e-5 : 1e-5);
            fits.set("CUNIT" + axis, axis == 1 ? "'Hz'" : "'deg'");
        }
        SpectralCube cube = open(fits).readAll();
        assertEquals(3 + 5 * (1 + 3 * 2), cube.at(3, 2, 1));
    }

    @Test
    void sameRotationInEveryForm() {
        double angle = Math.toRadians(20);
        double step = 1e-5;
        TestFits crota = TestFits.cube(3, 4, 5).set("CROTA2", 20.0);
        LocalFrame expected = open(crota).frame().at(2, 2);
        assertEquals(-0.036 * Math.cos(angle), expected.eastPerX(), 1e-10);
        assertEquals(-0.036 * Math.sin(angle), expected.eastPerY(), 1e-10);
        double[][] pc = {{Math.cos(angle), Math.sin(angle)}, {-Math.sin(angle), Math.cos(angle)}};
        double[] steps = {-step, step};
        TestFits modern = TestFits.cube(3, 4, 5);
        TestFits old = TestFits.cube(3, 4, 5);
        TestFits cd =
                TestFits.cube(3, 4, 5).without("CDELT1", "CDELT2", "CDELT3").set("CD3_3", 1e7);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                modern.set("PC" + (i + 1) + "_" + (j + 1), pc[i][j]);
                old.set("PC0" + (i + 1) + "_0" + (j + 1), pc[i][j]);
                cd.set("CD" + (i + 1) + "_" + (j + 1), pc[i][j] * steps[i]);
            }
        }
        for (TestFits fits : new TestFits[] {modern, old, cd}) {
            LocalFrame frame = open(fits).frame().at(2, 2);
            assertEquals(expected.eastPerX(), frame.eastPerX(), 1e-9);
            assertEquals(expected.eastPerY(), frame.eastPerY(), 1e-9);
            assertEquals(expected.northPerX(), frame.northPerX(), 1e-9);
            assertEquals(expected.northPerY(), frame.northPerY(), 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIN", "TAN", "NCP", "SFL", "GLS", "CAR", "ARC", "STG", "ZEA"})
    void projectionsAgreeAtTheReferenceAndInvert(String code) {
        TestFits fits =
                TestFits.cube(3, 4, 5).set("CTYPE1", "'RA---" + code + "'").set("CTYPE2", "'DEC--" + code + "'");
        fits.set("CDELT1", -1e-2).set("CDELT2", 1e-2);
        CubeFile cube = open(fits);
        double[] centre = cube.frame().toWorld(2, 2);
        assertEquals(54.1, centre[0], 1e-10);
        assertEquals(-35.0, centre[1], 1e-10);
        double[] world = cube.frame().toWorld(40, -30);
        double[] pixel = cube.frame().toPixel(world[0], world[1]);
        assertEquals(40, pixel[0], 1e-9);
        assertEquals(-30, pixel[1], 1e-9);
        LocalFrame frame = cube.frame().at(2, 2);
        assertEquals(
                36.0,
                frame.pixelSize(),
                1e-3 * 36); // CAR with an oblique pole and all others are isometric at the reference
        assertTrue(frame.eastPerX() < 0 && frame.northPerY() > 0);
    }

    @Test
    void unknownProjectionAndCouplingAreRefused() {
        assertTrue(refusal(TestFits.cube(3, 4, 5).set("CTYPE1", "'RA---HPX'").set("CTYPE2", "'DEC--HPX'"))
                .contains("HPX"));
        assertTrue(refusal(TestFits.cube(3, 4, 5).set("PC3_1", 0.5)).contains("couples"));
    }

    @Test
    void beams() {
        assertEquals(0.36, open(TestFits.cube(3, 4, 5)).beamsOrNull().at(0).major(), 1e-12);
        assertNull(open(TestFits.cube(3, 4, 5).set("BMAJ", -1)).beamsOrNull());
        Beam swapped = open(TestFits.cube(3, 4, 5).set("BMIN", 1.0001e-4))
                .beamsOrNull()
                .at(0);
        assertTrue(swapped.major() >= swapped.minor());
        TestFits none = TestFits.cube(3, 4, 5).without("BMAJ", "BMIN", "BPA");
        assertTrue(open(none).warnings().toString().contains("beam = "));
        Beam own = new Beam(0.3, 0.2, 10);
        assertEquals(
                own,
                open(none, new HeaderOverrides(null, own, null, null, null, null))
                        .beamsOrNull()
                        .at(4));
        none.set("HISTORY1", "AIPS   CLEAN BMAJ=  1.0000E-04 BMIN=  8.0000E-05 BPA=  30.00");
        CubeFile history = open(none);
        assertEquals(0.36, history.beamsOrNull().at(0).major(), 1e-9);
        assertTrue(history.warnings().toString().contains("HISTORY"));
        assertEquals(
                0.4,
                open(none.set("BMMAJ", 0.4).set("BMMIN", 0.3))
                        .beamsOrNull()
                        .at(0)
                        .major(),
                1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "Jy/beam, JY_PER_BEAM",
        "JY/BEAM, JY_PER_BEAM",
        "beam-1 Jy, JY_PER_BEAM",
        "Jy beam-1, JY_PER_BEAM",
        "Jy/pixel, JY_PER_PIXEL",
        "K, KELVIN",
        "mJy/beam, JY_PER_BEAM",
        "counts, OTHER"
    })
    void units(String bunit, BrightnessUnit unit) {
        CubeFile cube = open(TestFits.cube(3, 4, 5).set("BUNIT", "'" + bunit + "'"));
        assertEquals(unit, cube.unit());
        assertEquals(bunit.startsWith("m") ? 0.007f : 7f, cube.readAll().values()[7]);
    }

    @Test
    void integersScaleAndBlanksBecomeNaN() {
        for (int bitpix : new int[] {16, 32}) {
            TestFits fits = TestFits.cube(3, 4, 5)
                    .axes(bitpix, 3, 4, 5)
                    .set("BSCALE", 0.5)
                    .set("BZERO", 3.0)
                    .set("BLANK", 7);
            float[] values = open(fits).readAll().values();
            assertTrue(Float.isNaN(values[7]));
            assertEquals(0.5f * 8 + 3, values[8]);
        }
        assertEquals(
                59f, open(TestFits.cube(3, 4, 5).axes(-64, 3, 4, 5)).readAll().values()[59]);
    }

    @Test
    void floatNaNStaysAndAllNaNIsRefused() {
        TestFits fits = TestFits.cube(3, 4, 5);
        fits.data().putFloat(4 * 13, Float.NaN);
        assertTrue(Float.isNaN(open(fits).readAll().values()[13]));
        for (int i = 0; i < 60; i++) {
            fits.data().putFloat(4 * i, Float.NaN);
        }
        CubeFile blank = open(fits);
        assertTrue(
                assertThrows(InputException.class, blank::readAll).getMessage().contains("NaN"));
    }

    @Test
    void subCubeKeepsItsPlace() {
        CubeFile file = open(TestFits.cube(6, 7, 5));
        SpectralCube part = file.read(new PixelBox(2, 3, 5, 6), 1, 3);
        assertEquals((2 * 7 + 4) * 6 + 4, part.at(1, 1, 2));
        assertEquals(file.axis().velocity(2, RADIO), part.axis().velocity(1, RADIO), VELOCITY);
        assertThrows(InputException.class, () -> file.read(new PixelBox(2, 3, 7, 6), 1, 3));
        assertThrows(InputException.class, () -> file.read(file.box(), 3, 3));
    }

    @Test
    void gzipAndImageExtension() throws IOException {
        byte[] plain = TestFits.cube(3, 4, 5).bytes();
        Path gz = folder.resolve("zipped.fits");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            out.write(plain);
        }
        CubeFile zipped = CubeFile.open(gz, HeaderOverrides.NONE);
        assertEquals(59f, zipped.read(new PixelBox(2, 3, 3, 4), 4, 1).values()[0]);

        String empty = String.format(
                "%-80s%-80s%-80s%-80s",
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    0",
                "END");
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.writeBytes(TestFits.padded(empty.getBytes(java.nio.charset.StandardCharsets.US_ASCII), (byte) ' '));
        byte[] extension = plain.clone();
        System.arraycopy(
                "XTENSION= 'IMAGE   '          ".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                0,
                extension,
                0,
                30);
        out.writeBytes(extension);
        Path file = Files.write(folder.resolve("ext.fits"), out.toByteArray());
        assertEquals(59f, CubeFile.open(file, HeaderOverrides.NONE).readAll().values()[59]);
    }

    @Test
    void noSkyCoordinatesNeedThePixel() {
        TestFits fits = TestFits.cube(3, 4, 5).without("CTYPE1", "CTYPE2", "CDELT1", "CDELT2");
        assertTrue(refusal(fits).contains("pixel = "));
        CubeFile cube = open(fits, new HeaderOverrides(0.05, null, null, null, null, null));
        assertEquals(0.05, cube.frame().at(1, 1).pixelSize(), 1e-10);
        assertEquals(59f, cube.readAll().values()[59]);
    }
}
