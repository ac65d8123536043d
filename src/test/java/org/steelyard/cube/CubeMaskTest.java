// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.SharedData;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;

/** The mask keeps the flux of simulated disks and excludes the noise. */
class CubeMaskTest {

    /**
     * The flux in the mask has a scatter of rms dv sqrt(2 N / A) = 1 Jy km/s, 1.4 to 1.7 %, with N voxels and A pixels
     * per beam.
     */
    private static final double FLUX = 0.02;

    @ParameterizedTest
    @CsvSource({"blind_a, 75", "blind_b, 60"})
    void keepsTheFluxAndLeavesTheNoise(String name, double flux) {
        SpectralCube cube = CubeFile.open(SharedData.path("cubes/" + name + ".fits.gz"), HeaderOverrides.NONE)
                .readAll();
        SpectralCube truth = CubeFile.open(
                        SharedData.path("cubes/" + name + "_noiseless.fits.gz"), HeaderOverrides.NONE)
                .readAll();
        CubeMask mask = CubeMask.smoothAndClip(cube, CubeMask.Options.defaults());
        assertEquals(flux, flux(cube, mask), FLUX * flux);
        assertTrue(flux(truth, mask) > 0.995 * flux, "true flux in the mask " + flux(truth, mask));
        float[] noise = cube.values().clone();
        for (int i = 0; i < noise.length; i++) {
            noise[i] -= truth.values()[i];
        }
        SpectralCube pure = cube.withValues(noise);
        assertEquals(
                0, CubeMask.smoothAndClip(pure, CubeMask.Options.defaults()).count());
        // 1e5 to 1e6 independent samples. Signal changes the negative half by less than its share of the cube, 3 %.
        assertEquals(
                NoiseEstimate.robustRms(pure), NoiseEstimate.robustRms(cube), 0.02 * NoiseEstimate.robustRms(pure));
        assertTrue(NoiseEstimate.lineFreeChannels(cube, mask).size() > 10);
        NoiseEstimate estimate = NoiseEstimate.outside(cube, mask, 4);
        assertTrue(estimate.typical() > 0 && estimate.typical() < NoiseEstimate.robustRms(cube));
    }

    @Test
    void survivesBlanksAndMuchSignal() {
        int n = 40;
        int channels = 30;
        Random random = new Random(11);
        float[] values = new float[n * n * channels];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < n; y++) {
                for (int x = 0; x < n; x++) {
                    boolean signal = Math.hypot(x - 19.5, y - 19.5) < 14 && c >= 5 && c < 25;
                    values[(c * n + y) * n + x] = (float) (random.nextGaussian() + (signal ? 5 : 0));
                }
            }
        }
        values[(15 * n + 20) * n + 20] = Float.NaN;
        SpectralCube cube = TestCubes.of(values, n, n, channels);
        CubeMask mask = CubeMask.smoothAndClip(cube, CubeMask.Options.defaults());
        assertTrue(mask.at(15, 20, 25));
        assertFalse(mask.at(15, 20, 20));
        assertFalse(mask.at(1, 20, 20));
        assertFalse(mask.at(15, 1, 1));
        assertEquals(1, NoiseEstimate.robustRms(cube, 0), 0.1); // 800 negative values: 1.2 / sqrt(800) = 4 %
    }

    @Test
    void dilationIsADisc() {
        java.util.BitSet bits = new java.util.BitSet();
        bits.set((2 * 9 + 4) * 9 + 4);
        CubeMask mask = new CubeMask(bits, 9, 9, 5).dilated(2.5, 1);
        assertEquals(3 * 21, mask.count());
        assertTrue(mask.at(1, 2, 3) && mask.at(3, 4, 6) && !mask.at(2, 2, 2) && !mask.at(0, 4, 4));
    }

    private static double flux(SpectralCube cube, CubeMask mask) {
        int plane = cube.nx() * cube.ny();
        double pixel = cube.localFrame().pixelArea();
        double sum = 0;
        for (int i = mask.bits().nextSetBit(0); i >= 0; i = mask.bits().nextSetBit(i + 1)) {
            int c = i / plane;
            sum += cube.values()[i]
                    * cube.axis().width(c)
                    * pixel
                    / cube.beams().at(c).area();
        }
        return sum;
    }
}
