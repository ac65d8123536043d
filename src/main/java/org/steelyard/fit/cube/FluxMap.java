// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Deconvolution;
import org.steelyard.units.InputException;

/**
 * The intrinsic flux of the gas: a map from the cube itself or from the user, deconvolved with the beam.
 *
 * @param intrinsic [Jy km/s] of each pixel that is held. Lent
 * @param weights of the cube's voxels; null for a user's map
 * @param profile values of all parameters, by name, whose line profiles gave the weights; null for the mask
 */
public record FluxMap(double[] intrinsic, FluxWeights weights, Map<String, Double> profile) {

    /** The flux map before a first fit; null for an analytic profile. */
    static FluxMap of(Configuration config, CubeObservation observation) {
        if (!config.disk().mapped()) {
            return null;
        }
        if (config.data().fluxMap() != null) {
            return new FluxMap(intrinsic(config, observation, observed(config, observation)), null, null);
        }
        FluxWeights weights = FluxWeights.masked(observation);
        return new FluxMap(null, weights, null).with(config, observation, weights.flux(observation));
    }

    /** [Jy km/s] observed flux of each pixel that is held, without negatives. */
    static double[] observed(Configuration config, CubeObservation observation) {
        return positive(
                observation,
                config.data().fluxMap() == null
                        ? masked(observation)
                        : scaled(config.data().fluxMap(), observation));
    }

    /** The same map from another observed flux [Jy km/s] of each pixel. */
    FluxMap with(Configuration config, CubeObservation observation, double[] flux) {
        return new FluxMap(intrinsic(config, observation, positive(observation, flux)), weights, profile);
    }

    /**
     * @param observation the cube
     * @return [Jy km/s] integrated flux of each pixel of the masked cube, where values are per beam; else the cube's
     *     unit times km/s. Negatives are kept
     */
    public static double[] masked(CubeObservation observation) {
        return FluxWeights.masked(observation).flux(observation);
    }

    /** A user's flux map on the pixels of the cube, scaled to the total flux of the masked cube. */
    private static double[] scaled(Path given, CubeObservation observation) {
        double[] map = observation.map(given, "flux map");
        double sum = 0;
        for (int p = 0; p < map.length; p++) {
            map[p] = Double.isNaN(map[p]) ? 0 : map[p];
            sum += map[p];
        }
        if (!(sum > 0)) {
            throw new InputException(
                    given + ": the flux map has no positive flux in the part of the cube that is used");
        }
        double total = Arrays.stream(masked(observation)).sum();
        double factor = total / sum;
        return Arrays.stream(map).map(value -> factor * value).toArray();
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

    private static double[] intrinsic(Configuration config, CubeObservation observation, double[] observed) {
        if (!config.disk().deconvolved()) {
            return observed;
        }
        Beam beam = observation.beam();
        LocalFrame frame = observation.frame();
        return Deconvolution.richardsonLucy(
                observed,
                observation.cube().nx(),
                observation.cube().ny(),
                BeamKernel.sample(beam, frame, BeamKernel.halfWidth(beam, frame)),
                config.disk().iterations());
    }
}
