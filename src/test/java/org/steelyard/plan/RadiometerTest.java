// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.units.InputException;

class RadiometerTest {

    /** Relative tolerance of the closed form, which has the constants to seven digits. */
    private static final double EXACT = 1e-6;

    /** [K] The opacity goes with the square of the frequency and is interpolated linearly, which raises it by up to 0.0003. */
    private static final double KELVIN = 0.15;

    /**
     * Relative tolerance of the aperture efficiency: the Technical Handbook's table, as public code copies it, has two digits.
     */
    private static final double TABLE = 0.015;

    /** 230 GHz, 10 km/s, an hour: each factor of the equation written out by hand. */
    @Test
    void noiseIsThatOfTheRadiometerEquation() {
        double frequency = 230e9;
        double width = frequency * 10 / 299792.458;
        double area = Math.PI * 36 * 0.72 * Math.exp(-Math.pow(4 * Math.PI * 25e-6 * frequency / 299792458.0, 2));
        double expected = 1.1 * 2 * 1380.649 * 100 / (0.96 * 0.88 * area * Math.sqrt(43.0 * 42 * 2 * width * 3600));
        assertEquals(expected, new Radiometer(43, 100.0, null).rms(frequency, width, 3600), EXACT * expected);
    }

    /** At 230 GHz, tau = 0.061 (230/225)^2 and an elevation of 60 deg: computed by hand from the formula of T_sys. */
    @Test
    void systemTemperatureOfBandSix() {
        assertEquals(93.84, new Radiometer(43, null, null).systemTemperature(230e9), KELVIN);
    }

    @ParameterizedTest
    @CsvSource({"100e9, 0.71", "150e9, 0.70", "230e9, 0.68", "345e9, 0.63", "460e9, 0.60", "660e9, 0.43", "870e9, 0.31"
    })
    void apertureEfficiencyIsThatOfTheHandbook(double frequency, double efficiency) {
        double noise = new Radiometer(43, 100.0, null).rms(frequency, 1e6, 60);
        double area = 1.1 * 2 * 1380.649 * 100 / (0.96 * 0.88 * noise * Math.sqrt(43.0 * 42 * 2 * 1e6 * 60));
        // Bands 8 to 10 are wide, and the efficiency changes across them: the table has its value at the band's middle.
        double tolerance = frequency > 400e9 ? 0.12 : TABLE;
        assertEquals(efficiency, area / (Math.PI * 36), tolerance * efficiency);
    }

    /**
     * The wing of the water line at 325 GHz. At 330 GHz the model's zenith opacity is 0.13956 and 0.26487 for its two amounts of water;
     * the median weather is 0.061 at 225 GHz, where they give 0.025590 and 0.041281: by hand tau = 0.42236.
     */
    @Test
    void waterMakesThreeToTwoNoisierTowardsLowFrequencies() {
        Radiometer alma = new Radiometer(43, null, null);
        double transmission = Math.exp(-0.42236 / Math.sin(Math.toRadians(60)));
        double sky = 251 * (1 - transmission) + 2.725 * transmission;
        double expected = (72 + 0.95 * sky + 0.05 * 270) / (0.95 * transmission);
        assertEquals(expected, alma.systemTemperature(330e9), KELVIN);
        assertTrue(alma.systemTemperature(330e9) > alma.systemTemperature(336e9));
        assertThrows(InputException.class, () -> alma.systemTemperature(327e9));
    }

    @Test
    void noiseFallsWithTheRootOfTimeAndWithAntennas() {
        Radiometer alma = new Radiometer(43, null, -30.0);
        assertEquals(2, alma.rms(230e9, 1e6, 600) / alma.rms(230e9, 1e6, 2400), EXACT);
        assertEquals(
                Math.sqrt(50.0 * 49 / (43 * 42)),
                alma.rms(230e9, 1e6, 600) / new Radiometer(50, null, -30.0).rms(230e9, 1e6, 600),
                EXACT);
    }

    @Test
    void lowSourcesAndOxygenAreNoisier() {
        double high = new Radiometer(43, null, -23.0).systemTemperature(230e9);
        assertTrue(new Radiometer(43, null, 30.0).systemTemperature(230e9) > high);
        Radiometer alma = new Radiometer(43, null, null);
        assertTrue(alma.systemTemperature(115.27e9) > 1.3 * alma.systemTemperature(112e9));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(InputException.class, () -> new Radiometer(1, null, null));
        assertThrows(InputException.class, () -> new Radiometer(43, Double.NaN, null));
        assertThrows(InputException.class, () -> new Radiometer(43, -5.0, null));
        assertThrows(InputException.class, () -> new Radiometer(43, null, 60.0));
        Radiometer alma = new Radiometer(43, null, null);
        assertTrue(assertThrows(InputException.class, () -> alma.systemTemperature(461e9))
                .getMessage()
                .contains("give the system temperature"));
        assertTrue(assertThrows(InputException.class, () -> alma.systemTemperature(380e9))
                .getMessage()
                .contains("no band"));
        assertThrows(InputException.class, () -> AlmaBand.requireHolds(7, 230e9));
        assertThrows(InputException.class, () -> AlmaBand.requireHolds(11, 230e9));
    }
}
