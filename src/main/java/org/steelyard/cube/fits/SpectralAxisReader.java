// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.steelyard.cube.NativeAxis.Sampling.FREQUENCY;
import static org.steelyard.cube.NativeAxis.Sampling.FREQUENCY_AS_VELOCITY;
import static org.steelyard.cube.NativeAxis.Sampling.LOG_FREQUENCY;
import static org.steelyard.cube.NativeAxis.Sampling.VELOCITY;

import java.util.List;
import java.util.Locale;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Reads the spectral axis from a header (Greisen et al. 2006, "paper III", and the conventions of AIPS, MIRIAD and
 * CASA).
 *
 * <p>Meaning of CTYPE:
 *
 * <ul>
 *   <li>FREQ: equal steps in frequency. VRAD: equal steps in radio velocity, which is equivalent.
 *   <li>VOPT: equal steps in optical velocity, as in the standard, unless the file shows that CASA wrote it. CASA's
 *       channels are equal steps in frequency. It exports their optical velocities as linear, with the derivative at
 *       the reference channel, which is wrong by kilometres per second at the far end. Evidence for CASA is an ORIGIN
 *       that starts with CASA or casacore, or an ALTRVAL keyword that is a frequency. Such an axis is read as equal
 *       steps in frequency, with a warning that states the size of the error.
 *   <li>VOPT-F2W, FELO: equal steps in frequency, labelled by optical velocity, exact at the reference channel.
 *   <li>VELO-LSR, VELO-HEL, VELO-OBS, VELO, VELOCITY: radio velocity, as MIRIAD and AIPS write it, unless VELREF (1 to
 *       7) indicates optical velocity in a file that MIRIAD did not write. A warning states the assumption and the
 *       difference between the conventions.
 *   <li>WAVE, ZOPT: equal steps in vacuum wavelength, which are equal steps in optical velocity.
 *   <li>WAVN, ENER: equal steps in frequency. The ending -F2W of a wavelength, or -W2F of a frequency, has the meaning
 *       of the standard.
 *   <li>FREQ-LOG, WAVE-LOG: equal ratios of frequency.
 *   <li>AWAV, BETA, tables (-TAB) and grisms (-GRI, -GRA) are refused.
 * </ul>
 *
 * <p>A velocity axis refers to the header's rest frequency. If the user names another line, the channels keep their
 * frequencies and get velocities relative to that line.
 */
final class SpectralAxisReader {

    /** [km/s] Smaller changes of velocity by another rest frequency are not reported. */
    private static final double LEAST_SHIFT = 0.01;

    private SpectralAxisReader() {}

    /**
     * Reads the axis.
     *
     * @param header header of the cube
     * @param axes axes of the file
     * @param overrides the user's unit, convention and rest frequency replace those of the header
     * @param warnings assumptions and corrections are added
     * @return the axis
     * @throws InputException if the axis is not supported, incomplete, or lacks a required rest frequency
     */
    static SpectralAxis read(FitsHeader header, CubeAxes axes, HeaderOverrides overrides, List<String> warnings) {
        int axis = axes.spectral();
        refuseCoupling(header, axes);
        NativeAxis nativeAxis = nativeAxis(header, axis, overrides, warnings);
        int channels = axes.lengths()[axis];
        String ctype = nativeAxis.ctype();
        if (ctype.equals("VOPT")
                && AxisType.of(header, axis).equals("VOPT")
                && overrides.convention() == null
                && isByCasa(header)) {
            nativeAxis = recomputed(nativeAxis, channels, warnings);
        }
        if (overrides.restFrequency() != null) {
            nativeAxis = referred(nativeAxis, overrides.restFrequency(), warnings);
        }
        SpectralAxis result = SpectralAxis.of(nativeAxis, channels, frame(header, AxisType.of(header, axis)));
        checkRatio(result);
        RestFrequencyCheck.of(result, overrides.restFrequency() != null, warnings);
        if (ctype.startsWith("VELO") && overrides.convention() == null && !isByMiriad(header)) {
            warnGuess(result, warnings);
        }
        return result;
    }

    private static NativeAxis nativeAxis(
            FitsHeader header, int axis, HeaderOverrides overrides, List<String> warnings) {
        String given = AxisType.of(header, axis);
        double headerRest = headerRestFrequency(header);
        double rest = headerRest > 0 || overrides.restFrequency() == null ? headerRest : overrides.restFrequency();
        double crval = header.number("CRVAL" + (axis + 1));
        double cdelt = LinearTerms.step(header, axis, axis);
        double crpix = header.number("CRPIX" + (axis + 1), 0);
        OtherSpectralTypes.refuse(given);
        if (OtherSpectralTypes.isOther(given)) {
            return OtherSpectralTypes.convert(
                    given, unitText(header, axis, overrides), crpix, crval, cdelt, rest, overrides.restFrequency());
        }
        String unit = unit(header, axis, given, overrides, warnings);
        boolean frequency = unit.endsWith("Hz");
        String ctype = AxisType.isSpectral(given) ? given : frequency ? "FREQ" : "VRAD";
        if (frequency != ctype.startsWith("FREQ")) {
            throw new InputException("spectral axis " + given + " in " + unit
                    + " is not supported; regrid to FREQ or VRAD, or give data.spectral_unit");
        }
        VelocityConvention convention = frequency ? VelocityConvention.RADIO : convention(header, ctype, overrides);
        boolean stepsInFrequency = ctype.startsWith("FELO") || ctype.matches("V(OPT|ELO|RAD)-F2.");
        NativeAxis.Sampling sampling = ctype.endsWith("-LOG")
                ? LOG_FREQUENCY
                : frequency ? FREQUENCY : stepsInFrequency ? FREQUENCY_AS_VELOCITY : VELOCITY;
        double own = frequency && overrides.restFrequency() != null ? overrides.restFrequency() : rest;
        return new NativeAxis(ctype, unit, crpix, crval, cdelt, sampling, convention, own);
    }

    /** The axis relative to the user's line, with a warning if that changes velocities. */
    private static NativeAxis referred(NativeAxis axis, double line, List<String> warnings) {
        NativeAxis referred = axis.relativeTo(line);
        double before = axis.convention().velocity(axis.nuOverRest(1));
        double after = referred.convention().velocity(referred.nuOverRest(1));
        if (Math.abs(after - before) > LEAST_SHIFT) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "velocities of the header refer to its rest frequency, %.6f GHz; they are computed anew for %.6f GHz"
                            + " from the same frequencies: channel 1 from %.2f to %.2f km/s",
                    axis.restFrequency() / 1e9,
                    line / 1e9,
                    before,
                    after));
        }
        return referred;
    }

    private static void refuseCoupling(FitsHeader header, CubeAxes axes) {
        int spectral = axes.spectral();
        for (int other : new int[] {axes.x(), axes.y()}) {
            double sky = Math.abs(LinearTerms.step(header, spectral, other)) * axes.lengths()[other];
            double own = Math.abs(LinearTerms.step(header, spectral, spectral));
            double back = Math.abs(LinearTerms.step(header, other, spectral)) * axes.lengths()[spectral];
            double pixel = Math.abs(LinearTerms.step(header, other, other))
                    + Math.abs(LinearTerms.step(header, axes.x() + axes.y() - other, other));
            if (sky > 1e-3 * own || back > 1e-3 * pixel) {
                throw new InputException(
                        "the PC or CD matrix couples the spectral axis to the sky; regrid the cube to separate axes");
            }
        }
    }

    private static String unitText(FitsHeader header, int axis, HeaderOverrides overrides) {
        return overrides.spectralUnit() != null ? overrides.spectralUnit() : header.text("CUNIT" + (axis + 1));
    }

    private static String unit(
            FitsHeader header, int axis, String ctype, HeaderOverrides overrides, List<String> warnings) {
        String stated = unitText(header, axis, overrides);
        String plain = stated.toLowerCase(Locale.ROOT)
                .replace(" ", "")
                .replace(".", "")
                .replace("**", "")
                .replace("^", "");
        return switch (plain) {
            case "hz" -> "Hz";
            case "khz" -> "kHz";
            case "mhz" -> "MHz";
            case "ghz" -> "GHz";
            case "m/s", "ms-1", "m/sec", "meter/sec", "metre/sec" -> "m/s";
            case "km/s", "kms-1", "km/sec", "kms" -> "km/s";
            case "" -> {
                String assumed = ctype.startsWith("FREQ") ? "Hz" : "m/s";
                if (overrides.spectralUnit() == null) {
                    double step = LinearTerms.step(header, axis, axis);
                    warnings.add("CUNIT" + (axis + 1) + " of " + ctype + " is missing; " + assumed
                            + " is assumed, which makes a channel "
                            + (assumed.equals("Hz") ? step / 1e6 + " MHz" : step / 1e3 + " km/s")
                            + "; otherwise give data.spectral_unit");
                }
                yield assumed;
            }
            default ->
                throw new InputException("spectral unit '" + stated
                        + "' is not known; give data.spectral_unit as one of Hz, kHz, MHz, GHz, m/s, km/s");
        };
    }

    private static double headerRestFrequency(FitsHeader header) {
        for (String keyword : List.of("RESTFRQ", "RESTFREQ", "FREQ0")) {
            double value = header.number(keyword);
            if (value > 0) {
                return value;
            }
        }
        double wavelength = header.number("RESTWAV");
        return wavelength > 0 ? Constants.SPEED_OF_LIGHT * 1e3 / wavelength : Double.NaN;
    }

    private static VelocityConvention convention(FitsHeader header, String ctype, HeaderOverrides overrides) {
        if (overrides.convention() != null) {
            return overrides.convention();
        }
        if (ctype.startsWith("VOPT") || ctype.startsWith("FELO")) {
            return VelocityConvention.OPTICAL;
        }
        if (ctype.startsWith("VELO-F2")) {
            return VelocityConvention.RELATIVISTIC;
        }
        long velref = header.integer("VELREF", 0);
        boolean optical = ctype.startsWith("VELO") && velref >= 1 && velref <= 7 && !isByMiriad(header);
        return optical ? VelocityConvention.OPTICAL : VelocityConvention.RADIO;
    }

    private static boolean isByMiriad(FitsHeader header) {
        return header.text("ORIGIN").toLowerCase(Locale.ROOT).startsWith("miriad");
    }

    private static boolean isByCasa(FitsHeader header) {
        return header.text("ORIGIN").toLowerCase(Locale.ROOT).startsWith("casa") || header.number("ALTRVAL") > 1e6;
    }

    /** A VOPT axis of CASA, converted back to equal steps in frequency. */
    private static NativeAxis recomputed(NativeAxis linear, int channels, List<String> warnings) {
        NativeAxis exact = new NativeAxis(
                "VOPT-F2W",
                linear.cunit(),
                linear.crpix(),
                linear.crval(),
                linear.cdelt(),
                FREQUENCY_AS_VELOCITY,
                linear.convention(),
                linear.restFrequency());
        double worst = 0;
        for (int i = 1; i <= channels; i += channels - 1) {
            double difference = linear.convention().velocity(exact.nuOverRest(i))
                    - linear.convention().velocity(linear.nuOverRest(i));
            worst = Math.abs(difference) > Math.abs(worst) ? difference : worst;
        }
        warnings.add(String.format(
                Locale.ROOT,
                "VOPT axis was exported by CASA as if linear; recomputed as equal steps in frequency, which corrects"
                        + " the velocities by up to %.2f km/s",
                worst));
        return exact;
    }

    private static String frame(FitsHeader header, String ctype) {
        String stated = header.text("SPECSYS");
        if (!stated.isEmpty()) {
            return stated.toUpperCase(Locale.ROOT);
        }
        String suffix = ctype.length() > 5 ? ctype.substring(5) : "";
        int reference = (int) (header.integer("VELREF", 0) % 256);
        if (suffix.startsWith("LSR") || reference == 1) {
            return "LSRK";
        }
        if (suffix.startsWith("HEL") || reference == 2) {
            return "BARYCENT";
        }
        return suffix.startsWith("OBS") || reference == 3 ? "TOPOCENT" : "";
    }

    private static void checkRatio(SpectralAxis axis) {
        double ratio = axis.centre(0);
        if (!(ratio > 0.05 && ratio < 2)) {
            throw new InputException("first channel is " + ratio + " of the rest frequency " + axis.restFrequency()
                    + " Hz and must be between 0.05 and 2 of it; check CUNIT and RESTFRQ, or give data.line or"
                    + " data.spectral_unit");
        }
    }

    private static void warnGuess(SpectralAxis axis, List<String> warnings) {
        int middle = axis.channels() / 2;
        double shift =
                axis.velocity(middle, VelocityConvention.OPTICAL) - axis.velocity(middle, VelocityConvention.RADIO);
        warnings.add(String.format(
                Locale.ROOT,
                "%s is read as %s velocity; radio and optical differ by %.2f km/s at the middle channel; give"
                        + " data.velocity_convention = \"optical\" or \"radio\" to decide",
                axis.nativeAxis().ctype(),
                axis.convention().name().toLowerCase(Locale.ROOT),
                shift));
    }
}
