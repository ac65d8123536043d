package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.steelyard.units.InputException;

/** Ties as people write them, in every order and spacing. */
class TieProperties {

    @Property(seed = "1", tries = 300)
    void whatIsWrittenIsRead(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double factor,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double offset,
            @ForAll boolean nameFirst,
            @ForAll boolean spaced) {
        if (factor == 0) {
            return;
        }
        String blank = spaced ? "  " : "";
        String size = Double.toString(Math.abs(factor));
        String product =
                nameFirst ? "dispersion" + blank + "*" + blank + size : size + blank + "*" + blank + "dispersion";
        String text = (factor < 0 ? "-" : "") + product + blank + (offset < 0 ? "-" : "+") + blank + Math.abs(offset);
        assertEquals(new Tie("dispersion", factor, offset == 0 ? 0 : offset), Tie.parse(text), text);
    }

    /** Any text is read or refused in words; nothing else is thrown. */
    @Property(seed = "2", tries = 1000)
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 30) String text) {
        try {
            Tie.parse(text);
        } catch (InputException refused) {
            assertEquals(refused.getMessage().strip(), refused.getMessage());
        }
    }
}
