package org.steelyard.kernel;

import java.util.Arrays;

/**
 * Points of the sky at which the disk is evaluated, with their weights, and what {@link DiskKernel} finds there. A workspace: everything in it is
 * modified. Arrays grow and never shrink, so that nothing is allocated once a model has been evaluated.
 */
public final class Samples {

    /** How many points are filled. */
    int count;

    /** Offset from the galaxy's centre [pixel]. */
    double[] x = new double[0];

    /** Offset from the galaxy's centre [pixel]. */
    double[] y = new double[0];

    /** Flux that the point stands for. */
    double[] weight = new double[0];

    double[] velocity = new double[0];
    double[] dispersion = new double[0];
    double[] alongMajor = new double[0];
    double[] alongMinor = new double[0];
    double[] squaredRadius = new double[0];
    int[] interval = new int[0];
    double[] offset = new double[0];
    double[] speedSquared = new double[0];
    double[] speedSlope = new double[0];
    double[] perX = new double[0];
    double[] perY = new double[0];
    double[] perSpeedSquared = new double[0];
    double[] doppler = new double[0];
    double[] dispersionSlope = new double[0];
    double[] brightnessSlope = new double[0];
    double[][] dVelocity = new double[0][];
    double[][] dDispersion = new double[0][];
    double[][] dWeight = new double[0][];

    /** Which directions change the velocity alone. */
    boolean[] shiftsOnly = new boolean[0];

    /** Empties the workspace. */
    public void clear() {
        count = 0;
    }

    /** @return how many points are filled */
    public int count() {
        return count;
    }

    /**
     * @param dx [pixel] offset from the galaxy's centre
     * @param dy [pixel] offset from the galaxy's centre
     * @param w flux that the point stands for
     */
    public void add(double dx, double dy, double w) {
        if (count == x.length) {
            int size = Math.max(256, 2 * count);
            x = Arrays.copyOf(x, size);
            y = Arrays.copyOf(y, size);
            weight = Arrays.copyOf(weight, size);
        }
        x[count] = dx;
        y[count] = dy;
        weight[count] = w;
        count++;
    }

    /**
     * @param s index of a point
     * @return [km/s] line-of-sight velocity there
     */
    public double velocity(int s) {
        return velocity[s];
    }

    /**
     * @param s index of a point
     * @return [km/s] velocity dispersion there
     */
    public double dispersion(int s) {
        return dispersion[s];
    }

    /**
     * @param s index of a point
     * @return flux of the point
     */
    public double weight(int s) {
        return weight[s];
    }

    /**
     * @param s index of a point
     * @return [pixel] its offset from the galaxy's centre in x
     */
    public double offsetX(int s) {
        return x[s];
    }

    /**
     * @param s index of a point
     * @return [pixel] its offset from the galaxy's centre in y
     */
    public double offsetY(int s) {
        return y[s];
    }

    /**
     * @param s index of a point
     * @return [arcsec] its distance from the centre in the disk plane
     */
    public double radius(int s) {
        return Math.sqrt(squaredRadius[s]);
    }

    /**
     * @param k index of a direction
     * @param s index of a point
     * @return derivative of the line-of-sight velocity there
     */
    public double velocityDerivative(int k, int s) {
        return dVelocity[k][s];
    }

    /**
     * @param k index of a direction
     * @param s index of a point
     * @return derivative of the flux there
     */
    public double weightDerivative(int k, int s) {
        return dWeight[k][s];
    }

    /** Makes room for what the disk has at every point. */
    void reserve(int modes) {
        int size = x.length;
        if (velocity.length < size) {
            velocity = new double[size];
            dispersion = new double[size];
            alongMajor = new double[size];
            alongMinor = new double[size];
            squaredRadius = new double[size];
            interval = new int[size];
            offset = new double[size];
            speedSquared = new double[size];
            speedSlope = new double[size];
        }
        if (modes > 0 && perX.length < size) {
            perX = new double[size];
            perY = new double[size];
            perSpeedSquared = new double[size];
            doppler = new double[size];
            dispersionSlope = new double[size];
            brightnessSlope = new double[size];
        }
        if (dVelocity.length < modes || modes > 0 && dVelocity[0].length < size) {
            dVelocity = new double[modes][size];
            dDispersion = new double[modes][size];
            dWeight = new double[modes][size];
            shiftsOnly = new boolean[modes];
        }
    }
}
