package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /**
     * CFITSIO and astropy store exact zeros as -2147483646, the wording of the FITS standard is -2147483647; both are
     * zeros.
     */
    @Test
    void exactZerosOfBothConventions() {
        assertTrue(TiledVoxels.isZero(-2147483646L));
        assertTrue(TiledVoxels.isZero(-2147483647L));
        assertFalse(TiledVoxels.isZero(-2147483645L));
        assertFalse(TiledVoxels.isZero(0));
    }
}
