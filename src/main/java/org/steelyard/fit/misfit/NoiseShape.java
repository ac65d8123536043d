// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.CubeObservation;

/** The beam as the noise shows it: noise that the beam correlates has the correlation exp(-d^T S^-1 d / 4). */
final class NoiseShape {

    /** [pixel] Distances that are compared. */
    private static final int[][] LAGS = {{1, 0}, {0, 1}, {1, 1}, {1, -1}, {2, 0}, {0, 2}};

    /** Correlations outside these limits say little of the width. */
    private static final double LEAST = 0.2;

    private static final double LARGEST = 0.97;

    private NoiseShape() {}

    /**
     * @param observation a cube
     * @param free its channels without line
     * @return width of the noise's correlation over that of the beam; NaN if it cannot be measured
     */
    static double overBeam(CubeObservation observation, int[] free) {
        SpectralCube cube = observation.cube();
        LocalFrame frame = observation.frame();
        double[] beam = observation.beam().covariance();
        double determinant = beam[0] * beam[2] - beam[1] * beam[1];
        double sum = 0;
        int count = 0;
        for (int[] lag : LAGS) {
            double correlation = correlation(cube, free, lag[0], lag[1]);
            if (correlation > LEAST && correlation < LARGEST) {
                double east = frame.eastPerX() * lag[0] + frame.eastPerY() * lag[1];
                double north = frame.northPerX() * lag[0] + frame.northPerY() * lag[1];
                double distance =
                        (beam[2] * east * east - 2 * beam[1] * east * north + beam[0] * north * north) / determinant;
                sum += Math.sqrt(-0.25 * distance / Math.log(correlation));
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static double correlation(SpectralCube cube, int[] free, int dx, int dy) {
        double product = 0;
        double square = 0;
        int nx = cube.nx();
        for (int c : free) {
            int plane = c * nx * cube.ny();
            for (int y = Math.max(0, -dy); y < cube.ny() && y + dy < cube.ny(); y++) {
                for (int x = 0; x + dx < nx; x++) {
                    if (x + dx >= 0) {
                        double a = cube.values()[plane + y * nx + x];
                        double b = cube.values()[plane + (y + dy) * nx + x + dx];
                        if (!Double.isNaN(a + b)) {
                            product += a * b;
                            square += 0.5 * (a * a + b * b);
                        }
                    }
                }
            }
        }
        return product / square;
    }
}
