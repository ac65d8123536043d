// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Line masks of cubes whose noise is not that of the middle of the image everywhere. */
class LineDetectionMaskTest {

    private static final int N = 90;
    private static final int CHANNELS = 40;

    private record Voxel(int x, int y, int channel) {
        double fromMiddle() {
            return Math.hypot(x - 0.5 * (N - 1), y - 0.5 * (N - 1));
        }
    }

    /** Gaussian noise of an rms that depends on the place, smoothed by the beam, and a line. */
    private static CubeMask mask(ToDoubleFunction<Voxel> rms, ToDoubleFunction<Voxel> line) {
        Random random = new Random(5);
        float[] white = new float[N * N * CHANNELS];
        for (int i = 0; i < white.length; i++) {
            white[i] = (float) random.nextGaussian();
        }
        float[] values = new float[white.length];
        double sigma = 3 / 2.3548;
        for (int c = 0; c < CHANNELS; c++) {
            Smoothing.plane(white, c * N * N, N, N, sigma, values);
        }
        for (int i = 0; i < values.length; i++) {
            Voxel voxel = new Voxel(i % N, i / N % N, i / (N * N));
            // Smoothed white noise has an rms of 1 / (2 sigma sqrt(pi)).
            values[i] = (float)
                    (values[i] * 2 * sigma * Math.sqrt(Math.PI) * rms.applyAsDouble(voxel) + line.applyAsDouble(voxel));
        }
        return CubeMask.smoothAndClip(TestCubes.of(values, N, N, CHANNELS), CubeMask.Options.defaults());
    }

    private static double disk(Voxel v) {
        return v.fromMiddle() < 10 && Math.abs(v.channel() - 20 - 0.8 * (v.x() - 44.5)) < 3 ? 6 : 0;
    }

    /** After a primary-beam correction the noise is five times higher at the corners. */
    @Test
    void noiseThatRisesToTheEdgeIsNoLine() {
        ToDoubleFunction<Voxel> rising = v -> Math.exp(0.5 * Math.pow(v.fromMiddle() / 35, 2));
        assertEquals(0, mask(rising, v -> 0).count());
        CubeMask mask = mask(rising, LineDetectionMaskTest::disk);
        assertEquals(1, mask.objects().size());
        assertTrue(mask.at(20, 44, 44));
        assertEquals(
                0,
                mask.bits().stream()
                        .filter(i -> new Voxel(i % N, i / N % N, 0).fromMiddle() > 25)
                        .count());
    }

    /** Channels with a line of large dynamic range have sidelobes of either sign. */
    @Test
    void sidelobesInChannelsOfTheLineAreNoLine() {
        ToDoubleFunction<Voxel> sidelobes = v -> 1 + (Math.abs(v.channel() - 20) < 6 ? 10 : 0);
        CubeMask mask = mask(sidelobes, v -> 30 * disk(v));
        assertEquals(1, mask.objects().size());
        assertTrue(mask.at(20, 44, 44));
        assertEquals(
                0,
                mask.bits().stream()
                        .filter(i -> new Voxel(i % N, i / N % N, 0).fromMiddle() > 25)
                        .count());
    }

    /** What is as strong in absorption as in emission is no detection. */
    @Test
    void artefactsOfEitherSignAreNoLine() {
        ToDoubleFunction<Voxel> artefacts = v -> {
            boolean here = Math.abs(v.channel() - 20) < 4 && Math.abs(v.y() - 45) < 6;
            return here && Math.abs(v.x() - 30) < 6 ? 3 : here && Math.abs(v.x() - 60) < 6 ? -3 : 0;
        };
        assertEquals(0, mask(v -> 1, artefacts).count());
    }
}
