// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.potential.gas.MeasuredGas;
import org.steelyard.potential.stars.StellarPotential;

/** Changes of a configuration for systematic tests. Parameters that the changed model lacks are removed. */
final class ConfigurationChange {

    private ConfigurationChange() {}

    static Configuration dispersion(Configuration c, DispersionLaw law) {
        return replaced(c, c.disk().dispersion(), law).withDisk(c.disk().withDispersion(law));
    }

    static Configuration flow(Configuration c, RadialFlow flow) {
        return replaced(c, c.disk().flow(), flow).withDisk(c.disk().withFlow(flow));
    }

    /** Also removes the flux scale, because that of a map means nothing for a profile and vice versa. */
    static Configuration brightness(Configuration c, SurfaceBrightness brightness, Integer lucyIterations) {
        DiskConfig d = c.disk();
        Configuration changed = c;
        if (!d.surfaceBrightness().equals(brightness)) {
            Map<String, ParameterSetting> parameters = new LinkedHashMap<>(
                    replaced(c, d.surfaceBrightness(), brightness).parameters());
            parameters.remove(LightProfile.FLUX.name());
            if (!(brightness instanceof LightProfile)) {
                parameters.keySet().removeAll(List.of(OffsetLight.X.name(), OffsetLight.Y.name()));
            }
            changed = c.withParameters(parameters);
        }
        return changed.withDisk(
                d.withSurfaceBrightness(brightness, d.outerRadius()).withLucyIterations(lucyIterations));
    }

    /**
     * Replaces the parameters of one component by those of another. The old ones are removed, except for the floor of
     * the velocity dispersion, which all laws share. The new ones start at the starting values for tests.
     */
    private static Configuration replaced(Configuration c, Component old, Component other) {
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

    static Configuration oversampling(Configuration c, Integer oversampling) {
        return c.withModel(c.model().withOversampling(oversampling));
    }

    static Configuration block(Configuration c, int block) {
        return c.withModel(c.model().withBlock(block));
    }

    static Configuration region(Configuration c, double scale) {
        RegionEllipse r = c.fit().region();
        return c.withFit(c.fit().withRegion(r.scaled(scale)));
    }

    static Configuration noise(Configuration c, FitConfig.Noise noise) {
        return c.withFit(c.fit().withNoise(noise));
    }

    static Configuration likelihood(Configuration c, FitConfig.Likelihood likelihood) {
        return c.withFit(c.fit().withLikelihood(likelihood));
    }

    /** Freezes the speeds of the stars at an inclination [deg]; null lets them follow the fitted inclination. */
    static Configuration frozen(Configuration c, Double inclination) {
        return c.withPotential(c.potential().withMgeInclination(inclination));
    }

    /** Other ratios have other parameters. */
    static Configuration massToLight(Configuration c, PotentialConfig.MassToLight variation) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        parameters.keySet().removeIf(name -> name.startsWith(StellarPotential.MASS_TO_LIGHT.name() + "_"));
        return c.withParameters(parameters).withPotential(c.potential().withMassToLight(variation));
    }

    /** Also removes the lower bound of the inclination, which depends on the MGE. */
    static Configuration mge(Configuration c, Path table) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        parameters.computeIfPresent(
                "inclination",
                (name, set) -> new ParameterSetting(
                        set.start(), null, set.max(), set.fixed(), set.scale(), set.tie(), set.prior()));
        return c.withParameters(parameters).withPotential(c.potential().withMge(table, null, List.of()));
    }

    /** Takes the mass of the gas from a source or from a table. */
    static Configuration gas(Configuration c, Object source) {
        Map<String, ParameterSetting> parameters = new LinkedHashMap<>(c.parameters());
        if (source != PotentialConfig.GasSource.FROM_CUBE) {
            parameters.remove(MeasuredGas.ALPHA_CO.name());
        }
        return c.withParameters(parameters)
                .withPotential(
                        source instanceof Path table
                                ? c.potential().withGas(PotentialConfig.GasSource.TABLE, table)
                                : c.potential().withGas((PotentialConfig.GasSource) source, null));
    }

    static Configuration pressure(Configuration c, boolean supported) {
        return c.withPotential(c.potential().withPressureSupport(supported));
    }

    static Configuration fluxMap(Configuration c, Path map) {
        return c.withData(c.data().withFluxMap(map));
    }

    static Configuration beam(Configuration c, Beam beam) {
        return c.withData(c.data().withBeam(beam));
    }
}
