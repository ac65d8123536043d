// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.cube.SpectralCube;

/**
 * Voxels that no source and no noise can make. The numbers of a cube fill all sizes from the noise to the peak of the
 * source. A few numbers that lie above an empty range of sizes are wild. So is a spike that is narrower than the beam.
 */
final class WildVoxels {

    /** [octave] An empty range of sizes: a factor of 128. */
    private static final int GAP = 7;

    /** Largest share of wild voxels above a gap. */
    private static final double MOST_WILD = 1e-3;

    /** Largest number of wild voxels above a gap in a small cube. */
    private static final int MOST_WILD_COUNT = 10;

    /** No cube has such numbers in any unit; their number is not limited. */
    private static final double ABSURD = 1e10;

    /** Below this ratio to the wild voxels, the other numbers are the rounding of a model without noise. */
    private static final double ROUNDING = 1e-12;

    /** [rms] Least size of a spike. */
    private static final double SPIKE = 50;

    /** A spike is this many times brighter than each of its neighbours. */
    private static final double NARROW = 10;

    /** [pixel] Neighbours are within this distance along rows and columns. */
    private static final int REACH = 2;

    /** [pixel] Smallest beam FWHM whose neighbours are brighter than a tenth of a point source. */
    private static final double LEAST_BEAM = 1.5;

    private WildVoxels() {}

    /** Replaces voxels above a gap by NaN; adds a line about them. */
    static void removeAboveGap(SpectralCube cube, List<String> notes) {
        float[] values = cube.values();
        double limit = limit(values);
        if (limit < Double.POSITIVE_INFINITY) {
            List<Integer> wild = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                if (Math.abs(values[i]) >= limit) {
                    wild.add(i);
                }
            }
            remove(cube, wild, "over 100 times the size of all other voxels", notes);
        }
    }

    /** Size from which numbers are wild; infinite if none is. */
    private static double limit(float[] values) {
        int lowest = Float.MIN_EXPONENT - 1;
        long[] octaves = new long[Float.MAX_EXPONENT - lowest + 1];
        long count = 0;
        for (float value : values) {
            if (Math.abs(value) > 0) {
                octaves[Math.getExponent(value) - lowest]++;
                count++;
            }
        }
        int middle = 0;
        for (long below = octaves[0]; below <= count / 2 && middle < octaves.length - 1; below += octaves[middle]) {
            middle++;
        }
        int last = middle;
        for (int octave = middle + 1; octave < octaves.length; octave++) {
            if (octaves[octave] == 0) {
                continue;
            }
            double limit = Math.scalb(1.0, octave + lowest);
            if (octave - last > GAP && isWild(octaves, octave, limit, Math.scalb(1.0, middle + lowest), count)) {
                return limit;
            }
            last = octave;
        }
        return Double.POSITIVE_INFINITY;
    }

    private static boolean isWild(long[] octaves, int from, double limit, double median, long all) {
        long above = 0;
        for (int octave = from; octave < octaves.length; octave++) {
            above += octaves[octave];
        }
        return limit > ABSURD || above <= Math.max(MOST_WILD_COUNT, MOST_WILD * all) && median > ROUNDING * limit;
    }

    /** Replaces spikes by NaN in a cube with noise; adds a line about them. */
    static void removeSpikes(SpectralCube cube, double rms, List<String> notes) {
        boolean resolved = cube.beams() != null
                && cube.beams().mean().minor() >= LEAST_BEAM * cube.localFrame().pixelSize();
        List<Integer> spikes = new ArrayList<>();
        for (int i = 0; i < cube.values().length && resolved; i++) {
            if (Math.abs(cube.values()[i]) > SPIKE * rms && isAlone(cube, i)) {
                spikes.add(i);
            }
        }
        remove(
                cube,
                spikes,
                String.format(Locale.ROOT, "over %.0f times the noise, and narrower than the beam", SPIKE),
                notes);
    }

    private static void remove(SpectralCube cube, List<Integer> wild, String why, List<String> notes) {
        if (wild.isEmpty()) {
            return;
        }
        float[] values = cube.values();
        int worst = wild.get(0);
        for (int i : wild) {
            worst = Math.abs(values[i]) > Math.abs(values[worst]) ? i : worst;
        }
        notes.add(String.format(
                Locale.ROOT,
                "%s %.4g at %s: %s; left out",
                wild.size() == 1 ? "wild voxel," : wild.size() + " wild voxels, the worst",
                values[worst],
                place(cube, worst),
                why));
        wild.forEach(i -> values[i] = Float.NaN);
    }

    /** Whether all neighbours in the same channel are far fainter. */
    private static boolean isAlone(SpectralCube cube, int index) {
        int nx = cube.nx();
        int x = index % nx;
        int row = index / nx;
        int y = row % cube.ny();
        int neighbours = 0;
        for (int dy = Math.max(-REACH, -y); dy <= Math.min(REACH, cube.ny() - 1 - y); dy++) {
            for (int dx = Math.max(-REACH, -x); dx <= Math.min(REACH, nx - 1 - x); dx++) {
                float other = cube.values()[(row + dy) * nx + x + dx];
                if ((dx != 0 || dy != 0) && !Float.isNaN(other)) {
                    neighbours++;
                    if (NARROW * Math.abs(other) >= Math.abs(cube.values()[index])) {
                        return false;
                    }
                }
            }
        }
        return neighbours > 0;
    }

    /** The place of a voxel in the file, counted from 1. */
    static String place(SpectralCube cube, int index) {
        int plane = cube.nx() * cube.ny();
        int pixel = index % plane;
        return "pixel (" + (cube.xIndex() + pixel % cube.nx() + 1) + ", "
                + (cube.yIndex() + pixel / cube.nx() + 1) + "), channel "
                + (cube.channelIndex() + index / plane + 1);
    }
}
