// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * Points on the sky with their weights, and the quantities that {@link DiskKernel} computes at them. This is a
 * workspace: all arrays are modified. Arrays grow and never shrink, so later evaluations allocate nothing.
 */
public final class Samples {

    /** Number of points. */
    int count;

    /** Offset from the galaxy's centre in x [pixel]. */
    double[] x = new double[0];

    /** Offset from the galaxy's centre in y [pixel]. */
    double[] y = new double[0];

    /** Flux that the point represents. */
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

    /** Place of the points about the centre of the brightness; the arrays of the disk where that is its centre. */
    double[] lightMajor = new double[0];

    double[] lightMinor = new double[0];
    double[] lightSquared = new double[0];
    int[] lightInterval = new int[0];
    double[] lightOffset = new double[0];
    double[][] dVelocity = new double[0][];
    double[][] dDispersion = new double[0][];
    double[][] dWeight = new double[0][];

    /** Whether each direction changes the velocity alone. */
    boolean[] shiftsOnly = new boolean[0];

    /** Where the points are in a disk with a {@link Tilt}. */
    final TiltSamples tilt = new TiltSamples();

    /** Removes all points. */
    public void clear() {
        count = 0;
    }

    /** @return number of points */
    public int count() {
        return count;
    }

    /**
     * Adds a point.
     *
     * @param dx [pixel] offset from the galaxy's centre in x
     * @param dy [pixel] offset from the galaxy's centre in y
     * @param w flux that the point represents
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
     * Adds a point on a disk with a {@link Tilt}.
     *
     * @param dx [pixel] offset from the galaxy's centre in x
     * @param dy [pixel] offset from the galaxy's centre in y
     * @param w flux that the point represents
     * @param layer index of its layer
     * @param height [arcsec] of the layer
     * @param squared [arcsec2] its squared distance from the centre
     * @param first index of the first point of the same line of sight
     */
    void add(double dx, double dy, double w, int layer, double height, double squared, int first) {
        add(dx, dy, w);
        tilt.place(count - 1, layer, height, squared, first, x.length);
    }

    /**
     * Returns the velocity at a point.
     *
     * @param s index of the point
     * @return [km/s] line-of-sight velocity
     */
    public double velocity(int s) {
        return velocity[s];
    }

    /**
     * Returns the dispersion at a point.
     *
     * @param s index of the point
     * @return [km/s] velocity dispersion
     */
    public double dispersion(int s) {
        return dispersion[s];
    }

    /**
     * Returns the flux of a point.
     *
     * @param s index of the point
     * @return flux that the point represents
     */
    public double weight(int s) {
        return weight[s];
    }

    /**
     * Returns the offset of a point in x.
     *
     * @param s index of the point
     * @return [pixel] offset from the galaxy's centre in x
     */
    public double offsetX(int s) {
        return x[s];
    }

    /**
     * Returns the offset of a point in y.
     *
     * @param s index of the point
     * @return [pixel] offset from the galaxy's centre in y
     */
    public double offsetY(int s) {
        return y[s];
    }

    /**
     * Returns the radius of a point.
     *
     * @param s index of the point
     * @return [arcsec] distance from the centre in the disk plane
     */
    public double radius(int s) {
        return Math.sqrt(squaredRadius[s]);
    }

    /**
     * Returns the distance of a point from the centre of the brightness.
     *
     * @param s index of the point
     * @return [arcsec] in the disk plane
     */
    public double lightRadius(int s) {
        return Math.sqrt(lightSquared[s]);
    }

    /**
     * Returns the length of a step on the sky in the plane of a point's ring, in a disk with a {@link Tilt}.
     *
     * @param s index of the point
     * @param north [arcsec] step north
     * @param east [arcsec] step east
     * @return [arcsec] its length
     */
    public double stepInPlane(int s, double north, double east) {
        double depth = tilt.north[s] * north + tilt.east[s] * east;
        return Math.sqrt(north * north + east * east + depth * depth);
    }

    /**
     * @param s index of a point in a disk with a {@link Tilt}
     * @return change of the radius over that in a flat disk in the plane of the point's ring, no less than 1
     */
    public double stretch(int s) {
        return 1 / Math.max(Math.min(1, Math.abs(tilt.fold[s])), TiltKernel.SHARPEST_FOLD);
    }

    /**
     * Returns a derivative of the velocity at a point.
     *
     * @param k index of the direction
     * @param s index of the point
     * @return derivative of the line-of-sight velocity
     */
    public double velocityDerivative(int k, int s) {
        return dVelocity[k][s];
    }

    /**
     * Returns a derivative of the flux of a point.
     *
     * @param k index of the direction
     * @param s index of the point
     * @return derivative of the flux
     */
    public double weightDerivative(int k, int s) {
        return dWeight[k][s];
    }

    /**
     * Broadens the line of every point by a Gaussian of the spectrometer: the dispersions add in quadrature. For
     * evaluated points only.
     *
     * @param width [km/s] standard deviation of the Gaussian
     * @param derivatives number of directions of differentiation
     * @param systemic index of the direction that is the systemic velocity, or -1
     * @param slope derivative of the width in that direction
     */
    public void broaden(double width, int derivatives, int systemic, double slope) {
        for (int i = 0; i < count; i++) {
            double broad = Math.sqrt(dispersion[i] * dispersion[i] + width * width);
            double share = dispersion[i] / broad;
            dispersion[i] = broad;
            for (int k = 0; k < derivatives; k++) {
                dDispersion[k][i] *= share;
            }
            if (systemic >= 0) {
                dDispersion[systemic][i] += width / broad * slope;
            }
        }
        if (systemic >= 0) {
            shiftsOnly[systemic] = false;
        }
    }

    /** Allocates the arrays of the computed quantities. */
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

    /** Sets the place of every point about the centre of the brightness. */
    void placeLight(DiskState disk) {
        if (!disk.lopsided()) {
            lightMajor = alongMajor;
            lightMinor = alongMinor;
            lightSquared = squaredRadius;
            lightInterval = interval;
            lightOffset = offset;
            return;
        }
        if (lightMajor == alongMajor || lightMajor.length < count) {
            int size = alongMajor.length;
            lightMajor = new double[size];
            lightMinor = new double[size];
            lightSquared = new double[size];
            lightInterval = new int[size];
            lightOffset = new double[size];
        }
        double deproject = 1 / Math.cos(disk.inclination());
        double along = disk.majorX() * disk.lightX() + disk.majorY() * disk.lightY();
        double across = (disk.minorX() * disk.lightX() + disk.minorY() * disk.lightY()) * deproject;
        for (int i = 0; i < count; i++) {
            lightMajor[i] = alongMajor[i] - along;
            lightMinor[i] = alongMinor[i] - across;
            lightSquared[i] = Math.max(
                    lightMajor[i] * lightMajor[i] + lightMinor[i] * lightMinor[i], DiskState.CORE * DiskState.CORE);
        }
        disk.table().locate(lightSquared, count, lightInterval, lightOffset);
    }

    /** Sets the derivatives by a direction to zero. */
    void clear(int k) {
        Arrays.fill(dVelocity[k], 0, count, 0);
        Arrays.fill(dDispersion[k], 0, count, 0);
        Arrays.fill(dWeight[k], 0, count, 0);
    }

    /** What samples hold of a disk with a {@link Tilt}, beside the quantities of any disk. */
    static final class TiltSamples {

        /** Height of the layer [arcsec]. */
        double[] height = new double[0];

        /** Index of the layer. */
        int[] layer = new int[0];

        /** Squared distance [arcsec2] from the centre, r^2 + z^2. */
        double[] root = new double[0];

        /** Index of the first point of the same line of sight. */
        int[] first = new int[0];

        /** Place of the squared distance in the table. */
        int[] interval = new int[0];

        double[] offset = new double[0];

        /** Slopes m_N and m_E of the plane of the ring, with their first and second derivatives by the squared distance. */
        double[] north = new double[0];

        double[] east = new double[0];
        double[] northSlope = new double[0];
        double[] eastSlope = new double[0];
        double[] northCurve = new double[0];
        double[] eastCurve = new double[0];

        /** 1 / cos i of the ring. */
        double[] secant = new double[0];

        /** Depth [arcsec] behind the sky. */
        double[] depth = new double[0];

        /** Derivative of q - q(plane of the ring at q) by the squared distance q: 1 in a flat disk, 0 at a fold. */
        double[] fold = new double[0];

        /** Offsets in the plane of the ring times sin i [arcsec], along the receding major axis and the minor axis. */
        double[] along = new double[0];

        double[] across = new double[0];

        /** Derivative of the velocity by r^2 at fixed {@link #along} and {@link #across}. */
        double[] perRadius = new double[0];

        /** Light of the point, or of its share in its line of sight. */
        double[] light = new double[0];

        /** Derivative of the logarithm of the light by r^2. */
        double[] lightSlope = new double[0];

        /** Sets the place of a point that was added. */
        void place(int i, int ofLayer, double z, double squaredDistance, int firstOfSight, int capacity) {
            if (height.length < capacity) {
                height = Arrays.copyOf(height, capacity);
                layer = Arrays.copyOf(layer, capacity);
                root = Arrays.copyOf(root, capacity);
                first = Arrays.copyOf(first, capacity);
            }
            height[i] = z;
            layer[i] = ofLayer;
            root[i] = squaredDistance;
            first[i] = firstOfSight;
        }

        /** Allocates the arrays of the computed quantities. */
        void reserve(int size) {
            if (north.length < size) {
                interval = new int[size];
                offset = new double[size];
                north = new double[size];
                east = new double[size];
                northSlope = new double[size];
                eastSlope = new double[size];
                northCurve = new double[size];
                eastCurve = new double[size];
                secant = new double[size];
                depth = new double[size];
                fold = new double[size];
                along = new double[size];
                across = new double[size];
                light = new double[size];
                perRadius = new double[size];
                lightSlope = new double[size];
            }
        }
    }
}
