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
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.kernel.ParallelFor;

/**
 * One evaluation: from the values of the parameters to chi^2, and to the residuals and their derivatives by all nine
 * parameters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EvaluationBench {

    /** Uniform sub-pixels, or a tolerance. */
    @Param({"3", "1e-3", "1e-5"})
    public String sampling;

    @Param({"1", "2"})
    public int threads;

    private Workload workload;
    private ParallelFor pool;
    private DiskProblem problem;
    private double[] point;
    private double[] residuals;
    private double[][] jacobian;

    @Setup(Level.Trial)
    public void prepare() {
        workload = Workload.sampled(sampling);
        pool = new ParallelFor(threads);
        problem = workload.problem(pool);
        point = workload.start();
        residuals = new double[problem.residualCount()];
        jacobian = new double[problem.parameterCount()][residuals.length];
    }

    @TearDown(Level.Trial)
    public void close() {
        pool.close();
        workload.close();
    }

    @Benchmark
    public double chiSquared() {
        problem.evaluate(point, residuals, null);
        double sum = 0;
        for (double r : residuals) {
            sum += r * r;
        }
        return sum;
    }

    @Benchmark
    public double[][] jacobian() {
        problem.evaluate(point, residuals, jacobian);
        return jacobian;
    }
}
