package org.steelyard.fit.cube;

import java.util.Map;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Deconvolution;
import org.steelyard.units.InputException;

/**
 * Where the gas of a model shines: a map of the cube's own flux, or the user's, with the beam taken out.
 *
 * @param intrinsic [Jy km/s] of each pixel that is held. Lent
 * @param weights how it comes from the cube; null for a user's map
 * @param profile values of all parameters, by name, whose line profiles the weights follow; null if these are of the mask
 */
public record FluxMap(double[] intrinsic, FluxWeights weights, Map<String, Double> profile) {

    /** The map that a configuration has before anything is fitted; null for an analytic profile. */
    static FluxMap of(FitConfig config, CubeObservation observation) {
        DiskConfig.Brightness brightness = config.disk().surfaceBrightness();
        if (brightness != DiskConfig.Brightness.DECONVOLVED && brightness != DiskConfig.Brightness.MAP) {
            return null;
        }
        if (config.data().fluxMap() != null) {
            return new FluxMap(intrinsic(config, observation, observed(config, observation)), null, null);
        }
        FluxWeights weights = FluxWeights.masked(observation);
        return new FluxMap(null, weights, null).with(config, observation, weights.flux(observation));
    }

    /** [Jy km/s] of each pixel that is held, the flux as the telescope saw it, none negative. */
    static double[] observed(FitConfig config, CubeObservation observation) {
        return positive(
                observation,
                config.data().fluxMap() == null
                        ? observation.fluxPerPixel()
                        : observation.fluxMap(config.data().fluxMap()));
    }

    /** The same of other data: an observed flux [Jy km/s] of each pixel. */
    FluxMap with(FitConfig config, CubeObservation observation, double[] flux) {
        return new FluxMap(intrinsic(config, observation, positive(observation, flux)), weights, profile);
    }

    private static double[] positive(CubeObservation observation, double[] flux) {
        double total = 0;
        for (int p = 0; p < flux.length; p++) {
            flux[p] = Math.max(0, flux[p]);
            total += flux[p];
        }
        if (total == 0) {
            throw new InputException(observation.file().path()
                    + ": no line emission is found, so there is no flux map; give data.mask or data.flux_map");
        }
        return flux;
    }

    private static double[] intrinsic(FitConfig config, CubeObservation observation, double[] observed) {
        if (config.disk().surfaceBrightness() == DiskConfig.Brightness.MAP) {
            return observed;
        }
        var beam = observation.beam();
        var frame = observation.frame();
        return Deconvolution.richardsonLucy(
                observed,
                observation.cube().nx(),
                observation.cube().ny(),
                BeamKernel.sample(beam, frame, BeamKernel.halfWidth(beam, frame)),
                config.disk().lucyIterations());
    }
}
