// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;

/** Moments compared with spectral-cube, position-velocity diagrams compared with pvextractor. */
class MomentsReferenceTest {

    /**
     * The reference is a float32 sum over 30 channels, which differs from a double sum in numpy by 2.5e-7 of the peak
     * of M0. Where M0 is small, M1 and M2 lose as many digits as M0.
     */
    private static final double RELATIVE = 1e-6;

    /** [km/s] Half the extent of the velocity axis; M2 is a sum of squares up to its square. */
    private static final double HALF_AXIS = 290;

    private final SpectralCube cube = CubeFile.open(
                    SharedData.path("reference/moments_pvd/cube.fits"), HeaderOverrides.NONE)
            .readAll();

    @ParameterizedTest
    @ValueSource(strings = {"FULL", "CLIP"})
    void moments(String kind) {
        CubeMask mask = null;
        if (kind.equals("CLIP")) {
            BitSet bits = new BitSet();
            for (int i = 0; i < cube.values().length; i++) {
                bits.set(i, cube.values()[i] > 0.06f);
            }
            mask = new CubeMask(bits, cube.nx(), cube.ny(), cube.channels());
        }
        MomentMaps maps = MomentMaps.of(cube, mask, VelocityConvention.RADIO);
        assertArrayEquals(
                maps.m0().values(),
                MomentMaps.integrated(cube, mask, VelocityConvention.RADIO).values());
        Path file = SharedData.path("reference/moments_pvd/moments.fits");
        Image[] ours = {maps.m0(), maps.m1(), maps.m2()};
        double peak = java.util.Arrays.stream(maps.m0().values())
                .filter(Double::isFinite)
                .max()
                .orElseThrow();
        for (int moment = 0; moment < 3; moment++) {
            Image expected = ImageFile.read(file, kind + "_M" + moment, HeaderOverrides.NONE);
            int compared = 0;
            for (int i = 0; i < expected.values().length; i++) {
                double value = expected.values()[i];
                double own = ours[moment].values()[i];
                double flux = Math.abs(maps.m0().values()[i]);
                if (Double.isNaN(value) || Double.isNaN(own)) {
                    assertTrue(
                            Double.isNaN(own) && (Double.isNaN(value) || value == 0),
                            moment + " " + i + ": " + value + " " + own);
                } else {
                    double size = moment == 1 ? Math.abs(value) : Math.max(Math.abs(value), HALF_AXIS * HALF_AXIS);
                    double tolerance = moment == 0 ? RELATIVE * peak : RELATIVE * size * peak / flux;
                    assertEquals(value, own, tolerance, kind + " " + moment + " " + i);
                    compared++;
                }
            }
            assertTrue(compared > 50);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40, 0, PV0", "40, 0.18, PV1", "130, 0, PV2", "130, 0.18, PV3"})
    void positionVelocityDiagrams(String parameters) {
        String[] words = parameters.split(", ");
        Image expected =
                ImageFile.read(SharedData.path("reference/moments_pvd/pvd.fits"), words[2], HeaderOverrides.NONE);
        PositionVelocityDiagram diagram = PositionVelocityDiagram.along(
                cube, 16.3, 13.8, Double.parseDouble(words[0]), 1.2, Double.parseDouble(words[1]));
        assertEquals(expected.nx(), diagram.offsets());
        double peak = 0;
        for (double value : expected.values()) {
            peak = Math.max(peak, Math.abs(value));
        }
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], diagram.values()[i], RELATIVE * peak, words[2] + " " + i);
        }
        assertEquals(-0.57, diagram.offset(0), 1e-6);
    }

    @Test
    void blanksDoNotCount() {
        float[] values = cube.values().clone();
        int pixel = 14 * cube.nx() + 16;
        for (int c = 0; c < cube.channels(); c += 2) {
            values[c * cube.nx() * cube.ny() + pixel] = Float.NaN;
        }
        MomentMaps maps = MomentMaps.of(cube.withValues(values), null, VelocityConvention.RADIO);
        double expected = 0;
        for (int c = 1; c < cube.channels(); c += 2) {
            expected += 20 * cube.values()[c * cube.nx() * cube.ny() + pixel];
        }
        assertEquals(expected, maps.m0().values()[pixel], 1e-6 * Math.abs(expected));
    }
}
