package org.steelyard.fit.map;

import java.util.function.DoubleUnaryOperator;

/**
 * A velocity map by plain loops, with nothing of the program in it: power-law mass and black hole, thin disk, s x s
 * points to a pixel (many more at the centre), direct convolution, formulas of method page, sections 2 to 4 and 8
 * written out.
 */
final class SlowVelocityMap {

    static final int SIZE = 41;
    static final double PIXEL = 0.05;
    static final double MAJOR = 0.25;
    static final double MINOR = 0.18;
    static final double BEAM_ANGLE = 30;
    static final double DISTANCE = 20;

    /** Position of the black hole, FITS pixels. */
    static final double X = 20.7;

    static final double Y = 21.2;

    static final double HOLE = 5e8;
    static final double C1 = 2e5;
    static final double BETA = 1.7;
    static final double INCLINATION = 58;
    static final double ANGLE = 130;
    static final double VSYS = 3000;

    private static final double C = 299792.458;
    private static final double G = 4.300917270e-3;

    /** Points along a pixel's side; within three pixels of the centre; within one. */
    private static final int FAR = 9;

    private static final int NEAR = 51;
    private static final int CENTRAL = 401;

    final double[] flux = new double[SIZE * SIZE];
    final double[] light = new double[SIZE * SIZE];
    final double[] moment = new double[SIZE * SIZE];

    /** @param observed velocity in the map's convention of gas that moves at v [km/s] along the line of sight */
    SlowVelocityMap(DoubleUnaryOperator observed) {
        this(observed, 1);
    }

    /**
     * @param observed velocity in the map's convention of gas that moves at v [km/s] along the line of sight
     * @param clumps strength of the flux's structure finer than the beam
     */
    SlowVelocityMap(DoubleUnaryOperator observed, double clumps) {
        double[] raw = new double[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double r = Math.hypot(x + 1 - X, y + 1 - Y);
                flux[y * SIZE + x] =
                        r > 16 ? 0 : Math.exp(-r / 8) * (1.3 + clumps * Math.sin(0.9 * x) * Math.cos(1.1 * y));
                raw[y * SIZE + x] =
                        flux[y * SIZE + x] == 0 ? 0 : mean(x + 1 - X, y + 1 - Y, observed) * flux[y * SIZE + x];
            }
        }
        blur(flux, light);
        blur(raw, moment);
    }

    /** c z in the galaxy's frame of method page, section 4. */
    static double optical(double v) {
        return C * ((1 + VSYS / C) / (1 - v / C) - 1);
    }

    static double radio(double v) {
        return C * (1 - (1 - v / C) / (1 + VSYS / C));
    }

    /** @return the mean velocity of each pixel; NaN where the flux is 0 */
    double[] velocity() {
        double[] v = new double[SIZE * SIZE];
        for (int p = 0; p < v.length; p++) {
            v[p] = flux[p] > 0 ? moment[p] / light[p] : Double.NaN;
        }
        return v;
    }

    private static double mean(double dx, double dy, DoubleUnaryOperator observed) {
        double r = Math.hypot(dx, dy);
        int s = r < 1.5 ? CENTRAL : r < 4 ? NEAR : FAR;
        double sum = 0;
        for (int j = 0; j < s; j++) {
            for (int i = 0; i < s; i++) {
                sum += observed.applyAsDouble(lineOfSight(dx + (i + 0.5) / s - 0.5, dy + (j + 0.5) / s - 0.5));
            }
        }
        return sum / (s * s);
    }

    private static double lineOfSight(double dx, double dy) {
        double east = -dx * PIXEL;
        double north = dy * PIXEL;
        double angle = Math.toRadians(ANGLE);
        double inclination = Math.toRadians(INCLINATION);
        double along = east * Math.sin(angle) + north * Math.cos(angle);
        double across = (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination);
        double r = Math.sqrt(along * along + across * across);
        double parsec = r * DISTANCE * Math.PI / 0.648;
        double speed = Math.sqrt(G * (HOLE + C1 * Math.pow(parsec, BETA)) / parsec);
        return speed * Math.sin(inclination) * along / r;
    }

    private static void blur(double[] sharp, double[] out) {
        int half = 20;
        double[][] kernel = new double[2 * half + 1][2 * half + 1];
        double total = 0;
        double angle = Math.toRadians(BEAM_ANGLE);
        for (int y = -half; y <= half; y++) {
            for (int x = -half; x <= half; x++) {
                double east = -x * PIXEL;
                double north = y * PIXEL;
                double a = (east * Math.sin(angle) + north * Math.cos(angle)) / MAJOR;
                double b = (east * Math.cos(angle) - north * Math.sin(angle)) / MINOR;
                kernel[y + half][x + half] = Math.exp(-4 * Math.log(2) * (a * a + b * b));
                total += kernel[y + half][x + half];
            }
        }
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double sum = 0;
                for (int v = Math.max(0, y - half); v < Math.min(SIZE, y + half + 1); v++) {
                    for (int u = Math.max(0, x - half); u < Math.min(SIZE, x + half + 1); u++) {
                        sum += sharp[v * SIZE + u] * kernel[y - v + half][x - u + half];
                    }
                }
                out[y * SIZE + x] = sum / total;
            }
        }
    }
}
