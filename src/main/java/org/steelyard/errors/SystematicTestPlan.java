// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.component.Component;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.DispersionLaws;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.fit.search.FitResult;
import org.steelyard.units.InputException;

/**
 * Plans the systematic tests of a fit: those that the configuration names, or else the default ones. A named test that
 * does not apply is refused. A default test that does not apply is left out, with the reason.
 */
final class SystematicTestPlan {

    private final Configuration base;
    private final FitResult result;
    private final boolean named;
    private final List<SystematicTest> tests = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    private SystematicTestPlan(Configuration base, FitResult result, boolean named) {
        this.base = base;
        this.result = result;
        this.named = named;
    }

    /**
     * A plan.
     *
     * @param tests in the order of the table
     * @param skipped default tests that do not apply, with the reason; one line each
     */
    record Plan(List<SystematicTest> tests, List<String> skipped) {}

    static Plan of(Configuration config, FitResult result) {
        Configuration base = atMinimum(config, result);
        BudgetConfig budget = config.budget();
        SystematicTestPlan plan = new SystematicTestPlan(base, result, budget != null);
        plan.massModel(budget != null ? budget : defaults(base, result));
        plan.kinematics(budget != null ? budget : defaults(base, result));
        plan.pressure(budget != null ? budget : defaults(base, result));
        plan.flux(budget != null ? budget : defaults(base, result));
        plan.comparison(budget != null ? budget : defaults(base, result));
        plan.distance(budget);
        if (plan.tests.isEmpty()) {
            throw new InputException("[budget]: no test is left; name some, like dispersion = [\"exponential\"]");
        }
        return new Plan(List.copyOf(plan.tests), List.copyOf(plan.skipped));
    }

    /**
     * The configuration with the minimum as starting values and without its section {@code [budget]}. The starting
     * values of the centre remain, because they are also the centre of the fit region.
     */
    private static Configuration atMinimum(Configuration config, FitResult result) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>();
        config.parameters().forEach((name, set) -> {
            boolean moved = set.tie() == null && !Boolean.TRUE.equals(set.fixed()) && !name.matches("x|y|ra|dec");
            parameters.put(name, moved ? set.withStart(result.parameter(name).value()) : set);
        });
        return config.withBudget(null).withParameters(parameters);
    }

    /** The tests that papers usually make. */
    private static BudgetConfig defaults(Configuration c, FitResult result) {
        boolean cube = c.data().cube() != null;
        boolean map = c.disk().deconvolved();
        int block = result.derived().get("block") instanceof Number number ? number.intValue() : 0;
        return new BudgetConfig(
                tested(DispersionLaws.all()),
                tested(RadialFlows.all()),
                List.of(3, 6),
                block > 1 ? List.of((block + 1) / 2, 2 * block) : null,
                List.of(0.8, 1.2),
                map ? List.of(0, 5, 20) : null,
                null,
                null,
                cube ? true : null,
                cube ? List.of(FitConfig.Noise.values()) : null,
                cube ? List.of(FitConfig.Likelihood.values()) : null,
                true,
                List.of(PotentialConfig.MassToLight.CONSTANT, PotentialConfig.MassToLight.LINEAR),
                List.of(cube ? PotentialConfig.GasSource.FROM_CUBE : PotentialConfig.GasSource.NONE),
                true,
                c.potential().mgeSet(),
                null,
                null);
    }

    /** The components that are tested by default. */
    private static <C extends Component> List<C> tested(List<C> components) {
        return components.stream().filter(Component::testedByDefault).toList();
    }

    private void massModel(BudgetConfig budget) {
        for (Path table : orEmpty(budget.mge())) {
            if (applies("mge", base.potential().mge() != null, "the fit has no MGE") && exists("mge", table)) {
                add(SystematicGroup.MASS_MODEL, "MGE " + table.getFileName(), ConfigurationChange.mge(base, table));
            }
        }
        if (!named && base.potential().mgeSet().isEmpty()) {
            skipped.add(
                    "other mass models: name their tables in potential.mge_set, like mge_set = [\"dust_masked.ecsv\"]");
        }
        if (Boolean.TRUE.equals(budget.frozenStars())
                && applies("frozen_stars", base.potential().mge() != null, "the fit has no MGE")) {
            double inclination = base.disk()
                    .shape()
                    .warp()
                    .inclination(name -> result.parameter(name).value());
            boolean frozen = base.potential().mgeInclination() != null;
            String name = frozen
                    ? "stars' speeds follow the inclination"
                    : String.format(Locale.ROOT, "stars' speeds frozen at i = %.2f deg", inclination);
            add(SystematicGroup.MASS_MODEL, name, ConfigurationChange.frozen(base, frozen ? null : inclination));
        }
        for (PotentialConfig.MassToLight ratio : orEmpty(budget.massToLight())) {
            boolean same = ratio == base.potential().massToLight();
            boolean mge = base.potential().mge() != null;
            if (named
                    ? applies("mass_to_light", !same, "the fit already has it")
                            && applies("mass_to_light", mge, "the fit has no MGE")
                    : !same && mge) {
                String name = switch (ratio) {
                    case CONSTANT -> "one M/L";
                    case LINEAR -> "M/L linear in radius";
                    case PER_GAUSSIAN -> "M/L of each Gaussian";
                };
                add(SystematicGroup.MASS_MODEL, name, ConfigurationChange.massToLight(base, ratio));
            }
        }
        for (Object source : orEmpty(budget.gas())) {
            boolean other = source instanceof Path || source != base.potential().gas();
            boolean needsCube = source == PotentialConfig.GasSource.FROM_CUBE;
            if (!other && !named) {
                source = PotentialConfig.GasSource.NONE;
                other = source != base.potential().gas();
                needsCube = false;
            }
            if (applies("gas", other, "the fit already has it")
                    && applies("gas", !needsCube || base.data().cube() != null, "\"from-cube\" needs a cube")
                    && (!(source instanceof Path table) || exists("gas", table))) {
                String name = source instanceof Path table
                        ? "gas mass of " + table.getFileName()
                        : needsCube ? "gas mass included" : "gas mass left out";
                add(SystematicGroup.MASS_MODEL, name, ConfigurationChange.gas(base, source));
            }
        }
    }

    private void kinematics(BudgetConfig budget) {
        for (DispersionLaw law : orEmpty(budget.dispersion())) {
            boolean same = law.equals(base.disk().dispersion());
            boolean cube = base.data().cube() != null;
            if (named
                    ? applies("dispersion", !same, "the fit already has it")
                            && applies("dispersion", cube, "a velocity map has no line widths")
                    : !same && cube) {
                add(
                        SystematicGroup.KINEMATICS,
                        "dispersion " + law.keyword(),
                        ConfigurationChange.dispersion(base, law));
            }
        }
        for (RadialFlow flow : orEmpty(budget.flow())) {
            boolean same = flow.equals(base.disk().flow());
            if (named ? applies("flow", !same, "the fit already has it") : !same) {
                add(SystematicGroup.KINEMATICS, "radial flow " + flow.keyword(), ConfigurationChange.flow(base, flow));
            }
        }
    }

    private void pressure(BudgetConfig budget) {
        if (!Boolean.TRUE.equals(budget.pressureSupport())) {
            return;
        }
        boolean on = base.potential().pressureSupport();
        String width = base.data().cube() != null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %s = %.4g km/s",
                        DispersionLaw.FLOOR.name(),
                        result.parameter(DispersionLaw.FLOOR.name()).value());
        add(
                SystematicGroup.KINEMATICS,
                (on ? "pressure support left out" : "pressure support included") + width,
                ConfigurationChange.pressure(base, !on));
    }

    private void flux(BudgetConfig budget) {
        DiskConfig disk = base.disk();
        for (int iterations : orEmpty(budget.lucyIterations())) {
            if (applies("lucy_iterations", disk.deconvolved(), "the fit deconvolves no flux map")
                    && (iterations != disk.iterations() || refuse("lucy_iterations", "the fit already has it"))) {
                add(
                        SystematicGroup.FLUX,
                        iterations + " Richardson-Lucy iterations",
                        ConfigurationChange.brightness(base, disk.surfaceBrightness(), iterations));
            }
        }
        for (SurfaceBrightness brightness : orEmpty(budget.surfaceBrightness())) {
            if (applies("surface_brightness", !brightness.equals(disk.surfaceBrightness()), "the fit already has it")) {
                add(
                        SystematicGroup.FLUX,
                        "flux " + brightness.keyword(),
                        ConfigurationChange.brightness(base, brightness, disk.lucyIterations()));
            }
        }
        for (Path map : orEmpty(budget.fluxMap())) {
            boolean used = disk.mapped();
            if (applies("flux_map", used, "the fit uses no flux map") && exists("flux_map", map)) {
                add(SystematicGroup.FLUX, "flux map " + map.getFileName(), ConfigurationChange.fluxMap(base, map));
            }
        }
    }

    private void comparison(BudgetConfig budget) {
        for (int oversampling : orEmpty(budget.oversampling())) {
            boolean same = Integer.valueOf(oversampling).equals(base.model().oversampling());
            if (named ? applies("oversampling", !same, "the fit already has it") : !same) {
                add(
                        SystematicGroup.FIT,
                        "oversampling " + oversampling,
                        ConfigurationChange.oversampling(base, oversampling));
            }
        }
        boolean cube = base.data().cube() != null;
        for (int block : orEmpty(budget.block())) {
            boolean same = result.derived().get("block") instanceof Number own && own.intValue() == block;
            if (applies("block", cube, "a velocity map is not averaged")
                    && applies("block", !same, "the fit already has it")) {
                add(SystematicGroup.FIT, "blocks of " + block + " pixels", ConfigurationChange.block(base, block));
            }
        }
        for (double scale : orEmpty(budget.regionScale())) {
            if (applies("region_scale", base.fit().region() != null, "the fit region is a mask")) {
                add(SystematicGroup.FIT, "fit ellipse times " + scale, ConfigurationChange.region(base, scale));
            }
        }
        if (Boolean.TRUE.equals(budget.commonBeam())) {
            commonBeam();
        }
        for (FitConfig.Noise noise : orEmpty(budget.noise())) {
            noise(noise, cube);
        }
        for (FitConfig.Likelihood likelihood : orEmpty(budget.likelihood())) {
            boolean same = likelihood == base.fit().likelihood();
            if (named
                    ? applies("likelihood", !same, "the fit already has it")
                            && applies("likelihood", cube, "a velocity map has independent errors")
                    : !same) {
                add(
                        SystematicGroup.FIT,
                        keyword(likelihood) + " likelihood",
                        ConfigurationChange.likelihood(base, likelihood));
            }
        }
    }

    private void commonBeam() {
        if (!applies("common_beam", base.data().cube() != null, "the fit is of a velocity map")) {
            return;
        }
        BeamTable beams =
                CubeFile.open(base.data().cube(), base.data().headerOverrides()).beamsOrNull();
        boolean common = beams == null || beams.isCommon();
        if (applies("common_beam", !common, "the cube's channels have one beam")) {
            add(SystematicGroup.FIT, "one beam for all channels", ConfigurationChange.beam(base, beams.mean()));
        }
    }

    private void noise(FitConfig.Noise noise, boolean cube) {
        boolean same = noise == base.fit().noise();
        boolean known = noise == FitConfig.Noise.UNIFORM
                || base.data().flatCube() != null && base.data().primaryBeam() != null;
        if (same && !named) {
            return;
        }
        if (applies("noise", !same, "the fit already has it")
                && applies("noise", cube, "a velocity map brings its own errors")
                && applies("noise", known, "\"varying\" needs data.flat_cube and data.primary_beam")) {
            add(SystematicGroup.FIT, keyword(noise) + " noise", ConfigurationChange.noise(base, noise));
        }
    }

    /**
     * M_BH is proportional to the distance, like every mass in units of arcsec and km/s. No refit is needed. Without
     * other distances the error of the distance gives two.
     */
    private void distance(BudgetConfig budget) {
        double own = base.galaxy().given();
        Double error = base.galaxy().distanceError();
        List<Double> distances = budget == null ? List.of() : orEmpty(budget.distance());
        if (distances.isEmpty() && error != null) {
            distances = List.of(own - error, own + error);
        }
        if (distances.isEmpty() && budget == null) {
            skipped.add(
                    "distance: M_BH is proportional to it; give galaxy.distance_error, or other distances in budget.distance, to list them");
        }
        for (double distance : distances) {
            tests.add(SystematicTest.scaled(
                    SystematicGroup.DISTANCE,
                    String.format(Locale.ROOT, "distance %.4g Mpc (scaled)", distance),
                    distance / own));
        }
    }

    private void add(SystematicGroup group, String name, Configuration config) {
        tests.add(SystematicTest.refit(group, name, config));
    }

    private boolean applies(String key, boolean condition, String reason) {
        return condition || refuse(key, reason);
    }

    private boolean exists(String key, Path file) {
        return Files.exists(file) || refuse(key, file + " does not exist");
    }

    /** Refuses a test that the configuration names; leaves out a default one. */
    private boolean refuse(String key, String reason) {
        if (named) {
            throw new InputException("budget." + key + ": does not apply: " + reason + "; remove it from [budget]");
        }
        skipped.add(key + ": " + reason);
        return false;
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String keyword(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
