// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.units.InputException;

/** Lists of values of one key. */
class KeyChoicesTest {

    @Test
    void bareWordsAreTexts() {
        assertEquals(KeyChoices.parse("disk.flow=[\"none\", \"vrad\"]"), KeyChoices.parse(" disk.flow = [none, vrad]"));
    }

    @Test
    void aValueMayBeAList() {
        KeyChoices warps = KeyChoices.parse("disk.warp=[\"none\", [0.5, 1.0]]");
        assertEquals(List.of("\"none\"", "[0.5, 1.0]"), warps.values());
        assertEquals("disk.warp=[0.5, 1.0]", warps.override(1));
        assertEquals("[0.5, 1.0]", KeyChoices.label(warps.values().get(1)));
    }

    @Test
    void filesAreRelativeToTheWorkingFolder() {
        String value =
                KeyChoices.parse("potential.mge=[\"data/mge.ecsv\"]").values().get(0);
        assertEquals("\"" + Path.of("data/mge.ecsv").toAbsolutePath() + "\"", value);
        assertEquals("mge.ecsv", KeyChoices.label(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "disk.flow; write KEY=[VALUE, ...]",
                "flow=[\"none\"]; write KEY=[VALUE, ...]",
                "disk.flow=\"vrad\"; is no list",
                "disk.flow=[]; the list is empty",
                "disk.flow=[ ]; the list is empty",
                "disk.flows=[\"none\"]; did you mean disk.flow?",
                "fit.region=[1]; is a section of keys",
                "disk.flow=[\"sideways\"]; is not one of none",
                "disk.flow=[\"none\", \"none\"]; twice",
                "data.beam.major=[\"0.5 arcsec\", \"500 mas\"]; twice",
                "model.block=[4, 2.5]; is no whole number",
                "potential.softening=[0.1]; lacks a unit",
                "potential.softening=[\"1 km/s\"]; is no angle",
                "disk.lucy_iterations=[nan]; is no whole number",
                "disk.near_side=[1, oops]; is no whole number"
            })
    void otherListsAreRefused(String option, String told) {
        String message = assertThrows(InputException.class, () -> KeyChoices.parse(option))
                .getMessage();
        String key = option.split("=", 2)[0];
        assertTrue(message.contains(key) && message.contains(told), message);
    }
}
