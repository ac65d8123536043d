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
import org.steelyard.errors.SystematicTest.Group;
import org.steelyard.fit.search.FitResult;
import org.steelyard.units.InputException;

/**
 * The systematic tests of a fit: those that the configuration names, or the default ones that apply. A named test that
 * does not apply is refused; a default one is left out with its reason.
 */
final class SystematicTestPlan {

    private final Configuration base;
    private final FitResult result;
    private final boolean named;
    private final List<SystematicTest> rows = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    private SystematicTestPlan(Configuration base, FitResult result, boolean named) {
        this.base = base;
        this.result = result;
        this.named = named;
    }

    /**
     * The rows.
     *
     * @param rows what is changed
     * @param skipped which of the usual choices do not apply, and why; one line each
     */
    record Plan(List<SystematicTest> rows, List<String> skipped) {}

    static Plan of(Configuration config, FitResult result) {
        Configuration base = atMinimum(config, result);
        BudgetConfig budget = config.budget();
        SystematicTestPlan plan = new SystematicTestPlan(base, result, budget != null);
        plan.massModel(budget != null ? budget : usual(base, result));
        plan.kinematics(budget != null ? budget : usual(base, result));
        plan.flux(budget != null ? budget : usual(base, result));
        plan.comparison(budget != null ? budget : usual(base, result));
        plan.distance(budget);
        if (plan.rows.isEmpty()) {
            throw new InputException(
                    "[budget]: no row is left to be done; name some, like dispersion = [\"exponential\"]");
        }
        return new Plan(List.copyOf(plan.rows), List.copyOf(plan.skipped));
    }

    /**
     * The configuration started at its minimum, without its own list of changes. The centre's start is the fit region's
     * centre, and stays.
     */
    private static Configuration atMinimum(Configuration config, FitResult result) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>();
        config.parameters().forEach((name, set) -> {
            boolean moved = set.tie() == null && !Boolean.TRUE.equals(set.fixed()) && !name.matches("x|y|ra|dec");
            parameters.put(name, moved ? set.withStart(result.parameter(name).value()) : set);
        });
        return config.withBudget(null).withParameters(parameters);
    }

    /** What papers usually change. */
    private static BudgetConfig usual(Configuration c, FitResult result) {
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
                List.of(cube ? PotentialConfig.GasSource.FROM_CUBE : PotentialConfig.GasSource.NONE),
                null,
                null,
                null);
    }

    /** The components that a default budget tests. */
    private static <C extends Component> List<C> tested(List<C> components) {
        return components.stream().filter(Component::testedByDefault).toList();
    }

    private void massModel(BudgetConfig budget) {
        for (Path table : orNone(budget.mge())) {
            if (applies("mge", base.potential().mge() != null, "the fit has no MGE") && exists("mge", table)) {
                add(Group.MASS_MODEL, "MGE " + table.getFileName(), ConfigurationChange.mge(base, table));
            }
        }
        if (!named) {
            skipped.add("other mass models: name their tables in budget.mge, like mge = [\"dust_masked.ecsv\"]");
        }
        if (Boolean.TRUE.equals(budget.frozenStars())
                && applies("frozen_stars", base.potential().mge() != null, "the fit has no MGE")) {
            double inclination = result.parameter("inclination").value();
            boolean frozen = base.potential().mgeInclination() != null;
            String name = frozen
                    ? "stars' speeds follow the inclination"
                    : String.format(Locale.ROOT, "stars' speeds frozen at i = %.2f deg", inclination);
            add(Group.MASS_MODEL, name, ConfigurationChange.frozen(base, frozen ? null : inclination));
        }
        for (Object source : orNone(budget.gas())) {
            boolean other = source instanceof Path || source != base.potential().gas();
            boolean needsCube = source == PotentialConfig.GasSource.FROM_CUBE;
            if (!other && !named) {
                source = PotentialConfig.GasSource.NONE;
                other = source != base.potential().gas();
                needsCube = false;
            }
            if (applies("gas", other, "the fit has it so already")
                    && applies("gas", !needsCube || base.data().cube() != null, "\"from-cube\" needs a cube")
                    && (!(source instanceof Path table) || exists("gas", table))) {
                String name = source instanceof Path table
                        ? "gas mass of " + table.getFileName()
                        : needsCube ? "gas mass included" : "gas mass left out";
                add(Group.MASS_MODEL, name, ConfigurationChange.gas(base, source));
            }
        }
    }

    private void kinematics(BudgetConfig budget) {
        for (DispersionLaw law : orNone(budget.dispersion())) {
            boolean same = law.equals(base.disk().dispersion());
            boolean seen = base.data().cube() != null;
            if (named
                    ? applies("dispersion", !same, "the fit has it so already")
                            && applies("dispersion", seen, "a velocity map has no line widths")
                    : !same && seen) {
                add(Group.KINEMATICS, "dispersion " + law.keyword(), ConfigurationChange.dispersion(base, law));
            }
        }
        for (RadialFlow flow : orNone(budget.flow())) {
            boolean same = flow.equals(base.disk().flow());
            if (named ? applies("flow", !same, "the fit has it so already") : !same) {
                add(Group.KINEMATICS, "radial flow " + flow.keyword(), ConfigurationChange.flow(base, flow));
            }
        }
    }

    private void flux(BudgetConfig budget) {
        DiskConfig disk = base.disk();
        for (int iterations : orNone(budget.lucyIterations())) {
            if (applies("lucy_iterations", disk.deconvolved(), "the fit deconvolves no flux map")
                    && (iterations != disk.lucyIterations()
                            || refuse("lucy_iterations", "the fit has it so already"))) {
                add(
                        Group.FLUX,
                        iterations + " Richardson-Lucy iterations",
                        ConfigurationChange.brightness(base, disk.surfaceBrightness(), iterations));
            }
        }
        for (SurfaceBrightness brightness : orNone(budget.surfaceBrightness())) {
            if (applies(
                    "surface_brightness", !brightness.equals(disk.surfaceBrightness()), "the fit has it so already")) {
                add(
                        Group.FLUX,
                        "flux " + brightness.keyword(),
                        ConfigurationChange.brightness(base, brightness, disk.lucyIterations()));
            }
        }
        for (Path map : orNone(budget.fluxMap())) {
            boolean used = disk.mapped();
            if (applies("flux_map", used, "the fit uses no flux map") && exists("flux_map", map)) {
                add(Group.FLUX, "flux map " + map.getFileName(), ConfigurationChange.fluxMap(base, map));
            }
        }
    }

    private void comparison(BudgetConfig budget) {
        for (int oversampling : orNone(budget.oversampling())) {
            boolean same = Integer.valueOf(oversampling).equals(base.model().oversampling());
            if (named ? applies("oversampling", !same, "the fit has it so already") : !same) {
                add(Group.FIT, "oversampling " + oversampling, ConfigurationChange.oversampling(base, oversampling));
            }
        }
        boolean cube = base.data().cube() != null;
        for (int block : orNone(budget.block())) {
            boolean same = result.derived().get("block") instanceof Number own && own.intValue() == block;
            if (applies("block", cube, "a velocity map is not averaged")
                    && applies("block", !same, "the fit has it so already")) {
                add(Group.FIT, "blocks of " + block + " pixels", ConfigurationChange.block(base, block));
            }
        }
        for (double scale : orNone(budget.regionScale())) {
            if (applies("region_scale", base.fit().region() != null, "the fit region is a mask")) {
                add(Group.FIT, "fit ellipse times " + scale, ConfigurationChange.region(base, scale));
            }
        }
        if (Boolean.TRUE.equals(budget.commonBeam())) {
            commonBeam();
        }
        for (FitConfig.Noise noise : orNone(budget.noise())) {
            noise(noise, cube);
        }
        for (FitConfig.Likelihood likelihood : orNone(budget.likelihood())) {
            boolean same = likelihood == base.fit().likelihood();
            if (named
                    ? applies("likelihood", !same, "the fit has it so already")
                            && applies("likelihood", cube, "a velocity map has independent errors")
                    : !same) {
                add(Group.FIT, word(likelihood) + " likelihood", ConfigurationChange.likelihood(base, likelihood));
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
            add(Group.FIT, "one beam for all channels", ConfigurationChange.beam(base, beams.mean()));
        }
    }

    private void noise(FitConfig.Noise noise, boolean cube) {
        boolean same = noise == base.fit().noise();
        boolean known = noise == FitConfig.Noise.UNIFORM
                || base.data().flatCube() != null && base.data().primaryBeam() != null;
        if (same && !named) {
            return;
        }
        if (applies("noise", !same, "the fit has it so already")
                && applies("noise", cube, "a velocity map brings its own errors")
                && applies("noise", known, "\"varying\" needs data.flat_cube and data.primary_beam")) {
            add(Group.FIT, word(noise) + " noise", ConfigurationChange.noise(base, noise));
        }
    }

    /** M_BH grows with the distance, as every mass in units of arcsec and km/s does: no refit is needed. */
    private void distance(BudgetConfig budget) {
        Double luminosity = base.galaxy().distance();
        double own = luminosity != null ? luminosity : base.galaxy().angularDiameterDistance();
        if (budget == null) {
            skipped.add("distance: M_BH is proportional to it; for rows name others in budget.distance");
            return;
        }
        for (double distance : orNone(budget.distance())) {
            rows.add(SystematicTest.scaled(
                    Group.DISTANCE,
                    String.format(Locale.ROOT, "distance %.4g Mpc (scaled)", distance),
                    distance / own));
        }
    }

    private void add(Group group, String name, Configuration config) {
        rows.add(SystematicTest.refit(group, name, config));
    }

    private boolean applies(String key, boolean condition, String reason) {
        return condition || refuse(key, reason);
    }

    private boolean exists(String key, Path file) {
        return Files.exists(file) || refuse(key, file + " does not exist");
    }

    /** Refuses a row that was named, and leaves out another. */
    private boolean refuse(String key, String reason) {
        if (named) {
            throw new InputException("budget." + key + ": does not apply: " + reason + "; remove it from [budget]");
        }
        skipped.add(key + ": " + reason);
        return false;
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
