// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.RawFits;
import org.steelyard.SharedData;
import org.steelyard.kernel.ParallelFor;

/**
 * The forward model, compared with cubes of a plain numpy pipeline (reference/forward_model) in which the line is
 * sampled at the channel centres.
 */
class ForwardModelReferenceTest {

    /**
     * Required accuracy relative to the peak; the beam of the reference is truncated at 15 pixels, 4.8 standard
     * deviations.
     */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"cube_s3.fits, 3", "cube_s10.fits, 10"})
    void reproducesTheNumpyPipeline(String file, int oversampling) throws IOException {
        double[] flux = RawFits.read(SharedData.path("reference/forward_model/flux_map.fits"), null);
        double[] expected = RawFits.read(SharedData.path("reference/forward_model/" + file), null);
        try (ParallelFor threads = new ParallelFor(2)) {
            ForwardModel model =
                    new ForwardModel(ReferenceDisk.nativePixels(flux, Sampling.uniform(oversampling), true), threads);
            double[] cube = new double[model.size()];
            model.evaluate(ReferenceDisk.asInThePipeline(), ReferenceDisk.CENTRE, ReferenceDisk.CENTRE, 0, 1, cube);
            double peak = 0;
            double worst = 0;
            int pixels = ReferenceDisk.SIZE * ReferenceDisk.SIZE;
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < ReferenceDisk.CHANNELS; c++) {
                    double reference = expected[c * pixels + p];
                    peak = Math.max(peak, reference);
                    worst = Math.max(worst, Math.abs(cube[p * ReferenceDisk.CHANNELS + c] - reference));
                }
            }
            System.out.println(file + ": largest difference " + worst / peak + " of the peak");
            assertTrue(worst < TOLERANCE * peak, "largest difference " + worst / peak + " of the peak");
        }
    }
}
