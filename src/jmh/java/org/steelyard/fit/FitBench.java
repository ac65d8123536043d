package org.steelyard.fit;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.search.Minimum;
import org.steelyard.kernel.ParallelFor;

/**
 * The complete fit of nine parameters from a start beside the truth: on one thread, on two, and two independent fits at
 * a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FitBench {

    /** Uniform sub-pixels, or a tolerance. */
    @Param({"3", "1e-3", "1e-5"})
    public String sampling;

    private Workload workload;
    private ParallelFor one;
    private ParallelFor two;

    @Setup(Level.Trial)
    public void prepare() {
        workload = Workload.sampled(sampling);
        one = new ParallelFor(1);
        two = new ParallelFor(2);
        Minimum<CubeFit> found = workload.minimise(one);
        if (!found.solution().converged()) {
            throw new IllegalStateException("no minimum: " + found.solution().reason());
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        one.close();
        two.close();
        workload.close();
    }

    @Benchmark
    public double onOneThread() {
        return workload.minimise(one).solution().chiSquared();
    }

    @Benchmark
    public double onTwoThreads() {
        return workload.minimise(two).solution().chiSquared();
    }

    /** Time of one of two fits that run side by side. */
    @Benchmark
    @Threads(2)
    public double twoAtATime() {
        return workload.minimise(one).solution().chiSquared();
    }
}
