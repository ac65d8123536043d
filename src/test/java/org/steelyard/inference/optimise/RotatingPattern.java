package org.steelyard.inference.optimise;

import org.steelyard.inference.LeastSquaresProblem;

/**
 * A smooth problem with nine parameters of different sizes and strong correlations, similar to the fit of a disk: the
 * intensity on a grid of two positions and a speed, I = f exp(-r / 8) exp(-(u - v)^2 / 2 s^2), of an inclined pattern
 * that rotates as v^2 = m a^2 + 10^l / r about a centre.
 */
final class RotatingPattern {

    /** log mass, slope, inclination [deg], angle [deg], mean speed, centre x, y, width, factor. */
    static final double[] TRUTH = {5.5, 2.0, 60, 140, 1500, 0.3, -0.4, 15, 1};

    private static final int HALF = 10;
    private static final double[] CHANNELS = java.util.stream.IntStream.range(-20, 21)
            .mapToDouble(c -> 1500 + 20 * c)
            .toArray();
    private static final int COUNT = (2 * HALF + 1) * (2 * HALF + 1) * CHANNELS.length;

    private RotatingPattern() {}

    /** Data with a peak of 10 and noise of unit variance. */
    static LeastSquaresProblem problem(java.util.Random noise, double... start) {
        double[] data = new double[COUNT];
        fill(TRUTH, data);
        for (int k = 0; k < COUNT; k++) {
            data[k] += noise.nextGaussian();
        }
        double[] lower = {2, 0.1, 20, -360, 1000, -5, -5, 1, 0.01};
        double[] upper = {8, 20, 89, 360, 2000, 5, 5, 100, 100};
        return TestProblems.bounded(
                TestProblems.of(start, COUNT, (point, residuals) -> {
                    fill(point, residuals);
                    for (int k = 0; k < COUNT; k++) {
                        residuals[k] -= data[k];
                    }
                }),
                lower,
                upper);
    }

    private static void fill(double[] p, double[] out) {
        double inclination = Math.toRadians(p[2]);
        double angle = Math.toRadians(p[3]);
        int k = 0;
        for (int iy = -HALF; iy <= HALF; iy++) {
            for (int ix = -HALF; ix <= HALF; ix++) {
                double dx = ix - p[5];
                double dy = iy - p[6];
                double x = dx * Math.sin(angle) + dy * Math.cos(angle);
                double y = (dx * Math.cos(angle) - dy * Math.sin(angle)) / Math.cos(inclination);
                double r = Math.sqrt(x * x + y * y + 0.5);
                double speed = Math.sqrt(p[1] * p[1] * 2000 * r / (1 + r / 5) + Math.pow(10, p[0]) / r * 0.1);
                double v = p[4] + speed * Math.sin(inclination) * x / r;
                for (double channel : CHANNELS) {
                    double u = (channel - v) / p[7];
                    out[k++] = 10 * p[8] * Math.exp(-r / 8 - u * u / 2);
                }
            }
        }
    }
}
