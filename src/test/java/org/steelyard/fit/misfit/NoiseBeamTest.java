// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.observe.NoiseMeasurement;

class NoiseBeamTest {

    private static final double ERROR = 0.01;

    /** Noise correlated as by a beam of some size over that of the header: a Gaussian, whose logarithm scales. */
    private static NoiseBeam of(double scale, double common) {
        List<NoiseMeasurement.Shift> shifts = new ArrayList<>();
        for (int d = 1; d <= 4; d++) {
            double beam = Math.exp(-0.1 * d * d);
            shifts.add(new NoiseMeasurement.Shift(d, 0, 0.1 * d, Math.pow(beam, 1 / (scale * scale)), beam, ERROR));
        }
        return NoiseBeam.of(
                new NoiseMeasurement(new double[6], new double[] {ERROR, 1, 1, 1, 1, 1}, common, true, shifts));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0.85, true", "0.71, true", "1.25, false", "1.12, false", "0.5, false"})
    void noiseBetweenNaturalAndUniformWeightsConfirmsTheHeader(double scale, boolean confirmed) {
        NoiseBeam beam = of(scale, 0);
        assertEquals(confirmed, beam.allows(1));
        assertEquals(confirmed, beam.significance() < Selection.LEAST);
    }

    @Test
    void theNearestBeamIsOneThatTheNoiseAllows() {
        // Scales are tried a hundredth apart.
        assertEquals(1.25, of(1.25, 0).nearest(), 0.011);
        assertEquals(0.5 * Math.sqrt(2), of(0.5, 0).nearest(), 0.016);
        assertEquals(1, of(0.85, 0).nearest());
        assertTrue(of(1.25, 0).allows(of(1.25, 0).nearest()));
    }

    @Test
    void aMuchWiderBeamIsExcluded() {
        assertTrue(of(1, 0).allows(1.3));
        assertFalse(of(1, 0).allows(1.7));
        assertFalse(of(1, 0).allows(0.8));
    }

    @Test
    void noiseWithEmissionTellsNothing() {
        assertTrue(of(1.25, 0.2).allows(1));
        assertTrue(of(1.25, 0.2).allows(3));
    }
}
