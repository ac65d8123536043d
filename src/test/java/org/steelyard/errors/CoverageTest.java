// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.disk.light.FluxMapLight;

/**
 * A few cubes of {@link CoverageStudy}: the errors for correlated noise equal the scatter of the masses for any block
 * size, and the naive errors do not.
 */
@Tag("slow")
class CoverageTest {

    private static final int CUBES = 40;

    /** Tolerance of a standard deviation over the cubes, relative: four of its standard errors. */
    private static final double SCATTER = 4 / Math.sqrt(2.0 * CUBES);

    /** Tolerance of a mean over the cubes, in standard errors of one cube: four of its standard errors. */
    private static final double MEAN = 4 / Math.sqrt(CUBES);

    @ParameterizedTest
    @ValueSource(ints = {4, 2})
    void theMassScattersByItsCorrelatedError(int block, @TempDir Path folder) {
        List<CoverageStudy.Outcome> outcomes = new ArrayList<>();
        for (int seed = 1; seed <= CUBES; seed++) {
            Path cube = folder.resolve("cube.fits");
            CoverageStudy.simulate(seed, SpectralResponse.NONE, cube);
            outcomes.add(CoverageStudy.weigh(new FluxMapLight(true), SpectralResponse.NONE, block, seed, 0, cube));
        }
        CoverageStudy.table(outcomes, System.out);
        assertScatter(outcomes, "naive", "sandwich_error");
        assertScatter(outcomes, "exact", "exact_error");
        double[] naive = pulls(outcomes, "naive", "naive_error");
        assertTrue(scatter(naive) > 1.1, "blocks are not independent: " + scatter(naive));
    }

    private static void assertScatter(List<CoverageStudy.Outcome> outcomes, String value, String error) {
        double[] pulls = pulls(outcomes, value, error);
        assertEquals(1, scatter(pulls), SCATTER, value);
        assertEquals(0, mean(pulls), MEAN, value);
    }

    private static double[] pulls(List<CoverageStudy.Outcome> outcomes, String value, String error) {
        return outcomes.stream()
                .mapToDouble(o -> (o.value(value) - CoverageStudy.MASS) / o.value(error))
                .toArray();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double scatter(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
