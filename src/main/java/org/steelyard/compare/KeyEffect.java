// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.List;
import java.util.Set;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig.GasSource;

/** Which keys of the configuration have an effect on the fit of a model. Some depend on what other keys say. */
final class KeyEffect {

    /** Sections that say nothing of a fit. */
    private static final Set<String> OTHER_SECTIONS = Set.of("budget", "simulate", "starlight");

    /** Keys for titles, other commands, and the search for a minimum. */
    private static final Set<String> NEVER = Set.of(
            "galaxy.name",
            "galaxy.distance_error",
            "potential.mge_set",
            "disk.ring_brightness",
            "fit.optimiser",
            "fit.starts");

    private KeyEffect() {}

    /**
     * @param key section and key, with dots
     * @param model that has the key
     * @param parameters names of the parameters of that model
     * @return whether another value of the key may change the fit of this model
     */
    static boolean of(String key, Configuration model, List<String> parameters) {
        String section = key.substring(0, key.indexOf('.'));
        if (OTHER_SECTIONS.contains(section) || NEVER.contains(key)) {
            return false;
        }
        if (section.equals("parameters")) {
            return ofParameter(key, model, parameters);
        }
        boolean cube = model.data().cube() != null;
        boolean map = model.disk().mapped();
        return switch (key) {
            case "data.flux_map" -> map || !cube;
            case "disk.flux_extraction" -> map && cube && model.data().fluxMap() == null;
            case "disk.lucy_iterations" -> model.disk().deconvolved();
            case "disk.outer_radius" -> !map;
            case "disk.warp_prior" -> !model.disk().shape().warp().parameters().isEmpty();
            case "disk.near_side" -> model.disk().flow().hasNearSide();
            case "disk.dispersion" -> cube || model.potential().pressureSupport();
            case "potential.alpha_co", "potential.r21", "potential.helium_factor" ->
                model.potential().gas() == GasSource.FROM_CUBE;
            case "potential.mge", "potential.mge_covariance", "potential.mge_inclination", "potential.mass_to_light" ->
                model.potential().mge() != null;
            case "potential.spline_curvature" -> model.potential().spline() != null;
            case "model.tolerance" -> model.model().oversampling() == null;
            case "model.block", "model.line_profile", "fit.noise", "fit.noise_rms", "fit.noise_box", "fit.likelihood" ->
                cube;
            case "fit.loss", "fit.weight_radius" -> !cube;
            default -> true;
        };
    }

    /** The start of a free parameter is only where the search begins. */
    private static boolean ofParameter(String key, Configuration model, List<String> parameters) {
        String name = key.substring("parameters.".length(), key.lastIndexOf('.'));
        String leaf = key.substring(key.lastIndexOf('.') + 1);
        boolean has = parameters.contains(name)
                || parameters.stream()
                        .anyMatch(
                                own -> model.disk().shape().warp().general(own).equals(name));
        boolean fixed = Boolean.TRUE.equals(model.parameter(name).fixed());
        return has && (leaf.equals("fixed") || leaf.equals("start") == fixed);
    }
}
