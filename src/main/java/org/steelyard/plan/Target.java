// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.component.DataRange;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.NormalisedProfile;
import org.steelyard.disk.shape.AutoWarp;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.CircularSpeeds;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.NoStars;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.InputException;

/**
 * The galaxy that is to be observed, as the starting values of a configuration describe it.
 *
 * @param config without data of its own
 * @param stars the stars' mass
 * @param galaxy the components, at the distance of the configuration
 * @param values of all parameters by name; those of the centre mean nothing
 * @param frequency [Hz] of the line at rest
 */
public record Target(
        Configuration config, StellarPotential stars, Galaxy galaxy, Map<String, Double> values, double frequency) {

    /** Steps in radius in which the flux is summed. */
    private static final int STEPS = 4000;

    /** [pixel] Any place; the pixels of a plan are not those of the configuration. */
    private static final double ANYWHERE = 1;

    /**
     * @param given a configuration with the value of every parameter, whose light is a profile
     * @return the galaxy
     * @throws InputException if something is missing or cannot be planned for
     */
    public static Target of(Configuration given) {
        require(
                given.data().velocityMap() == null,
                "data.velocity_map: a plan is for a cube; remove the maps, or the section");
        require(
                given.disk().surfaceBrightness() instanceof LightProfile,
                "disk.surface_brightness: a plan needs a profile of the light (exponential, gaussian, ring or exponential-hole) with its parameters and flux_scale, the flux of the line [Jy km/s]");
        require(
                !(given.disk().shape().warp() instanceof AutoWarp),
                "disk.warp = \"auto\" says no warp to plan for: give \"linear\" or radii like [0.5, 1.0, 2.0], or \"none\"");
        require(
                given.potential().gas() != PotentialConfig.GasSource.FROM_CUBE,
                "potential.gas = \"from-cube\": there is no cube yet; use \"none\" or a table");
        require(
                given.fit().regionMask() == null,
                "fit.region_mask is a map on the pixels of a cube, and there is none; give fit.region, or nothing");
        Double frequency = given.data().headerOverrides().restFrequency();
        require(
                frequency != null,
                "data.line is missing: give line = \"CO(2-1)\", or rest_frequency = \"230.538 GHz\"");
        StellarPotential stars = GalaxySetup.stars(given);
        require(
                !(stars instanceof NoStars),
                "potential.mge is missing: without the stars the error of the black hole's mass means nothing; give the table, mge = \"mge.ecsv\"");
        Configuration config = atCentre(given);
        Double vsys = config.parameter(KinematicCentre.SYSTEMIC_VELOCITY).start();
        double scale = GalaxySetup.scale(config, vsys == null ? 0 : vsys).pcPerArcsec();
        Galaxy galaxy = GalaxySetup.galaxy(config, stars, GalaxySetup.gas(config), scale, Double.POSITIVE_INFINITY);
        FitParameters.requireStarts(galaxy, config, "a plan");
        Double mass = config.parameter(BlackHole.MASS.name()).start();
        require(
                mass != null && mass > 0,
                "parameters.mbh.start = " + mass + " Msun: a plan needs the expected mass, above 0");
        ParameterSpace space = FitParameters.space(galaxy, config, Map.of(), DataRange.UNKNOWN);
        Map<String, Double> values = space.byName(space.physical(space.startFree()));
        require(
                space.coordinate(space.index(BlackHole.MASS.name())) >= 0,
                "parameters.mbh is fixed: a plan forecasts its error; free it");
        return new Target(config, stars, galaxy, values, frequency);
    }

    /** The configuration with its centre anywhere: its pixels are those of a cube that the plan does not have. */
    private static Configuration atCentre(Configuration given) {
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(given.parameters());
        for (String name : List.of(KinematicCentre.X, KinematicCentre.Y)) {
            ParameterSetting set = given.parameter(name);
            require(
                    set.prior() == null && set.tie() == null,
                    "parameters." + name
                            + ": a prior or a tie in pixels means nothing before there is a cube; remove it");
            settings.put(name, new ParameterSetting(ANYWHERE, null, null, set.fixed(), null, null));
        }
        settings.remove("ra");
        settings.remove("dec");
        return given.withParameters(settings).withFit(given.fit().withNoise(FitConfig.Noise.UNIFORM));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InputException(message);
        }
    }

    /**
     * @param name of a parameter
     * @return its value
     */
    public double value(String name) {
        return values.get(name);
    }

    /** @return [Msun] the expected mass of the black hole */
    public double mass() {
        return value(BlackHole.MASS.name());
    }

    /** @return [deg] inclination of the disk as a whole */
    public double inclination() {
        return galaxy.inclination(values::get);
    }

    /** @return [deg] position angle of the disk as a whole */
    public double positionAngle() {
        return galaxy.positionAngle(values::get);
    }

    /** @return [km/s] systemic velocity, optical */
    public double systemicVelocity() {
        return value(KinematicCentre.SYSTEMIC_VELOCITY);
    }

    /** @return [Hz] frequency at which the line is observed */
    public double observedFrequency() {
        return frequency * VelocityConvention.OPTICAL.nuOverRest(systemicVelocity());
    }

    /**
     * @param radii [arcsec] positive. Not modified
     * @return circular speeds there
     */
    public SpeedCurve speeds(double... radii) {
        return CircularSpeeds.of(galaxy, values, radii);
    }

    /**
     * @param share of the flux, below 1
     * @return [arcsec] radius in the plane of the disk that holds it
     */
    public double radiusOf(double share) {
        LightProfile law = (LightProfile) config.disk().surfaceBrightness();
        double[] parameters =
                law.parameterNames().stream().mapToDouble(values::get).toArray();
        double[] panels = law.panels(parameters);
        double last = Math.min(panels[panels.length - 1], galaxy.outerRadius());
        NormalisedProfile profile = NormalisedProfile.within(law, parameters, galaxy.outerRadius());
        double step = last / STEPS;
        double sum = 0;
        for (int k = 0; k < STEPS; k++) {
            double r = (k + 0.5) * step;
            sum += 2 * Math.PI * r * profile.value(r) * step;
            if (sum >= share) {
                return (k + 1) * step;
            }
        }
        return last;
    }
}
