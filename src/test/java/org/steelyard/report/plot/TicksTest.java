package org.steelyard.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {

    @Test
    void ticksStandAtRoundNumbers() {
        Ticks ticks = Ticks.linear(1498, 2237, 5);
        assertEquals(List.of("1600", "1800", "2000", "2200"), ticks.labels());
    }

    @Test
    void reversedAxisAndTrueMinus() {
        assertEquals(
                List.of("\u22121.0", "\u22120.5", "0.0", "0.5", "1.0"),
                Ticks.linear(1.3, -1.3, 5).labels());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.037, 1, 7.7, 333, 5e6})
    void neverMoreThanAsked(double span) {
        for (int most = 2; most < 12; most++) {
            int count = Ticks.linear(-0.3 * span, 0.7 * span, most).major().size();
            assertTrue(count <= most && count >= 1, count + " ticks where at most " + most + " were asked for");
        }
    }

    /**
     * The axes of a corner figure of the shipped example: 1.96, 1.98 and 2.00 are three, and multiples of 0.04 would
     * leave one.
     */
    @Test
    void aNarrowAxisHasTwoNumbers() {
        assertEquals(List.of("1.96", "2.00"), Ticks.linear(1.943, 2.007, 2).labels());
        assertEquals(List.of("28.6", "28.7"), Ticks.linear(28.591, 28.729, 2).labels());
    }

    @Test
    void longLogarithmicAxisHasDecadesOnly() {
        assertEquals(
                List.of("0.01", "0.1", "1", "10", "100"),
                Ticks.logarithmic(0.01, 100).labels());
    }

    @Test
    void shortLogarithmicAxisHasTwosAndFives() {
        assertEquals(
                List.of("0.05", "0.1", "0.2", "0.5", "1", "2"),
                Ticks.logarithmic(0.04, 3).labels());
    }

    /**
     * The inclination in a corner figure of the shipped example: 75.6 and 76.0 stand at the ends, where numbers have no
     * room.
     */
    @Test
    void aPanelHasTwoNumbersWithRoom() {
        AxisScale scale = AxisScale.linear(75.54, 76.06);
        Ticks ticks = new Axes(0, 0, 48, 48, scale, scale).ticksX();
        assertEquals(2, ticks.labels().size(), ticks.labels().toString());
        for (double value : ticks.major()) {
            assertTrue(
                    scale.fraction(value) > 0.1 && scale.fraction(value) < 0.9,
                    ticks.labels().toString());
        }
    }

    /** Offsets to the east grow to the left. */
    @Test
    void anAxisThatRunsToTheLeftHasTheSameNumbers() {
        AxisScale east = AxisScale.linear(1.81, -1.79);
        AxisScale west = AxisScale.linear(-1.81, 1.79);
        assertEquals(
                Set.copyOf(new Axes(0, 0, 60, 60, west, west).ticksX().labels()),
                Set.copyOf(new Axes(0, 0, 60, 60, east, west).ticksX().labels()));
    }
}
