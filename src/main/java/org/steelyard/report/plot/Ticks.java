package org.steelyard.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Where an axis is marked.
 *
 * @param major positions with a number
 * @param labels the numbers, as {@link Label} reads them
 * @param minor positions between
 */
public record Ticks(List<Double> major, List<String> labels, List<Double> minor) {

    /** Positions this close to an end, in units of the step, still count as inside: decimal steps are not exact in binary. */
    private static final double SLACK = 1e-6;

    private static final double[] NICE = {1, 2, 4, 5, 10};
    private static final int[] MINOR_PER_NICE = {5, 4, 4, 5, 5};

    /**
     * @param low one end
     * @param high other end, either order
     * @param most greatest number of major ticks, at least 2
     * @return ticks at multiples of 1, 2, 4 or 5 times a power of ten
     */
    static Ticks linear(double low, double high, int most) {
        double from = Math.min(low, high);
        double to = Math.max(low, high);
        double span = to - from;
        double decade = Math.pow(10, Math.floor(Math.log10(span / most)));
        Ticks finer = null;
        for (; ; decade *= 10) {
            for (int k = 0; k < NICE.length; k++) {
                double step = NICE[k] * decade;
                Ticks ticks = linear(from, to, step, step / MINOR_PER_NICE[k]);
                int count = ticks.major.size();
                if (count <= most) {
                    return count > 1 || finer == null ? ticks : finer.thinned(most);
                }
                finer = ticks;
            }
        }
    }

    /** One number tells no scale: those of a finer step, but only every so many of them. */
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
     * @param kept places among the major ones, in order
     * @return those with their numbers; the other major ones are minor instead, and the minor ones are left out
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
                major.stream().map(value -> number(value, decimals)).toList();
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
     * @param low positive end
     * @param high positive end, either order
     * @return ticks at the decades and, over less than two of them, at 2 and 5 times as well
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
            return number(value, Math.max(0, -exponent));
        }
        String ten = "10^{" + (exponent < 0 ? "\u2212" + -exponent : exponent) + "}";
        return mantissa == 1 ? ten : mantissa + "\u00d7" + ten;
    }

    /**
     * @param value a number
     * @param decimals after the point
     * @return the number with a true minus sign, never minus zero
     */
    public static String number(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.' || c == '-');
        return zero ? text.replace("-", "") : text.replace('-', '\u2212');
    }
}
