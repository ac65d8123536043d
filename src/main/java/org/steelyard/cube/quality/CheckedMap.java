// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pixels of maps that hold no measurement although the file does not mark them as blank. */
public final class CheckedMap {

    /** [km/s] No gas of a galaxy differs by more from its median velocity. */
    private static final double LARGEST_SPEED = 3000;

    /** Zeros among the velocities are no data if they are this many times as frequent as any other number. */
    private static final int ZEROS_PER_NUMBER = 5;

    private static final int LEAST_ZEROS = 10;

    /** The faintest pixel of a map that was not clipped is below this fraction of the peak. */
    private static final double CLIPPED = 0.03;

    private CheckedMap() {}

    /**
     * Replaces infinite numbers, fill values, zeros and wild velocities by NaN. Zeros hold no data where they are
     * outside the range of the other velocities or far too frequent.
     *
     * @param velocity [km/s] velocities. Modified
     * @param name of the map, for the notes
     * @param notes what was left out is added, one line each
     */
    public static void velocities(double[] velocity, String name, List<String> notes) {
        fillValues(velocity, name, notes);
        double[] sorted = sorted(velocity);
        if (sorted.length == 0) {
            return;
        }
        boolean oneSign = sorted[0] > 0 || sorted[sorted.length - 1] < 0;
        double spread = sorted[sorted.length - 1] - sorted[0];
        double nearest = Math.min(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        long zeros = Arrays.stream(velocity).filter(v -> v == 0).count();
        boolean outside = oneSign && nearest > spread / 2;
        if (zeros > 0 && (outside || zeros >= LEAST_ZEROS && zeros > (long) ZEROS_PER_NUMBER * mostFrequent(sorted))) {
            replace(velocity, v -> v == 0);
            notes.add(name + ": " + zeros + " pixels are exactly 0 km/s and hold no velocity; left out");
        }
        double median = sorted[sorted.length / 2];
        int wild = replace(velocity, v -> Math.abs(v - median) > LARGEST_SPEED);
        if (wild > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %d pixels differ by more than %.0f km/s from the median, %.1f km/s; left out",
                    name,
                    wild,
                    LARGEST_SPEED,
                    median));
        }
    }

    /**
     * Replaces infinite numbers and fill values by NaN, and says if a flux map was clipped.
     *
     * @param flux any unit. Modified
     * @param name of the map, for the notes
     * @param notes what was left out is added, one line each
     */
    public static void fluxes(double[] flux, String name, List<String> notes) {
        fillValues(flux, name, notes);
        double[] sorted = sorted(flux);
        boolean positive = sorted.length > 0 && sorted[0] > 0;
        if (positive && sorted.length < flux.length && sorted[0] > CLIPPED * sorted[sorted.length - 1]) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: no pixel is fainter than %.2g of the peak: the map was clipped at a threshold, and light beyond it"
                            + " is missing in the model; use a map that is not clipped",
                    name,
                    sorted[0] / sorted[sorted.length - 1]));
        }
    }

    private static void fillValues(double[] values, String name, List<String> notes) {
        int infinite = replace(values, Double::isInfinite);
        if (infinite > 0) {
            notes.add(name + ": " + infinite + " pixels are infinite; left out");
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        float fill = FillValue.findFar(narrow);
        if (!Float.isNaN(fill)) {
            int count = replace(values, v -> (float) v == fill);
            notes.add(name + ": " + count + " pixels have exactly the value " + fill
                    + ", which marks missing data; left out");
        }
    }

    /** Replaces numbers by NaN and returns how many. */
    private static int replace(double[] values, java.util.function.DoublePredicate unwanted) {
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (unwanted.test(values[i])) {
                values[i] = Double.NaN;
                count++;
            }
        }
        return count;
    }

    /** Numbers that are neither NaN nor 0, ascending. */
    private static double[] sorted(double[] values) {
        return Arrays.stream(values)
                .filter(v -> !Double.isNaN(v) && v != 0)
                .sorted()
                .toArray();
    }

    private static int mostFrequent(double[] values) {
        Map<Double, Integer> counts = new HashMap<>();
        int most = 0;
        for (double value : values) {
            most = Math.max(most, counts.merge(value, 1, Integer::sum));
        }
        return most;
    }
}
