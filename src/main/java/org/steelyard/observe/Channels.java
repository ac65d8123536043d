// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.kernel.ChannelGrid;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * The channels of a model, converted to the rest frame of a galaxy (method page, section 4):
 *
 * <pre>nu = nu_0 / (1+z) (1 - v/c)   with   z = v_sys/c</pre>
 *
 * @param axis the observed channels
 * @param sampled whether the line is sampled at the channels' centres instead of integrated
 * @param response of the spectrometer
 */
public record Channels(SpectralAxis axis, boolean sampled, SpectralResponse response) {

    /** @throws InputException for a response that needs the integral of the line, where the line is sampled */
    public Channels {
        if (sampled && response.shape() == SpectralResponse.Shape.HANNING) {
            throw new InputException("model.line_profile = \"sampled\" has no form for data.spectral_response ="
                    + " \"hanning\"; use model.line_profile = \"integrated\"");
        }
    }

    /**
     * Channels that respond to the line alike, without the response of a spectrometer.
     *
     * @param axis the observed channels
     * @param sampled whether the line is sampled at the channels' centres instead of integrated
     */
    public Channels(SpectralAxis axis, boolean sampled) {
        this(axis, sampled, SpectralResponse.NONE);
    }

    /** @return number of channels */
    public int count() {
        return axis.channels();
    }

    /** @return the channels in rest-frame velocity for a systemic velocity of 0 */
    ChannelGrid atRest() {
        double[] taps = response.taps();
        int n = sampled ? count() : count() * response.perChannel() + taps.length;
        ChannelGrid grid = new ChannelGrid(
                new double[n], new double[n], new double[count()], sampled, taps, response.perChannel());
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
            double x = sampled ? axis.centre(i) : edge(i - grid.taps().length / 2, grid.perChannel());
            grid.points()[i] = Constants.SPEED_OF_LIGHT * (1 - x * stretch);
            grid.slopes()[i] = -x;
        }
        for (int c = 0; c < grid.widths().length; c++) {
            grid.widths()[c] = axis.width(c) * stretch;
        }
    }

    /**
     * An edge of the spectrometer's channels, which divide the cube's channels evenly. Beyond the first and the last
     * channel, the axis continues with their width.
     */
    private double edge(int index, int perChannel) {
        int channel = Math.max(0, Math.min(count() - 1, Math.floorDiv(index, perChannel)));
        int step = index - channel * perChannel;
        double[] edges = axis.edges();
        return step == 0
                ? edges[channel]
                : step == perChannel
                        ? edges[channel + 1]
                        : edges[channel] + (edges[channel + 1] - edges[channel]) * step / perChannel;
    }

    /** [km/s] Standard deviation by which a Gaussian response broadens the line in the rest frame. */
    double broadening(double vsys) {
        return response.broadening(axis.width(count() / 2)) * (1 + vsys / Constants.SPEED_OF_LIGHT);
    }

    /**
     * The derivative of the broadening with respect to the systemic velocity, relative to that of the channels' edges in
     * the middle of the axis: {@link org.steelyard.kernel.LineProfileKernel} multiplies by the latter at every edge. It
     * differs by a thousandth along the axis, which is 1e-7 of the derivative of the line.
     */
    double broadeningSlope() {
        return -response.broadening(axis.width(count() / 2)) / Constants.SPEED_OF_LIGHT / axis.centre(count() / 2);
    }
}
