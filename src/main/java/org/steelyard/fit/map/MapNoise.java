// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;
import org.steelyard.observe.BeamKernel;

/**
 * The noise of a velocity map: that of the cube's channels, white noise convolved with the beam. Two data at a distance
 * d on the sky have the correlation
 *
 * <pre>  C = exp(-d^T (2 S)^-1 d / 2), </pre>
 *
 * <p>with the second moments S of the beam: the beam convolved with itself. The place of a bin is its middle.
 *
 * @param x [pixel] of each datum. Lent
 * @param y [pixel] of each datum. Lent
 * @param beam of the map
 * @param frame of the pixels
 */
record MapNoise(double[] x, double[] y, Beam beam, LocalFrame frame) {

    /** [-] d^T (2 S)^-1 d / 2 beyond which the correlation, 2e-6, is left out. */
    private static final double FAR = 13;

    /**
     * @param rows {@code [row][datum]}. Not modified
     * @return {@code [row][row]} the products r C s^T of all pairs of rows
     */
    double[][] product(double[][] rows) {
        int n = x.length;
        double[][] correlated = new double[rows.length][n];
        double[] s = beam.covariance();
        double determinant = 4 * (s[0] * s[2] - s[1] * s[1]);
        double reach = Math.sqrt(2 * FAR * 2 * s[2]);
        double[] east = new double[n];
        double[] north = new double[n];
        for (int k = 0; k < n; k++) {
            east[k] = frame.eastPerX() * x[k] + frame.eastPerY() * y[k];
            north[k] = frame.northPerX() * x[k] + frame.northPerY() * y[k];
        }
        int[] upwards = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> north[k]))
                .mapToInt(k -> k)
                .toArray();
        for (int a = 0; a < n; a++) {
            int k = upwards[a];
            for (int b = a; b < n && north[upwards[b]] - north[k] <= reach; b++) {
                int l = upwards[b];
                double e = east[l] - east[k];
                double d = north[l] - north[k];
                double exponent = (s[2] * e * e - 2 * s[1] * e * d + s[0] * d * d) / determinant;
                if (exponent < FAR) {
                    double c = Math.exp(-exponent);
                    for (int i = 0; i < rows.length; i++) {
                        correlated[i][k] += c * rows[i][l];
                        correlated[i][l] += k == l ? 0 : c * rows[i][k];
                    }
                }
            }
        }
        double[][] product = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                for (int k = 0; k < n; k++) {
                    product[i][j] += rows[i][k] * correlated[j][k];
                }
            }
        }
        return product;
    }

    /**
     * @param random stream of the draw
     * @return noise of unit variance at each datum
     */
    double[] draw(UniformRandomProvider random) {
        int half = BeamKernel.halfWidth(beam, frame);
        double[] psf = BeamKernel.sample(beam, frame, half);
        double norm = Math.sqrt(Arrays.stream(psf).map(p -> p * p).sum());
        int side = 2 * half + 1;
        int x0 = (int) Math.rint(Arrays.stream(x).min().orElse(0)) - half;
        int y0 = (int) Math.rint(Arrays.stream(y).min().orElse(0)) - half;
        int width = (int) Math.rint(Arrays.stream(x).max().orElse(0)) - x0 + half + 1;
        int height = (int) Math.rint(Arrays.stream(y).max().orElse(0)) - y0 + half + 1;
        double[] white = ZigguratSampler.NormalizedGaussian.of(random)
                .samples((long) width * height)
                .toArray();
        double[] noise = new double[x.length];
        for (int k = 0; k < noise.length; k++) {
            int left = (int) Math.rint(x[k]) - x0 - half;
            int bottom = (int) Math.rint(y[k]) - y0 - half;
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    noise[k] += psf[row * side + column] * white[(bottom + row) * width + left + column];
                }
            }
            noise[k] /= norm;
        }
        return noise;
    }
}
