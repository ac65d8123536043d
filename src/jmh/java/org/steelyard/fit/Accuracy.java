// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.Page;
import org.steelyard.Stopwatch;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.Sampling;

/** Error and time of a model for every way of sampling its pixels, for the benchmark's disk and two harder ones. */
public final class Accuracy {

    private static final int[] UNIFORM = {1, 2, 3, 4, 5, 8, 10};
    private static final double[] TOLERANCES = {5e-1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};

    private Accuracy() {}

    /** Prints the table. */
    public static void run(double seconds) {
        Page page = new Page(
                "accuracy",
                "Error of a model at its blocks against converged models, relative to the peak, and time of an evaluation (forward model alone, one thread, processor time).");
        page.head(
                "disk",
                "sampling",
                "largest error (uniform 20)",
                "rms (uniform 20)",
                "largest error (tolerance 1e-8)",
                "rms (tolerance 1e-8)",
                "ms");
        try (Workload workload = new Workload(List.of(), List.of());
                ParallelFor thread = new ParallelFor(1)) {
            for (Map.Entry<String, double[]> disk : disks(workload).entrySet()) {
                Workload.Point point = workload.at(disk.getValue(), false);
                double[] converged = cube(workload, point, Sampling.uniform(20), thread);
                double[] limit = cube(workload, point, Sampling.adaptive(1e-8), thread);
                for (int s : UNIFORM) {
                    row(
                            page,
                            disk.getKey(),
                            "uniform " + s,
                            workload,
                            point,
                            Sampling.uniform(s),
                            seconds,
                            converged,
                            limit);
                }
                for (double t : TOLERANCES) {
                    String name = String.format(Locale.ROOT, "tolerance %.0e", t);
                    row(page, disk.getKey(), name, workload, point, Sampling.adaptive(t), seconds, converged, limit);
                }
                double[] error = error(converged, limit);
                page.row(disk.getKey(), "uniform 20", 0.0, 0.0, error[0], error[1], "");
            }
        }
        page.keep();
    }

    private static Map<String, double[]> disks(Workload workload) {
        Map<String, double[]> disks = new LinkedHashMap<>();
        double[] truth = workload.truth();
        disks.put("workload", truth);
        double[] heavy = truth.clone();
        heavy[workload.index("mbh")] *= 10;
        disks.put("10 M_BH", heavy);
        double[] edgeOn = truth.clone();
        edgeOn[workload.index("inclination")] = 85;
        disks.put("i = 85 deg", edgeOn);
        return disks;
    }

    private static double[] cube(Workload workload, Workload.Point point, Sampling sampling, ParallelFor thread) {
        ForwardModel model = new ForwardModel(workload.setup(sampling), thread);
        double[] out = new double[model.size()];
        point.evaluate(model, out);
        return out;
    }

    private static void row(
            Page page,
            String disk,
            String name,
            Workload workload,
            Workload.Point point,
            Sampling sampling,
            double seconds,
            double[] converged,
            double[] limit) {
        try (ParallelFor thread = new ParallelFor(1)) {
            ForwardModel model = new ForwardModel(workload.setup(sampling), thread);
            double[] out = new double[model.size()];
            double time = Stopwatch.milliseconds(seconds, () -> point.evaluate(model, out));
            double[] a = error(out, converged);
            double[] b = error(out, limit);
            page.row(disk, name, a[0], a[1], b[0], b[1], time);
        }
    }

    /** Largest and rms difference over the peak. */
    private static double[] error(double[] cube, double[] best) {
        double peak = 0;
        double worst = 0;
        double sum = 0;
        for (int i = 0; i < best.length; i++) {
            peak = Math.max(peak, best[i]);
            double d = cube[i] - best[i];
            worst = Math.max(worst, Math.abs(d));
            sum += d * d;
        }
        return new double[] {worst / peak, Math.sqrt(sum / best.length) / peak};
    }
}
