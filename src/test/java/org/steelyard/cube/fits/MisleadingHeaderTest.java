// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.steelyard.cube.VelocityConvention.OPTICAL;
import static org.steelyard.cube.VelocityConvention.RADIO;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.SpectralCube;
import org.steelyard.units.InputException;

/** Headers that a reader can take for something else. */
class MisleadingHeaderTest {

    /** [km/s] Rounding of a card with 16 digits. */
    private static final double VELOCITY = 1e-5;

    /** [km/s] Equal steps of frequency and of optical velocity differ by this much over 20 km/s. */
    private static final double CURVATURE = 3e-3;

    /** [deg] Agreement with Astropy, whose galactic system follows from rounded angles of the pole. */
    private static final double SKY = 1e-5;

    /** [deg] Astropy's position of l = 120, b = -30, and the angle of galactic north there, minus 360. */
    private static final double RA = 9.838570031463803;

    private static final double DEC = 32.80294833996048;
    private static final double ANGLE = 356.8954237226682 - 360;

    private static final double LIGHT = 299792458;
    private static final double CO = 230.538e9;

    @TempDir
    Path folder;

    private CubeFile open(TestFits fits, HeaderOverrides overrides) {
        return CubeFile.open(fits.write(folder.resolve("cube.fits")), overrides);
    }

    private CubeFile open(TestFits fits) {
        return open(fits, HeaderOverrides.NONE);
    }

    private static HeaderOverrides line(double frequency) {
        return new HeaderOverrides(null, null, null, null, frequency, null);
    }

    private static TestFits axis(String ctype, String unit, double crval, double cdelt) {
        return TestFits.cube(41, 41, 5)
                .set("CTYPE3", "'" + ctype + "'")
                .set("CUNIT3", "'" + unit + "'")
                .set("CRVAL3", crval)
                .set("CDELT3", cdelt);
    }

    private static String warnings(CubeFile cube) {
        return String.join("\n", cube.warnings());
    }

    /** Channels at optical velocities 2000, 2010 ... km/s: wavelengths in equal steps. */
    @ParameterizedTest
    @CsvSource({
        "WAVE, m, 1",
        "WAVE, cm, 1e2",
        "WAVE, mm, 1e3",
        "WAVE, um, 1e6",
        "WAVE, nm, 1e9",
        "WAVE, Angstrom, 1e10",
        "WAVE, '', 1"
    })
    void wavelengths(String ctype, String unit, double perMetre) {
        double rest = LIGHT / CO;
        double first = rest * (1 + 2000e3 / LIGHT) * perMetre;
        double step = rest * 10e3 / LIGHT * perMetre;
        CubeFile cube = open(axis(ctype, unit, first, step));
        for (int c = 0; c < 5; c++) {
            assertEquals(2000 + 10 * c, cube.axis().velocity(c, OPTICAL), VELOCITY);
        }
    }

    @Test
    void redshiftWaveNumberAndEnergy() {
        CubeFile redshift = open(axis("ZOPT", "", 2000e3 / LIGHT, 10e3 / LIGHT));
        assertEquals(2040, redshift.axis().velocity(4, OPTICAL), VELOCITY);
        double nu = CO * (1 - 2000e3 / LIGHT);
        double step = -CO * 10e3 / LIGHT;
        CubeFile number = open(axis("WAVN", "cm-1", nu / LIGHT / 100, step / LIGHT / 100));
        assertEquals(2040, number.axis().velocity(4, RADIO), VELOCITY);
        double planck = 6.62607015e-34 / 1.602176634e-19;
        CubeFile energy = open(axis("ENER", "eV", nu * planck, step * planck));
        assertEquals(2040, energy.axis().velocity(4, RADIO), VELOCITY);
        CubeFile steps = open(axis("WAVE-F2W", "m", LIGHT / nu, -LIGHT / nu / nu * step));
        assertEquals(2040, steps.axis().velocity(4, RADIO), VELOCITY);
        assertEquals(10, steps.axis().width(4), VELOCITY);
        double optical = OPTICAL.nuOverRest(2000) * CO;
        CubeFile back = open(axis("FREQ-W2F", "Hz", optical, -optical * optical / CO * 10e3 / LIGHT));
        assertEquals(2040, back.axis().velocity(4, OPTICAL), VELOCITY);
    }

    /** Equal ratios: nu_p = nu_1 exp(d (p - 1) / nu_1). */
    @Test
    void logarithmicAxes() {
        double nu = 229e9;
        CubeFile frequency = open(axis("FREQ-LOG", "Hz", nu, 3e8));
        CubeFile wavelength = open(axis("WAVE-LOG", "m", LIGHT / nu, -3e8 * LIGHT / nu / nu));
        for (int c = 0; c < 5; c++) {
            double expected = nu * Math.exp(3e8 * c / nu) / CO;
            assertEquals(RADIO.velocity(expected), frequency.axis().velocity(c, RADIO), VELOCITY);
            assertEquals(RADIO.velocity(expected), wavelength.axis().velocity(c, RADIO), VELOCITY);
        }
        Path copy = folder.resolve("copy.fits");
        SpectralCube values = frequency.readAll();
        CubeWriter.writePlain(copy, Hdu.of("", values), false, new FitsProvenance("test", List.of()));
        assertEquals(
                frequency.axis().velocity(4, RADIO),
                CubeFile.open(copy, HeaderOverrides.NONE).axis().velocity(4, RADIO),
                VELOCITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ-TAB",
                "WAVE-TAB",
                "VELO-TAB",
                "WAVE-GRI",
                "AWAV-GRA",
                "AWAV",
                "BETA",
                "VRAD-LOG",
                "FREQ-X2Y"
            })
    void whatCannotBeReadIsRefusedWithAdvice(String ctype) {
        String message = assertThrows(InputException.class, () -> open(axis(ctype, "", 229e9, 1e7)))
                .getMessage();
        assertTrue(message.contains(ctype) && message.contains("regrid"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void unknownUnitOfWavelengthIsRefused() {
        String message = assertThrows(InputException.class, () -> open(axis("WAVE", "furlong", 1.3e-3, 1e-7)))
                .getMessage();
        assertTrue(message.contains("furlong") && message.contains("Angstrom"), message);
    }

    /** cz = 12000 km/s with RESTFRQ at the observed frequency: velocities run about 0. */
    @ParameterizedTest
    @ValueSource(strings = {"VRAD", "VOPT", "VOPT-F2W", "VELO-LSR", "FREQ"})
    void redshiftedRestFrequency(String ctype) {
        double observed = CO / (1 + 12000e3 / LIGHT);
        boolean frequency = ctype.equals("FREQ");
        TestFits fits = axis(
                        ctype,
                        frequency ? "Hz" : "m/s",
                        frequency ? observed * (1 + 20e3 / LIGHT) : -20e3,
                        frequency ? -observed * 10e3 / LIGHT : 10e3)
                .set("RESTFRQ", observed);
        CubeFile asStated = open(fits);
        assertTrue(warnings(asStated).contains("no known line"), warnings(asStated));
        assertTrue(warnings(asStated).contains("CO(2-1) at z = 0.0400"), warnings(asStated));
        assertEquals(0, asStated.axis().velocity(2, OPTICAL), CURVATURE);
        CubeFile right = open(fits, line(CO));
        for (int c = 0; c < 5; c++) {
            assertEquals(
                    asStated.axis().centre(c) * observed,
                    right.axis().centre(c) * CO,
                    1e-9 * CO,
                    "the channels keep their frequencies");
        }
        assertEquals(12000, right.axis().velocity(2, OPTICAL), CURVATURE);
        assertEquals(CO, right.axis().restFrequency());
        if (!frequency) {
            assertTrue(warnings(right).contains("computed anew"), warnings(right));
            Path copy = folder.resolve("copy.fits");
            CubeWriter.writePlain(copy, Hdu.of("", right.readAll()), false, new FitsProvenance("test", List.of()));
            CubeFile back = CubeFile.open(copy, HeaderOverrides.NONE);
            assertEquals(12000, back.axis().velocity(2, OPTICAL), CURVATURE);
        }
    }

    @Test
    void nearbyGalaxyIsNoFalseAlarm() {
        assertEquals("", warnings(open(axis("VRAD", "m/s", -20e3, 10e3))));
        assertEquals("", warnings(open(axis("VRAD", "m/s", -20e3, 10e3), line(CO))));
    }

    @Test
    void longerMinorAxisIsSaid() {
        CubeFile cube = open(TestFits.cube(40, 40, 5).set("BMAJ", 0.8e-4).set("BMIN", 1e-4));
        String said = warnings(cube);
        assertTrue(said.contains("BMIN") && said.contains("120.0 deg") && said.contains("30.0 deg"), said);
        assertEquals(120, cube.beamsOrNull().at(0).positionAngle());
        assertEquals(
                "", warnings(open(TestFits.cube(40, 40, 5).set("BMAJ", 1e-4).set("BMIN", 1.00001e-4))));
    }

    @Test
    void beamInArcsecIsRefusedWithTheRightForm() {
        CubeFile cube = open(TestFits.cube(40, 40, 5).set("BMAJ", 0.36).set("BMIN", 0.288));
        String message =
                assertThrows(InputException.class, cube::requirePlausibleBeam).getMessage();
        assertTrue(message.contains("major = \"0.36 arcsec\", minor = \"0.288 arcsec\""), message);
        open(TestFits.cube(40, 40, 5)).requirePlausibleBeam();
    }

    @Test
    void duplicateCardsAreSaidAndTheFirstCounts() throws IOException {
        Path file = TestFits.cube(4, 4, 5).write(folder.resolve("cube.fits"));
        byte[] bytes = Files.readAllBytes(file);
        String header = new String(bytes, 0, 2880, StandardCharsets.US_ASCII);
        int end = header.indexOf("END   ");
        byte[] card =
                String.format("%-80s%-80s", "CDELT3  = 2.0E+07 / again", "END").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(card, 0, bytes, end, card.length);
        Files.write(file, bytes);
        CubeFile cube = CubeFile.open(file, HeaderOverrides.NONE);
        assertEquals(1e7 / CO * LIGHT / 1e3, cube.axis().width(0), VELOCITY);
        assertTrue(warnings(cube).contains("CDELT3 stands twice"), warnings(cube));
    }

    /** An empty primary HDU with the beam, and extensions of 41 x 41 x 5 voxels. */
    private Path extensions(boolean inherit, String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(block(
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    0",
                "BMAJ    = 1.0E-4",
                "BMIN    = 0.8E-4",
                "BPA     = 30.0",
                "RESTFRQ = 2.30538E11",
                "BUNIT   = 'Jy/beam'",
                "END"));
        for (int k = 0; k < names.length; k++) {
            TestFits fits = TestFits.cube(41, 41, 5)
                    .without("BMAJ", "BMIN", "BPA", "RESTFRQ", "BUNIT")
                    .set("BZERO", 1000.0 * k);
            Path part = fits.write(folder.resolve("part.fits"));
            String text = Files.readString(part, StandardCharsets.ISO_8859_1);
            text = String.format("%-80s", "XTENSION= 'IMAGE   '") + text.substring(80);
            int at = text.indexOf("END     ");
            String more = String.format(
                    "%-80s%-80s%-80s%-80s%-80s",
                    "PCOUNT  =                    0",
                    "GCOUNT  =                    1",
                    "EXTNAME = '" + names[k] + "'",
                    "INHERIT =                    " + (inherit ? "T" : "F"),
                    "END");
            text = text.substring(0, at) + more + text.substring(at + more.length());
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return Files.write(folder.resolve("several.fits"), out.toByteArray());
    }

    private static byte[] block(String... cards) {
        StringBuilder text = new StringBuilder();
        for (String card : cards) {
            text.append(String.format("%-80s", card));
        }
        return String.format("%-2880s", text).getBytes(StandardCharsets.US_ASCII);
    }

    private static double firstVoxel(CubeFile cube) {
        return cube.readAll().values()[0];
    }

    @ParameterizedTest
    @CsvSource({"ERROR;DATA, 1", "STAT;DQ;SCI, 2", "WEIGHT;LINE, 1", "DATA;STAT, 0", "NOISE;MODEL;DATA, 2"})
    void theDataAreChosenByName(String names, int expected) throws IOException {
        Path file = extensions(true, names.split(";", -1));
        CubeFile cube = CubeFile.open(file, HeaderOverrides.NONE);
        assertEquals(1000 * expected, firstVoxel(cube));
        assertTrue(warnings(cube).contains("data.extension"), warnings(cube));
        for (String name : names.split(";", -1)) {
            CubeFile named =
                    CubeFile.open(file, HeaderOverrides.NONE.withExtension(name.toLowerCase(java.util.Locale.ROOT)));
            assertEquals(name, named.extension());
            assertEquals("", warnings(named));
        }
    }

    @Test
    void primaryCardsCountWhereInheritIsTrue() throws IOException {
        CubeFile inherits = CubeFile.open(extensions(true, "ERROR", "DATA"), HeaderOverrides.NONE);
        assertEquals(0.36, inherits.beamsOrNull().at(0).major(), 1e-12);
        assertEquals(CO, inherits.axis().restFrequency());
        String message = assertThrows(
                        InputException.class,
                        () -> CubeFile.open(extensions(false, "ERROR", "DATA"), HeaderOverrides.NONE))
                .getMessage();
        assertTrue(message.contains("rest frequency"), message);
    }

    @Test
    void unknownExtensionIsRefusedWithTheNames() throws IOException {
        Path file = extensions(true, "ERROR", "DATA");
        String message = assertThrows(
                        InputException.class, () -> CubeFile.open(file, HeaderOverrides.NONE.withExtension("FLUX")))
                .getMessage();
        assertTrue(message.contains("ERROR, DATA"), message);
    }

    /** Reference: Astropy, SkyCoord(l=120 deg, b=-30 deg, frame="galactic").icrs and position_angle to b + 0.001 deg. */
    @Test
    void galacticCoordinates() {
        TestFits fits = TestFits.cube(41, 41, 5)
                .set("CTYPE1", "'GLON-SIN'")
                .set("CTYPE2", "'GLAT-SIN'")
                .set("CRVAL1", 120.0)
                .set("CRVAL2", -30.0)
                .set("CRPIX1", 21)
                .set("CRPIX2", 21);
        CubeFile cube = open(fits);
        double[] world = cube.frame().toWorld(21, 21);
        assertEquals(RA, world[0], SKY);
        assertEquals(DEC, world[1], SKY);
        assertEquals(ANGLE, cube.frame().northAngle(21, 21), 1e-3);
        assertEquals(30 + ANGLE, cube.beamsOrNull().at(0).positionAngle(), 1e-3);
        double[] north = cube.frame().toWorld(21, 31);
        double east = (north[0] - world[0]) * Math.cos(Math.toRadians(world[1]));
        assertEquals(ANGLE, Math.toDegrees(Math.atan2(east, north[1] - world[1])), 1e-2);
        double[] pixel = cube.frame().toPixel(north[0], north[1]);
        assertEquals(21, pixel[0], SKY);
        assertEquals(31, pixel[1], SKY);
        assertTrue(warnings(cube).contains("galactic"), warnings(cube));
        Path copy = folder.resolve("copy.fits");
        CubeWriter.writePlain(copy, Hdu.of("", cube.readAll()), false, new FitsProvenance("test", List.of()));
        CubeFile back = CubeFile.open(copy, HeaderOverrides.NONE);
        assertEquals(30 + ANGLE, back.beamsOrNull().at(0).positionAngle(), 1e-3);
    }

    @Test
    void rotationCards() {
        TestFits fits = TestFits.cube(41, 41, 5);
        CubeFile both = open(fits.set("CROTA1", 30.0).set("CROTA2", 0.0));
        assertTrue(warnings(both).contains("CROTA1 = 30.0 deg differs"), warnings(both));
        assertEquals(0, both.frame().at(21, 21).northPerX(), 1e-6);
        CubeFile first = open(TestFits.cube(41, 41, 5).set("CROTA1", 30.0));
        assertTrue(warnings(first).contains("CROTA2 is missing"), warnings(first));
        CubeFile second = open(TestFits.cube(41, 41, 5).set("CROTA2", 30.0));
        assertEquals("", warnings(second));
        assertEquals(
                second.frame().at(21, 21).northPerX(), first.frame().at(21, 21).northPerX(), 1e-12);
        CubeFile equal = open(TestFits.cube(41, 41, 5).set("CROTA1", 30.0).set("CROTA2", 30.0));
        assertEquals("", warnings(equal));
        CubeFile matrix = open(TestFits.cube(41, 41, 5).set("CROTA2", 30.0).set("PC1_1", 1.0));
        assertTrue(warnings(matrix).contains("ignored"), warnings(matrix));
    }

    @Test
    void rightAscensionIsBelow360() {
        CubeFile cube = open(TestFits.cube(41, 41, 5)
                .set("CRVAL1", -1e-14)
                .set("CRVAL2", 0.0)
                .set("CRPIX1", 21));
        double ra = cube.frame().toWorld(21, 21)[0];
        assertTrue(ra >= 0 && ra < 360, "RA " + ra);
    }

    @Test
    void northCelestialPoleProjectionAtTheEquatorIsRefused() {
        TestFits fits = TestFits.cube(4, 4, 5)
                .set("CTYPE1", "'RA---NCP'")
                .set("CTYPE2", "'DEC--NCP'")
                .set("CRVAL2", 0.0);
        String message = assertThrows(InputException.class, () -> open(fits)).getMessage();
        assertTrue(message.contains("NCP") && message.contains("regrid"), message);
    }
}
