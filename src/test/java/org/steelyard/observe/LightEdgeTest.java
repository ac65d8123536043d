// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.NormalisedProfile;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;

/** Light that ends at a radius inside the fitted region: a product rule over a whole pixel would miss the step. */
class LightEdgeTest {

    private static final double EDGE = 0.8;

    /**
     * Relative to the peak: the step is a third of the central brightness, and uniform 64 x 64 sampling has an error of
     * about 1/64 of a pixel's share of it.
     */
    private static final double TOLERANCE = 1e-3;

    @Test
    void adaptiveSamplingSeesTheEdge() {
        NormalisedProfile light = NormalisedProfile.within(new ExponentialLight(), new double[] {0.7}, EDGE);
        DiskState dark = ReferenceDisk.state(1.5e8, 77);
        double[] radii = dark.table().radii();
        double[] values = new double[radii.length];
        for (int j = 0; j < radii.length; j++) {
            values[j] = light.value(EDGE) * Math.exp((EDGE - radii[j]) / 0.7);
        }
        double[] brightness = new double[dark.table().coefficientCount()];
        dark.table().fit(values, brightness);
        DiskState disk = new DiskState(
                dark.majorX(),
                dark.majorY(),
                dark.minorX(),
                dark.minorY(),
                dark.inclination(),
                dark.blackHole(),
                0,
                1,
                0,
                0,
                null,
                false,
                dark.table(),
                dark.speedSquared(),
                dark.dispersion(),
                brightness,
                EDGE,
                null,
                null);
        try (ParallelFor threads = new ParallelFor(2)) {
            double[] fine = evaluate(Sampling.uniform(64), disk, threads);
            double[] adaptive = evaluate(Sampling.adaptive(1e-5), disk, threads);
            double peak = Arrays.stream(fine).max().orElseThrow();
            double worst = 0;
            for (int i = 0; i < fine.length; i++) {
                worst = Math.max(worst, Math.abs(fine[i] - adaptive[i]) / peak);
            }
            System.out.println("edge of the light: adaptive against uniform 64: " + worst + " of the peak");
            assertTrue(worst < TOLERANCE, worst + " of the peak");
        }
    }

    private static double[] evaluate(Sampling sampling, DiskState disk, ParallelFor threads) {
        ForwardModel model = new ForwardModel(ReferenceDisk.blocks(null, sampling, false), threads);
        double[] out = new double[model.size()];
        model.evaluate(disk, 40.43, 40.5, 0, 1, out);
        return out;
    }
}
