// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.isophote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.PhotonNoise;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.StarlightSearch;

/** Isophotes of drawn galaxies: with a turn, without one, and round. */
class IsophotesTest {

    private static final int N = 121;
    private static final double SKY = 100;
    private static final double READ = 5;

    /** Three errors of a Gaussian number: once in 370 cases. */
    private static final double SIGMAS = 3;

    private static final Psf ROUND = Psf.round(new double[] {0.7, 0.3}, new double[] {0.9, 2.2});

    /** A PSF that is as flat as a galaxy, across it. */
    private static final Psf FLAT =
            new Psf(new double[] {0.7, 0.3}, new double[] {1.2, 2.6}, new double[] {0.7, 0.8}, new double[] {80, 80});

    private static ImageModel part(double flux, double sigma, double ratio, double angle, double sky) {
        Gaussians light = new Gaussians(new double[] {flux}, new double[] {sigma}, new double[] {ratio});
        return new ImageModel(light, angle, 60.3, 59.8, sky, 0);
    }

    private static Isophotes isophotes(Psf psf, BitSet masked, long seed, ImageModel... parts) {
        double[] values = new double[N * N];
        for (ImageModel part : parts) {
            double[] drawn = part.image(N, N, psf);
            for (int p = 0; p < values.length; p++) {
                values[p] += drawn[p];
            }
        }
        PhotonNoise.add(values, READ, seed);
        for (int p = masked.nextSetBit(0); p >= 0; p = masked.nextSetBit(p + 1)) {
            values[p] = 1e6;
        }
        Image image = new Image(values, N, N, SkyFrame.linear(0.1), 0, 0, "electrons");
        StarlightOptions options = StarlightOptions.defaults().withNoise(1, READ, 0);
        return Isophotes.of(image, StarlightSearch.fit(image, psf, masked, options, FitObserver.NONE));
    }

    private static ImageModel[] galaxy(double ratio, double inner, double outer) {
        return new ImageModel[] {
            part(2e5, 2, ratio, inner, SKY), part(6e5, 5, ratio, inner, 0), part(2e6, 15, ratio, outer, 0)
        };
    }

    @Test
    void ellipticityAndAngleOfOneEllipse() {
        Isophotes isophotes = isophotes(ROUND, new BitSet(), 1, galaxy(0.7, 30, 30));
        assertTrue(isophotes.levels().size() >= 10, "rings from 2 pixels to 3 sigma");
        double pull = 0;
        for (Isophotes.Level level : isophotes.levels()) {
            if (level.radius() > 25) {
                assertEquals(
                        0.3,
                        level.ellipticity(),
                        SIGMAS * level.ellipticityError() + 0.005,
                        "the PSF takes 0.0033 of it");
            }
            assertEquals(30, level.angle(), SIGMAS * level.angleError(), level.radius() + " pixel");
            assertTrue(level.angleError() < 10, "error " + level.angleError());
            pull += Math.pow(level.across() / level.error(), 2);
        }
        assertTrue(pull > 0.2 * isophotes.levels().size(), "the errors are no larger than the scatter: " + pull);
    }

    @Test
    void turnIsFound() {
        Twist twist = Twist.of(isophotes(ROUND, new BitSet(), 2, galaxy(0.7, 20, 45)));
        assertTrue(twist.matters(), twist.toString());
        assertTrue(twist.degrees() > 15 && twist.degrees() <= 25 + SIGMAS * twist.error(), twist.toString());
        assertTrue(twist.outerAngle() > twist.innerAngle(), "from 20 to 45 deg");
    }

    @Test
    void turnIsFoundBesideAMask() {
        BitSet star = new BitSet();
        for (int p = 0; p < N * N; p++) {
            star.set(p, Math.hypot(p % N - 72, p / N - 70) < 6);
        }
        Twist twist = Twist.of(isophotes(ROUND, star, 3, galaxy(0.7, 20, 45)));
        assertTrue(twist.matters() && twist.degrees() > 15 && twist.degrees() < 27, twist.toString());
    }

    @Test
    void noTurnOfOneEllipse() {
        for (Psf psf : new Psf[] {ROUND, FLAT}) {
            Twist twist = Twist.of(isophotes(psf, new BitSet(), 4, galaxy(0.7, 0, 0)));
            assertFalse(twist.matters(), twist.toString());
        }
    }

    @Test
    void noTurnOfARoundGalaxy() {
        Twist twist = Twist.of(isophotes(ROUND, new BitSet(), 5, galaxy(1, 0, 0)));
        assertTrue(twist == null || !twist.matters(), () -> twist.toString());
        Twist small = Twist.of(isophotes(ROUND, new BitSet(), 6, galaxy(0.97, 10, 10)));
        assertTrue(small == null || !small.matters(), () -> small.toString());
    }
}
