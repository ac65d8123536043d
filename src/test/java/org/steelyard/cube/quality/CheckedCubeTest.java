// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.TestCubes;
import org.steelyard.units.InputException;

class CheckedCubeTest {

    private static final int NX = 20;
    private static final int NY = 24;
    private static final int CHANNELS = 12;
    private static final int PLANE = NX * NY;
    private static final double NOISE = 1e-3;

    /** A source of the beam's size, peak signal-to-noise 40, in channels 4 to 7, and noise. */
    private static float[] good() {
        Random random = new Random(7);
        float[] values = model();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (NOISE * random.nextGaussian());
        }
        return values;
    }

    private static float[] model() {
        float[] values = new float[PLANE * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            double dx = i % NX - 10;
            double dy = i / NX % NY - 12;
            double dc = i / PLANE - 5.5;
            values[i] = (float) (40 * NOISE * Math.exp(-(dx * dx + dy * dy) / 3 - dc * dc / 2));
        }
        return values;
    }

    private static CheckedCube check(float[] values, int... dropped) {
        return CheckedCube.of(TestCubes.of(values, NX, NY, CHANNELS), dropped);
    }

    /** Asserts that exactly the chosen voxels are blank and all others unchanged. */
    private static void assertBlank(CheckedCube checked, IntPredicate voxels) {
        float[] expected = good();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = voxels.test(i) ? Float.NaN : expected[i];
        }
        assertArrayEquals(expected, checked.cube().values(), checked.notes().toString());
    }

    private static float[] with(IntPredicate voxels, float value) {
        float[] values = good();
        for (int i = 0; i < values.length; i++) {
            values[i] = voxels.test(i) ? value : values[i];
        }
        return values;
    }

    private static boolean isOutside(int voxel) {
        return Math.hypot(voxel % NX - 10, voxel / NX % NY - 12) > 9;
    }

    /** A mask that differs between the channels. */
    private static boolean isMasked(int voxel) {
        return Math.hypot(voxel % NX - 10 - 0.3 * Math.floorDiv(voxel, PLANE), voxel / NX % NY - 12) > 7;
    }

    @Test
    void goodCubeIsUnchanged() {
        CheckedCube checked = check(good());
        assertBlank(checked, i -> false);
        assertEquals(List.of(), checked.notes());
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1000, 1e20f, -3.4028235e38f, -9.2e18f, -32768, 0.01f, Float.POSITIVE_INFINITY})
    void pixelsWithOneValueInAllChannelsHoldNoData(float fill) {
        CheckedCube checked = check(with(CheckedCubeTest::isOutside, fill));
        assertBlank(checked, CheckedCubeTest::isOutside);
        assertEquals(1, checked.notes().size(), checked.notes().toString());
        int pixels = 0;
        for (int p = 0; p < PLANE; p++) {
            pixels += isOutside(p) ? 1 : 0;
        }
        int counted = Float.isInfinite(fill) ? pixels * CHANNELS : pixels;
        assertTrue(
                checked.notes().get(0).startsWith(counted + " "),
                checked.notes().get(0));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -999, 1e20f, -1e30f, -32768})
    void fillValuesOfMasksThatVaryHoldNoData(float fill) {
        CheckedCube checked = check(with(CheckedCubeTest::isMasked, fill));
        assertBlank(checked, CheckedCubeTest::isMasked);
        assertTrue(checked.notes().toString().contains(fill == 0 ? "exactly 0" : Float.toString(fill)));
    }

    @Test
    void severalFillValues() {
        float[] values = with(CheckedCubeTest::isMasked, -999);
        for (int i = 0; i < values.length; i += 7) {
            values[i] = isMasked(i) ? 1e20f : values[i];
        }
        assertBlank(check(values), CheckedCubeTest::isMasked);
    }

    @ParameterizedTest
    @ValueSource(floats = {1e35f, -1e35f, 1e4f, -30, 0.5f, Float.NEGATIVE_INFINITY})
    void wildVoxelIsNamed(float value) {
        int voxel = 8 * PLANE + 2 * NX + 3;
        CheckedCube checked = check(with(i -> i == voxel, value));
        assertBlank(checked, i -> i == voxel);
        assertEquals(1, checked.notes().size());
        assertTrue(
                checked.notes().get(0).contains("pixel (4, 3), channel 9"),
                checked.notes().get(0));
    }

    @Test
    void wildVoxelsBesideEachOther() {
        IntPredicate patch = i -> i % NX >= 17 && i / NX % NY >= 21 && i / PLANE == 3;
        float[] values = good();
        for (int i = 0; i < values.length; i++) {
            values[i] = patch.test(i) ? values[i] * 1e8f : values[i];
        }
        assertBlank(check(values), patch);
    }

    /** A source is no wild voxel, however bright. */
    @ParameterizedTest
    @ValueSource(doubles = {1e2, 1e4})
    void brightSourceIsKept(double factor) {
        float[] values = good();
        float[] model = model();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (factor * model[i]);
        }
        float[] expected = values.clone();
        CheckedCube checked = check(values);
        assertArrayEquals(expected, checked.cube().values(), checked.notes().toString());
    }

    @Test
    void deadAndDroppedChannels() {
        CheckedCube dead = check(with(i -> i / PLANE == 2 || i / PLANE == 9, 0));
        assertBlank(dead, i -> i / PLANE == 2 || i / PLANE == 9);
        assertTrue(
                dead.notes().get(0).startsWith("2 channels: 3, 10 "),
                dead.notes().get(0));
        CheckedCube constant = check(with(i -> i / PLANE == 2, 0.02f));
        assertBlank(constant, i -> i / PLANE == 2);
        CheckedCube dropped = check(good(), 3, 4);
        assertBlank(dropped, i -> i / PLANE == 2 || i / PLANE == 3);
        assertTrue(dropped.notes().get(0).contains("3, 4"));
        assertThrows(InputException.class, () -> check(good(), CHANNELS + 1));
    }

    @Test
    void noisyChannelIsNamedButKept() {
        float[] values = good();
        Random random = new Random(3);
        for (int i = 10 * PLANE; i < 11 * PLANE; i++) {
            values[i] = (float) (20 * NOISE * random.nextGaussian());
        }
        float[] expected = values.clone();
        CheckedCube checked = check(values);
        assertArrayEquals(expected, checked.cube().values());
        assertTrue(
                checked.notes().get(0).contains("data.drop_channels = [11]"),
                checked.notes().get(0));
    }

    @Test
    void roundedNumbersMayBeZero() {
        float[] values = good();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.rint(values[i] / NOISE * 2) * NOISE / 2);
        }
        float[] expected = values.clone();
        CheckedCube checked = check(values);
        assertArrayEquals(expected, checked.cube().values(), checked.notes().toString());
    }

    @Test
    void modelWithoutNoiseIsKeptAndSaid() {
        float[] values = model();
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (1e-18 * random.nextGaussian());
        }
        float[] expected = values.clone();
        CheckedCube checked = check(values);
        assertArrayEquals(expected, checked.cube().values());
        assertTrue(
                checked.notes().get(0).contains("without noise"),
                checked.notes().toString());
        InputException refusal = assertThrows(InputException.class, () -> CheckedCube.requireNoise(checked.cube()));
        assertTrue(refusal.getMessage().contains("fit.noise_rms"));
        CheckedCube.requireNoise(check(good()).cube());
    }

    @Test
    void clippedCubeHasNoMeasurableNoise() {
        float[] values = good();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 3 * NOISE ? values[i] : 0;
        }
        SpectralCube cube = check(values).cube();
        assertThrows(InputException.class, () -> CheckedCube.requireNoise(cube));
    }

    @Test
    void nothingLeft() {
        assertThrows(InputException.class, () -> check(new float[PLANE * CHANNELS]));
        float[] fill = new float[PLANE * CHANNELS];
        java.util.Arrays.fill(fill, 3e-4f);
        InputException refusal = assertThrows(InputException.class, () -> check(fill));
        assertTrue(refusal.getMessage().contains("data.extension"), refusal.getMessage());
    }
}
