// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.galaxy.ParameterCatalogue;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Ranges of the values with a unit that a configuration gives. A value that no galaxy can have is refused; one that
 * radio cubes of galaxies do not have, as a wrong unit makes it, is told.
 */
final class UsualValues {

    /** [arcsec] From a tenth of the finest pixel of ALMA to the largest disks of atomic hydrogen. */
    private static final Range LENGTH = new Range(0, 1e-3, 1800, Double.POSITIVE_INFINITY, "arcsec");

    private static final Map<String, Range> PARAMETERS = Map.of(
            "mbh", new Range(0, 1e3, 1e11, 1e22, "Msun"),
            "mass_to_light", new Range(0, 0.02, 100, Double.POSITIVE_INFINITY, "Msun/Lsun"),
            "vsys", new Range(-Constants.SPEED_OF_LIGHT, -1000, 3e6, Double.POSITIVE_INFINITY, "km/s"),
            "inclination", new Range(0, 0, 90, 90, "deg"),
            "position_angle", new Range(Double.NEGATIVE_INFINITY, -360, 720, Double.POSITIVE_INFINITY, "deg"),
            "dispersion", new Range(0, 0, 500, Constants.SPEED_OF_LIGHT, "km/s"),
            "flux_scale", new Range(0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, ""));

    /** Of parameters without a range of their own, by their unit. */
    private static final Map<String, Range> UNITS = Map.of(
            "arcsec", LENGTH,
            "Msun", new Range(0, 1, 1e13, Double.POSITIVE_INFINITY, "Msun"),
            "km/s", new Range(-Constants.SPEED_OF_LIGHT, -1000, 1000, Constants.SPEED_OF_LIGHT, "km/s"));

    /**
     * Ranges of a value.
     *
     * @param impossible [unit] values below are refused
     * @param least [unit] values below are told
     * @param most [unit] values above are told
     * @param limit [unit] values above are refused
     * @param unit for messages
     */
    private record Range(double impossible, double least, double most, double limit, String unit) {

        @Nullable
        String doubt(String key, double value) {
            String text = (key + " = " + value + " " + unit).strip();
            if (value < impossible || value > limit) {
                throw new InputException(text + " is impossible: it must be "
                        + (value < impossible ? "at least " + impossible : "at most " + limit) + " " + unit
                        + "; correct it");
            }
            return value == 0 || value >= least && value <= most
                    ? null
                    : String.format(
                            Locale.ROOT,
                            "%s is unusual, outside %s to %s %s; check the value and its unit",
                            text,
                            least,
                            most,
                            unit);
        }

        /** Limits that leave no usual value, or that reach to impossible ones. */
        Optional<String> limits(String name, @Nullable Double min, @Nullable Double max) {
            for (Double bound : Arrays.asList(min, max)) {
                if (bound != null && (bound < impossible || bound > limit)) {
                    doubt("parameters." + name + (bound.equals(min) ? ".min" : ".max"), bound);
                }
            }
            boolean low = max != null && max < least;
            return low || min != null && min > most
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "parameters.%s.%s = %s %s leaves no usual value, %s to %s %s; check its unit",
                            name,
                            low ? "max" : "min",
                            low ? max : min,
                            unit,
                            least,
                            most,
                            unit))
                    : Optional.empty();
        }
    }

    private UsualValues() {}

    /**
     * @param config what the user gave
     * @return one line on each value that is unusual
     * @throws InputException for a value that is impossible
     */
    static List<String> check(Configuration config) {
        List<String> doubts = new ArrayList<>();
        keys(config).forEach((key, value) -> add(doubts, key, value, range(key)));
        double[] nodes = config.potential().spline();
        if (nodes != null) {
            Arrays.stream(nodes).forEach(radius -> add(doubts, "potential.spline", radius, LENGTH));
        }
        config.parameters().forEach((name, setting) -> {
            ParameterDeclaration declared = ParameterCatalogue.find(name);
            Range range = declared == null ? null : PARAMETERS.getOrDefault(name, UNITS.get(declared.unit()));
            if (range != null) {
                add(doubts, "parameters." + name + ".start", setting.start(), range);
                range.limits(name, setting.min(), setting.max()).ifPresent(doubts::add);
            }
        });
        return doubts;
    }

    private static void add(List<String> doubts, String key, @Nullable Double value, Range range) {
        String doubt = value == null ? null : range.doubt(key, value);
        if (doubt != null) {
            doubts.add(doubt);
        }
    }

    /** Values in the unit of their range, null where they are not given. */
    private static Map<String, @Nullable Double> keys(Configuration config) {
        Map<String, @Nullable Double> keys = new LinkedHashMap<>();
        keys.put("data.pixel", config.data().pixel());
        if (config.data().beam() != null) {
            keys.put("data.beam.major", config.data().beam().major());
            keys.put("data.beam.minor", config.data().beam().minor());
        }
        keys.put("data.rest_frequency", config.data().restFrequency());
        SpectralResponse response = config.data().spectralResponse();
        if (response.shape() == SpectralResponse.Shape.GAUSSIAN && !response.inChannels()) {
            keys.put("data.spectral_response", response.fwhm());
        }
        keys.put("data.velocity_error", config.data().velocityErrorValue());
        keys.put("fit.noise_rms", config.fit().noiseRms());
        if (config.fit().region() != null) {
            keys.put("fit.region.semi_major", config.fit().region().semiMajor());
        }
        keys.put("disk.outer_radius", config.disk().outerRadius());
        keys.put("potential.softening", config.potential().softening());
        keys.put("potential.alpha_co", config.potential().alphaCo());
        keys.put("potential.r21", config.potential().r21());
        keys.put("potential.helium_factor", config.potential().heliumFactor());
        return keys;
    }

    private static Range range(String key) {
        double any = Double.POSITIVE_INFINITY;
        return switch (key) {
            case "data.pixel" -> new Range(0, 1e-4, 60, any, "arcsec");
            case "data.rest_frequency" -> new Range(0, 1e8, 2e12, any, "Hz");
            case "data.spectral_response" -> new Range(0, 0.01, 300, Constants.SPEED_OF_LIGHT, "km/s");
            case "data.velocity_error" -> new Range(0, 0.01, 500, Constants.SPEED_OF_LIGHT, "km/s");
            case "fit.noise_rms" -> new Range(0, 1e-7, 10, any, "Jy/beam");
            case "potential.softening" -> new Range(0, 0, 1, any, "arcsec");
            case "potential.alpha_co" -> new Range(0, 0.1, 50, any, "Msun/pc2 per K km/s");
            case "potential.r21" -> new Range(0, 0.05, 5, any, "");
            case "potential.helium_factor" -> new Range(0, 1, 2, any, "");
            default -> LENGTH;
        };
    }
}
