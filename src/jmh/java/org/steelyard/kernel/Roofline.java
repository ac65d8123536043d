// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import org.steelyard.Page;
import org.steelyard.Stopwatch;
import org.steelyard.fit.Workload;
import org.steelyard.observe.Stages;

/** The machine's limits, and how near to them the steps of an evaluation come. */
public final class Roofline {

    private static final int[] KILOBYTES = {24, 600, 6_000, 96_000};

    private Roofline() {}

    /** Prints the tables. */
    public static void run(double seconds) {
        Page page = new Page(
                "roofline",
                "Limits of one core of this machine, and the steps of one evaluation against them (processor time).");
        double vector = Machine.vectorPeak();
        double plain = Machine.plainPeak();
        page.head("limit", "measured");
        page.row("multiply-adds, Vector API [GFLOP/s]", vector);
        page.row("multiply-adds, plain loop [GFLOP/s]", plain);
        double near = 0;
        for (int kilobytes : KILOBYTES) {
            double rate = Machine.bandwidth(1000 * kilobytes);
            page.row("a = b + s c over " + kilobytes + " kB [GB/s]", rate);
            if (kilobytes == 6_000) {
                near = rate;
            }
        }
        page.text("");
        double peak = Math.max(vector, plain) > 0 ? Math.max(vector, plain) : plain;
        page.text(
                "The bound is the longer of operations at the highest measured rate and bytes at the rate for 6 MB, since the spectra stay in the cache.");
        page.head("sampling", "step", "ms", "Mflop", "MB", "flop/byte", "GFLOP/s", "bound [ms]", "reached");
        for (String sampling : new String[] {"3", "1e-1", "1e-5"}) {
            try (Workload workload = Workload.sampled(sampling)) {
                steps(page, sampling, new Stages(workload, workload.setup().sampling()), peak, near, seconds);
            }
        }
        page.keep();
    }

    private static void steps(Page page, String sampling, Stages stages, double peak, double near, double seconds) {
        String[] names = {"points", "disk", "line profile", "beam and blocks"};
        Runnable[] steps = {stages::sample, stages::disk, stages::profile, stages::beam};
        double[] flops = Work.flops(stages);
        double[] bytes = Work.bytes(stages);
        double[] sum = new double[4];
        for (int k = 0; k < steps.length; k++) {
            double ms = Stopwatch.milliseconds(seconds, steps[k]);
            double bound = 1e-6 * Math.max(flops[k] / peak, bytes[k] / near);
            row(page, sampling, names[k], ms, flops[k], bytes[k], bound);
            sum[0] += ms;
            sum[1] += flops[k];
            sum[2] += bytes[k];
            sum[3] += bound;
        }
        row(page, sampling, "all", sum[0], sum[1], sum[2], sum[3]);
    }

    private static void row(
            Page page, String sampling, String name, double ms, double flops, double bytes, double bound) {
        page.row(sampling, name, ms, 1e-6 * flops, 1e-6 * bytes, flops / bytes, 1e-6 * flops / ms, bound, bound / ms);
    }
}
