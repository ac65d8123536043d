// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.apache.commons.rng.UniformRandomProvider;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeNoise;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.fit.cube.OptimalExtraction;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.kernel.ParallelFor;

/**
 * Noisy realisations of the best model of a fitted galaxy. The noise has the standard deviation of the data and is
 * correlated by each channel's beam. If the flux map comes from the cube itself, the same noise enters the map with the
 * map's weights and is deconvolved with it. Mask and weights do not change. Immutable; shared by threads.
 */
public final class Realisations {

    private final FittedGalaxy galaxy;
    private final PreparedFit<?> fit;
    private final double[] model;
    private final CubeFit cube;
    private final CubeNoise noise;
    private final double[] moment;

    /**
     * @param galaxy with its best values
     * @param threads worker threads that evaluate the best model
     */
    public Realisations(FittedGalaxy galaxy, ParallelFor threads) {
        PreparedFit<?> fit = galaxy.fit();
        this.galaxy = galaxy;
        this.fit = fit;
        model = new double[galaxy.data().length];
        fit.independent(threads).model(galaxy.best(), model);
        boolean ownLight = fit instanceof CubeFit light && light.ownLight();
        boolean byPixels =
                ownLight || fit.correlation() != null && fit.correlation().missing() != null;
        cube = byPixels ? (CubeFit) fit : null;
        noise = byPixels ? new CubeNoise(cube) : null;
        moment = ownLight ? OptimalExtraction.flux(cube.flux().weights(), cube.model(), galaxy.best(), threads) : null;
    }

    /** @return whether every realisation has a flux map of its own */
    public boolean redrawsFluxMap() {
        return moment != null;
    }

    /**
     * @param threads worker threads that evaluate the model
     * @return a source of realisations for one thread
     */
    public Worker worker(ParallelFor threads) {
        return new Worker(threads);
    }

    /** Draws realisations into the workspace of one problem. */
    public final class Worker {

        private final DiskProblem problem;
        private final CubeProblem ofLight;

        private Worker(ParallelFor threads) {
            ofLight = moment == null ? null : cube.independent(threads);
            problem = moment == null ? fit.problem(threads) : null;
        }

        /**
         * Draws one.
         *
         * @param random stream of the draw
         * @return the least-squares problem of the realisation, started at the minimum and valid until the next draw
         */
        public DiskProblem draw(UniformRandomProvider random) {
            double[] data = model.clone();
            if (noise == null) {
                galaxy.addNoise(data, random);
                return problem.withData(data);
            }
            double[] map = moment == null ? new double[plane()] : moment.clone();
            noise.add(random, galaxy.noise(), data, map);
            return moment == null ? problem.withData(data) : cube.ofOther(map, data, ofLight);
        }
    }

    private int plane() {
        return cube.observation().cube().nx() * cube.observation().cube().ny();
    }
}
