// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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

/** Changes of the configuration of a fit. Parameters that the changed model lacks are removed. */
public final class ConfigurationChange {

    private final Configuration base;
    private final Map<String, ParameterSetting> parameters;

    private ConfigurationChange(Configuration base, Configuration changed) {
        this.base = base;
        this.parameters = new LinkedHashMap<>(changed.parameters());
    }

    /**
     * Fits the parameters of a changed configuration to its model: those of a component that the change replaces are
     * removed, and those of the new component start at their starting values for tests. Settings that the change itself
     * states are kept.
     *
     * @param base configuration of a fit
     * @param changed the same with other choices, and the parameters of the base
     * @return the changed configuration, with parameters that mean the same as in the base
     */
    public static Configuration carried(Configuration base, Configuration changed) {
        ConfigurationChange change = new ConfigurationChange(base, changed);
        change.replace(base.disk().dispersion(), changed.disk().dispersion());
        change.replace(base.disk().flow(), changed.disk().flow());
        change.light(base.disk().surfaceBrightness(), changed.disk().surfaceBrightness());
        if (base.potential().massToLight() != changed.potential().massToLight()) {
            change.dropAll(name -> name.startsWith(StellarPotential.MASS_TO_LIGHT.name() + "_"));
        }
        if (!Objects.equals(base.potential().mge(), changed.potential().mge())) {
            change.freeInclination();
        }
        if (changed.potential().gas() != PotentialConfig.GasSource.FROM_CUBE) {
            change.drop(MeasuredGas.ALPHA_CO.name());
        }
        return change.withoutOldCovariance(changed).withParameters(change.parameters);
    }

    /** The covariance of one table of the stars, and its set, say nothing of another table. */
    private Configuration withoutOldCovariance(Configuration changed) {
        PotentialConfig before = base.potential();
        PotentialConfig now = changed.potential();
        boolean old = Objects.equals(before.mgeCovariance(), now.mgeCovariance())
                && before.mgeSet().equals(now.mgeSet());
        return Objects.equals(before.mge(), now.mge()) || !old
                ? changed
                : changed.withPotential(now.withMge(now.mge(), null, List.of()));
    }

    /**
     * Replaces the parameters of one component by those of another. The old ones are removed, except for the floor of
     * the velocity dispersion, which all laws share. The new ones start at the starting values for tests.
     */
    private void replace(Component old, Component other) {
        if (old.equals(other)) {
            return;
        }
        List<String> dropped = new ArrayList<>(old.parameterNames());
        dropped.remove(DispersionLaw.FLOOR.name());
        dropped.forEach(this::drop);
        for (ParameterDeclaration declared : other.parameters()) {
            boolean known = parameters.containsKey(declared.name());
            if (!known && declared.testStart() != declared.start() && !Double.isNaN(declared.testStart())) {
                parameters.put(declared.name(), ParameterSetting.NONE.withStart(declared.testStart()));
            }
        }
    }

    /** Also removes the flux scale, because that of a map means nothing for a profile and vice versa. */
    private void light(SurfaceBrightness old, SurfaceBrightness other) {
        if (!old.equals(other)) {
            replace(old, other);
            drop(LightProfile.FLUX.name());
            if (!(other instanceof LightProfile)) {
                drop(OffsetLight.X.name());
                drop(OffsetLight.Y.name());
            }
        }
    }

    /** Removes the lower bound of the inclination, which depends on the MGE. */
    private void freeInclination() {
        parameters.computeIfPresent(
                "inclination",
                (name, set) -> isOfTheBase(name)
                        ? new ParameterSetting(
                                set.start(), null, set.max(), set.fixed(), set.scale(), set.tie(), set.prior())
                        : set);
    }

    private void dropAll(Predicate<String> which) {
        List.copyOf(parameters.keySet()).stream().filter(which).forEach(this::drop);
    }

    private void drop(String name) {
        if (isOfTheBase(name)) {
            parameters.remove(name);
        }
    }

    private boolean isOfTheBase(String name) {
        return Objects.equals(parameters.get(name), base.parameters().get(name));
    }

    static Configuration dispersion(Configuration c, DispersionLaw law) {
        return carried(c, c.withDisk(c.disk().withDispersion(law)));
    }

    static Configuration flow(Configuration c, RadialFlow flow) {
        return carried(c, c.withDisk(c.disk().withFlow(flow)));
    }

    static Configuration brightness(Configuration c, SurfaceBrightness brightness, Integer lucyIterations) {
        DiskConfig d = c.disk();
        return carried(
                c,
                c.withDisk(d.withSurfaceBrightness(brightness, d.outerRadius()).withLucyIterations(lucyIterations)));
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

    static Configuration massToLight(Configuration c, PotentialConfig.MassToLight variation) {
        return carried(c, c.withPotential(c.potential().withMassToLight(variation)));
    }

    static Configuration mge(Configuration c, Path table) {
        return carried(c, c.withPotential(c.potential().withMge(table, null, List.of())));
    }

    /** Takes the mass of the gas from a source or from a table. */
    static Configuration gas(Configuration c, Object source) {
        PotentialConfig changed = source instanceof Path table
                ? c.potential().withGas(PotentialConfig.GasSource.TABLE, table)
                : c.potential().withGas((PotentialConfig.GasSource) source, null);
        return carried(c, c.withPotential(changed));
    }

    static Configuration curvature(Configuration c, double curvature) {
        return c.withPotential(c.potential().withSplineCurvature(curvature));
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
