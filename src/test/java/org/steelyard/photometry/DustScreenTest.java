// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.steelyard.SharedData;
import org.steelyard.cube.Image;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/** A simulated dusty galaxy of another hand (images/image_b_dust_truth.json). */
class DustScreenTest {

    private static final double PIXEL = 0.08;

    private static final double INCLINATION = 70;

    private static final double RADIUS = 0.5;

    /** The limit for the circular speed at 0.5 arcsec after the correction; measured 0.4 %. */
    private static final double CORRECTED = 0.03;

    private static final Calibration H_BAND =
            Calibration.of(25.94, 900, PIXEL, 4.52).withExtinction(0.01).withRedshift(0.005, 0);

    private static final MgeTable TRUTH = new MgeTable(
            new double[] {15000, 9000, 4800, 1500, 300, 50},
            new double[] {0.22, 0.7, 1.7, 4, 9, 20},
            new double[] {0.86, 0.8, 0.77, 0.72, 0.7, 0.74});

    private static Image read(String name) {
        return ImageFile.read(SharedData.path("images/" + name + ".fits.gz"), HeaderOverrides.NONE);
    }

    private static double bias(StarlightFit fit) {
        MgeTable mge = new StarlightMge(fit, H_BAND).table();
        return StarlightFitTest.speed(mge, INCLINATION, RADIUS) / StarlightFitTest.speed(TRUTH, INCLINATION, RADIUS)
                - 1;
    }

    @Test
    void colourExcessAndGrid() {
        Image h = read("image_b_dust_H");
        Psf psf = PsfImage.fit(read("image_b_dust_psf"), 1, 6).psf();
        StarlightOptions options =
                StarlightOptions.defaults().withNoise(1, 15, 0).withInclination(INCLINATION);
        StarlightOptions blue = StarlightOptions.defaults().withNoise(1, 5, 0);
        StarlightFit original = StarlightFit.fit(h, psf, new BitSet(), options);
        StarlightFit second = StarlightFit.fit(read("image_b_dust_I"), psf, new BitSet(), blue);
        DustScreen embedded = new DustScreen(0.5);
        double ratio = Math.cos(Math.toRadians(INCLINATION));
        DustScreen.Disk disk = new DustScreen.Disk(2.4 / PIXEL, ratio, 6 / PIXEL);
        assertEquals(-0.198, bias(original), 0.01, "without a correction a fifth of the speed is missing");

        StarlightFit corrected = original;
        for (int pass = 0; pass < 2; pass++) {
            DustScreen.SecondBand band = new DustScreen.SecondBand(
                    read("image_b_dust_I"), second.model().sky(), 1, 3.2);
            DustScreen.Corrected free = embedded.correct(h, corrected.model(), psf, 1, band, disk);
            corrected = StarlightFit.fit(free.image(), psf, new BitSet(), options);
            second = StarlightFit.fit(free.second(), psf, new BitSet(), blue);
            assertEquals(1, free.extinction()[0], 0.1, "A_H = 1 at the centre; measured 1.013");
        }
        assertEquals(0, bias(corrected), CORRECTED);

        double low = bias(grid(embedded, h, corrected, psf, 0.5, disk, options));
        double true1 = bias(grid(embedded, h, corrected, psf, 1, disk, options));
        double high = bias(grid(embedded, h, corrected, psf, 1.5, disk, options));
        assertTrue(low < -CORRECTED && high > CORRECTED, "the grid brackets the truth: " + low + ", " + high);
        assertEquals(0, true1, CORRECTED, "the true extinction of the grid");
    }

    private static StarlightFit grid(
            DustScreen screen,
            Image image,
            StarlightFit start,
            Psf psf,
            double extinction,
            DustScreen.Disk disk,
            StarlightOptions options) {
        Image corrected = screen.withCentralExtinction(image, start.model(), psf, extinction, 0.9 / PIXEL, disk);
        return StarlightFit.fit(corrected, psf, new BitSet(), options);
    }

    @Test
    void transmission() {
        assertEquals(1, new DustScreen(0.5).transmission(0));
        assertEquals(0.55, new DustScreen(0.5).transmission(2.5), 1e-15, "half and a tenth of half");
        assertEquals(0.1, new DustScreen(1).transmission(2.5), 1e-15, "a screen in front");
    }

    @Test
    void badInput() {
        assertThrows(InputException.class, () -> new DustScreen(0));
        assertThrows(InputException.class, () -> new DustScreen.Disk(10, 0.5, 5));
        assertThrows(InputException.class, () -> new DustScreen.Disk(10, 1.5, 15));
    }
}
