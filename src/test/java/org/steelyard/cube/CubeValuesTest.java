// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.units.InputException;

/** Beams, lines and noise, compared with closed forms. */
class CubeValuesTest {

    @Test
    void covarianceAndBack() {
        for (double angle = 0; angle < 180; angle += 15) {
            Beam beam = new Beam(0.3, 0.15, angle);
            Beam back = Beam.ofCovariance(beam.covariance());
            assertEquals(0.3, back.major(), 1e-12);
            assertEquals(0.15, back.minor(), 1e-12);
            assertEquals(0, Math.sin(Math.toRadians(back.positionAngle() - angle)), 1e-9);
        }
        double[] north = new Beam(2, 1, 0).covariance();
        assertTrue(north[2] > north[0] && Math.abs(north[1]) < 1e-15);
        assertTrue(new Beam(2, 1, 45).covariance()[1] > 0);
    }

    @Test
    void tables() {
        BeamTable table = new BeamTable(List.of(new Beam(0.3, 0.2, 10), new Beam(0.33, 0.2, 10)));
        assertEquals(0.1, table.areaSpread(), 1e-12);
        assertEquals(Math.sqrt((0.09 + 0.1089) / 2), table.mean().major(), 1e-12);
        assertTrue(!table.isCommon() && table.slice(1, 1).isCommon());
        assertThrows(InputException.class, () -> new Beam(0.2, 0.3, 0));
        assertThrows(InputException.class, () -> new Beam(Double.NaN, 0.3, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "CO(2-1), 230.538e9",
        "co 2-1, 230.538e9",
        "12CO(2-1), 230.538e9",
        "13co(1-0), 110.2013543e9",
        "hco+ (1-0), 89.1885247e9",
        "hi, 1420405751.768",
        "[CII], 1900.5369e9"
    })
    void lines(String name, double frequency) {
        assertEquals(frequency, SpectralLine.frequency(name));
    }

    @Test
    void unknownLineListsTheKnown() {
        String message = assertThrows(InputException.class, () -> SpectralLine.frequency("CO(9-1)"))
                .getMessage();
        assertTrue(message.contains("CO(2-1)") && message.contains("rest_frequency"), message);
    }

    @Test
    void channelOfAVelocity() {
        SpectralAxis axis = TestCubes.of(new float[5], 1, 1, 5).axis();
        assertEquals(2, axis.channelAt(1024.9, VelocityConvention.RADIO));
        assertEquals(-1, axis.channelAt(900, VelocityConvention.RADIO));
        assertThrows(InputException.class, () -> axis.slice(3, 3));
    }

    @Test
    void blockNoiseOfWhiteNoise() {
        int n = 120;
        float[] values = new float[2 * n * n];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextGaussian());
        }
        SpectralCube cube = TestCubes.of(values, n, n, 2);
        NoiseEstimate noise = NoiseEstimate.inBox(cube, new PixelBox(0, 0, n, n), 4);
        // With 900 blocks the relative standard deviation of a standard deviation is 1/sqrt(1798) = 2.4 %; the limit is
        // four times that.
        assertEquals(0.5, noise.perChannel()[0], 0.5 * 0.1);
        assertArrayEquals(new int[] {900, 900}, noise.blocks());
        assertThrows(InputException.class, () -> NoiseEstimate.inBox(cube, new PixelBox(0, 0, 8, 8), 4));
        assertThrows(InputException.class, () -> NoiseEstimate.inBox(cube, new PixelBox(0, 0, n + 1, 8), 4));
    }
}
