package org.steelyard.errors;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Beam;

/** The changes that rows of the budget make in a configuration, one each; parameters that the changed model does not have are left out. */
final class Change {

    /** At 1, where there is no flow, chi^2 has no derivative by alpha. */
    private static final double INNER_ALPHA = 0.95;

    private Change() {}

    static FitConfig dispersion(FitConfig c, DiskConfig.Dispersion law) {
        return without(c, name -> name.startsWith("dispersion_"))
                .withDisk(c.disk().withDispersion(law));
    }

    static FitConfig flow(FitConfig c, DiskConfig.Flow flow) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        parameters.keySet().removeIf(name -> name.matches("alpha|vrad|kappa|omega"));
        if (flow == DiskConfig.Flow.ALPHA) {
            parameters.put("alpha", ParameterSetting.NONE.withStart(INNER_ALPHA));
        }
        return c.withParameters(parameters).withDisk(c.disk().withFlow(flow));
    }

    /** The flux factor of a map has no meaning for a profile, and the other way round. */
    static FitConfig brightness(FitConfig c, DiskConfig.Brightness brightness, int lucyIterations) {
        DiskConfig d = c.disk();
        boolean same = d.surfaceBrightness() == brightness;
        return without(c, name -> !same && (name.startsWith("sb_") || name.equals("flux_scale")))
                .withDisk(d.withSurfaceBrightness(brightness, d.outerRadius()).withLucyIterations(lucyIterations));
    }

    static FitConfig oversampling(FitConfig c, Integer oversampling) {
        return c.withModel(c.model().withOversampling(oversampling));
    }

    static FitConfig block(FitConfig c, int block) {
        return c.withModel(c.model().withBlock(block));
    }

    static FitConfig region(FitConfig c, double scale) {
        FitConfig.Region r = c.fit().region();
        return c.withFit(
                c.fit().withRegion(new FitConfig.Region(scale * r.semiMajor(), r.axisRatio(), r.positionAngle())));
    }

    static FitConfig noise(FitConfig c, FitConfig.Noise noise) {
        return c.withFit(c.fit().withNoise(noise));
    }

    static FitConfig likelihood(FitConfig c, FitConfig.Likelihood likelihood) {
        return c.withFit(c.fit().withLikelihood(likelihood));
    }

    /** Stars frozen at an inclination [deg], or free: null. */
    static FitConfig frozen(FitConfig c, Double inclination) {
        return c.withPotential(c.potential().withMgeInclination(inclination));
    }

    /** Another MGE may allow less inclined disks, or fewer. */
    static FitConfig mge(FitConfig c, Path table) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        parameters.computeIfPresent(
                "inclination",
                (name, set) -> new ParameterSetting(set.start(), null, set.max(), set.fixed(), set.scale(), set.tie()));
        return c.withParameters(parameters).withPotential(c.potential().withMge(table));
    }

    /** Gas of a source, or of a table. */
    static FitConfig gas(FitConfig c, Object source) {
        return c.withPotential(
                source instanceof Path table
                        ? c.potential().withGas(PotentialConfig.GasSource.TABLE, table)
                        : c.potential().withGas((PotentialConfig.GasSource) source, null));
    }

    static FitConfig fluxMap(FitConfig c, Path map) {
        return c.withData(c.data().withFluxMap(map));
    }

    static FitConfig beam(FitConfig c, Beam beam) {
        return c.withData(c.data().withBeam(beam));
    }

    private static FitConfig without(FitConfig c, Predicate<String> name) {
        Map<String, ParameterSetting> kept = new LinkedHashMap<>(c.parameters());
        kept.keySet().removeIf(name);
        return c.withParameters(kept);
    }
}
