// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.quality;

/**
 * A number that a program wrote where it had no data, such as -999, 1e20 or -3.4e38. A measurement has a continuous
 * distribution. A fill value is the smallest or largest number of a file, occurs many times, and is either far from all
 * other numbers or far more frequent than the next number.
 */
public final class FillValue {

    /** Fewest occurrences of a fill value. */
    private static final int LEAST_COUNT = 3;

    /** Smallest share of the values for a fill value that is near the data. */
    private static final double LEAST_SHARE = 1e-3;

    /** A fill value near the data is this many times as frequent as the next number. */
    private static final int MORE_FREQUENT = 10;

    private FillValue() {}

    /**
     * Finds a fill value.
     *
     * @param values any numbers; NaN and infinite ones are ignored. Not modified
     * @return the fill value that is farthest from the other numbers; NaN if there is none
     */
    public static float find(float[] values) {
        return find(values, true);
    }

    /**
     * Finds a fill value of a map in which numbers may be repeated, such as a binned one.
     *
     * @param values any numbers; NaN and infinite ones are ignored. Not modified
     * @return the fill value that is farther from the other numbers than these are from each other; NaN if there is
     *     none
     */
    static float findFar(float[] values) {
        return find(values, false);
    }

    private static float find(float[] values, boolean near) {
        Extreme low = new Extreme(-1);
        Extreme high = new Extreme(1);
        long count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                low.add(value);
                high.add(value);
                count++;
            }
        }
        double range = (double) high.value - low.value;
        boolean isLow = low.isFill(range, count, near);
        boolean isHigh = high.isFill(range, count, near);
        if (isLow && isHigh) {
            return low.gap() >= high.gap() ? low.value : high.value;
        }
        return isLow ? low.value : isHigh ? high.value : Float.NaN;
    }

    /** The extreme number on one side, the next one, and how often they occur. */
    private static final class Extreme {

        private final int side;
        private float value;
        private long count;
        private float next;
        private long nextCount;

        Extreme(int side) {
            this.side = side;
            value = -side * Float.POSITIVE_INFINITY;
            next = value;
        }

        void add(float number) {
            if (number == value) {
                count++;
            } else if (side * number > side * value) {
                next = value;
                nextCount = count;
                value = number;
                count = 1;
            } else if (number == next) {
                nextCount++;
            } else if (side * number > side * next) {
                next = number;
                nextCount = 1;
            }
        }

        double gap() {
            return Math.abs((double) value - next);
        }

        /** Zero is no fill value here: a cube of positive numbers alone may end there. */
        boolean isFill(double range, long all, boolean near) {
            if (value == 0 || count < LEAST_COUNT || nextCount == 0) {
                return false;
            }
            boolean far = gap() > range - gap() && (near || range > gap());
            boolean frequent = near && count > LEAST_SHARE * all && count > MORE_FREQUENT * nextCount;
            return far || frequent;
        }
    }
}
