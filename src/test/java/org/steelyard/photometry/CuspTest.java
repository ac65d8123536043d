// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CuspTest {

    /** [errors] Rarer than 1 in 300. */
    private static final double PULL = 3;

    /** Relative: the expansion ends at its narrowest Gaussian, inside of which it is flatter than the power law. */
    private static final double ENDS = 0.35;

    /** r^-g by Gaussians from 1 to 2.5^7 pixels. */
    private static Gaussians powerLaw(double g) {
        double[] flux = new double[8];
        double[] sigma = new double[8];
        double[] ratio = new double[8];
        for (int k = 0; k < flux.length; k++) {
            sigma[k] = Math.pow(2.5, k);
            flux[k] = Math.pow(sigma[k], 2 - g);
            ratio[k] = 0.8;
        }
        return new Gaussians(flux, sigma, ratio);
    }

    @Test
    void theNextGaussianOfAPowerLaw() {
        for (double g : new double[] {0.5, 0.8, 1.0}) {
            Cusp cusp = Cusp.of(powerLaw(g));
            assertNotNull(cusp);
            assertEquals(1 / 2.5, cusp.sigma(), 1e-15);
            assertEquals(0.8, cusp.ratio());
            double next = Math.pow(2.5, g - 2);
            assertEquals(next, cusp.next(), ENDS * next, "g = " + g);
        }
    }

    /** A lone Gaussian falls from sigma to twice that with a slope of 1.5 / ln 2 = 2.2. */
    @Test
    void whatEndsIsNoCusp() {
        assertNull(Cusp.of(new Gaussians(new double[] {1}, new double[] {2}, new double[] {1})));
    }

    @Test
    void aCoreHasNoCusp() {
        Cusp cusp = new Cusp(1, 1, 100);
        assertTrue(cusp.isPossible(10, 15), "two deviations below 30");
        assertFalse(cusp.isPossible(10, 5));
        assertTrue(cusp.isPossible(-10, 25), "below zero, and 40 is not excluded");
        assertFalse(cusp.isPossible(0, Double.NaN), "without an error");
    }

    /**
     * An exponential disk, whose deprojected density rises inwards by a logarithm: a Gaussian inside the narrowest has a best flux below
     * zero by 0.7 of its error. Counted as a core without an error, the circular speed at one sigma of the PSF was 8.8 errors off.
     */
    @Test
    @Tag("slow")
    void anExponentialDiskIsNoCoreForCertain() {
        RecoveryStudy.Recovered disk =
                RecoveryStudy.recover(RecoveryStudy.galaxies(20, 5).get(15));
        assertEquals(0, disk.pull()[0], PULL, "circular speed at one sigma of the PSF");
    }
}
