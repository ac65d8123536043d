// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.PotentialConfig.GasSource;
import org.steelyard.config.RegionEllipse;
import org.steelyard.config.SimulateConfig;
import org.steelyard.config.StepScale;
import org.steelyard.cube.Beam;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.units.InputException;

/** Builds a {@link Configuration} from the values of its keys. */
final class ConfigBuilder {

    private final Map<String, Object> given;

    /** @param given value by key, of the keys that were given */
    ConfigBuilder(Map<String, Object> given) {
        this.given = given;
    }

    /**
     * @param folder the configuration's folder
     * @param parameters what was given for each parameter
     * @return the configuration
     * @throws InputException if values do not go together; names the keys
     */
    Configuration build(Path folder, Map<String, ParameterSetting> parameters) {
        return new Configuration(
                folder,
                data(),
                galaxy(),
                potential(),
                StarlightKeys.build(given),
                disk(),
                model(),
                fit(),
                grid(),
                budget(),
                parameters);
    }

    /** @param given value by name within the parameter's table */
    static ParameterSetting parameter(Map<String, Object> given) {
        return new ParameterSetting(
                (Double) given.get("start"),
                (Double) given.get("min"),
                (Double) given.get("max"),
                (Boolean) given.get("fixed"),
                (StepScale) given.get("scale"),
                (String) given.get("tie"),
                (GaussianPrior) given.get("prior"));
    }

    /** Section data alone. */
    DataConfig data() {
        Object error = get("data.velocity_error");
        Beam beam = allOrNone("data.beam", "major", "minor", "position_angle")
                ? new Beam(get("data.beam.major"), get("data.beam.minor"), get("data.beam.position_angle"))
                : null;
        return new DataConfig(
                get("data.cube"),
                get("data.line"),
                get("data.rest_frequency"),
                doubles("data.velocities"),
                integers("data.channels"),
                get("data.flat_cube"),
                get("data.primary_beam"),
                get("data.mask"),
                get("data.flux_map"),
                get("data.velocity_map"),
                error instanceof Path path ? path : null,
                error instanceof Double value ? value : null,
                get("data.bins"),
                get("data.pixel"),
                beam,
                get("data.beam_width") != null,
                get("data.spectral_unit"),
                (VelocityConvention) get("data.velocity_convention"),
                this.<SpectralResponse>get("data.spectral_response").withAveraging(get("data.spectral_averaging")),
                get("data.extension"),
                integers("data.drop_channels"));
    }

    private GalaxyConfig galaxy() {
        return new GalaxyConfig(
                get("galaxy.name"),
                get("galaxy.distance"),
                get("galaxy.angular_diameter_distance"),
                get("galaxy.distance_error"));
    }

    private PotentialConfig potential() {
        Object gas = get("potential.gas");
        return new PotentialConfig(
                get("potential.mge"),
                get("potential.mge_covariance"),
                get("potential.mge_set"),
                get("potential.stars"),
                get("potential.power_law"),
                doubles("potential.spline"),
                get("potential.spline_curvature"),
                get("potential.mge_inclination"),
                get("potential.mass_to_light"),
                gas instanceof GasSource source ? source : GasSource.TABLE,
                gas instanceof Path table ? table : null,
                get("potential.softening"),
                get("potential.alpha_co"),
                get("potential.r21"),
                get("potential.helium_factor"),
                get("potential.pressure_support"));
    }

    private DiskConfig disk() {
        return new DiskConfig(
                new DiskShape(get("disk.warp"), get("disk.warp_prior"), get("disk.thickness")),
                get("disk.dispersion"),
                get("disk.flow"),
                get("disk.near_side"),
                light(),
                get("disk.light_centre"),
                get("disk.outer_radius"),
                get("disk.flux_extraction"),
                get("disk.lucy_iterations"),
                get("disk.doppler"));
    }

    private SurfaceBrightness light() {
        List<Double> radii = get("disk.light_rings");
        List<Double> brightness = get("disk.ring_brightness");
        SurfaceBrightness light = get("disk.surface_brightness");
        if (light.equals(RingedLight.AUTOMATIC)) {
            return new RingedLight(radii == null ? List.of() : radii, brightness == null ? List.of() : brightness);
        }
        if (radii != null || brightness != null) {
            throw new InputException((radii != null ? "disk.light_rings" : "disk.ring_brightness")
                    + " is for disk.surface_brightness = \"rings\", and the light is \"" + light.keyword()
                    + "\"; remove one of them");
        }
        return light;
    }

    private ModelConfig model() {
        return new ModelConfig(
                get("model.oversampling"), get("model.tolerance"), get("model.block"), get("model.line_profile"));
    }

    private FitConfig fit() {
        List<String> members = new ArrayList<>(List.of("semi_major", "axis_ratio", "position_angle"));
        if (given.containsKey("fit.region.x") || given.containsKey("fit.region.y")) {
            members.addAll(List.of("x", "y"));
        }
        RegionEllipse region = allOrNone("fit.region", members.toArray(String[]::new))
                ? new RegionEllipse(
                        get("fit.region.semi_major"),
                        get("fit.region.axis_ratio"),
                        get("fit.region.position_angle"),
                        get("fit.region.x"),
                        get("fit.region.y"))
                : null;
        return new FitConfig(
                region,
                get("fit.region_mask"),
                get("fit.noise"),
                get("fit.noise_rms"),
                integers("fit.noise_box"),
                get("fit.likelihood"),
                get("fit.starts"),
                get("fit.loss"),
                get("fit.weight_radius"));
    }

    /** Null where no key of the section is given. */
    private BudgetConfig budget() {
        if (given.keySet().stream().noneMatch(key -> key.startsWith("budget."))) {
            return null;
        }
        return new BudgetConfig(
                get("budget.dispersion"),
                get("budget.flow"),
                get("budget.oversampling"),
                get("budget.block"),
                get("budget.region_scale"),
                get("budget.lucy_iterations"),
                get("budget.surface_brightness"),
                get("budget.flux_map"),
                get("budget.common_beam"),
                get("budget.noise"),
                get("budget.likelihood"),
                get("budget.frozen_stars"),
                get("budget.mass_to_light"),
                get("budget.gas"),
                get("budget.pressure_support"),
                get("budget.spline_curvature"),
                get("budget.mge"),
                get("budget.distance"),
                get("budget.combine"));
    }

    private SimulateConfig grid() {
        if (!allOrNone("simulate", "size", "channel_width", "ra", "dec")) {
            if (given.containsKey("simulate.beams")) {
                throw new InputException(
                        "simulate.beams is for a cube from nothing; add simulate.size, channel_width, ra and dec, or remove it: a cube of data.cube lends its beams");
            }
            return null;
        }
        int[] size = integers("simulate.size");
        return new SimulateConfig(
                size[0],
                size[1],
                get("simulate.channel_width"),
                get("simulate.ra"),
                get("simulate.dec"),
                get("simulate.beams"));
    }

    private boolean allOrNone(String table, String... members) {
        int count = 0;
        String missing = "";
        for (String member : members) {
            if (given.containsKey(table + "." + member)) {
                count++;
            } else {
                missing = member;
            }
        }
        if (count > 0 && count < members.length) {
            String name = table + "." + missing;
            throw new InputException(name + " is missing; add it, like " + missing + " = "
                    + ConfigSchema.find(name).example());
        }
        return count > 0;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the kind of each key is fixed by ConfigSchema
    private <T> T get(String name) {
        return (T)
                (given.containsKey(name)
                        ? given.get(name)
                        : ConfigSchema.find(name).defaultValue());
    }

    private double[] doubles(String name) {
        List<Double> list = get(name);
        return list == null
                ? null
                : list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private int[] integers(String name) {
        List<Integer> list = get(name);
        return list == null ? null : list.stream().mapToInt(Integer::intValue).toArray();
    }
}
