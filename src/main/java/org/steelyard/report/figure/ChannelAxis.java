package org.steelyard.report.figure;

import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;

/**
 * The channels that a figure shows, as velocities in the optical convention, in the order of the cube.
 *
 * @param first channel of the cube, from 0
 * @param edges [km/s] channel k of these runs from edges[k] to edges[k+1]
 */
record ChannelAxis(int first, double[] edges) {

    /**
     * @param axis of the cube
     * @param fitted channels that entered the fit
     * @return the channels from the first to the last that entered
     */
    static ChannelAxis of(SpectralAxis axis, boolean[] fitted) {
        int first = 0;
        int last = fitted.length - 1;
        while (first < last && !fitted[first]) {
            first++;
        }
        while (last > first && !fitted[last]) {
            last--;
        }
        double[] edges = new double[last - first + 2];
        for (int k = 0; k < edges.length; k++) {
            edges[k] = VelocityConvention.OPTICAL.velocity(axis.edges()[first + k]);
        }
        return new ChannelAxis(first, edges);
    }

    int count() {
        return edges.length - 1;
    }

    /** @return [km/s] middles of the channels */
    double[] centres() {
        double[] centres = new double[count()];
        for (int k = 0; k < centres.length; k++) {
            centres[k] = (edges[k] + edges[k + 1]) / 2;
        }
        return centres;
    }

    double lowest() {
        return Math.min(edges[0], edges[count()]);
    }

    double highest() {
        return Math.max(edges[0], edges[count()]);
    }

    /** @return which of these channels holds a velocity, -1 if none */
    int channelAt(double velocity) {
        for (int k = 0; k < count(); k++) {
            if ((velocity - edges[k]) * (velocity - edges[k + 1]) <= 0) {
                return k;
            }
        }
        return -1;
    }
}
