// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ticks of an axis.
 *
 * @param major positions of the ticks with a number
 * @param labels the numbers, in the notation of {@link Label}
 * @param minor positions of the ticks without a number
 */
record Ticks(List<Double> major, List<String> labels, List<Double> minor) {

    /** Tolerance at the ends of the axis, in units of the step: multiples of decimal steps are not exact in binary. */
    private static final double SLACK = 1e-6;

    /** Steps between major ticks, in units of a power of ten. */
    private static final double[] STEPS = {1, 2, 4, 5, 10};

    /** Minor intervals in each of these steps. */
    private static final int[] MINOR_PER_STEP = {5, 4, 4, 5, 5};

    /**
     * @param low one end
     * @param high other end; may be the smaller one
     * @param most largest number of major ticks, at least 2
     * @return ticks at multiples of 1, 2, 4 or 5 times a power of ten
     */
    static Ticks linear(double low, double high, int most) {
        double from = Math.min(low, high);
        double to = Math.max(low, high);
        double span = to - from;
        double decade = Math.pow(10, Math.floor(Math.log10(span / most)));
        Ticks finer = null;
        for (; ; decade *= 10) {
            for (int k = 0; k < STEPS.length; k++) {
                double step = STEPS[k] * decade;
                Ticks ticks = linear(from, to, step, step / MINOR_PER_STEP[k]);
                int count = ticks.major.size();
                if (count <= most) {
                    return count > 1 || finer == null ? ticks : finer.thinned(most);
                }
                finer = ticks;
            }
        }
    }

    /**
     * Keeps every n-th major tick, so that at most the given number remain. A single number would not define the scale.
     */
    private Ticks thinned(int most) {
        int stride = (major.size() + most - 3) / (most - 1);
        List<Double> kept = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < major.size(); k += stride) {
            kept.add(major.get(k));
            texts.add(labels.get(k));
        }
        return new Ticks(kept, texts, minor);
    }

    /**
     * @param kept indices of major ticks, increasing
     * @return these as major ticks, and the other major ticks as minor ones; the minor ticks are left out
     */
    Ticks only(List<Integer> kept) {
        return new Ticks(
                kept.stream().map(major::get).toList(),
                kept.stream().map(labels::get).toList(),
                IntStream.range(0, major.size())
                        .filter(k -> !kept.contains(k))
                        .mapToObj(major::get)
                        .toList());
    }

    private static Ticks linear(double from, double to, double step, double minorStep) {
        List<Double> major = multiples(from, to, step);
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + SLACK));
        List<String> labels =
                major.stream().map(value -> NumberLabel.of(value, decimals)).toList();
        return new Ticks(major, labels, multiples(from, to, minorStep));
    }

    private static List<Double> multiples(double from, double to, double step) {
        List<Double> values = new ArrayList<>();
        long last = (long) Math.floor(to / step + SLACK);
        for (long k = (long) Math.ceil(from / step - SLACK); k <= last; k++) {
            values.add(k * step);
        }
        return values;
    }

    /**
     * @param low one end, positive
     * @param high other end, positive; may be the smaller one
     * @return ticks at powers of ten; over less than two decades also at 2 and 5 times powers of ten
     */
    static Ticks logarithmic(double low, double high) {
        double from = Math.min(low, high);
        double to = Math.max(low, high);
        boolean few = Math.log10(to / from) < 2;
        List<Double> major = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Double> minor = new ArrayList<>();
        for (int e = (int) Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(to)); e++) {
            for (int m = 1; m < 10; m++) {
                double value = m * Math.pow(10, e);
                if (value < from * (1 - SLACK) || value > to * (1 + SLACK)) {
                    continue;
                }
                if (m == 1 || few && (m == 2 || m == 5)) {
                    major.add(value);
                    labels.add(power(value, m, e));
                } else {
                    minor.add(value);
                }
            }
        }
        return new Ticks(major, labels, minor);
    }

    private static String power(double value, int mantissa, int exponent) {
        if (exponent >= -3 && exponent <= 3) {
            return NumberLabel.of(value, Math.max(0, -exponent));
        }
        String ten = "10^{" + (exponent < 0 ? "\u2212" + -exponent : exponent) + "}";
        return mantissa == 1 ? ten : mantissa + "\u00d7" + ten;
    }
}
