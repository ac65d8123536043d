package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.units.InputException;

class TieTest {

    @ParameterizedTest
    @CsvSource({
        "dispersion, dispersion, 1, 0",
        "0.5 * dispersion, dispersion, 0.5, 0",
        "2*x + 3, x, 2, 3",
        "x - 1, x, 1, -1",
        "180 - position_angle, position_angle, -1, 180",
        "-x, x, -1, 0",
        "' x*1e-3+.5 ', x, 1e-3, 0.5",
        "1 + 2e2 * x2 - 3, x2, 200, -2",
        "e1, e1, 1, 0"
    })
    void reads(String text, String other, double factor, double offset) {
        assertEquals(new Tie(other, factor, offset), Tie.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "3",
                "x + y",
                "2 x",
                "x x",
                "x * y",
                "x / 2",
                "2 * 3",
                "x +",
                "(x)",
                "x^2",
                "+ + x",
                "1.2.3 * x"
            })
    void refuses(String text) {
        String message =
                assertThrows(InputException.class, () -> Tie.parse(text)).getMessage();
        assertTrue(message.contains("\"" + text + "\" cannot be read"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 * x", "1e999 * x", "x + 1e999"})
    void refusesNumbersWithoutMeaning(String text) {
        assertThrows(InputException.class, () -> Tie.parse(text));
    }
}
