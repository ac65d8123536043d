// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

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
import org.steelyard.fit.Workload;
import org.steelyard.observe.Stages;

/** The steps of one evaluation on the benchmark's disk, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KernelBench {

    /** Uniform sub-pixels, or a tolerance. */
    @Param({"3", "1e-3", "1e-5"})
    public String sampling;

    private Workload workload;
    private Stages stages;

    @Setup(Level.Trial)
    public void prepare() {
        workload = Workload.sampled(sampling);
        stages = new Stages(workload, workload.setup().sampling());
    }

    @TearDown(Level.Trial)
    public void close() {
        workload.close();
    }

    @Benchmark
    public Stages sampling() {
        stages.sample();
        return stages;
    }

    @Benchmark
    public Stages disk() {
        stages.disk();
        return stages;
    }

    @Benchmark
    public Stages lineProfile() {
        stages.profile();
        return stages;
    }

    @Benchmark
    public double[] beamBlocks() {
        return stages.beam();
    }
}
