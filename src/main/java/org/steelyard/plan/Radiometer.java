// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.units.InputException;

/**
 * The noise of an image by ALMA's 12 m array, by the radiometer equation of the ALMA Technical Handbook (chapter "ALMA
 * Sensitivity Calculator"):
 *
 * <pre>
 * sigma = w_r 2 k T_sys / [eta_q eta_c A_eff (1 - f_s) sqrt(N (N - 1) n_p dnu t)],    A_eff = 0.72 exp[-(4 pi s / lambda)^2] pi D^2 / 4
 * T_sys = (1 + g) / (eta_f e^-tau) [T_rx + eta_f T_sky + (1 - eta_f) T_amb]
 * </pre>
 *
 * <p>with w_r = 1.1 for robust weights, eta_q = 0.96, eta_c = 0.88, no shadowing (f_s = 0), n_p = 2 polarisations, D = 12 m, s = 25
 * um, eta_f = 0.95 and T_amb = 270 K. T_sky is the brightness of the atmosphere at 251 K and of the background behind it, at the source's highest elevation.
 *
 * @param antennas N; the Handbook counts on 43 of the 50
 * @param givenTemperature [K] system temperature; null for that of the band in median weather
 * @param declination [deg] of the source; null for an elevation of {@value #USUAL_ELEVATION} deg
 */
public record Radiometer(
        int antennas,
        @Nullable Double givenTemperature,
        @Nullable Double declination) {

    /** Antennas that the Technical Handbook counts on. */
    public static final int ANTENNAS = 43;

    /** [deg] */
    static final double USUAL_ELEVATION = 60;

    /** [deg] Below it ALMA does not observe. */
    private static final double LEAST_ELEVATION = 20;

    /** [deg] */
    private static final double LATITUDE = -23.03;

    private static final int MOST_ANTENNAS = 66;
    private static final double ROBUST = 1.1;
    private static final double QUANTISATION = 0.96;
    private static final double CORRELATOR = 0.88;
    private static final double POLARISATIONS = 2;

    /** [m2] */
    private static final double AREA = Math.PI * 12 * 12 / 4;

    private static final double ILLUMINATION = 0.72;

    /** [m] rms of the surface. */
    private static final double SURFACE = 25e-6;

    private static final double FORWARD = 0.95;

    /** [K] */
    private static final double AMBIENT = 270;

    /** [K] of the model of {@link Opacity}: its brightness over 1 - exp(-tau), 250 to 251 K at 229 and 345 GHz. */
    private static final double ATMOSPHERE = 251;

    /** [K] */
    private static final double BACKGROUND = 2.725;

    /** [Jy m2 / K] */
    private static final double BOLTZMANN = 1380.649;

    /** [m/s] */
    private static final double LIGHT = 299792458;

    /** @throws InputException for a number of antennas or a temperature that cannot be, or a source that does not rise */
    public Radiometer {
        if (antennas < 2 || antennas > MOST_ANTENNAS) {
            throw new InputException(antennas + " antennas: give 2 to " + MOST_ANTENNAS + "; the 12 m array has 50");
        }
        if (givenTemperature != null && !(givenTemperature > 0 && givenTemperature < Double.POSITIVE_INFINITY)) {
            throw new InputException(
                    "a system temperature of " + givenTemperature + " K: it must be positive and finite");
        }
        if (declination != null && 90 - Math.abs(declination - LATITUDE) < LEAST_ELEVATION) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "simulate.dec = %.4g deg: the source stays below an elevation of %.0f deg at ALMA; give the noise of a channel",
                    declination,
                    LEAST_ELEVATION));
        }
    }

    /** @return [deg] highest elevation of the source */
    public double elevation() {
        return declination == null ? USUAL_ELEVATION : 90 - Math.abs(declination - LATITUDE);
    }

    /**
     * @param frequency [Hz] of the observation
     * @return [K] system temperature
     * @throws InputException if it is neither given nor known there
     */
    public double systemTemperature(double frequency) {
        AlmaBand band = AlmaBand.at(frequency);
        if (givenTemperature != null) {
            return givenTemperature;
        }
        double transmission = Math.exp(-Opacity.median(frequency) / Math.sin(Math.toRadians(elevation())));
        double sky = ATMOSPHERE * (1 - transmission) + BACKGROUND * transmission;
        return (1 + band.sidebandGain())
                / (FORWARD * transmission)
                * (band.receiverTemperature() + FORWARD * sky + (1 - FORWARD) * AMBIENT);
    }

    /**
     * @param frequency [Hz] of the observation
     * @param channelWidth [Hz]
     * @param time [s] on source
     * @return [Jy/beam] noise of one channel
     * @throws InputException if the system temperature is neither given nor known there
     */
    public double rms(double frequency, double channelWidth, double time) {
        double area = AREA * ILLUMINATION * Math.exp(-Math.pow(4 * Math.PI * SURFACE * frequency / LIGHT, 2));
        return ROBUST
                * 2
                * BOLTZMANN
                * systemTemperature(frequency)
                / (QUANTISATION
                        * CORRELATOR
                        * area
                        * Math.sqrt(antennas * (antennas - 1.0) * POLARISATIONS * channelWidth * time));
    }
}
