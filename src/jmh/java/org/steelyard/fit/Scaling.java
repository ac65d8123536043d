// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.Page;
import org.steelyard.ScalingPlot;
import org.steelyard.Stopwatch;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.kernel.ParallelFor;

/** Time of an evaluation as sub-pixels, pixels, channels and parameters grow, all else as in the benchmark's disk. */
public final class Scaling {

    private static final int[] OVERSAMPLINGS = {1, 2, 4, 8, 16};
    private static final int[] SIDES = {40, 56, 80, 112, 160};
    private static final double[] WIDTHS = {40, 20, 10, 5, 2.5};
    private static final int[] FREE = {1, 2, 4, 8};
    private static final List<String> PARAMETERS = List.of(
            "mbh", "flux_scale", "mass_to_light", "inclination", "position_angle", "vsys", "x", "y", "dispersion");

    /** [km/s] from the first channel's centre to the last one's. */
    private static final double SPAN = 630;

    private static final double BASE_SIDE = 80;
    private static final Path PLOT = Path.of("src/site/resources/images/scaling.png");

    private Scaling() {}

    /** Prints the table and draws the plot. */
    public static void run(double seconds) throws IOException {
        Page page = new Page(
                "scaling",
                "Time of one evaluation with chi^2 (of residuals and Jacobian where parameters grow) on one thread (processor time), uniform oversampling 3 unless it is "
                        + "what grows. The exponent is d log(time) / d log(count) since the row above.");
        page.head("what grows", "value", "count", "ms", "exponent");
        Map<String, double[][]> curves = new LinkedHashMap<>();
        List<double[]> rows = new ArrayList<>();
        for (int s : OVERSAMPLINGS) {
            add(
                    page,
                    rows,
                    "sub-pixels",
                    s + " x " + s,
                    s * s,
                    time(seconds, List.of(), List.of("model.oversampling=" + s), false));
        }
        finish(curves, rows, "sub-pixels");
        for (int side : SIDES) {
            add(
                    page,
                    rows,
                    "pixels",
                    side + " x " + side,
                    side * side,
                    time(seconds, side(side, true), side(side, false), false));
        }
        finish(curves, rows, "pixels");
        for (double width : WIDTHS) {
            int channels = (int) Math.round(SPAN / width) + 1;
            add(
                    page,
                    rows,
                    "channels",
                    width + " km/s",
                    channels,
                    time(
                            seconds,
                            List.of("simulate.channel_width=" + width + " km/s"),
                            List.of("model.oversampling=3", "data.channels=[1, " + channels + "]"),
                            false));
        }
        finish(curves, rows, "channels");
        for (int free : FREE) {
            List<String> fit = new ArrayList<>(List.of("model.oversampling=3"));
            PARAMETERS.subList(free, PARAMETERS.size()).forEach(name -> fit.add("parameters." + name + ".fixed=true"));
            add(page, rows, "parameters", free + " free", free, time(seconds, List.of(), fit, true));
        }
        finish(curves, rows, "parameters");
        page.keep();
        ScalingPlot.draw(curves, PLOT);
    }

    /** A disk and its region larger in proportion. */
    private static List<String> side(int side, boolean disk) {
        double centre = 0.5 * (side + 1);
        List<String> overrides =
                new ArrayList<>(List.of("parameters.x.start=" + centre, "parameters.y.start=" + centre));
        if (disk) {
            overrides.add("simulate.size=[" + side + ", " + side + "]");
        } else {
            overrides.add("model.oversampling=3");
            overrides.add("fit.region.semi_major=" + side / BASE_SIDE + " arcsec");
            overrides.add("fit.noise_box=[1, 1, 12, " + side + "]");
        }
        return overrides;
    }

    private static double time(double seconds, List<String> disk, List<String> fit, boolean derivatives) {
        List<String> ofDisk = new ArrayList<>(disk);
        ofDisk.add("model.oversampling=2");
        try (Workload workload = new Workload(ofDisk, fit);
                ParallelFor thread = new ParallelFor(1)) {
            DiskProblem problem = workload.problem(thread);
            double[] point = workload.start();
            double[] residuals = new double[problem.residualCount()];
            double[][] jacobian = derivatives ? new double[problem.parameterCount()][residuals.length] : null;
            return Stopwatch.milliseconds(seconds, () -> problem.evaluate(point, residuals, jacobian));
        }
    }

    private static void add(Page page, List<double[]> rows, String what, String value, double count, double ms) {
        double[] before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        String exponent = before == null
                ? ""
                : String.format(Locale.ROOT, "%.2f", Math.log(ms / before[1]) / Math.log(count / before[0]));
        page.row(what, value, (int) count, ms, exponent);
        rows.add(new double[] {count, ms});
    }

    private static void finish(Map<String, double[][]> curves, List<double[]> rows, String what) {
        curves.put(what, rows.toArray(double[][]::new));
        rows.clear();
    }
}
