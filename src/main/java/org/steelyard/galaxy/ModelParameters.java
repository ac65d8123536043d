package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Tie;
import org.steelyard.units.InputException;

/** The parameters that a configuration's model has, their units and their default bounds (METHOD section 10). */
public final class ModelParameters {

    /** An inclination this close [deg] to the least that an MGE allows has an infinitely thin component: the bound stays clear of it. */
    static final double INCLINATION_MARGIN = 0.05;

    /** Edge-on, a thin disk has no area; the bound stays clear of it [deg]. */
    static final double HIGHEST_INCLINATION = 89.5;

    private ModelParameters() {}

    public static List<String> names(FitConfig config, StellarSpeeds stars) {
        List<String> names = new ArrayList<>(List.of("mbh"));
        if (stars.hasLight()) {
            names.add("mass_to_light");
        }
        names.addAll(List.of("inclination", "position_angle", "vsys", "x", "y", "dispersion"));
        switch (config.disk().dispersion()) {
            case FLAT -> {}
            case EXPONENTIAL -> names.addAll(List.of("dispersion_amplitude", "dispersion_radius"));
            case GAUSSIAN -> names.addAll(List.of("dispersion_amplitude", "dispersion_radius", "dispersion_width"));
        }
        names.add("flux_scale");
        switch (config.disk().flow()) {
            case NONE -> {}
            case ALPHA -> names.add("alpha");
            case VRAD -> names.add("vrad");
            case KAPPA -> names.add("kappa");
            case OMEGA -> names.add("omega");
        }
        names.addAll(brightness(config.disk().surfaceBrightness()));
        names.addAll(stars.parameters());
        return List.copyOf(names);
    }

    public static List<String> brightness(DiskConfig.Brightness law) {
        return switch (law) {
            case DECONVOLVED, MAP -> List.of();
            case EXPONENTIAL, GAUSSIAN -> List.of("sb_radius");
            case RING -> List.of("sb_radius", "sb_width");
            case EXPONENTIAL_HOLE -> List.of("sb_radius", "sb_hole_radius", "sb_hole_width");
        };
    }

    /** Unit of a parameter's value, as results state it. */
    public static String unit(String name, FitConfig config) {
        return switch (name) {
            case "mbh" -> "Msun";
            case "mass_to_light" -> "Msun/Lsun";
            case "inclination", "position_angle" -> "deg";
            case "vsys", "dispersion", "dispersion_amplitude", "vrad" -> "km/s";
            case "dispersion_radius", "dispersion_width", "sb_radius", "sb_width", "sb_hole_radius", "sb_hole_width" ->
                "arcsec";
            case "x", "y" -> "pixel";
            case "flux_scale" -> brightness(config.disk().surfaceBrightness()).isEmpty() ? "" : "Jy km/s";
            default -> name.startsWith("mass_") ? "Msun" : "";
        };
    }

    /**
     * Builds the parameters of a fit: what the user set, and defaults for the rest.
     *
     * @param names of the model's parameters
     * @param config what the user set
     * @param guesses start values by name for what the user did not start
     * @param lowestInclination [deg] what the MGE allows, 0 without one
     * @param centreRange [pixel] how far the centre may move from its start
     * @return the parameters
     * @throws InputException if a name is no parameter of this model, or a start is outside its bounds
     */
    public static ParameterSpace space(
            List<String> names,
            FitConfig config,
            Map<String, Double> guesses,
            double lowestInclination,
            double centreRange) {
        for (String given : config.parameters().keySet()) {
            if (!names.contains(given)) {
                throw new InputException("parameters." + given + " is no parameter of this model, which has "
                        + String.join(", ", names) + "; choose the option that brings it in, or remove it");
            }
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String name : names) {
            ParameterSetting set = config.parameter(name);
            if (set.tie() != null) {
                parameters.add(Parameter.tied(name, unit(name, config), Tie.parse(set.tie())));
                continue;
            }
            double start = start(name, config, guesses);
            double[] bounds = bounds(name, start, lowestInclination, centreRange);
            double min = set.min() != null ? set.min() : bounds[0];
            double max = set.max() != null ? set.max() : bounds[1];
            if (set.start() == null) {
                start = Math.max(min, Math.min(max, start));
            }
            boolean fixed = Boolean.TRUE.equals(set.fixed());
            if (name.equals("inclination")) {
                requireInclination(start, fixed, lowestInclination);
                min = Math.max(min, bounds[0]);
            }
            Scale scale = set.scale() != null
                    ? set.scale()
                    : name.equals("mbh") && !(fixed && start <= 0) ? Scale.LOG10 : Scale.LINEAR;
            parameters.add(
                    fixed
                            ? Parameter.fixed(name, unit(name, config), start)
                            : new Parameter(name, unit(name, config), start, min, max, false, scale, null));
        }
        return new ParameterSpace(parameters);
    }

    private static void requireInclination(double start, boolean fixed, double lowest) {
        if (start <= lowest || start >= 90 || !fixed && start < lowest + INCLINATION_MARGIN) {
            throw new InputException(String.format(
                    java.util.Locale.ROOT,
                    "parameters.inclination.start = %s deg must lie above %.3f deg, below which the flattest MGE component has no deprojection, and below 90 deg",
                    start,
                    lowest));
        }
    }

    /** What the user set, else what was measured, else a default. */
    public static double start(String name, FitConfig config, Map<String, Double> guesses) {
        Double given = config.parameter(name).start();
        Double start = given != null ? given : guesses.get(name);
        return start != null ? start : fallback(name);
    }

    private static double fallback(String name) {
        return switch (name) {
            case "mbh" -> 1e8;
            case "mass_to_light", "flux_scale", "alpha", "omega" -> 1;
            case "inclination" -> 60;
            case "dispersion", "dispersion_amplitude" -> 10;
            case "vrad", "kappa", "position_angle", "vsys" -> 0;
            case "dispersion_radius", "dispersion_width", "sb_radius" -> 0.5;
            case "sb_width", "sb_hole_radius", "sb_hole_width" -> 0.2;
            case "beta" -> 1;
            case "c1" -> 1e7;
            default -> {
                throw new InputException(
                        "parameters." + name + ".start is missing: give parameters." + name + " = { start = ... }");
            }
        };
    }

    /** A measured start, moved into the default bounds of its parameter. */
    public static double inside(String name, double start) {
        double[] bounds = bounds(name, start, 0, 1);
        return Math.max(bounds[0], Math.min(bounds[1], start));
    }

    private static double[] bounds(String name, double start, double lowestInclination, double centreRange) {
        return switch (name) {
            case "mbh" -> new double[] {1e3, 1e12};
            case "mass_to_light" -> new double[] {1e-3, 1e3};
            case "inclination" ->
                new double[] {Math.max(1, lowestInclination + INCLINATION_MARGIN), HIGHEST_INCLINATION};
            case "position_angle" -> new double[] {start - 180, start + 180};
            case "vsys" -> new double[] {start - 500, start + 500};
            case "x", "y" -> new double[] {start - centreRange, start + centreRange};
            case "dispersion" -> new double[] {0.1, 500};
            case "dispersion_amplitude" -> new double[] {0, 1000};
            case "dispersion_radius", "dispersion_width", "sb_radius", "sb_width", "sb_hole_width" ->
                new double[] {1e-3, 1e3};
            case "sb_hole_radius" -> new double[] {0, 1e3};
            case "flux_scale" -> new double[] {1e-6, 1e9};
            case "alpha" -> new double[] {0, 1};
            case "vrad" -> new double[] {-500, 500};
            case "kappa" -> new double[] {-2, 2};
            case "omega" -> new double[] {0, 2};
            case "beta" -> new double[] {0.01, 3};
            case "c1" -> new double[] {1, 1e13};
            default -> new double[] {start * 1e-3, start * 1e3};
        };
    }
}
