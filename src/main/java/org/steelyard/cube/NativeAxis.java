// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import org.steelyard.units.InputException;

/**
 * The spectral axis in the form of its file. It gives the frequency of every channel, and writers write it back
 * unchanged.
 *
 * @param ctype CTYPE, for example {@code FREQ}, {@code VRAD}, {@code VELO-LSR}
 * @param cunit CUNIT, one of Hz, kHz, MHz, GHz, m/s, km/s
 * @param crpix [pixel] reference pixel, counted from 1 at the first channel of this axis
 * @param crval [cunit] value at the reference pixel
 * @param cdelt [cunit] step per pixel at the reference pixel, not zero
 * @param sampling quantity in which the channels are equally spaced
 * @param convention convention of the axis velocities, RADIO for a frequency axis
 * @param restFrequency [Hz] rest frequency of the line, NaN if not known (velocity axes only)
 */
public record NativeAxis(
        String ctype,
        String cunit,
        double crpix,
        double crval,
        double cdelt,
        Sampling sampling,
        VelocityConvention convention,
        double restFrequency) {

    /** Quantity in which the channels are equally spaced, with the label of the axis. */
    public enum Sampling {
        /** Equal steps in frequency, labelled by frequency (FREQ). */
        FREQUENCY,
        /** Equal steps in the velocity of the label (VRAD, VELO, genuine VOPT). */
        VELOCITY,
        /** Equal steps in frequency, labelled by velocity at the reference pixel (FELO, VOPT-F2W). */
        FREQUENCY_AS_VELOCITY,
        /** Equal ratios of frequency, labelled by frequency (FREQ-LOG): nu = CRVAL exp(CDELT (p - CRPIX) / CRVAL). */
        LOG_FREQUENCY
    }

    /** @return whether the axis is labelled by frequency */
    private static boolean isFrequency(Sampling sampling) {
        return sampling == Sampling.FREQUENCY || sampling == Sampling.LOG_FREQUENCY;
    }

    /** @throws InputException if the step is zero or not finite, or a frequency axis has no rest frequency */
    public NativeAxis {
        if (!(Math.abs(cdelt) > 0) || Double.isInfinite(cdelt) || !Double.isFinite(crval) || !Double.isFinite(crpix)) {
            throw new InputException("spectral axis " + ctype + ": CRVAL " + crval + ", CDELT " + cdelt + " " + cunit
                    + ", CRPIX " + crpix + " must be finite and CDELT must not be 0; correct the header");
        }
        if (isFrequency(sampling) && !(restFrequency > 0)) {
            throw new InputException(
                    "spectral axis is a frequency and the header has no rest frequency; give data.line = \"CO(2-1)\""
                            + " or data.rest_frequency = \"230.538 GHz\"");
        }
    }

    /**
     * Converts a pixel to a frequency.
     *
     * @param pixel [pixel] 1.0 is the centre of the first channel of this axis, 0.5 its lower edge
     * @return nu/nu_0 at the pixel
     */
    public double nuOverRest(double pixel) {
        double offset = (pixel - crpix) * cdelt * scale(cunit);
        double reference = crval * scale(cunit);
        return switch (sampling) {
            case FREQUENCY -> (reference + offset) / restFrequency;
            case LOG_FREQUENCY -> reference * Math.exp(offset / reference) / restFrequency;
            case VELOCITY -> convention.nuOverRest(reference + offset);
            case FREQUENCY_AS_VELOCITY -> {
                double start = convention.nuOverRest(reference);
                yield start + convention.slope(start) * offset;
            }
        };
    }

    /**
     * Refers the axis to another line. The channels keep their frequencies; a velocity axis gets other velocities.
     *
     * @param line [Hz] rest frequency of the line
     * @return the axis relative to that line
     * @throws InputException if velocities of this convention do not stay equally spaced
     */
    public NativeAxis relativeTo(double line) {
        if (isFrequency(sampling) || !(restFrequency > 0)) {
            return new NativeAxis(ctype, cunit, crpix, crval, cdelt, sampling, convention, line);
        }
        if (sampling == Sampling.VELOCITY && convention == VelocityConvention.RELATIVISTIC) {
            throw new InputException("spectral axis " + ctype + ": relativistic velocities relative to RESTFRQ "
                    + restFrequency + " Hz cannot be referred to another line; convert the axis to frequency");
        }
        double ratio = restFrequency / line;
        double before = convention.nuOverRest(crval * scale(cunit));
        double after = ratio * before;
        return new NativeAxis(
                ctype,
                cunit,
                crpix,
                convention.velocity(after) / scale(cunit),
                cdelt * ratio * convention.slope(before) / convention.slope(after),
                sampling,
                convention,
                line);
    }

    /**
     * Removes leading channels.
     *
     * @param firstIndex channel, from 0, that becomes the first
     * @return the axis that starts at that channel
     */
    public NativeAxis shifted(int firstIndex) {
        return new NativeAxis(ctype, cunit, crpix - firstIndex, crval, cdelt, sampling, convention, restFrequency);
    }

    /**
     * Returns the size of a unit.
     *
     * @param cunit a unit of the axis
     * @return [Hz or km/s] size of the unit
     * @throws InputException if it is neither a frequency nor a velocity
     */
    static double scale(String cunit) {
        return switch (cunit) {
            case "Hz", "km/s" -> 1;
            case "kHz" -> 1e3;
            case "MHz" -> 1e6;
            case "GHz" -> 1e9;
            case "m/s" -> 1e-3;
            default ->
                throw new InputException(
                        "spectral unit '" + cunit + "' is not known; use Hz, kHz, MHz, GHz, m/s or km/s");
        };
    }
}
