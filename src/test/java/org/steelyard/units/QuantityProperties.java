// SPDX-License-Identifier: Apache-2.0
package org.steelyard.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Quantities of every unit, in every way in which a number is written. */
class QuantityProperties {

    /** Each of two conversions rounds a product and a quotient, to half a unit of 2^-52 each. */
    private static final double ROUNDING = 4 * 0x1p-53;

    private static final String[] SYMBOLS = {
        "pc",
        "kpc",
        "Mpc",
        "arcsec",
        "\"",
        "as",
        "mas",
        "arcmin",
        "deg",
        "degree",
        "degrees",
        "rad",
        "km/s",
        "km s-1",
        "m/s",
        "m s-1",
        "Hz",
        "kHz",
        "MHz",
        "GHz",
        "Msun",
        "solMass",
        "Jy/beam",
        "mJy/beam",
        "uJy/beam",
        "Msun/Lsun",
        "solMass/solLum",
        "Lsun/pc2",
        "solLum/pc2",
        "pixel",
        "pix",
        ""
    };

    @Provide
    Arbitrary<String> symbols() {
        return Arbitraries.of(SYMBOLS);
    }

    @Property(seed = "1", tries = 1000)
    void aPrintedQuantityReadsBack(@ForAll double value, @ForAll("symbols") String symbol) {
        Quantity quantity = new Quantity(value, Unit.parse(symbol));
        assertEquals(quantity, Quantity.parse(quantity.toString()));
    }

    @Property(seed = "2", tries = 500)
    void blanksAndSignsDoNotMatter(
            @ForAll @DoubleRange(min = 0, max = 1e9) double value,
            @ForAll("symbols") String symbol,
            @ForAll boolean padded) {
        String blank = padded ? " \t " : "";
        String text = blank + "+" + value + blank + symbol + blank;
        assertEquals(new Quantity(value, Unit.parse(symbol)), Quantity.parse(text));
    }

    @Property(seed = "3", tries = 1000)
    void unitsOfOneDimensionConvertThereAndBack(
            @ForAll @DoubleRange(min = -1e12, max = 1e12) double value,
            @ForAll("symbols") String from,
            @ForAll("symbols") String to) {
        Unit first = Unit.parse(from);
        Unit second = Unit.parse(to);
        Quantity quantity = new Quantity(value, first);
        if (first.dimension() == second.dimension()) {
            double back = new Quantity(quantity.in(second), second).in(first);
            assertEquals(value, back, ROUNDING * Math.abs(value) + Double.MIN_NORMAL);
        } else {
            String message = assertThrows(InputException.class, () -> quantity.in(second))
                    .getMessage();
            assertTrue(message.contains(second.dimension().example()), message);
            assertTrue(message.contains(quantity.toString()), message);
        }
    }

    @Property(seed = "4", tries = 500)
    void anUnknownUnitIsNamed(@ForAll("words") String symbol) {
        Assume.that(!Arrays.asList(SYMBOLS).contains(symbol));
        String message = assertThrows(InputException.class, () -> Quantity.parse("1.5 " + symbol))
                .getMessage();
        assertTrue(message.contains("'" + symbol + "'") && message.contains("Msun/Lsun"), message);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .withChars("/")
                .ofMinLength(1)
                .ofMaxLength(8);
    }
}
