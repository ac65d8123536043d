// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.numbers.gamma.Erfc;
import org.steelyard.units.InputException;

/**
 * The response of a spectrometer: how the channels of a cube respond to a narrow line, beyond the integral over their
 * width. A cube's channel is the mean of {@code averaging} channels of the spectrometer.
 *
 * <p>Hanning smoothing replaces each of the spectrometer's channels by 1/4, 1/2, 1/4 of itself and its neighbours. In
 * the integral of the line up to the edge of a channel, F(E), this is exactly
 *
 * <pre>F(E - w)/4 + F(E)/2 + F(E + w)/4   with w the width of a spectrometer's channel.</pre>
 *
 * <p>The noise of the spectrometer's channels is independent before the response. The response therefore also gives the
 * correlation of the noise between the cube's channels.
 *
 * @param shape of the response
 * @param fwhm full width at half maximum of a Gaussian response [km/s, radio velocity] or [spectrometer's channels]; 0
 *     for the other shapes
 * @param inChannels whether {@code fwhm} counts channels
 * @param averaging number of the spectrometer's channels in one channel of the cube
 */
public record SpectralResponse(Shape shape, double fwhm, boolean inChannels, int averaging) {

    /** Channels that respond alike. */
    public static final SpectralResponse NONE = new SpectralResponse(Shape.NONE, 0, false, 1);

    /** Largest number of channels in an average: more than any correlator's recipe. */
    private static final int MOST_AVERAGED = 64;

    private static final double[] HANNING = {0.25, 0.5, 0.25};

    private static final double FWHM = Math.sqrt(8 * Math.log(2));

    /** Shape of the response. */
    public enum Shape {
        /** The integral over the channel alone. */
        NONE,
        /** Hanning smoothing of the spectrometer's channels: 1/4, 1/2, 1/4. */
        HANNING,
        /** A Gaussian of a given width. */
        GAUSSIAN
    }

    /** @throws InputException for a width or a number of channels that is not positive */
    public SpectralResponse {
        if (shape == Shape.GAUSSIAN && !(fwhm > 0 && Double.isFinite(fwhm))) {
            throw new InputException(
                    "data.spectral_response = " + fwhm + " must be a width above 0, like \"15 km/s\", or \"none\"");
        }
        if (averaging < 1 || averaging > MOST_AVERAGED) {
            throw new InputException(
                    "data.spectral_averaging = " + averaging + " must be 1 to " + MOST_AVERAGED + " channels");
        }
    }

    /**
     * @param averaging number of the spectrometer's channels in one channel of the cube
     * @return Hanning smoothing of the spectrometer's channels
     */
    public static SpectralResponse hanning(int averaging) {
        return new SpectralResponse(Shape.HANNING, 0, false, averaging);
    }

    /**
     * @param fwhm [km/s] full width at half maximum
     * @return a Gaussian response
     */
    public static SpectralResponse ofVelocity(double fwhm) {
        return new SpectralResponse(Shape.GAUSSIAN, fwhm, false, 1);
    }

    /**
     * @param fwhm [spectrometer's channels] full width at half maximum
     * @return a Gaussian response
     */
    public static SpectralResponse ofChannels(double fwhm) {
        return new SpectralResponse(Shape.GAUSSIAN, fwhm, true, 1);
    }

    /**
     * @param channels number of the spectrometer's channels in one channel of the cube
     * @return the same response of averaged channels
     */
    public SpectralResponse withAveraging(int channels) {
        return new SpectralResponse(shape, fwhm, inChannels, channels);
    }

    /**
     * @return weights of the integrals up to the edges of the spectrometer's channels, centred on each edge; {1} where
     *     they are not smoothed
     */
    public double[] taps() {
        return shape == Shape.HANNING ? HANNING.clone() : new double[] {1};
    }

    /** @return number of the spectrometer's channels that the model divides a channel into */
    public int perChannel() {
        return shape == Shape.HANNING ? averaging : 1;
    }

    /**
     * Returns the standard deviation by which a Gaussian response broadens a line.
     *
     * @param channelWidth [km/s] width of the cube's channels
     * @return [km/s] standard deviation in quadrature to the line's dispersion; 0 for other shapes
     */
    public double broadening(double channelWidth) {
        return inChannels ? fwhm * channelWidth / averaging / FWHM : fwhm / FWHM;
    }

    /**
     * Computes the correlation of the noise between channels.
     *
     * @param channelWidth [km/s] width of the cube's channels
     * @param lags number of lags
     * @return correlation at 1, 2, ... channels
     */
    public double[] noiseCorrelation(double channelWidth, int lags) {
        double[] covariance = new double[lags + 1];
        if (shape == Shape.GAUSSIAN) {
            double width = Math.sqrt(2) * broadening(channelWidth) / channelWidth;
            Arrays.setAll(
                    covariance,
                    k -> secondIntegral(k + 1, width) - 2 * secondIntegral(k, width) + secondIntegral(k - 1, width));
        } else {
            double[] weights = weights();
            for (int k = 0; k <= lags; k++) {
                for (int i = k * averaging; i < weights.length; i++) {
                    covariance[k] += weights[i] * weights[i - k * averaging];
                }
            }
        }
        double[] correlation = new double[lags];
        Arrays.setAll(correlation, k -> covariance[k + 1] / covariance[0]);
        return correlation;
    }

    /** @return the response in words */
    public String description() {
        String mean = averaging == 1 ? "" : String.format(Locale.ROOT, " and averaging by %d", averaging);
        return switch (shape) {
            case NONE -> "no smoothing" + mean;
            case HANNING -> "Hanning smoothing" + mean;
            case GAUSSIAN ->
                String.format(
                                Locale.ROOT,
                                "smoothing by a Gaussian of %.4g %s FWHM",
                                fwhm,
                                inChannels ? "channels" : "km/s")
                        + mean;
        };
    }

    /** @return the keys of the configuration that give this response */
    public String keys() {
        String value = switch (shape) {
            case NONE -> "\"none\"";
            case HANNING -> "\"hanning\"";
            case GAUSSIAN -> inChannels ? Double.toString(fwhm) : "\"" + fwhm + " km/s\"";
        };
        return "data.spectral_response = " + value + (averaging == 1 ? "" : ", data.spectral_averaging = " + averaging);
    }

    /** Weights of the spectrometer's channels in a channel of the cube. */
    private double[] weights() {
        double[] taps = taps();
        double[] weights = new double[averaging + taps.length - 1];
        for (int i = 0; i < averaging; i++) {
            for (int j = 0; j < taps.length; j++) {
                weights[i + j] += taps[j] / averaging;
            }
        }
        return weights;
    }

    /** Second integral of a Gaussian of this standard deviation: x Phi(x/s) + s phi(x/s). */
    private static double secondIntegral(double x, double s) {
        double t = x / s;
        return x * 0.5 * Erfc.value(-t / Math.sqrt(2)) + s * Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
    }
}
