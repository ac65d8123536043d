package org.steelyard.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColourMapTest {

    /** L* of 8-bit colours is known to about half a step of 1/255 in each channel, below 0.5. */
    private static final double ROUNDING = 0.5;

    /**
     * The two arms of the diverging map are set equal in Oklab's lightness, which differs from L* by a few units in
     * saturated colours.
     */
    private static final double ARMS = 6;

    @Test
    void sequentialMapsRunSteadilyInLightness() {
        for (int k = 1; k <= 64; k++) {
            assertTrue(
                    lightness(ColourMap.VIRIDIS, k / 64.0) > lightness(ColourMap.VIRIDIS, (k - 1) / 64.0) - ROUNDING);
            assertTrue(lightness(ColourMap.GREYS, k / 64.0) < lightness(ColourMap.GREYS, (k - 1) / 64.0) + ROUNDING);
        }
    }

    @Test
    void divergingMapIsBlueBelowRedAboveAndEquallyDarkOnBothSides() {
        int low = ColourMap.BLUE_RED.rgb(0.2);
        int high = ColourMap.BLUE_RED.rgb(0.8);
        assertTrue((low & 0xff) > (low >> 16 & 0xff) + 60, "low end is blue");
        assertTrue((high >> 16 & 0xff) > (high & 0xff) + 60, "high end is red");
        for (double step = 0.1; step <= 0.5; step += 0.1) {
            assertEquals(lightness(ColourMap.BLUE_RED, 0.5 - step), lightness(ColourMap.BLUE_RED, 0.5 + step), ARMS);
        }
    }

    @Test
    void valuesBeyondTheScaleSaturateAndNaNIsPaper() {
        ColourScale scale = new ColourScale(ColourMap.VIRIDIS, 0, 1);
        assertEquals(scale.argb(1), scale.argb(99));
        assertEquals(scale.argb(0), scale.argb(-99));
        assertEquals(0, scale.argb(Double.NaN));
    }

    private static double lightness(ColourMap map, double fraction) {
        int rgb = map.rgb(fraction);
        double y = 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
        return 116 * Math.cbrt(Math.max(y, 0.008856)) - 16;
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
