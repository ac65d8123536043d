// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.steelyard.cube.NativeAxis.Sampling.FREQUENCY;
import static org.steelyard.cube.NativeAxis.Sampling.LOG_FREQUENCY;
import static org.steelyard.cube.NativeAxis.Sampling.VELOCITY;

import java.util.Locale;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Spectral axes in wavelength, wave number, energy or redshift (Greisen et al. 2006, "paper III", table 1), which are
 * exact axes of frequency or optical velocity in other units. Equal steps in vacuum wavelength are equal steps in
 * optical velocity, v = c (lambda nu_0/c - 1).
 */
final class OtherSpectralTypes {

    /** [m/s] */
    private static final double LIGHT = Constants.SPEED_OF_LIGHT * 1e3;

    /** [J s] Planck constant (exact, SI 2019). */
    private static final double PLANCK = 6.62607015e-34;

    /** [J] electron volt (exact, SI 2019). */
    private static final double ELECTRON_VOLT = 1.602176634e-19;

    private OtherSpectralTypes() {}

    /**
     * Refuses types that cannot be read.
     *
     * @param ctype CTYPE in upper case
     * @throws InputException for tables, grisms, air wavelengths and combinations without meaning
     */
    static void refuse(String ctype) {
        if (!AxisType.isSpectral(ctype)) {
            return;
        }
        String code = ctype.length() > 5 ? ctype.substring(5) : "";
        String reason = "";
        if (code.startsWith("TAB")) {
            reason = "takes its coordinates from a table, and not from CRVAL and CDELT";
        } else if (code.startsWith("GRI") || code.startsWith("GRA")) {
            reason = "is that of a grism";
        } else if (ctype.startsWith("AWAV")) {
            reason = "is a wavelength in air";
        } else if (ctype.startsWith("BETA")) {
            reason = "is a relativistic velocity over c";
        } else if (code.startsWith("LOG") && !ctype.matches("(FREQ|WAVE)-LOG")
                || code.matches(".2.")
                        && !ctype.matches("V(OPT|ELO|RAD)-F2.|WAVE-F2W|ZOPT-F2W|FREQ-W2F|VRAD-W2F|WAVN-W2F|ENER-W2F")) {
            reason = "is not known";
        }
        if (!reason.isEmpty()) {
            throw new InputException("spectral axis " + ctype + " " + reason
                    + "; regrid the cube to equal channels of frequency (FREQ), radio velocity (VRAD) or vacuum"
                    + " wavelength (WAVE)");
        }
    }

    /** Whether an axis is converted by this class. */
    static boolean isOther(String ctype) {
        return ctype.matches("(WAVE|ZOPT|WAVN|ENER).*|(FREQ|VRAD)-W2F");
    }

    /**
     * Converts an axis.
     *
     * @param ctype CTYPE in upper case
     * @param unit CUNIT, may be empty
     * @param crpix [pixel] CRPIX
     * @param crval CRVAL
     * @param cdelt CDELT
     * @param rest [Hz] rest frequency to which velocities refer, NaN if unknown
     * @param line [Hz] rest frequency of the user's line, null if not given
     * @return the same channels as an axis of frequency or optical velocity
     * @throws InputException if the unit is not known, or a rest frequency is needed and unknown
     */
    static NativeAxis convert(
            String ctype, String unit, double crpix, double crval, double cdelt, double rest, Double line) {
        String type = ctype.substring(0, 4);
        double scale = scale(type, unit);
        double value = crval * scale;
        double step = cdelt * scale;
        double own = line == null || type.equals("ZOPT") || type.equals("VRAD") ? rest : line;
        if (!(own > 0)) {
            throw new InputException("spectral axis is " + ctype + " and the header has no rest frequency; give"
                    + " data.line = \"CO(2-1)\" or data.rest_frequency = \"230.538 GHz\"");
        }
        // Frequency [Hz] of the reference pixel, and its derivative with respect to the quantity of the axis
        double frequency;
        double slope;
        switch (type) {
            case "WAVE" -> {
                frequency = LIGHT / value;
                slope = -frequency / value;
            }
            case "ZOPT" -> {
                frequency = own / (1 + value);
                slope = -frequency / (1 + value);
            }
            case "VRAD" -> {
                frequency = own * (1 - value / LIGHT);
                slope = -own / LIGHT;
            }
            default -> {
                frequency = value;
                slope = 1;
            }
        }
        double hertz = slope * step;
        boolean byWavelength = ctype.endsWith("-W2F") || ctype.matches("WAVE|ZOPT");
        if (!byWavelength) {
            NativeAxis.Sampling sampling = ctype.endsWith("-LOG") ? LOG_FREQUENCY : FREQUENCY;
            String name = sampling == LOG_FREQUENCY ? "FREQ-LOG" : "FREQ";
            return new NativeAxis(name, "Hz", crpix, frequency, hertz, sampling, VelocityConvention.RADIO, own);
        }
        double ratio = frequency / own;
        double velocity = VelocityConvention.OPTICAL.velocity(ratio);
        double width = hertz / own / VelocityConvention.OPTICAL.slope(ratio);
        return new NativeAxis("VOPT", "km/s", crpix, velocity, width, VELOCITY, VelocityConvention.OPTICAL, own);
    }

    /** Size of a unit in m (WAVE), Hz (FREQ, WAVN, ENER), m/s (VRAD) or 1 (ZOPT). */
    private static double scale(String type, String unit) {
        String plain = unit.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        return switch (type) {
            case "WAVE" -> wavelength(plain, unit);
            case "ZOPT" -> 1;
            case "WAVN" ->
                LIGHT
                        * switch (plain) {
                            case "", "/m", "m-1", "m^-1", "m**-1", "1/m" -> 1;
                            case "/cm", "cm-1", "cm^-1", "cm**-1", "1/cm" -> 100;
                            default -> throw unknown(unit, "1/m or 1/cm");
                        };
            case "ENER" ->
                switch (plain) {
                            case "", "j" -> 1;
                            case "erg" -> 1e-7;
                            case "ev" -> ELECTRON_VOLT;
                            default -> throw unknown(unit, "J, erg or eV");
                        }
                        / PLANCK;
            case "FREQ" ->
                switch (plain) {
                    case "", "hz" -> 1;
                    case "khz" -> 1e3;
                    case "mhz" -> 1e6;
                    case "ghz" -> 1e9;
                    default -> throw unknown(unit, "Hz, kHz, MHz or GHz");
                };
            default ->
                switch (plain) {
                    case "", "m/s", "ms-1", "ms^-1", "ms**-1" -> 1;
                    case "km/s", "kms-1", "kms^-1", "kms**-1" -> 1e3;
                    default -> throw unknown(unit, "m/s or km/s");
                };
        };
    }

    private static double wavelength(String plain, String unit) {
        return switch (plain) {
            case "", "m", "metre", "meter" -> 1;
            case "cm" -> 1e-2;
            case "mm" -> 1e-3;
            case "um", "micron", "microns", "micrometer", "micrometre", "\u00b5m", "\u03bcm" -> 1e-6;
            case "nm", "nanometer", "nanometre" -> 1e-9;
            case "angstrom", "angstroms", "ang", "a", "0.1nm" -> 1e-10;
            default -> throw unknown(unit, "m, cm, mm, um, nm or Angstrom");
        };
    }

    private static InputException unknown(String unit, String known) {
        return new InputException(
                "spectral unit '" + unit + "' is not known; give data.spectral_unit as one of " + known);
    }
}
