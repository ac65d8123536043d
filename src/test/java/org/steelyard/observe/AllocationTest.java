// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;

/**
 * A model allocates almost nothing once its workspace has grown: no vector is boxed and no array is allocated again.
 */
class AllocationTest {

    /** [byte] One or two small objects for the threads' loops. One array of the channels' edges would be 0.5 kB. */
    private static final long PER_EVALUATION = 256;

    /** Largest number of evaluations before the compiler removes the allocation of vectors. */
    private static final int WARM_UP = 3000;

    private static final int EVALUATIONS = 5;

    @Test
    void evaluationsReuseTheirMemory() {
        com.sun.management.ThreadMXBean bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] flux = new double[ReferenceDisk.SIZE * ReferenceDisk.SIZE];
        Arrays.fill(flux, 1);
        DiskState disk = ReferenceDisk.state(1.5e8, 77);
        List<Derivative> directions = List.of(
                new Derivative(Derivative.Kind.BLACK_HOLE, null),
                new Derivative(Derivative.Kind.CENTRE_X, null),
                new Derivative(Derivative.Kind.SYSTEMIC_VELOCITY, null));
        for (Sampling sampling : new Sampling[] {Sampling.uniform(2), Sampling.adaptive(1e-4)}) {
            try (ParallelFor threads = new ParallelFor(1)) {
                ForwardModel model = new ForwardModel(ReferenceDisk.blocks(flux, sampling, false), threads);
                double[] out = new double[model.size()];
                double[][] derivatives = new double[directions.size()][model.size()];
                long most = 0;
                int good = 0;
                for (int k = 0; k < WARM_UP && good < EVALUATIONS; k++) {
                    double x = ReferenceDisk.CENTRE + 0.01 * (k % 2);
                    long before = bean.getCurrentThreadAllocatedBytes();
                    model.evaluate(disk, x, ReferenceDisk.CENTRE, 0, 1, out);
                    model.differentiate(disk, x, ReferenceDisk.CENTRE, 0, 1, directions, out, derivatives);
                    long used = bean.getCurrentThreadAllocatedBytes() - before;
                    good = used < 2 * PER_EVALUATION ? good + 1 : 0;
                    most = good <= 1 ? used : Math.max(most, used);
                }
                System.out.println("an evaluation and a differentiation allocate " + most + " bytes, " + sampling);
                assertTrue(most < 2 * PER_EVALUATION, most + " bytes with " + sampling);
            }
        }
    }
}
