// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.Page;
import org.steelyard.Stopwatch;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.kernel.ParallelFor;

/**
 * Cost of warped and thick disks over that of the flat, thin disk with the same light, and of Jacobians over
 * evaluations, on one thread. All shapes are timed in turn in every round; ratios are medians over the rounds.
 */
public final class Shapes {

    /** A disk of the size of a typical ALMA cube, inclined by 70 deg. */
    private static final List<String> LARGE = List.of(
            "data.pixel=0.04 arcsec",
            "data.velocities=['1500 km/s', '2256 km/s']",
            "data.beam={ major = '0.21 arcsec', minor = '0.15 arcsec', position_angle = '35 deg' }",
            "simulate.size=[120, 120]",
            "simulate.channel_width=12 km/s",
            "parameters.inclination=60 deg",
            "potential.mge_inclination=70 deg",
            "parameters.x=60.5",
            "parameters.y=60.5");

    private static final List<String> LARGE_FIT = List.of(
            "model.block=auto",
            "fit.region={ semi_major = '2.4 arcsec', axis_ratio = 0.5, position_angle = '187 deg' }",
            "fit.noise_box=[1, 1, 12, 110]",
            "parameters.inclination=60 deg",
            "potential.mge_inclination=70 deg",
            "parameters.x=60.9",
            "parameters.y=60.1");

    private enum Shape {
        FLAT(List.of()),
        WARPED(List.of(
                "disk.warp=linear",
                "parameters.inclination_slope=3 deg/arcsec",
                "parameters.position_angle_slope=12 deg/arcsec")),
        FOLDED(List.of(
                "disk.warp=linear",
                "parameters.inclination_slope=5 deg/arcsec",
                "parameters.position_angle_slope=40 deg/arcsec")),
        THICK(List.of("disk.thickness=gaussian", "parameters.scale_height=0.12 arcsec"));

        private final List<String> keys;

        Shape(List<String> keys) {
            this.keys = keys;
        }
    }

    private static final class Case implements AutoCloseable {
        private final Workload workload;
        private final DiskProblem problem;
        private final double[] point;
        private final double[] residuals;
        private final double[][] jacobian;

        Case(List<String> disk, List<String> fit, Shape shape, ParallelFor thread) {
            workload = new Workload(disk, joined(fit, shape.keys));
            problem = workload.problem(thread);
            point = workload.start();
            residuals = new double[problem.residualCount()];
            jacobian = new double[problem.parameterCount()][residuals.length];
        }

        double[] time(double seconds) {
            return new double[] {
                Stopwatch.milliseconds(seconds, () -> problem.evaluate(point, residuals, null)),
                Stopwatch.milliseconds(seconds, () -> problem.evaluate(point, residuals, jacobian))
            };
        }

        @Override
        public void close() {
            workload.close();
        }
    }

    private Shapes() {}

    /** Prints the table. */
    public static void run(List<String> tolerances, int rounds, double seconds) {
        Page page = new Page(
                "shapes",
                "Evaluations of a model and its comparison with the data, at a tolerance of 1e-5 and at that of a fit's first stage; one thread, processor time.");
        page.head("cube", "tolerance", "disk", "evaluation [ms]", "over flat", "residuals and Jacobian [evaluations]");
        for (String tolerance : tolerances) {
            table(page, "shipped example", tolerance, List.of(), List.of(), rounds, seconds);
            table(page, "120 x 120 pixels of 0.04 arcsec, 60 deg", tolerance, LARGE, LARGE_FIT, rounds, seconds);
        }
        page.keep();
    }

    private static void table(
            Page page, String cube, String tolerance, List<String> disk, List<String> fit, int rounds, double seconds) {
        try (ParallelFor thread = new ParallelFor(1)) {
            List<Case> cases = new ArrayList<>();
            for (Shape shape : Shape.values()) {
                cases.add(new Case(disk, joined(fit, Workload.sampling(tolerance)), shape, thread));
            }
            double[][][] times = new double[cases.size()][rounds][];
            for (int round = 0; round < rounds; round++) {
                for (int k = 0; k < times.length; k++) {
                    times[k][round] = cases.get(k).time(seconds);
                }
            }
            for (int k = 0; k < times.length; k++) {
                page.row(
                        cube,
                        tolerance,
                        Shape.values()[k].name().toLowerCase(Locale.ROOT),
                        Stopwatch.median(Arrays.stream(times[k])
                                .mapToDouble(time -> time[0])
                                .toArray()),
                        ratio(times[k], 0, times[0], 0),
                        ratio(times[k], 1, times[k], 0));
            }
            cases.forEach(Case::close);
        }
    }

    private static double ratio(double[][] above, int part, double[][] below, int other) {
        double[] ratios = new double[above.length];
        Arrays.setAll(ratios, round -> above[round][part] / below[round][other]);
        return Stopwatch.median(ratios);
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
