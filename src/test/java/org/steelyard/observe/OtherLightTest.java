// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;

/** Models with different flux maps that share one workspace give the same bits as models with separate workspaces. */
class OtherLightTest {

    private static final List<Derivative> DIRECTIONS = List.of(
            new Derivative(Derivative.Kind.BLACK_HOLE, null), new Derivative(Derivative.Kind.SYSTEMIC_VELOCITY, null));

    @Test
    void takingTurnsChangesNoBit() {
        double[] round = flux(0.6, 0);
        double[] ring = flux(0.9, 0.3);
        DiskState disk = ReferenceDisk.state(1.5e8, 77);
        for (Sampling sampling : new Sampling[] {Sampling.uniform(2), Sampling.adaptive(1e-3)}) {
            try (ParallelFor threads = new ParallelFor(2)) {
                ForwardModel first = new ForwardModel(ReferenceDisk.blocks(round, sampling, false), threads);
                ForwardModel other = first.withFlux(ring);
                double[][] ofFirst = all(first, disk);
                double[][] ofOther = all(other, disk);
                same(all(new ForwardModel(ReferenceDisk.blocks(round, sampling, false), threads), disk), ofFirst);
                same(all(new ForwardModel(ReferenceDisk.blocks(ring, sampling, false), threads), disk), ofOther);
                same(ofFirst, all(first, disk));
                same(ofFirst, all(other.withFlux(round), disk));
            }
        }
    }

    /** [Jy km/s] A uniform ring between two radii [arcsec], so that the models evaluate different pixels. */
    private static double[] flux(double outer, double inner) {
        double[] flux = new double[ReferenceDisk.SIZE * ReferenceDisk.SIZE];
        for (int p = 0; p < flux.length; p++) {
            double x = p % ReferenceDisk.SIZE + 1 - ReferenceDisk.CENTRE;
            double y = p / ReferenceDisk.SIZE + 1 - ReferenceDisk.CENTRE;
            double radius = ReferenceDisk.PIXEL * Math.hypot(x, y);
            flux[p] = radius < outer && radius >= inner ? 1 + radius : 0;
        }
        return flux;
    }

    private static double[][] all(ForwardModel model, DiskState disk) {
        double[][] all = new double[2 + DIRECTIONS.size()][model.size()];
        model.evaluate(disk, ReferenceDisk.CENTRE, ReferenceDisk.CENTRE, 3, 1, all[0]);
        model.differentiate(disk, ReferenceDisk.CENTRE, ReferenceDisk.CENTRE, 3, 1, DIRECTIONS, all[1], new double[][] {
            all[2], all[3]
        });
        return all;
    }

    private static void same(double[][] expected, double[][] actual) {
        for (int k = 0; k < expected.length; k++) {
            assertArrayEquals(expected[k], actual[k]);
        }
    }
}
