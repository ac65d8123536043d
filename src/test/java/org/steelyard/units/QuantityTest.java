// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with units, as users write them. */
class QuantityTest {

    /** Two roundings of a product. */
    private static final double ROUNDING = 4e-16;

    @ParameterizedTest
    @CsvSource({
        "17.1 Mpc, Mpc, 17.1",
        "0.6 arcsec, arcsec, 0.6",
        "600 mas, arcsec, 0.6",
        "1 deg, arcsec, 3600",
        "230.538 GHz, Hz, 230.538e9",
        "10000 m/s, km/s, 10",
        "0.3 mJy/beam, Jy/beam, 0.3e-3",
        "1e8 Msun, Msun, 1e8",
        "17.1 kpc, Mpc, 0.0171"
    })
    void conversions(String text, String unit, double wanted) {
        assertEquals(wanted, Quantity.parse(text).in(Unit.parse(unit)), ROUNDING * wanted);
    }

    @Test
    void aUnitOfAnotherDimensionIsRefused() {
        assertThrows(InputException.class, () -> Quantity.parse("10 km/s").in(Unit.parse("arcsec")));
    }

    @Test
    void distanceScale() {
        // 1 arcsec at 1 Mpc is pi / 0.648 pc
        assertEquals(17.1 * Math.PI / 0.648, new DistanceScale(17.1).pcPerArcsec(), 1e-12);
        double z = 3000 / Constants.SPEED_OF_LIGHT;
        assertEquals(
                40 / ((1 + z) * (1 + z)),
                DistanceScale.ofLuminosityDistance(40, 3000).angularDiameterDistance(),
                1e-13);
    }

    @Property(seed = "1", tries = 1000)
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 20) String text) {
        try {
            assertTrue(!Double.isNaN(Quantity.parse(text).value()));
        } catch (InputException refused) {
            assertTrue(refused.getMessage().length() > 10, refused.getMessage());
        }
    }
}
