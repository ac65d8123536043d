package org.steelyard.errors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Beam;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.SurfaceBrightness;

/** The changes that rows of the budget make in a configuration, one each; parameters that the changed model does not have are left out. */
final class Change {

    private Change() {}

    static FitConfig dispersion(FitConfig c, DispersionLaw law) {
        return replaced(c, c.disk().dispersion(), law).withDisk(c.disk().withDispersion(law));
    }

    static FitConfig flow(FitConfig c, RadialFlow flow) {
        return replaced(c, c.disk().flow(), flow).withDisk(c.disk().withFlow(flow));
    }

    /** The flux factor of a map has no meaning for a profile, and the other way round. */
    static FitConfig brightness(FitConfig c, SurfaceBrightness brightness, int lucyIterations) {
        DiskConfig d = c.disk();
        FitConfig changed = c;
        if (!d.surfaceBrightness().equals(brightness)) {
            Map<String, ParameterSetting> parameters = new LinkedHashMap<>(
                    replaced(c, d.surfaceBrightness(), brightness).parameters());
            parameters.remove(d.surfaceBrightness().fluxScale().name());
            changed = c.withParameters(parameters);
        }
        return changed.withDisk(
                d.withSurfaceBrightness(brightness, d.outerRadius()).withLucyIterations(lucyIterations));
    }

    /**
     * The settings of the parameters that go with one component in place of another: those of the first are left out, but for the
     * velocity dispersion's floor, which all laws share; those of the second start where a test starts them.
     */
    private static FitConfig replaced(FitConfig c, Component old, Component other) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        List<String> dropped = new ArrayList<>(old.parameterNames());
        dropped.remove(DispersionLaw.FLOOR.name());
        dropped.forEach(parameters::remove);
        for (ParameterDeclaration declared : other.parameters()) {
            if (declared.testStart() != declared.start() && !Double.isNaN(declared.testStart())) {
                parameters.put(declared.name(), ParameterSetting.NONE.withStart(declared.testStart()));
            }
        }
        return c.withParameters(parameters);
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
}
