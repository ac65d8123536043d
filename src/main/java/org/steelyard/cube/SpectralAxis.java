// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.steelyard.units.Constants.SPEED_OF_LIGHT;

import java.util.Arrays;
import org.steelyard.units.InputException;

/**
 * The spectral axis of a cube in the coordinate x = nu/nu_0.
 *
 * @param edges nu/nu_0 at the n + 1 channel edges in the order of the channels, strictly ascending or descending; lent
 * @param convention velocity convention of the file's axis; RADIO for a frequency axis
 * @param restFrequency [Hz] rest frequency of the line, NaN if the file gives none
 * @param frame SPECSYS, for example LSRK or BARYCENT; empty if the file does not state it
 * @param nativeAxis the axis in the form of the file, counted from the first of these channels
 */
public record SpectralAxis(
        double[] edges, VelocityConvention convention, double restFrequency, String frame, NativeAxis nativeAxis) {

    /** @throws InputException if the edges are not positive and strictly monotone */
    public SpectralAxis {
        if (edges.length < 2) {
            throw new InputException("spectral axis has no channel");
        }
        double sign = Math.signum(edges[1] - edges[0]);
        for (int i = 0; i < edges.length; i++) {
            if (!(edges[i] > 0) || Double.isInfinite(edges[i]) || i > 0 && !(sign * (edges[i] - edges[i - 1]) > 0)) {
                throw new InputException(
                        "spectral axis " + nativeAxis.ctype() + ": frequency over rest frequency is " + edges[i]
                                + " at edge " + i
                                + " of the channels and must be positive and monotone; check CUNIT, CRVAL and CDELT,"
                                + " or give data.spectral_unit");
            }
        }
    }

    /**
     * Computes the channel edges of an axis.
     *
     * @param nativeAxis the axis in the form of the file
     * @param channels number of channels
     * @param frame SPECSYS, may be empty
     * @return the axis
     * @throws InputException if the frequency of an edge is not positive
     */
    public static SpectralAxis of(NativeAxis nativeAxis, int channels, String frame) {
        double[] edges = new double[channels + 1];
        for (int i = 0; i <= channels; i++) {
            edges[i] = nativeAxis.nuOverRest(i + 0.5);
        }
        return new SpectralAxis(edges, nativeAxis.convention(), nativeAxis.restFrequency(), frame, nativeAxis);
    }

    /** @return number of channels */
    public int channels() {
        return edges.length - 1;
    }

    /**
     * Returns the centre of a channel.
     *
     * @param channelIndex channel, from 0
     * @return nu/nu_0 at the centre of the channel in the file's axis
     */
    public double centre(int channelIndex) {
        return nativeAxis.nuOverRest(channelIndex + 1.0);
    }

    /**
     * Returns the velocity of a channel.
     *
     * @param channelIndex channel, from 0
     * @param convention velocity convention
     * @return [km/s] velocity at the channel's centre
     */
    public double velocity(int channelIndex, VelocityConvention convention) {
        return convention.velocity(centre(channelIndex));
    }

    /**
     * Returns the width of a channel.
     *
     * @param channelIndex channel, from 0
     * @return [km/s] width in radio velocity, positive
     */
    public double width(int channelIndex) {
        return SPEED_OF_LIGHT * Math.abs(edges[channelIndex + 1] - edges[channelIndex]);
    }

    /**
     * Selects channels.
     *
     * @param firstIndex first channel, from 0
     * @param count number of channels
     * @return the axis of those channels
     * @throws InputException if not all of them are on this axis
     */
    public SpectralAxis slice(int firstIndex, int count) {
        if (firstIndex < 0 || count < 1 || firstIndex + count > channels()) {
            throw new InputException("channels " + (firstIndex + 1) + " to " + (firstIndex + count)
                    + " are not all in the cube, which has channels 1 to " + channels());
        }
        double[] part = Arrays.copyOfRange(edges, firstIndex, firstIndex + count + 1);
        return new SpectralAxis(part, convention, restFrequency, frame, nativeAxis.shifted(firstIndex));
    }

    /**
     * Finds the channel of a velocity.
     *
     * @param velocity [km/s] velocity
     * @param convention convention of the velocity
     * @return the channel, from 0, that contains it; -1 if there is none
     */
    public int channelAt(double velocity, VelocityConvention convention) {
        double x = convention.nuOverRest(velocity);
        for (int i = 0; i < channels(); i++) {
            if (x >= Math.min(edges[i], edges[i + 1]) && x <= Math.max(edges[i], edges[i + 1])) {
                return i;
            }
        }
        return -1;
    }
}
