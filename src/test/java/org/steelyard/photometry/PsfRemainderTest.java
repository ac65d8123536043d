// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.inference.FitObserver;

/** A PSF with a ring and spikes, that Gaussians cannot describe. */
class PsfRemainderTest {

    private static final Gaussians NONE = new Gaussians(new double[0], new double[0], new double[0]);

    private static final int N = 41;

    /** Where the point source or the galaxy is in the image. */
    private static final int AT = 30;

    /** Share of the brightest pixel. Gaussians go on beyond the edge of the PSF's image, which ends there. */
    private static final double CUT = 3e-3;

    /** The error of the nucleus is 1.6 % of the light within 4 pixels. */
    private static final double ENCLOSED = 0.016;

    /** Density of the PSF at a distance from its centre [pixel of the galaxy]; not normalised. */
    private static double density(double x, double y) {
        double r = Math.hypot(x, y);
        double ring = 0.1 * Math.exp(-0.5 * Math.pow((r - 6) / 1.2, 2));
        double spike = 0.05 * Math.exp(-0.5 * y * y / 1.44 - Math.abs(x) / 4);
        return Math.exp(-0.5 * r * r / 1.69) + ring + spike;
    }

    /** The PSF's image, its pixels integrated by the midpoints of 5 x 5. */
    private static Image psf(int oversampling) {
        int n = N * oversampling;
        double[] values = new double[n * n];
        double sum = 0;
        for (int p = 0; p < values.length; p++) {
            for (int s = 0; s < 25; s++) {
                double x = (p % n - n / 2 + (s % 5 - 2) / 5.0) / oversampling;
                double y = (p / n - n / 2 + (s / 5 - 2) / 5.0) / oversampling;
                values[p] += density(x, y);
            }
            sum += values[p];
        }
        for (int p = 0; p < values.length; p++) {
            values[p] /= sum;
        }
        return new Image(values, n, n, SkyFrame.linear(0.1), 0, 0, "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aPointIsThePsfItself(int oversampling) {
        PsfImage fit = PsfImage.fit(psf(oversampling), oversampling, 6);
        double[] expected = psf(1).values();
        double[] drawn = new ImageModel(NONE, 0, AT, AT + 3, 0, 1).image(61, 67, fit.psf());
        assertTrue(fit.residual() > 0.05, "Gaussians have no ring: " + fit.residual());
        for (int p = 0; p < N * N; p++) {
            double got = drawn[(p / N + AT + 3 - N / 2) * 61 + p % N + AT - N / 2];
            assertEquals(expected[p], got, CUT * expected[N * N / 2], p % N + ", " + p / N);
        }
    }

    /** A galaxy with a nucleus, convolved by plain sums at three times the resolution. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aGalaxyBehindThePsf(int oversampling) {
        int n = 61;
        Gaussians light = new Gaussians(new double[] {2e5, 1e6}, new double[] {2, 8}, new double[] {0.8, 0.6});
        ImageModel truth = new ImageModel(light, 30, 30.2, 29.9, 50, 1e5);
        double[] values = convolved(truth, n);
        PhotonNoise.add(values, 3, 5);
        Image image = new Image(values, n, n, SkyFrame.linear(0.1), 0, 0, "electrons");
        PsfImage psf = PsfImage.fit(psf(oversampling), oversampling, 6);
        StarlightOptions options =
                StarlightOptions.defaults().withNoise(1, 3, 0).with(true, false);
        StarlightFit fit = StarlightSearch.fit(image, psf.psf(), new BitSet(), options, FitObserver.NONE);
        double[][] covariance = fit.covariance();
        double error = Math.sqrt(covariance[covariance.length - 1][covariance.length - 1]);
        assertEquals(1e5, fit.model().pointSource(), 3 * error, "three standard errors");
        assertEquals(1, fit.reducedChiSquared(), 0.1, "four standard errors of 3000 pixels");
        for (double radius : new double[] {4, 8, 16}) {
            assertEquals(
                    1,
                    fit.model().gaussians().enclosed(radius, 0) / light.enclosed(radius, 0),
                    ENCLOSED,
                    radius + " pixel");
        }
    }

    /** The model on n x n pixels with a PSF, without any of the code that is tested. */
    private static double[] convolved(ImageModel model, int n) {
        int fine = 3;
        int reach = fine * N / 2;
        int side = n * fine;
        double[] sharp = new double[(side + 2 * reach) * (side + 2 * reach)];
        for (int p = 0; p < sharp.length; p++) {
            double x = (p % (side + 2 * reach) - reach + 0.5) / fine - 0.5;
            double y = ((double) (p / (side + 2 * reach)) - reach + 0.5) / fine - 0.5;
            double[] along = model.axes(x, y);
            sharp[p] = model.gaussians().at(along[0], along[1]) / (fine * fine);
        }
        Image psf = psf(fine);
        double[] values = new double[n * n];
        double[] kernel = psf.values();
        int width = psf.nx();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    int line = (row + reach + width / 2 - j) * (side + 2 * reach) + column + reach + width / 2;
                    for (int i = 0; i < width; i++) {
                        sum += kernel[j * width + i] * sharp[line - i];
                    }
                }
                values[row / fine * n + column / fine] += sum;
            }
        }
        // The nucleus: the density itself on 9 x 9 points of a pixel, normalised as the PSF's image is.
        double norm = 0;
        double[] nucleus = new double[n * n];
        for (int p = 0; p < n * n; p++) {
            for (int s = 0; s < 81; s++) {
                double x = p % n + (s % 9 - 4) / 9.0 - model.x();
                double y = (double) (p / n) + (s / 9 - 4) / 9.0 - model.y();
                nucleus[p] += Math.abs(x) < 0.5 * N && Math.abs(y) < 0.5 * N ? density(x, y) : 0;
            }
            norm += nucleus[p];
        }
        for (int p = 0; p < n * n; p++) {
            values[p] += model.sky() + model.pointSource() * nucleus[p] / norm;
        }
        return values;
    }
}
