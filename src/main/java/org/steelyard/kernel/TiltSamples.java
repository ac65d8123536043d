// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/** What {@link Samples} hold of a disk with a {@link Tilt}, beside the quantities of any disk. A workspace. */
final class TiltSamples {

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
