package org.steelyard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks through JMH, all of them one after the other in several rounds, and prints medians. Ratios are
 * medians over the rounds, so that a machine that is busy for a while spoils a round and not the ratio.
 */
public final class Speed {

    /** Iterations of a benchmark: a name, and in each round its times and bytes allocated. */
    private static final class Record {
        private final List<double[]> rounds = new ArrayList<>();
        private double bytes = Double.NaN;
        private String unit = "";

        double median() {
            return Stopwatch.median(
                    rounds.stream().flatMapToDouble(java.util.Arrays::stream).toArray());
        }

        /** Median over rounds of the ratio of this one's median to another's. */
        double over(Record other) {
            double[] ratios = new double[rounds.size()];
            for (int r = 0; r < ratios.length; r++) {
                ratios[r] = Stopwatch.median(rounds.get(r)) / Stopwatch.median(other.rounds.get(r));
            }
            return Stopwatch.median(ratios);
        }
    }

    /**
     * How long to measure.
     *
     * @param name of the page
     * @param samplings of the pixels
     * @param rounds through all benchmarks
     * @param iterations of each benchmark in a round
     * @param milliseconds of an iteration
     * @param steps whether to time the steps of an evaluation too
     */
    public record Effort(
            String name, List<String> samplings, int rounds, int iterations, int milliseconds, boolean steps) {}

    private Speed() {}

    /** Measures and prints the tables. */
    public static void run(Effort effort) throws RunnerException {
        Map<String, Record> records = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++) {
            System.err.printf("round %d of %d%n", round + 1, effort.rounds());
            evaluation(effort, "chiSquared", "1", records);
            evaluation(effort, "chiSquared", "2", records);
            evaluation(effort, "jacobian", "1", records);
            collect(
                    options(effort, "FitBench")
                            .param("sampling", effort.samplings().toArray(String[]::new)),
                    records);
            if (effort.steps()) {
                collect(
                        options(effort, "KernelBench")
                                .param("sampling", effort.samplings().toArray(String[]::new)),
                        records);
            }
        }
        Page page =
                new Page(effort.name(), "Times by JMH, medians over all iterations; ratios are medians over rounds.");
        ratios(page, effort, records);
        page.head("benchmark", "median", "unit", "bytes allocated per operation");
        records.forEach((name, record) -> page.row(name, record.median(), record.unit, record.bytes));
        page.keep();
    }

    private static void evaluation(Effort effort, String method, String threads, Map<String, Record> records)
            throws RunnerException {
        collect(
                options(effort, "EvaluationBench." + method)
                        .param("sampling", effort.samplings().toArray(String[]::new))
                        .param("threads", threads),
                records);
    }

    private static ChainedOptionsBuilder options(Effort effort, String include) {
        TimeValue time = TimeValue.milliseconds(effort.milliseconds());
        return new OptionsBuilder()
                .include("\\." + include.replace(".", "\\.") + "\\b")
                .forks(1)
                .warmupIterations(effort.iterations())
                .warmupTime(time)
                .measurementIterations(effort.iterations())
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .output(Page.folder().resolve("jmh.log").toString());
    }

    private static void collect(ChainedOptionsBuilder options, Map<String, Record> records) throws RunnerException {
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult result : results) {
            Record record = records.computeIfAbsent(name(result.getParams()), unused -> new Record());
            record.rounds.add(result.getAggregatedResult().getIterationResults().stream()
                    .map(IterationResult::getPrimaryResult)
                    .mapToDouble(Result::getScore)
                    .toArray());
            record.unit = result.getPrimaryResult().getScoreUnit();
            result.getSecondaryResults().forEach((label, value) -> {
                if (label.endsWith("gc.alloc.rate.norm")) {
                    record.bytes = value.getScore();
                }
            });
        }
    }

    private static String name(BenchmarkParams params) {
        String[] parts = params.getBenchmark().split("\\.");
        String name = parts[parts.length - 2] + "." + parts[parts.length - 1] + " " + params.getParam("sampling");
        return params.getParam("threads") == null ? name : name + " threads " + params.getParam("threads");
    }

    /** A sampling so coarse that chi^2 is too rough for a minimum to be found has no fit. */
    private static void ratios(Page page, Effort effort, Map<String, Record> records) {
        page.head(
                "sampling",
                "evaluation with chi^2, 1 thread [ms]",
                "residuals and Jacobian [evaluations]",
                "fit, 1 thread [ms]",
                "speed-up by 2 threads inside an evaluation",
                "inside a fit",
                "over two fits",
                "bytes allocated by an evaluation");
        for (String sampling : effort.samplings()) {
            Record one = records.get("EvaluationBench.chiSquared " + sampling + " threads 1");
            Record fit = records.get("FitBench.onOneThread " + sampling);
            page.row(
                    sampling.contains("e") ? "tolerance " + sampling : "uniform " + sampling,
                    1e-3 * one.median(),
                    records.get("EvaluationBench.jacobian " + sampling + " threads 1")
                            .over(one),
                    fit == null ? "-" : fit.median(),
                    one.over(records.get("EvaluationBench.chiSquared " + sampling + " threads 2")),
                    fit == null ? "-" : fit.over(records.get("FitBench.onTwoThreads " + sampling)),
                    fit == null ? "-" : 2 * fit.over(records.get("FitBench.twoAtATime " + sampling)),
                    one.bytes);
        }
        page.text("");
    }
}
