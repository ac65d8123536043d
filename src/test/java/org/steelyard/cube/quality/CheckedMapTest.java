// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedMapTest {

    private static final int SIZE = 20;

    /** A rotation curve of 200 km/s about a systemic velocity; no two pixels are equal. */
    private static double[] velocities(double systemic) {
        double[] values = new double[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = systemic + 200 * Math.tanh((i % SIZE - 9.7) / 4) + 0.037 * Math.floorDiv(i, SIZE);
        }
        return values;
    }

    private static boolean isOutside(int i) {
        return Math.hypot(i % SIZE - 9.5, Math.floorDiv(i, SIZE) - 9.5) > 8;
    }

    /** Blanks outside a circle become NaN, with a note, whatever number marks them. */
    @ParameterizedTest
    @CsvSource({
        "1866, 0",
        "1866, -999",
        "1866, 1e20",
        "1866, Infinity",
        "1866, -1e30",
        "1866, 99999",
        "0.5, -999",
        "0.5, 0",
        "-300, 0",
        "100, 0"
    })
    void blanksOfAVelocityMap(double systemic, double blank) {
        double[] given = velocities(systemic);
        double[] expected = given.clone();
        for (int i = 0; i < given.length; i++) {
            given[i] = isOutside(i) ? blank : given[i];
            expected[i] = isOutside(i) ? Double.NaN : expected[i];
        }
        List<String> notes = new ArrayList<>();
        CheckedMap.velocities(given, "v.fits", notes);
        assertArrayEquals(expected, given, notes.toString());
        assertEquals(1, notes.size(), notes.toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1866, 0, -50})
    void goodMapsAreUnchanged(double systemic) {
        double[] given = velocities(systemic);
        given[3] = 0;
        if (systemic > 1000) {
            given = velocities(systemic);
        }
        double[] expected = given.clone();
        List<String> notes = new ArrayList<>();
        CheckedMap.velocities(given, "v.fits", notes);
        assertArrayEquals(expected, given, notes.toString());
        assertEquals(List.of(), notes);
    }

    /** Bins repeat their velocity; the last bin may be large. */
    @Test
    void binnedMapIsUnchanged() {
        double[] given = new double[SIZE * SIZE];
        for (int i = 0; i < given.length; i++) {
            given[i] = i < 200 ? -150 : -100 + 20 * Math.floorDiv(i - 200, 20);
        }
        double[] expected = given.clone();
        List<String> notes = new ArrayList<>();
        CheckedMap.velocities(given, "v.fits", notes);
        assertArrayEquals(expected, given, notes.toString());
    }

    @Test
    void wildVelocity() {
        double[] given = velocities(1866);
        given[55] = 1e6;
        List<String> notes = new ArrayList<>();
        CheckedMap.velocities(given, "v.fits", notes);
        assertTrue(Double.isNaN(given[55]));
        assertTrue(notes.get(0).contains("1 pixels differ"), notes.get(0));
    }

    @Test
    void clippedFluxMapIsSaid() {
        double[] flux = new double[SIZE * SIZE];
        double[] whole = new double[SIZE * SIZE];
        for (int i = 0; i < flux.length; i++) {
            double r = Math.hypot(i % SIZE - 9.5, Math.floorDiv(i, SIZE) - 9.5);
            whole[i] = Math.exp(-r * r / 15);
            flux[i] = whole[i] > 0.1 ? whole[i] : 0;
        }
        List<String> notes = new ArrayList<>();
        CheckedMap.fluxes(whole, "m0.fits", notes);
        assertEquals(List.of(), notes);
        CheckedMap.fluxes(flux, "m0.fits", notes);
        assertTrue(notes.get(0).contains("clipped"), notes.toString());
    }
}
