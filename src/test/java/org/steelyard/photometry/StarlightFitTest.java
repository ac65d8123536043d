// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.profile.ProfileMge;
import org.steelyard.photometry.profile.RadialProfile;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;

/** Fits of images whose truth is known: of another hand (images/README.md) and drawn here. */
class StarlightFitTest {

    /** images/image_a_truth.json. */
    private static final double PIXEL = 0.08;

    private static final Calibration H_BAND =
            Calibration.of(25.94, 900, PIXEL, 4.52).withExtinction(0.01).withRedshift(0.005, 0);

    private static final MgeTable TRUTH = new MgeTable(
            new double[] {60000, 21000, 11500, 5200, 1500, 330, 60},
            new double[] {0.09, 0.31, 0.8, 1.9, 4.2, 9.5, 19},
            new double[] {0.92, 0.85, 0.78, 0.74, 0.7, 0.66, 0.72});

    private static final double INCLINATION = 66;

    /** The limits. */
    private static final double ONE_PERCENT = 0.01;

    private static final double CENTRE = 0.02;

    private static final double ANGLE = 0.2;

    /**
     * Along the minor axis 10 arcsec are 14 along the major one, near the frame's edge, and the sky, which the frame does not hold, is
     * undetermined; measured 1.4 %.
     */
    private static final double MINOR_AXIS_AT_EDGE = 0.02;

    private static Image read(String name) {
        return ImageFile.read(SharedData.path("images/" + name + ".fits.gz"), HeaderOverrides.NONE);
    }

    /** Surface brightness of a table at a point of its axes [arcsec]. */
    private static double at(MgeTable mge, double x, double y) {
        double sum = 0;
        for (int k = 0; k < mge.sigmaArcsec().length; k++) {
            double u = x / mge.sigmaArcsec()[k];
            double v = y / (mge.sigmaArcsec()[k] * mge.axisRatio()[k]);
            sum += mge.surfaceBrightness()[k] * Math.exp(-0.5 * (u * u + v * v));
        }
        return sum;
    }

    static double speed(MgeTable mge, double inclination, double arcsec) {
        double pc = new DistanceScale(20).pcPerArcsec();
        return Math.sqrt(mge.toPhysical(pc).at(Math.toRadians(inclination)).speedSquared(arcsec * pc));
    }

    @Test
    void imageOfAnotherHand() {
        PsfImage psf = PsfImage.fit(read("image_a_psf"), 1, 6);
        assertEquals(3, psf.psf().size());
        assertTrue(psf.residual() < 1e-4, "the truth is three Gaussians: " + psf.residual());
        Image image = read("image_a_H");
        StarlightOptions options =
                StarlightOptions.defaults().withNoise(1, 15, 0).withInclination(INCLINATION);
        StarlightFit fit = fit(image, psf.psf(), new BitSet(), options);
        StarlightMge light = new StarlightMge(fit.model().gaussians(), H_BAND);
        MgeTable mge = light.table();

        assertEquals(203.4, fit.model().x() + 1, CENTRE);
        assertEquals(196.7, fit.model().y() + 1, CENTRE);
        assertEquals(57, fit.positionAngle(image.frame()), ANGLE);
        assertEquals(0, fit.model().pointSource());
        assertTrue(fit.masked().get(299 * 400 + 59) && fit.masked().get(109 * 400 + 329), "both stars are masked");
        assertEquals(1, fit.reducedChiSquared(), 0.02, "five standard errors of 135000 pixels");
        assertTrue(mge.sigmaArcsec().length <= TRUTH.sigmaArcsec().length, "no more Gaussians than the truth");
        for (double r : new double[] {0.055, 0.1, 0.2, 0.5, 1, 2, 5, 10}) {
            assertEquals(1, at(mge, r, 0) / at(TRUTH, r, 0), ONE_PERCENT, r + " arcsec, major axis");
            assertEquals(
                    1,
                    at(mge, 0, r) / at(TRUTH, 0, r),
                    r < 10 ? ONE_PERCENT : MINOR_AXIS_AT_EDGE,
                    r + " arcsec, minor axis");
            assertEquals(1, speed(mge, INCLINATION, r) / speed(TRUTH, INCLINATION, r), ONE_PERCENT, r + " arcsec");
        }
    }

    private static Image drawn(ImageModel model, int n, Psf psf, double read, long seed) {
        return noisy(model.image(n, n, psf), n, read, seed);
    }

    private static Image noisy(double[] values, int n, double read, long seed) {
        PhotonNoise.add(values, read, seed);
        return new Image(values, n, n, SkyFrame.linear(0.1), 0, 0, "electrons");
    }

    private static final Psf BLUR = Psf.round(new double[] {0.7, 0.3}, new double[] {1, 2.5});

    private static ImageModel galaxy(double point) {
        Gaussians light =
                new Gaussians(new double[] {2e5, 8e5, 2e6}, new double[] {2, 6, 16}, new double[] {0.8, 0.6, 0.7});
        return new ImageModel(light, 30, 60.3, 58.8, 100, point);
    }

    private static final StarlightOptions OPTIONS = StarlightOptions.defaults().withNoise(1, 5, 0);

    @Test
    void pointSourceIsFound() {
        double flux = 5e4;
        StarlightFit fit = fit(drawn(galaxy(flux), 120, BLUR, 5, 3), BLUR, new BitSet(), OPTIONS.with(true, true));
        double error = Math.sqrt(fit.covariance()[fit.parameters().length - 1][fit.parameters().length - 1]);
        assertEquals(flux, fit.model().pointSource(), 4 * error, "four standard errors");
        assertTrue(error < 0.2 * flux, "error " + error);
        assertEquals(
                2e5 + 8e5 + 2e6, fit.model().gaussians().totalFlux(), 0.02 * 3e6, "the sky is known to 0.5 electrons");
        assertEquals(100, fit.model().sky(), 1, "a Gaussian of 16 pixels is gone at the edge");
    }

    /** The light of a cusp inside the PSF is not the nucleus's, whose error contains what is unknown: without that, 13 errors too bright. */
    @Test
    void aBrightNucleusInACusp() {
        ProfileMge sersic = ProfileMge.fit(new RadialProfile.Sersic(1, 60, 4), 0.05, 400, 36);
        double[] light = new double[sersic.size()];
        Arrays.setAll(light, k -> sersic.peak()[k] * sersic.sigma()[k] * sersic.sigma()[k]);
        double total = Arrays.stream(light).sum();
        double[] ratio = new double[light.length];
        Arrays.fill(ratio, 0.6);
        Gaussians cusp =
                new Gaussians(Arrays.stream(light).map(f -> 5e7 * f / total).toArray(), sersic.sigma(), ratio);
        double flux = 1e6;
        ImageModel model = new ImageModel(cusp, 25, 100.4, 98.6, 450, flux);
        StarlightFit fit = fit(drawn(model, 200, BLUR, 10, 4), BLUR, new BitSet(), OPTIONS.with(true, true));
        int last = fit.parameters().length - 1;
        double error = Math.sqrt(fit.covariance()[last][last]);
        assertEquals(flux, fit.model().pointSource(), 3 * error, "three standard errors");
        assertTrue(error < 0.1 * flux, "it is still measured: " + error);
    }

    /** Unless a point source is to be fitted, no light of the centre is lost, and what a point source would hold is told. */
    @Test
    void unresolvedLightIsStarlight() {
        double flux = 5e4;
        StarlightFit fit = fit(drawn(galaxy(flux), 120, BLUR, 5, 3), BLUR, new BitSet(), OPTIONS);
        assertEquals(0, fit.model().pointSource());
        assertEquals(flux, fit.unresolved(), 0.2 * flux, "five standard errors");
        assertEquals(
                2e5 + 8e5 + 2e6 + flux,
                fit.model().gaussians().totalFlux(),
                0.02 * 3e6,
                "the sky is known to 0.5 electrons");
        StarlightFit without = fit(drawn(galaxy(0), 120, BLUR, 5, 3), BLUR, new BitSet(), OPTIONS);
        assertEquals(0, without.unresolved());
    }

    private static final Gaussians NOTHING = new Gaussians(new double[0], new double[0], new double[0]);

    /** The galaxy with a star 7 pixels beside its centre that has 8 % of its light: the centre is used, the star's wings are known. */
    @Test
    void aStarBesideTheCentreIsMaskedAndTold() {
        double star = 0.08 * 3e6;
        double[] light = galaxy(0).image(120, 120, BLUR);
        double[] other = new ImageModel(NOTHING, 0, 62, 65.6, 0, star).image(120, 120, BLUR);
        Arrays.setAll(light, p -> light[p] + other[p]);
        StarlightFit fit = fit(noisy(light, 120, 5, 4), BLUR, new BitSet(), OPTIONS);
        assertTrue(fit.masked().get(66 * 120 + 62) && !fit.masked().get(59 * 120 + 60), "the star, not the centre");
        MaskedSource found = fit.sources().get(0);
        assertEquals(62, found.x());
        assertEquals(66, found.y());
        assertEquals(star, found.flux(), 0.2 * star, "a peak between pixels, on light that the model took in part");
        double used = 0;
        double galaxy = 0;
        double[] alone = galaxy(0).image(120, 120, BLUR);
        for (int p = 0; p < light.length; p++) {
            if (!fit.masked().get(p) && Math.hypot(p % 120 - 60.3, p / 120 - 58.8) < 6) {
                used += other[p];
                galaxy += alone[p] - 100;
            }
        }
        assertEquals(
                used / galaxy,
                fit.wings(found, 120, 6),
                0.5 * used / galaxy,
                "the wings change by a quarter over the half pixel that the position is rounded by");
        assertTrue(used / galaxy > 1e-3, "the user is told above 5e-4");
    }

    /** A disk of axis ratio 0.12 within rounder light: its ends are no stars. */
    @Test
    void aFlatDiskIsNoSource() {
        double[] flux = {2e5, 8e5, 2e6, 1e6};
        Gaussians disk = new Gaussians(flux, new double[] {2, 6, 20, 30}, new double[] {0.35, 0.2, 0.12, 0.3});
        ImageModel model = new ImageModel(disk, 30, 100.3, 98.8, 100, 0);
        StarlightFit fit = fit(drawn(model, 200, BLUR, 5, 7), BLUR, new BitSet(), OPTIONS);
        assertEquals(List.of(), fit.sources());
    }

    /** Wherever its major axis points, an elliptical PSF is fitted by elliptical Gaussians. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 45, 80, 135})
    void imageOfAnEllipticalPsf(double angle) {
        double[] ratio = {0.6, 0.5};
        Psf truth = new Psf(new double[] {0.7, 0.3}, new double[] {2, 5}, ratio, new double[] {angle, angle});
        double[] pixels = new ImageModel(NOTHING, 0, 30, 30, 0, 1).image(61, 61, truth);
        PsfImage fit = PsfImage.fit(new Image(pixels, 61, 61, SkyFrame.linear(0.1), 0, 0, ""), 1, 6);
        assertTrue(fit.residual() < 1e-4, "two Gaussians are two Gaussians: " + fit.residual());
    }

    @Test
    void skyBehindAGalaxyThatFillsTheFrame() {
        ImageModel inside = galaxy(0);
        StarlightFit small = fit(drawn(inside, 120, BLUR, 5, 8), BLUR, new BitSet(), OPTIONS);
        assertFalse(small.skyUncertain(), "a Gaussian of 16 pixels is gone at the edge");
        double[] flux = {2e5, 8e5, 2e6, 6e6};
        Gaussians wide = new Gaussians(flux, new double[] {2, 6, 16, 60}, new double[] {0.8, 0.6, 0.7, 0.7});
        StarlightFit large = fit(drawn(inside.with(wide), 120, BLUR, 5, 9), BLUR, new BitSet(), OPTIONS);
        assertTrue(large.skyUncertain());
        assertEquals(inside.sky(), large.model().sky(), 3 * large.skyError(), "three standard errors");
        assertTrue(large.skyError() > 3 * small.skyError(), large.skyError() + " and " + small.skyError());
    }

    @Test
    void limitOfTheAxisRatioCosts() {
        Image image = drawn(galaxy(0), 120, BLUR, 5, 4);
        StarlightFit free = fit(image, BLUR, new BitSet(), OPTIONS);
        assertEquals(0, free.ratioCost());
        StarlightFit limited = fit(image, BLUR, new BitSet(), OPTIONS.withInclination(46));
        double least =
                Arrays.stream(limited.model().gaussians().axisRatio()).min().orElseThrow();
        assertTrue(least >= Math.cos(Math.toRadians(46)) + 0.005 - 1e-12, "least " + least);
        assertTrue(limited.ratioCost() > 100, "cost " + limited.ratioCost());
    }

    @Test
    void derivativesAreThoseOfTheModel() {
        PixelRuns runs = PixelRuns.pixels(40, 40, new BitSet());
        double[] ones = new double[1600];
        Arrays.fill(ones, 1);
        ImageModel model = new ImageModel(
                new Gaussians(new double[] {100, 300}, new double[] {1.5, 5}, new double[] {0.6, 0.8}),
                40,
                19.2,
                20.4,
                1,
                30);
        Psf elliptical =
                new Psf(new double[] {0.6, 0.4}, new double[] {1, 3}, new double[] {0.7, 0.9}, new double[] {10, 100});
        PixelProblem problem = new PixelProblem(
                new PixelProblem.Data(runs, new double[1600], ones),
                elliptical,
                model,
                new PixelProblem.Freedom(new double[] {0.3, 30}, new double[] {0.1, 1}, 5, true, true, null));
        double[] at = problem.start();
        double[][] jacobian = new double[at.length][1600];
        double[] residuals = new double[1600];
        problem.evaluate(at, residuals, jacobian);
        double[] up = new double[1600];
        double[] down = new double[1600];
        for (int j = 0; j < at.length; j++) {
            double step = 1e-5 * Math.max(0.1, Math.abs(at[j]));
            double[] moved = at.clone();
            moved[j] += step;
            problem.evaluate(moved, up, null);
            moved[j] -= 2 * step;
            problem.evaluate(moved, down, null);
            double largest = Arrays.stream(jacobian[j]).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < 1600; i++) {
                assertEquals((up[i] - down[i]) / (2 * step), jacobian[j][i], 1e-5 * largest, "parameter " + j);
            }
        }
    }

    private static StarlightFit fit(Image image, Psf psf, BitSet masked, StarlightOptions options) {
        return StarlightSearch.fit(image, psf, masked, options, FitObserver.NONE);
    }

    private static void oneLine(String word, Executable wrong) {
        String message = assertThrows(InputException.class, wrong).getMessage();
        assertTrue(message.contains(word) && !message.contains("\n"), message);
    }

    @Test
    void badInput() {
        Image good = drawn(galaxy(0), 120, BLUR, 5, 6);
        BitSet all = new BitSet();
        all.set(0, 120 * 120);
        oneLine("mask", () -> fit(good, BLUR, all, OPTIONS));
        oneLine("saturated", () -> fit(good, BLUR, new BitSet(), OPTIONS.withSaturation(3000)));
        double[] blank = good.values().clone();
        for (int p = 0; p < blank.length; p++) {
            blank[p] = Math.hypot(p % 120 - 60.3, p / 120 - 58.8) < 4 ? Double.NaN : blank[p];
        }
        Image hole = new Image(blank, 120, 120, good.frame(), 0, 0, "");
        oneLine("centre", () -> fit(hole, BLUR, new BitSet(), OPTIONS));
        double[] negative = Arrays.stream(good.values()).map(v -> v - 600).toArray();
        Image below = new Image(negative, 120, 120, good.frame(), 0, 0, "");
        oneLine("negative", () -> fit(below, BLUR, new BitSet(), OPTIONS));
        oneLine("PSF", () -> fit(good, Psf.round(new double[] {1}, new double[] {90}), new BitSet(), OPTIONS));
        oneLine("normalised", () -> Psf.round(new double[] {0.5, 0.3}, new double[] {1, 2}));
        Image psf = new Image(new double[] {0, 1, 0, 1, 5, 1, 0, 1, 0}, 3, 3, good.frame(), 0, 0, "");
        oneLine("normalised", () -> PsfImage.fit(psf, 1, 3));
        ImageModel side = new ImageModel(galaxy(0).gaussians(), 100, 20, 100, 0, 0);
        double[] two = side.image(120, 120, BLUR);
        for (int p = 0; p < two.length; p++) {
            two[p] += good.values()[p];
        }
        Image pair = new Image(two, 120, 120, good.frame(), 0, 0, "");
        oneLine("two galaxies", () -> fit(pair, BLUR, new BitSet(), OPTIONS));
        oneLine("zero-point", () -> Calibration.of(Double.NaN, 1, 0.1, 4.5));
        oneLine("inclination", () -> OPTIONS.withInclination(0));
        oneLine("deprojected", () -> fit(good, BLUR, new BitSet(), OPTIONS.withInclination(30)));
    }
}
