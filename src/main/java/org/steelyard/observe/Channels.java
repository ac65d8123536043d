// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.steelyard.cube.SpectralAxis;
import org.steelyard.kernel.ChannelGrid;
import org.steelyard.units.Constants;

/**
 * The channels of a model, converted to the rest frame of a galaxy (method page, section 4):
 *
 * <pre>nu = nu_0 / (1+z) (1 - v/c)   with   z = v_sys/c</pre>
 *
 * @param axis the observed channels
 * @param sampled whether the line is sampled at the channels' centres instead of integrated
 */
public record Channels(SpectralAxis axis, boolean sampled) {

    /** @return number of channels */
    public int count() {
        return axis.channels();
    }

    /** @return the channels in rest-frame velocity for a systemic velocity of 0 */
    ChannelGrid atRest() {
        int n = sampled ? count() : count() + 1;
        ChannelGrid grid = new ChannelGrid(new double[n], new double[n], new double[count()], sampled);
        fill(0, grid);
        return grid;
    }

    /**
     * Converts the channels for a systemic velocity.
     *
     * @param vsys [km/s] systemic velocity c z
     * @param grid the channels in rest-frame velocity relative to it. Modified
     */
    void fill(double vsys, ChannelGrid grid) {
        double stretch = 1 + vsys / Constants.SPEED_OF_LIGHT;
        for (int i = 0; i < grid.points().length; i++) {
            double x = sampled ? axis.centre(i) : axis.edges()[i];
            grid.points()[i] = Constants.SPEED_OF_LIGHT * (1 - x * stretch);
            grid.slopes()[i] = -x;
        }
        for (int c = 0; c < grid.widths().length; c++) {
            grid.widths()[c] = axis.width(c) * stretch;
        }
    }
}
