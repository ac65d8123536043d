// SPDX-License-Identifier: Apache-2.0
package org.steelyard;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Times work on the calling thread by its processor time, which other programs on the machine disturb little. */
public final class Stopwatch {

    private Stopwatch() {}

    /**
     * @param seconds to spend, a third of them for warming up
     * @param work what to time
     * @return [ms] median
     */
    public static double milliseconds(double seconds, Runnable work) {
        repeat(seconds / 3, 3, work);
        return repeat(2 * seconds / 3, 5, work);
    }

    private static double repeat(double seconds, int least, Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] times = new double[64];
        long end = System.nanoTime() + (long) (1e9 * seconds);
        int n = 0;
        while (n < least || System.nanoTime() < end) {
            if (n == times.length) {
                times = Arrays.copyOf(times, 2 * n);
            }
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            times[n++] = 1e-6 * (threads.getCurrentThreadCpuTime() - start);
        }
        return median(Arrays.copyOf(times, n));
    }

    /** The middle of some numbers. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }
}
