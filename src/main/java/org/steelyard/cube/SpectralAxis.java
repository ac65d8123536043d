package org.steelyard.cube;

import static org.steelyard.units.Constants.SPEED_OF_LIGHT;

import java.util.Arrays;
import org.steelyard.units.InputException;

/**
 * The spectral axis of a cube in the program's own coordinate x = nu/nu_0.
 *
 * @param edges nu/nu_0 at the n+1 channel edges in the order of the channels, strictly monotone either way; lent
 * @param convention of the file's axis; RADIO for a frequency axis
 * @param restFrequency [Hz] NaN if the file gives none
 * @param frame SPECSYS, for example LSRK or BARYCENT; empty if the file does not say
 * @param nativeAxis as the file states it, counted from the first of these channels
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
                                + " of the channels and must be positive and monotone; check CUNIT, CRVAL and CDELT, or give spectral_unit");
            }
        }
    }

    /**
     * @param nativeAxis as the file states it
     * @param channels number of channels
     * @param frame SPECSYS or empty
     * @return the axis
     * @throws InputException if a channel has no positive frequency
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
     * @param channelIndex channel, from 0
     * @return nu/nu_0 at the centre of the native axis' pixel
     */
    public double centre(int channelIndex) {
        return nativeAxis.nuOverRest(channelIndex + 1.0);
    }

    /**
     * @param channelIndex channel, from 0
     * @param convention how to express it
     * @return [km/s] velocity at the channel's centre
     */
    public double velocity(int channelIndex, VelocityConvention convention) {
        return convention.velocity(centre(channelIndex));
    }

    /**
     * @param channelIndex channel, from 0
     * @return [km/s] width in radio velocity, positive
     */
    public double width(int channelIndex) {
        return SPEED_OF_LIGHT * Math.abs(edges[channelIndex + 1] - edges[channelIndex]);
    }

    /**
     * @param firstIndex first channel kept, from 0
     * @param count how many
     * @return the axis of those channels
     * @throws InputException if they are not all on this axis
     */
    public SpectralAxis slice(int firstIndex, int count) {
        if (firstIndex < 0 || count < 1 || firstIndex + count > channels()) {
            throw new InputException("channels " + (firstIndex + 1) + " to " + (firstIndex + count)
                    + " are not all in the cube, which has 1 to " + channels());
        }
        double[] part = Arrays.copyOfRange(edges, firstIndex, firstIndex + count + 1);
        return new SpectralAxis(part, convention, restFrequency, frame, nativeAxis.shifted(firstIndex));
    }

    /**
     * @param velocity [km/s]
     * @param convention of that velocity
     * @return the channel, from 0, that holds it; -1 if none does
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
