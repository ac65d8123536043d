// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.function.DoubleUnaryOperator;
import org.steelyard.cube.LocalFrame;

/**
 * An independent model of warped and thick disks: clouds on tilted circular orbits, projected one by one. It knows
 * neither crossings nor layers, and shares no code with the library but the map of pixels on the sky.
 */
final class Clouds {

    private static final double C = 299792.458;
    private static final int[] BASES = {2, 3, 5};

    private Clouds() {}

    /**
     * The disk and what sees it. Angles in deg, lengths in arcsec.
     *
     * @param width standard deviation of the Gaussian surface brightness
     * @param inclination against distance from the centre
     * @param positionAngle against distance from the centre
     * @param height z of a cloud from its share of the gas below it
     * @param speed [km/s] against radius
     * @param beam FWHM of the round beam
     * @param edges [km/s] radio velocity, ascending
     */
    record Scene(
            double width,
            DoubleUnaryOperator inclination,
            DoubleUnaryOperator positionAngle,
            DoubleUnaryOperator height,
            DoubleUnaryOperator speed,
            double dispersion,
            double vsys,
            double x,
            double y,
            double flux,
            int size,
            LocalFrame frame,
            double beam,
            double[] edges) {}

    /** @return [Jy/beam] {@code [(channel * size + y) * size + x]} */
    static double[] cube(Scene scene, int clouds) {
        int size = scene.size;
        int margin = (int) Math.ceil(2 * scene.beam / scene.frame.pixelSize());
        int wide = size + 2 * margin;
        int channels = scene.edges.length - 1;
        double[] sky = new double[channels * wide * wide];
        LocalFrame f = scene.frame;
        double determinant = f.eastPerX() * f.northPerY() - f.eastPerY() * f.northPerX();
        double[] below = new double[scene.edges.length];
        for (int n = 1; n <= clouds; n++) {
            double r = scene.width * Math.sqrt(-2 * Math.log1p(-halton(n, 0)));
            double phi = 2 * Math.PI * halton(n, 1);
            double z = scene.height.applyAsDouble(halton(n, 2));
            double distance = Math.hypot(r, z);
            double i = Math.toRadians(scene.inclination.applyAsDouble(distance));
            double angle = Math.toRadians(scene.positionAngle.applyAsDouble(distance));
            double along = r * Math.cos(phi);
            double across = r * Math.sin(phi) * Math.cos(i) + z * Math.sin(i);
            double east = along * Math.sin(angle) + across * Math.cos(angle);
            double north = along * Math.cos(angle) - across * Math.sin(angle);
            double dx = (f.northPerY() * east - f.eastPerY() * north) / determinant;
            double dy = (f.eastPerX() * north - f.northPerX() * east) / determinant;
            long column = Math.round(scene.x - 1 + dx) + margin;
            long row = Math.round(scene.y - 1 + dy) + margin;
            if (column < 0 || column >= wide || row < 0 || row >= wide) {
                continue;
            }
            double v = scene.speed.applyAsDouble(r) * Math.cos(phi) * Math.sin(i);
            double stretch = 1 + scene.vsys / C;
            double centre = C * (1 - (1 - v / C) / stretch);
            double sigma = scene.dispersion / stretch;
            for (int e = 0; e < below.length; e++) {
                below[e] = normal((scene.edges[e] - centre) / sigma);
            }
            for (int c = 0; c < channels; c++) {
                sky[(int) ((c * wide + row) * wide + column)] += below[c + 1] - below[c];
            }
        }
        return seen(scene, sky, wide, margin, clouds);
    }

    private static double[] seen(Scene scene, double[] sky, int wide, int margin, int clouds) {
        int size = scene.size;
        int channels = scene.edges.length - 1;
        double pixel = scene.frame.pixelSize();
        double variance = Math.pow(scene.beam / 2.3548200450309493, 2);
        double[] kernel = new double[2 * margin + 1];
        double sum = 0;
        for (int k = -margin; k <= margin; k++) {
            kernel[k + margin] = Math.exp(-0.5 * k * k * pixel * pixel / variance);
            sum += kernel[k + margin];
        }
        double perBeam = Math.PI * scene.beam * scene.beam / (4 * Math.log(2)) / (pixel * pixel);
        double[] out = new double[channels * size * size];
        for (int c = 0; c < channels; c++) {
            double factor = scene.flux / clouds * perBeam / (sum * sum) / (scene.edges[c + 1] - scene.edges[c]);
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double value = 0;
                    for (int j = -margin; j <= margin; j++) {
                        for (int i = -margin; i <= margin; i++) {
                            value += kernel[j + margin]
                                    * kernel[i + margin]
                                    * sky[(c * wide + y + margin + j) * wide + x + margin + i];
                        }
                    }
                    out[(c * size + y) * size + x] = factor * value;
                }
            }
        }
        return out;
    }

    /** The n-th number of Halton's sequence: even coverage without chance. */
    private static double halton(int n, int dimension) {
        double value = 0;
        double share = 1;
        for (int rest = n; rest > 0; rest /= BASES[dimension]) {
            share /= BASES[dimension];
            value += share * (rest % BASES[dimension]);
        }
        return value;
    }

    /** Normal integral by Abramowitz and Stegun 26.2.17, to 1e-7. */
    static double normal(double t) {
        if (Math.abs(t) > 6) {
            return t > 0 ? 1 : 0;
        }
        double k = 1 / (1 + 0.2316419 * Math.abs(t));
        double tail = Math.exp(-0.5 * t * t)
                / Math.sqrt(2 * Math.PI)
                * k
                * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
        return t > 0 ? 1 - tail : tail;
    }
}
