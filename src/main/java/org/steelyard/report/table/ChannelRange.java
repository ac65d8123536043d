// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;

/**
 * The range of channels that a figure shows, as velocities in the optical convention and in the order of the cube.
 *
 * @param first index in the cube, from 0, of the first channel of the range
 * @param edges [km/s] channel edges: channel k of the range extends from edges[k] to edges[k+1]. Lent
 */
public record ChannelRange(int first, double[] edges) {

    /**
     * @param axis of the cube
     * @param fitted channels that entered the fit
     * @return the range from the first to the last fitted channel
     */
    public static ChannelRange of(SpectralAxis axis, boolean[] fitted) {
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
        return new ChannelRange(first, edges);
    }

    /** @return number of channels */
    public int count() {
        return edges.length - 1;
    }

    /** @return [km/s] velocities at the channel centres */
    public double[] centres() {
        double[] centres = new double[count()];
        for (int k = 0; k < centres.length; k++) {
            centres[k] = (edges[k] + edges[k + 1]) / 2;
        }
        return centres;
    }

    /** @return [km/s] lower end of the range */
    public double lowest() {
        return Math.min(edges[0], edges[count()]);
    }

    /** @return [km/s] upper end of the range */
    public double highest() {
        return Math.max(edges[0], edges[count()]);
    }

    /**
     * @param velocity [km/s]
     * @return index, within the range, of the channel that contains the velocity; -1 if none does
     */
    public int channelAt(double velocity) {
        for (int k = 0; k < count(); k++) {
            if ((velocity - edges[k]) * (velocity - edges[k + 1]) <= 0) {
                return k;
            }
        }
        return -1;
    }
}
