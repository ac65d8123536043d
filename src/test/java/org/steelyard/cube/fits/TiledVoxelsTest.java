package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.cube.Image;
import org.steelyard.cube.PixelBox;

/**
 * Tile-compressed cubes compared with the values that astropy reads from the same files (src/test/resources,
 * make_tiles.py).
 */
class TiledVoxelsTest {

    /** Rounding of values of 1e-3 in float32. */
    private static final float ROUNDING = 1e-9f;

    @ParameterizedTest
    @CsvSource({"dither1, 0", "dither2, 0", "nodither, 1", "lossless, 5", "integers, 0"})
    void equalsAstropy(String name, int leastBlanks) throws URISyntaxException {
        CubeFile tiled = CubeFile.open(resource(name + ".fits.fz"), HeaderOverrides.NONE);
        CubeFile plain = CubeFile.open(resource(name + "_plain.fits"), HeaderOverrides.NONE);
        float[] expected = plain.readAll().values();
        assertArrayEquals(expected, tiled.readAll().values(), ROUNDING);
        PixelBox box = new PixelBox(7, 4, 19, 17);
        assertArrayEquals(plain.read(box, 1, 4).values(), tiled.read(box, 1, 4).values(), ROUNDING);
        int blanks = 0;
        for (float value : expected) {
            blanks += Float.isNaN(value) ? 1 : 0;
        }
        assertEquals(true, blanks >= leastBlanks, name + " has " + blanks + " blanks");
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(TiledVoxelsTest.class.getResource(name).toURI());
    }

    /** Step of the quantised values, a power of two, so that no rounding occurs. */
    private static final double STEP = 0.25;

    /**
     * An image with both stored values of an exact zero, -2147483646 (CFITSIO, astropy) and -2147483647 (FITS
     * standard), and with the blank value of each convention. The blank value takes precedence over a zero of the other
     * convention.
     */
    @ParameterizedTest
    @CsvSource({"-2147483647, NaN", "-2147483648, 0"})
    void exactZerosOfBothConventions(int blank, float ofTheStandardsZero, @TempDir Path folder) throws IOException {
        int[] stored = {-2147483646, -2147483647, blank, 1000};
        Image image = ImageFile.read(quantised(folder, "SUBTRACTIVE_DITHER_2", blank, stored), HeaderOverrides.NONE);
        assertEquals(0, image.values()[0]);
        assertEquals(ofTheStandardsZero, (float) image.values()[1]);
        assertTrue(Double.isNaN(image.values()[2]));
        assertEquals(1000 * STEP, image.values()[3], STEP / 2, "dithered by half a step at most");
    }

    /** Other dither methods have no stored value for an exact zero. */
    @Test
    void anotherDitherHasNoExactZero(@TempDir Path folder) throws IOException {
        int[] stored = {-2147483646, -2147483647, 0, 1000};
        Image image =
                ImageFile.read(quantised(folder, "SUBTRACTIVE_DITHER_1", -2147483648, stored), HeaderOverrides.NONE);
        assertEquals(-2147483646 * STEP, image.values()[0], RELATIVE * 2147483646 * STEP);
        assertEquals(-2147483647 * STEP, image.values()[1], RELATIVE * 2147483647 * STEP);
    }

    /** A float has 24 bits. */
    private static final double RELATIVE = 1e-7;

    /** An image of two columns in one tile, stored without compression: primary HDU, table of one row, heap. */
    private static Path quantised(Path folder, String dither, int blank, int[] stored) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header("SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0"));
        file.writeBytes(header(
                "XTENSION= 'BINTABLE'",
                "BITPIX  = 8",
                "NAXIS   = 2",
                "NAXIS1  = 8",
                "NAXIS2  = 1",
                "PCOUNT  = " + 4 * stored.length,
                "GCOUNT  = 1",
                "TFIELDS = 1",
                "TTYPE1  = 'COMPRESSED_DATA'",
                "TFORM1  = '1PB(16)'",
                "ZIMAGE  = T",
                "ZCMPTYPE= 'NOCOMPRESS'",
                "ZBITPIX = -32",
                "ZNAXIS  = 2",
                "ZNAXIS1 = 2",
                "ZNAXIS2 = " + stored.length / 2,
                "ZTILE1  = 2",
                "ZTILE2  = " + stored.length / 2,
                "ZQUANTIZ= '" + dither + "'",
                "ZSCALE  = " + STEP,
                "ZZERO   = 0.0",
                "ZBLANK  = " + blank));
        ByteBuffer data = ByteBuffer.allocate(2880);
        data.putInt(4 * stored.length).putInt(0);
        for (int value : stored) {
            data.putInt(value);
        }
        file.writeBytes(data.array());
        return Files.write(folder.resolve(dither + ".fits"), file.toByteArray());
    }

    private static byte[] header(String... cards) {
        StringBuilder text = new StringBuilder();
        for (String card : cards) {
            text.append(String.format("%-80s", card));
        }
        text.append(String.format("%-80s", "END"));
        text.append(" ".repeat((2880 - text.length() % 2880) % 2880));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
