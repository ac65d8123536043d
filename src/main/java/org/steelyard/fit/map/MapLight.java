// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.steelyard.config.Configuration;
import org.steelyard.cube.Beam;
import org.steelyard.cube.PixelBox;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Deconvolution;
import org.steelyard.units.InputException;

/**
 * The intrinsic flux that weights the velocities of a map: the flux map deconvolved with the beam, the flux map as it
 * is, or none where the disk has an analytic profile. Shared by threads.
 *
 * <p>If the width of the beam is free, the map is deconvolved with beams whose widths are {@link #STEP} apart in the
 * logarithm, as they are needed. In between, each pixel is interpolated by the cubic through four of them, which is
 * smooth enough for derivatives by the width: its relative error is about STEP^4 / 40, 3e-6.
 */
final class MapLight {

    /** Distance of two widths in the natural logarithm. */
    private static final double STEP = 0.1;

    private final VelocityMapObservation observation;
    private final boolean mapped;
    private final int iterations;
    private final boolean free;
    private final Map<Long, double[]> deconvolved = new ConcurrentHashMap<>();

    private MapLight(VelocityMapObservation observation, boolean mapped, int iterations, boolean free) {
        this.observation = observation;
        this.mapped = mapped;
        this.iterations = iterations;
        this.free = free;
    }

    /**
     * @param config what to fit
     * @param observation the map
     * @return its light
     * @throws InputException if there is no flux map where one is needed
     */
    static MapLight of(Configuration config, VelocityMapObservation observation) {
        if (config.disk().mapped() && observation.flux() == null) {
            throw new InputException(
                    "data.flux_map is missing: disk.surface_brightness = \""
                            + config.disk().surfaceBrightness().keyword()
                            + "\" needs the map that weights the velocities, flux_map = \"moment0.fits\"; or choose an analytic profile, like \"exponential\"");
        }
        return new MapLight(
                observation,
                config.disk().mapped(),
                config.disk().deconvolved() ? config.disk().iterations() : 0,
                config.data().freeBeam());
    }

    /**
     * @param beam of the observation
     * @return [any] intrinsic flux of each pixel that is held; null for an analytic profile. Lent
     */
    double[] behind(Beam beam) {
        if (!mapped) {
            return null;
        }
        if (iterations == 0) {
            return observation.flux();
        }
        if (!free) {
            return deconvolved.computeIfAbsent(0L, only -> deconvolve(beam));
        }
        double place = Math.log(beam.geometricMean()) / STEP;
        long first = (long) Math.floor(place) - 1;
        double t = place - first - 1;
        double[] weights = {
            -t * (t - 1) * (t - 2) / 6,
            (t + 1) * (t - 1) * (t - 2) / 2,
            -(t + 1) * t * (t - 2) / 2,
            (t + 1) * t * (t - 1) / 6
        };
        double[] flux = new double[observation.flux().length];
        for (int k = 0; k < weights.length; k++) {
            double[] node = deconvolved.computeIfAbsent(
                    first + k, number -> deconvolve(observation.beam().ofWidth(Math.exp(STEP * number))));
            for (int p = 0; p < flux.length; p++) {
                flux[p] += weights[k] * node[p];
            }
        }
        for (int p = 0; p < flux.length; p++) {
            flux[p] = Math.max(0, flux[p]);
        }
        return flux;
    }

    private double[] deconvolve(Beam beam) {
        double[] psf = BeamKernel.sample(beam, observation.frame(), BeamKernel.halfWidth(beam, observation.frame()));
        PixelBox box = observation.box();
        return Deconvolution.richardsonLucy(observation.flux(), box.width(), box.height(), psf, iterations);
    }
}
