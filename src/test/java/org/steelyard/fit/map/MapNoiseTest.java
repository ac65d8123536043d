// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;

/** The correlated noise of a velocity map. */
class MapNoiseTest {

    private static final Beam BEAM = new Beam(0.5, 0.4, 30);
    private static final LocalFrame FRAME = new LocalFrame(-0.1, 0, 0, 0.1);
    private static final int SIDE = 60;
    private static final int DRAWS = 400;

    /** Relative: the correlation beyond 13 in the exponent is left out. */
    private static final double ROUNDING = 1e-5;

    /** Standard errors of a sample covariance. */
    private static final double OWN_ERRORS = 4;

    private static MapNoise noise(double[] x, double[] y) {
        return new MapNoise(x, y, BEAM, FRAME);
    }

    /**
     * The variance of a sum over a wide field is that of independent pixels times the pixels in twice the area of the
     * beam: the beam convolved with itself. Along its edges, of which each side loses part, the field is smaller.
     */
    @Test
    void theSumOfAWideFieldCountsTwiceTheBeam() {
        double[] x = new double[SIDE * SIDE];
        double[] y = new double[SIDE * SIDE];
        double[] inner = new double[SIDE * SIDE];
        double[] all = new double[SIDE * SIDE];
        for (int k = 0; k < x.length; k++) {
            x[k] = k % SIDE;
            y[k] = k / SIDE;
            all[k] = 1;
        }
        inner[SIDE * SIDE / 2 + SIDE / 2] = 1;
        double[][] product = noise(x, y).product(new double[][] {inner, all});
        double beamPixels = 2 * Math.PI * BEAM.sigmaMajor() * BEAM.sigmaMinor() / 0.01;
        assertEquals(1, product[0][0], ROUNDING);
        assertEquals(2 * beamPixels, product[0][1], ROUNDING * 100);
        assertEquals(product[0][1], product[1][0], ROUNDING);
    }

    /** Draws have unit variance and the correlation of the product. */
    @Test
    void drawsAreCorrelatedLikeTheProduct() {
        MapNoise pair = noise(new double[] {10, 13}, new double[] {10, 11});
        double c = pair.product(new double[][] {{1, 0}, {0, 1}})[0][1];
        double[] sums = new double[3];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] z = pair.draw(RandomSource.XO_RO_SHI_RO_128_PP.create(draw + 1));
            sums[0] += z[0] * z[0] / DRAWS;
            sums[1] += z[1] * z[1] / DRAWS;
            sums[2] += z[0] * z[1] / DRAWS;
        }
        assertEquals(1, sums[0], OWN_ERRORS * Math.sqrt(2.0 / DRAWS));
        assertEquals(1, sums[1], OWN_ERRORS * Math.sqrt(2.0 / DRAWS));
        assertEquals(c, sums[2], OWN_ERRORS * Math.sqrt((1 + c * c) / DRAWS));
    }
}
