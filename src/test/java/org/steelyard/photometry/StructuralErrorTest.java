// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;

/** Structure of known size on the light of a galaxy of ellipses. */
class StructuralErrorTest {

    private static final int N = 160;

    private static final double SKY = 100;

    private static final double SHARE = 0.03;

    private static final int WEDGES = 18;

    /** Some 160 regions with a structure of their own give its standard deviation to 6 %; four times as much. */
    private static final double RELATIVE = 0.24;

    private static final Gaussians LIGHT =
            new Gaussians(new double[] {3e6, 2e7, 5e7}, new double[] {2, 8, 25}, new double[] {0.8, 0.7, 0.75});

    private static final ImageModel MODEL = new ImageModel(LIGHT, 30, 80.2, 77.7, SKY, 0);

    private static final double[] EXPECTED = MODEL.image(N, N, Psf.round(new double[] {1}, new double[] {1}));

    /** Noise of k times the root of the light, and structure that is constant over wedges of 20 deg and 0.5 in ln r. */
    private static StructuralError found(double share, double noise) {
        var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(7));
        double[] structure = new double[WEDGES * 12];
        Arrays.setAll(structure, i -> share * normal.sample());
        double[] values = EXPECTED.clone();
        for (int p = 0; p < values.length; p++) {
            int row = p / N;
            double x = p % N - MODEL.x();
            double y = row - MODEL.y();
            int ring = (int) (2 * Math.log(Math.max(1, Math.hypot(x, y))));
            int wedge = (int) ((Math.atan2(y, x) / (2 * Math.PI) + 0.5) * WEDGES) % WEDGES;
            values[p] += (EXPECTED[p] - SKY) * structure[ring * WEDGES + wedge]
                    + noise * Math.sqrt(EXPECTED[p]) * normal.sample();
        }
        Image image = new Image(values, N, N, SkyFrame.linear(1), 0, 0, "electrons");
        return StructuralError.of(image, MODEL, EXPECTED, EXPECTED, new BitSet());
    }

    @Test
    void noiseAloneIsNoStructure() {
        assertSame(StructuralError.NONE, found(0, 1));
    }

    @Test
    void noiseThatIsLargerThanGivenIsNoStructure() {
        assertSame(StructuralError.NONE, found(0, 1.7));
    }

    @Test
    void theShareIsFound() {
        assertEquals(1, found(SHARE, 1).share() / SHARE, RELATIVE);
    }

    @Test
    void structureWeighsThePixelsOfAPatchAsOne() {
        double[] variance = new StructuralError(SHARE).variance(MODEL, EXPECTED, EXPECTED, N);
        int p = 77 * N + 140;
        double light = EXPECTED[p] - SKY;
        double pixels = 2 * Math.PI / 18 * Math.log(10) / 24 * (Math.pow(140 - 80.2, 2) + 0.7 * 0.7);
        assertEquals(EXPECTED[p] + SHARE * SHARE * light * light * pixels, variance[p], 1e-9 * variance[p]);
    }
}
