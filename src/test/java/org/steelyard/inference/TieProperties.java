// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.steelyard.units.InputException;

/** Ties as users write them, in every order and spacing. */
class TieProperties {

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("_")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !Character.isDigit(name.charAt(0)));
    }

    @Property(seed = "1", tries = 500)
    void whatIsWrittenIsRead(
            @ForAll("names") String name,
            @ForAll double factor,
            @ForAll double offset,
            @ForAll boolean nameFirst,
            @ForAll boolean offsetFirst,
            @ForAll boolean spaced) {
        Assume.that(factor != 0);
        String blank = spaced ? "  " : "";
        String size = Double.toString(Math.abs(factor));
        String product = nameFirst ? name + blank + "*" + blank + size : size + blank + "*" + blank + name;
        String scaled = (factor < 0 ? "-" : "+") + blank + product;
        String constant = (offset < 0 ? "-" : "+") + blank + Math.abs(offset);
        String text = offsetFirst ? constant + blank + scaled : scaled + blank + constant;
        assertEquals(new Tie(name, factor, offset == 0 ? 0 : offset), Tie.parse(text), text);
    }

    /** The constants of a sum are added from left to right, wherever the name stands between them. */
    @Property(seed = "2", tries = 300)
    void aSumOfSeveralConstants(
            @ForAll("names") String name,
            @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = -1e3, max = 1e3) Double> constants,
            @ForAll int place) {
        int at = Math.floorMod(place, constants.size());
        StringBuilder text = new StringBuilder();
        double sum = 0;
        for (int i = 0; i < constants.size(); i++) {
            if (i == at) {
                text.append(" - ").append(name);
            }
            text.append(constants.get(i) < 0 ? " - " : " + ").append(Math.abs(constants.get(i)));
            sum += constants.get(i);
        }
        Tie tie = Tie.parse(text.toString());
        assertEquals(new Tie(name, -1, sum), tie, text.toString());
    }

    @Property(seed = "3", tries = 200)
    void twoParametersOrNoneAreRefused(
            @ForAll("names") String one, @ForAll("names") String other, @ForAll boolean both) {
        String text = both ? one + " + " + other : "2.5 + 3";
        String message =
                assertThrows(InputException.class, () -> Tie.parse(text)).getMessage();
        assertTrue(message.contains("\"" + text + "\""), message);
    }

    /** Any text is read or refused with a message; no other exception is thrown. */
    @Property(seed = "4", tries = 1000)
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 30) String text) {
        readOrRefused(text);
    }

    /** The same of texts that look like ties. */
    @Property(seed = "5", tries = 2000)
    void anyLikelyTextIsReadOrRefused(@ForAll("likely") String text) {
        readOrRefused(text);
    }

    @Provide
    Arbitrary<String> likely() {
        return Arbitraries.strings().withChars("x2e.+-* ").ofMaxLength(14);
    }

    private static void readOrRefused(String text) {
        try {
            Tie tie = Tie.parse(text);
            assertTrue(text.contains(tie.other()), text);
            assertTrue(tie.factor() != 0 && Double.isFinite(tie.factor() + tie.offset()), text);
        } catch (InputException refused) {
            assertEquals(refused.getMessage().strip(), refused.getMessage());
        }
    }
}
