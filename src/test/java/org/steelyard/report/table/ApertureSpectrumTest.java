// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.SyntheticDisk;

class ApertureSpectrumTest {

    private static final int SIZE = 64;
    private static final int PARTS = 9;

    /** Sums of some thousand doubles in another order. */
    private static final double ROUNDING = 1e-11;

    private static final ModelProducts DISK =
            SyntheticDisk.products(SIZE, SIZE, SyntheticDisk.turnedFrame(SIZE, SIZE, 25), 5);
    private static final ChannelRange CHANNELS = ChannelRange.of(DISK.data().axis(), DISK.channelsFitted());

    @Test
    void channelsAreTheFittedOnes() {
        assertEquals(1, CHANNELS.first());
        assertEquals(DISK.data().channels() - 2, CHANNELS.count());
        double[] centres = CHANNELS.centres();
        for (int k = 0; k < centres.length; k++) {
            assertEquals(k, CHANNELS.channelAt(centres[k]));
        }
        assertEquals(-1, CHANNELS.channelAt(CHANNELS.highest() + 1));
        assertEquals(-1, CHANNELS.channelAt(CHANNELS.lowest() - 1));
    }

    @Test
    void partsAlongTheMajorAxisAddUpToTheRegion() {
        ApertureSpectrum region = ApertureSpectrum.ofRegion(DISK, CHANNELS);
        ApertureSpectrum[] parts = ApertureSpectrum.alongMajorAxis(DISK, CHANNELS, PARTS);
        double peak = 0;
        for (double value : region.model()) {
            peak = Math.max(peak, value);
        }
        for (int c = 0; c < CHANNELS.count(); c++) {
            double data = 0;
            double model = 0;
            for (ApertureSpectrum part : parts) {
                data += part.data()[c];
                model += part.model()[c];
            }
            assertEquals(region.data()[c], data, ROUNDING * peak);
            assertEquals(region.model()[c], model, ROUNDING * peak);
        }
    }

    @Test
    void firstPartApproachesAndLastPartRecedes() {
        ApertureSpectrum[] parts = ApertureSpectrum.alongMajorAxis(DISK, CHANNELS, PARTS);
        assertTrue(meanVelocity(parts[0]) < SyntheticDisk.VSYS - 50, "approaching");
        assertTrue(meanVelocity(parts[PARTS - 1]) > SyntheticDisk.VSYS + 50, "receding");
        assertTrue(parts[0].high() < 0 && parts[PARTS - 1].low() > 0, "offsets");
    }

    /** N pixels of noise sigma, B pixels to a beam, correlated over two beams: sigma sqrt(2 N B) / B. */
    @Test
    void noiseOfTheRegionIsCorrelatedOverTwoBeams() {
        int pixels = 0;
        for (int k = 0; k < DISK.region().length; k++) {
            pixels += DISK.region()[k] && Float.isFinite(DISK.data().values()[k]) ? 1 : 0;
        }
        double perBeam =
                DISK.data().beams().at(0).area() / DISK.data().localFrame().pixelArea();
        double expected = DISK.noise()[0] * Math.sqrt(2 * pixels * perBeam) / perBeam;
        assertEquals(1, ApertureSpectrum.ofRegion(DISK, CHANNELS).noise()[0] / expected, ROUNDING);
    }

    private static double meanVelocity(ApertureSpectrum spectrum) {
        double[] velocity = CHANNELS.centres();
        double sum = 0;
        double weighted = 0;
        for (int c = 0; c < velocity.length; c++) {
            sum += spectrum.model()[c];
            weighted += spectrum.model()[c] * velocity[c];
        }
        return weighted / sum;
    }
}
