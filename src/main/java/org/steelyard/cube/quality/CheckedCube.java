// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.steelyard.cube.SpectralCube;
import org.steelyard.units.InputException;

/**
 * A cube in which voxels without a measurement are NaN, with one line for each kind.
 *
 * <ul>
 *   <li>Channels that the user leaves out.
 *   <li>Infinite voxels.
 *   <li>Pixels with one value in all channels: 0 outside a field or mask, or a fill value.
 *   <li>Fill values in other voxels ({@link FillValue}).
 *   <li>Wild voxels: far larger than all others, or spikes narrower than the beam.
 *   <li>Channels with one value in all pixels, unless it is 0 and the cube has no noise: such a channel of a model is
 *       empty.
 *   <li>Exact zeros in other voxels of a cube with noise, if they are too many for chance: voxels outside a mask.
 * </ul>
 *
 * @param cube the cube
 * @param notes what was left out, one line each
 */
public record CheckedCube(SpectralCube cube, List<String> notes) {

    /** Largest number of fill values that are looked for. */
    private static final int MOST_FILL_VALUES = 4;

    /** Exact zeros are no data if they are this many times as frequent as the smallest number above 0. */
    private static final int ZEROS_PER_STEP = 10;

    /** Smallest share of exact zeros that are no data. */
    private static final double LEAST_ZEROS = 1e-3;

    /** Channels with this many times the typical noise, or its inverse, are named. */
    private static final double UNUSUAL_NOISE = 5;

    private static final String NO_NOISE =
            "almost no voxel is negative by more than rounding: a model without noise, or a cube clipped at a threshold";

    private static final String LEFT_OUT = "; left out";

    /**
     * Checks a cube.
     *
     * @param cube the cube. Its values are modified
     * @param droppedChannels channels of the file, from 1, that the user leaves out; may be null
     * @return the checked cube
     * @throws InputException if a dropped channel does not exist, or nothing remains
     */
    public static CheckedCube of(SpectralCube cube, int[] droppedChannels) {
        List<String> notes = new ArrayList<>();
        float[] values = cube.values();
        double blank = cube.blankShare();
        if (blank > 0) {
            notes.add(String.format(Locale.ROOT, "%.2g %% of the voxels are blank", 100 * blank));
        }
        drop(cube, droppedChannels, notes);
        infinite(cube, notes);
        if (isEmpty(values)) {
            throw new InputException(
                    "no voxel of the requested part has a finite value; choose another region or other" + " channels");
        }
        constantPixels(cube, notes);
        fillValues(values, notes);
        WildVoxels.removeAboveGap(cube, notes);
        CubeNoiseLevel noise = CubeNoiseLevel.of(cube);
        deadChannels(cube, noise.present(), notes);
        if (noise.present()) {
            zeros(values, notes);
            WildVoxels.removeSpikes(cube, noise.rms(), notes);
        }
        if (isEmpty(values)) {
            throw new InputException(
                    "no voxel holds data: " + String.join("; ", notes) + "; check the file, or data.extension");
        }
        if (noise.present()) {
            unusualChannels(cube, noise.rms(), notes);
        } else {
            notes.add(NO_NOISE + ", whose faint emission is biased");
        }
        return new CheckedCube(cube, List.copyOf(notes));
    }

    /**
     * Refuses to measure noise in a cube that has none.
     *
     * @param cube a checked cube. Not modified
     * @throws InputException if almost no voxel is negative by more than rounding
     */
    public static void requireNoise(SpectralCube cube) {
        if (!CubeNoiseLevel.of(cube).present()) {
            throw new InputException("no noise can be measured, since " + NO_NOISE + "; give fit.noise_rms = \"0.3"
                    + " mJy/beam\", or use the cube before clipping");
        }
    }

    private static boolean isEmpty(float[] values) {
        for (float value : values) {
            if (!Float.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private static void drop(SpectralCube cube, int[] channels, List<String> notes) {
        if (channels == null || channels.length == 0) {
            return;
        }
        for (int channel : channels) {
            int c = channel - 1 - cube.channelIndex();
            if (c < 0 || c >= cube.channels()) {
                throw new InputException("data.drop_channels: channel " + channel + " is not in the cube, which has"
                        + " channels " + (cube.channelIndex() + 1) + " to " + (cube.channelIndex() + cube.channels()));
            }
            blank(cube, c);
        }
        notes.add(channels(IntStream.of(channels).sorted().boxed().toList()) + " left out by data.drop_channels");
    }

    private static void blank(SpectralCube cube, int c) {
        int plane = cube.nx() * cube.ny();
        java.util.Arrays.fill(cube.values(), c * plane, (c + 1) * plane, Float.NaN);
    }

    private static void infinite(SpectralCube cube, List<String> notes) {
        int first = -1;
        long count = 0;
        float[] values = cube.values();
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i])) {
                first = first < 0 ? i : first;
                values[i] = Float.NaN;
                count++;
            }
        }
        if (count > 0) {
            notes.add((count == 1 ? "1 voxel is infinite, at " : count + " voxels are infinite, the first at ")
                    + WildVoxels.place(cube, first)
                    + LEFT_OUT);
        }
    }

    private static void deadChannels(SpectralCube cube, boolean noise, List<String> notes) {
        List<Integer> dead = new ArrayList<>();
        int plane = cube.nx() * cube.ny();
        for (int c = 0; c < cube.channels() && plane > 1; c++) {
            Float constant = constant(cube.values(), c * plane, 1, plane);
            if (constant != null && (constant != 0 || noise)) {
                dead.add(cube.channelIndex() + c + 1);
                blank(cube, c);
            }
        }
        if (!dead.isEmpty()) {
            notes.add(channels(dead) + (dead.size() == 1 ? " has" : " have") + " one value in all pixels and hold"
                    + (dead.size() == 1 ? "s" : "") + " no data" + LEFT_OUT);
        }
    }

    /** The one value of all numbers that are not NaN; null if there are several values or none. */
    private static Float constant(float[] values, int first, int step, int count) {
        float one = Float.NaN;
        for (int k = 0; k < count; k++) {
            float value = values[first + k * step];
            if (Float.isNaN(one)) {
                one = value;
            } else if (!Float.isNaN(value) && value != one) {
                return null;
            }
        }
        return Float.isNaN(one) ? null : one;
    }

    private static void constantPixels(SpectralCube cube, List<String> notes) {
        int plane = cube.nx() * cube.ny();
        int zero = 0;
        int other = 0;
        float example = Float.NaN;
        for (int p = 0; p < plane && cube.channels() > 2; p++) {
            Float constant = constant(cube.values(), p, plane, cube.channels());
            if (constant == null) {
                continue;
            }
            for (int c = 0; c < cube.channels(); c++) {
                cube.values()[c * plane + p] = Float.NaN;
            }
            if (constant == 0) {
                zero++;
            } else {
                other++;
                example = constant;
            }
        }
        if (zero > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d pixels (%.3g %%) are exactly 0 in all channels and hold no data" + LEFT_OUT,
                    zero,
                    100.0 * zero / plane));
        }
        if (other > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d pixels (%.3g %%) have the same value, such as %s, in all channels and hold no data" + LEFT_OUT,
                    other,
                    100.0 * other / plane,
                    example));
        }
    }

    private static void fillValues(float[] values, List<String> notes) {
        for (int k = 0; k < MOST_FILL_VALUES; k++) {
            float fill = FillValue.find(values);
            if (Float.isNaN(fill)) {
                return;
            }
            notes.add(String.format(
                    Locale.ROOT,
                    "%.2g %% of the voxels have exactly the value %s, which marks missing data" + LEFT_OUT,
                    100 * replace(values, fill),
                    fill));
        }
    }

    /** Replaces a value by NaN and returns its share. */
    private static double replace(float[] values, float unwanted) {
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == unwanted) {
                values[i] = Float.NaN;
                count++;
            }
        }
        return (double) count / values.length;
    }

    /**
     * Exact zeros of voxels. In a file of rounded numbers 0 is about as frequent as the smallest step; in a masked cube
     * it is far more frequent.
     */
    private static void zeros(float[] values, List<String> notes) {
        float step = Float.POSITIVE_INFINITY;
        long steps = 0;
        long zeros = 0;
        for (float value : values) {
            float size = Math.abs(value);
            if (size == 0) {
                zeros++;
            } else if (size == step) {
                steps++;
            } else if (size < step) {
                step = size;
                steps = 1;
            }
        }
        if (zeros <= LEAST_ZEROS * values.length || zeros <= ZEROS_PER_STEP * steps) {
            return;
        }
        notes.add(String.format(
                Locale.ROOT,
                "%.3g %% of the voxels are exactly 0 in a cube with noise and hold no data (a mask?)" + LEFT_OUT,
                100 * replace(values, 0)));
    }

    private static void unusualChannels(SpectralCube cube, double typical, List<String> notes) {
        List<Integer> unusual = new ArrayList<>();
        for (int c = 0; c < cube.channels(); c++) {
            double rms = CubeNoiseLevel.of(cube, c);
            if (rms > UNUSUAL_NOISE * typical || rms < typical / UNUSUAL_NOISE) {
                unusual.add(cube.channelIndex() + c + 1);
            }
        }
        if (!unusual.isEmpty() && unusual.size() < cube.channels() / 2) {
            notes.add("the noise of " + channels(unusual) + " differs by more than a factor of " + (int) UNUSUAL_NOISE
                    + " from that of the others; if data there are bad, give data.drop_channels = " + unusual);
        }
    }

    private static String channels(List<Integer> numbers) {
        String shown = String.join(
                ", ", numbers.stream().limit(10).map(Object::toString).toList());
        return (numbers.size() == 1 ? "channel " : numbers.size() + " channels: ")
                + shown
                + (numbers.size() > 10 ? ", ..." : "");
    }
}
