// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.galaxy.BeamWidth;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * A velocity map as data of a fit, for galaxies whose cube is not public.
 *
 * @param config what to fit, with every parameter fixed that a mean velocity does not depend on
 * @param observation the map
 */
public record MapData(Configuration config, VelocityMapObservation observation)
        implements FittableData<VelocityMapFit> {

    /** From this number of data per beam on, a message says so. */
    private static final double CORRELATED = 1.5;

    /**
     * @param config what to fit
     * @return the velocity map of the configuration, read
     * @throws InputException if it cannot be read, or the configuration asks for what a map does not tell
     */
    public static MapData read(Configuration config) {
        Configuration fixed = withIdleFixed(config);
        return new MapData(fixed, VelocityMapObservation.read(fixed));
    }

    /**
     * @param config what to fit
     * @throws InputException if the configuration asks for what a map does not tell
     */
    public static void requireSuitable(Configuration config) {
        withIdleFixed(config);
    }

    /** The configuration with the flux fixed, on which a mean velocity does not depend, and the dispersion. */
    static Configuration withIdleFixed(Configuration config) {
        if (config.potential().gas() == PotentialConfig.GasSource.FROM_CUBE) {
            throw new InputException(
                    "potential.gas = \"from-cube\" needs a cube; for a velocity map give a table, gas = \"gas.ecsv\", or \"none\"");
        }
        if (config.model().block() != null && config.model().block() != 1) {
            throw new InputException("model.block = " + config.model().block()
                    + " has no meaning for a velocity map, whose data are its pixels or data.bins; remove it");
        }
        if (config.disk().surfaceBrightness() instanceof RingedLight) {
            throw new InputException(
                    "disk.surface_brightness = \"rings\" needs a cube: a velocity map has no brightness to solve it from; use \"map\" with data.flux_map, or a profile");
        }
        List<ParameterDeclaration> idle = new ArrayList<>();
        idle.addAll(config.disk().surfaceBrightness().fluxScale());
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        if (config.potential().pressureSupport()) {
            config.disk()
                    .dispersion()
                    .parameters()
                    .forEach(declared -> settings.put(declared.name(), known(config, declared)));
        } else {
            idle.addAll(config.disk().dispersion().parameters());
        }
        for (ParameterDeclaration declared : idle) {
            ParameterSetting set = config.parameter(declared.name());
            if (Boolean.FALSE.equals(set.fixed()) || set.tie() != null || set.prior() != null) {
                throw new InputException(
                        "parameters." + declared.name()
                                + " does not act on a velocity map and cannot be fitted to one; leave out fixed = false, tie and prior");
            }
            settings.put(declared.name(), new ParameterSetting(set.start(), null, null, true, null, null));
        }
        return config.withParameters(settings);
    }

    /** The dispersion, where it acts through the pressure alone: given, and fixed unless it is freed or has a prior. */
    private static ParameterSetting known(Configuration config, ParameterDeclaration declared) {
        ParameterSetting set = config.parameter(declared.name());
        if (set.start() == null && set.prior() == null && set.tie() == null) {
            throw new InputException(
                    "potential.pressure_support = true needs the dispersion, which a velocity map does not"
                            + " hold: give parameters." + declared.name() + " = { start = " + declared.example()
                            + " }");
        }
        boolean free = set.prior() != null || set.tie() != null || Boolean.FALSE.equals(set.fixed());
        return free ? set : new ParameterSetting(set.start(), null, null, true, null, null);
    }

    @Override
    public MapData with(Configuration other) {
        return new MapData(other, observation);
    }

    @Override
    public List<String> warnings() {
        return observation.warnings();
    }

    @Override
    public InitialGuess guess(Configuration config, StellarPotential stars) {
        InitialGuess guess = InitialGuess.measure(
                observation.guessable(VelocityMapFit.convention(config)),
                config,
                stars,
                observation.source().toString());
        Map<String, Double> values = new LinkedHashMap<>(guess.values());
        values.put(BeamWidth.PARAMETER.name(), observation.beam().geometricMean());
        return new InitialGuess(values, guess.region(), guess.notes(), guess.rings());
    }

    @Override
    public VelocityMapFit prepare(InitialGuess guess, StellarPotential stars, double vsys) {
        return VelocityMapFit.prepare(config, observation, guess, stars, vsys);
    }

    @Override
    public BestModel best(VelocityMapFit fit, double[] values, ParallelFor threads) {
        return MapPixels.of(fit, threads).best(values).withMessages(comments(fit, values));
    }

    @Override
    public FittableData.PixelModel pixels(VelocityMapFit fit, ParallelFor threads) {
        return MapPixels.of(fit, threads);
    }

    private List<String> comments(VelocityMapFit fit, double[] values) {
        List<String> comments = new ArrayList<>();
        if (config.fit().loss() == FitConfig.Loss.SOFT_L1) {
            comments.add(
                    "fit.loss = \"soft-l1\": residuals beyond an error count by their size, not its square; chi^2 is the sum of that loss");
        }
        double crowd = fit.dataPerBeam();
        if (crowd > CORRELATED) {
            comments.add(String.format(
                    Locale.ROOT,
                    "a beam covers %.0f of the data: chi^2 counts each beam so often; the errors of the parameters account for it",
                    crowd));
        }
        if (config.fit().weightRadius() != null) {
            comments.add(String.format(
                    Locale.ROOT,
                    "fit.weight_radius = %.4g arcsec: data farther out weigh as 1/r in chi^2, with a mean weight of 1; the errors account for it",
                    config.fit().weightRadius()));
        }
        if (config.data().velocityConvention() == null) {
            double vsys = values[fit.space().index(KinematicCentre.SYSTEMIC_VELOCITY)];
            comments.add(String.format(
                    Locale.ROOT,
                    "the map's velocities are taken as optical ones, c z; with data.velocity_convention = \"radio\" all masses would be %.1f %% larger",
                    100 * (Math.pow(1 + vsys / Constants.SPEED_OF_LIGHT, 4) - 1)));
        }
        return comments;
    }
}
