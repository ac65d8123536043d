package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.steelyard.cube.Beam;
import org.steelyard.fit.FitConfig;
import org.steelyard.fit.FitConfig.ParameterSetting;

/** The changes that rows of the budget make in a configuration, one each; parameters that the changed model does not have are left out. */
final class Change {

    /** At 1, where there is no flow, chi^2 has no derivative by alpha. */
    private static final double INNER_ALPHA = 0.95;

    private Change() {}

    static FitConfig dispersion(FitConfig c, FitConfig.Dispersion law) {
        FitConfig.Disk d = c.disk();
        return without(c, name -> name.startsWith("dispersion_"))
                .withDisk(new FitConfig.Disk(
                        law,
                        d.flow(),
                        d.nearSide(),
                        d.surfaceBrightness(),
                        d.outerRadius(),
                        d.fluxExtraction(),
                        d.lucyIterations(),
                        d.relativistic()));
    }

    static FitConfig flow(FitConfig c, FitConfig.Flow flow) {
        FitConfig.Disk d = c.disk();
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        parameters.keySet().removeIf(name -> name.matches("alpha|vrad|kappa|omega"));
        if (flow == FitConfig.Flow.ALPHA) {
            parameters.put("alpha", ParameterSetting.NONE.withStart(INNER_ALPHA));
        }
        return c.withParameters(parameters)
                .withDisk(new FitConfig.Disk(
                        d.dispersion(),
                        flow,
                        d.nearSide(),
                        d.surfaceBrightness(),
                        d.outerRadius(),
                        d.fluxExtraction(),
                        d.lucyIterations(),
                        d.relativistic()));
    }

    /** The flux factor of a map has no meaning for a profile, and the other way round. */
    static FitConfig brightness(FitConfig c, FitConfig.Brightness brightness, int lucyIterations) {
        FitConfig.Disk d = c.disk();
        boolean same = d.surfaceBrightness() == brightness;
        return without(c, name -> !same && (name.startsWith("sb_") || name.equals("flux_scale")))
                .withDisk(new FitConfig.Disk(
                        d.dispersion(),
                        d.flow(),
                        d.nearSide(),
                        brightness,
                        d.outerRadius(),
                        d.fluxExtraction(),
                        lucyIterations,
                        d.relativistic()));
    }

    static FitConfig oversampling(FitConfig c, Integer oversampling) {
        return c.withModel(new FitConfig.Model(
                oversampling,
                c.model().tolerance(),
                c.model().block(),
                c.model().lineProfile()));
    }

    static FitConfig block(FitConfig c, int block) {
        return c.withModel(new FitConfig.Model(
                c.model().oversampling(),
                c.model().tolerance(),
                block,
                c.model().lineProfile()));
    }

    static FitConfig region(FitConfig c, double scale) {
        FitConfig.Region r = c.fit().region();
        return c.withFit(
                c.fit().withRegion(new FitConfig.Region(scale * r.semiMajor(), r.axisRatio(), r.positionAngle())));
    }

    static FitConfig noise(FitConfig c, FitConfig.Noise noise) {
        FitConfig.Fit f = c.fit();
        return c.withFit(new FitConfig.Fit(
                f.region(),
                f.regionMask(),
                noise,
                f.noiseRms(),
                f.noiseBox(),
                f.likelihood(),
                f.optimiser(),
                f.loss()));
    }

    static FitConfig likelihood(FitConfig c, FitConfig.Likelihood likelihood) {
        FitConfig.Fit f = c.fit();
        return c.withFit(new FitConfig.Fit(
                f.region(),
                f.regionMask(),
                f.noise(),
                f.noiseRms(),
                f.noiseBox(),
                likelihood,
                f.optimiser(),
                f.loss()));
    }

    /** Stars frozen at an inclination [deg], or free: null. */
    static FitConfig frozen(FitConfig c, Double inclination) {
        return potential(
                c,
                c.potential().mge(),
                inclination,
                c.potential().gas(),
                c.potential().gasTable());
    }

    /** Another MGE may allow less inclined disks, or fewer. */
    static FitConfig mge(FitConfig c, Path table) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        parameters.computeIfPresent(
                "inclination",
                (name, set) -> new ParameterSetting(set.start(), null, set.max(), set.fixed(), set.scale(), set.tie()));
        return potential(
                c.withParameters(parameters),
                table,
                c.potential().mgeInclination(),
                c.potential().gas(),
                c.potential().gasTable());
    }

    /** Gas of a source, or of a table. */
    static FitConfig gas(FitConfig c, Object source) {
        boolean table = source instanceof Path;
        return potential(
                c,
                c.potential().mge(),
                c.potential().mgeInclination(),
                table ? FitConfig.GasSource.TABLE : (FitConfig.GasSource) source,
                table ? (Path) source : null);
    }

    private static FitConfig potential(
            FitConfig c, Path mge, Double inclination, FitConfig.GasSource gas, Path gasTable) {
        FitConfig.Potential p = c.potential();
        return c.withPotential(new FitConfig.Potential(
                mge,
                p.stars(),
                p.powerLaw(),
                p.spline(),
                inclination,
                gas,
                gasTable,
                p.softening(),
                p.alphaCo(),
                p.r21(),
                p.heliumFactor()));
    }

    static FitConfig fluxMap(FitConfig c, Path map) {
        return data(c, map, c.data().beam());
    }

    static FitConfig beam(FitConfig c, Beam beam) {
        return data(c, c.data().fluxMap(), beam);
    }

    private static FitConfig data(FitConfig c, Path fluxMap, Beam beam) {
        FitConfig.Data d = c.data();
        return c.withData(new FitConfig.Data(
                d.cube(),
                d.line(),
                d.restFrequency(),
                d.velocities(),
                d.channels(),
                d.flatCube(),
                d.primaryBeam(),
                d.mask(),
                fluxMap,
                d.velocityMap(),
                d.velocityError(),
                d.velocityErrorValue(),
                d.bins(),
                d.pixel(),
                beam,
                d.spectralUnit(),
                d.velocityConvention()));
    }

    private static FitConfig without(FitConfig c, Predicate<String> name) {
        Map<String, ParameterSetting> kept = new LinkedHashMap<>(c.parameters());
        kept.keySet().removeIf(name);
        return c.withParameters(kept);
    }
}
