// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeNoise;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.fit.cube.OptimalExtraction;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Refit;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.units.InputException;

/**
 * Noisy realisations of the best model of a fitted galaxy. The noise has the standard deviation of the data and is
 * correlated by each channel's beam. If the flux map comes from the cube itself, the same noise enters the map with the
 * map's weights and is deconvolved with it. These weights follow the parameters to first order; the mask does not. The mean of each prior is drawn about the best
 * value, as another measurement of the same truth; a soft limit stays where it is. Where the
 * errors of the starlight are known, every realisation is made with the best stars and fitted with drawn ones. Immutable; shared by threads.
 */
public final class Realisations {

    private final FittedGalaxy galaxy;
    private final PreparedFit<?> fit;
    private final double[] model;
    private final CubeFit cube;
    private final CubeNoise noise;
    private final double[] moment;
    private final double[] point;
    private final double[][] slopes;
    private final UncertainStars stars;

    /** [standard error] Move of a refit by its own flux map below which the map is not made again. */
    private static final double SETTLED = 0.1;

    /** Flux maps of a refit in all. */
    private static final int MOST_MAPS = 8;

    /**
     * @param galaxy with its best values
     * @param threads worker threads that evaluate the best model
     * @throws InputException if a table of the starlight has no deprojection at the fitted inclination
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
        noise = byPixels ? cube.cubeNoise() : null;
        point = fit.space().free(galaxy.best());
        double inclination = fit.inclination(galaxy.best());
        stars = UncertainStars.ofOrNull(fit.config(), fit.galaxy(), inclination);
        if (stars != null && !stars.unusable().isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: has no deprojection at the fitted inclination of %.4g deg; remove it from potential.mge_set or budget.mge, or give potential.mge_inclination",
                    stars.unusable().get(0),
                    inclination));
        }
        slopes = ownLight ? cube.fluxMapSlopes(point, threads) : null;
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

    /**
     * A realisation that was fitted again.
     *
     * @param solution its minimum
     * @param space its parameters
     */
    public record Refitted(Solution solution, ParameterSpace space) {}

    /** Draws and fits realisations in the workspace of one problem. */
    public final class Worker {

        private final DiskProblem problem;
        private final CubeProblem ofLight;

        private Worker(ParallelFor threads) {
            ofLight = moment == null ? null : cube.given(threads);
            problem = moment == null ? fit.problem(threads) : null;
        }

        /**
         * Draws one and fits it, from the minimum of the data. Its flux map is made again until its minimum stays.
         *
         * @param random stream of the draw
         * @return its minimum
         */
        public Refitted refit(UniformRandomProvider random) {
            double[] data = model.clone();
            if (noise == null) {
                galaxy.addNoise(data, random);
            }
            double[] map = moment == null ? new double[noise == null ? 0 : plane()] : moment.clone();
            if (noise != null) {
                noise.add(random, galaxy.noise(), data, map);
            }
            StellarSpeeds light = stars == null ? null : stars.draw(random);
            DiskProblem drawn = withPriors(
                    withStars(
                            moment == null ? problem.withData(data) : cube.ofOther(map.clone(), data, ofLight), light),
                    random);
            ParameterSpace space = drawn.space();
            Solution solution = Refit.polish(drawn, FitObserver.NONE);
            double move = moment == null ? 0 : Double.POSITIVE_INFINITY;
            for (int maps = 1; maps < MOST_MAPS && move > SETTLED && solution.converged(); maps++) {
                DiskProblem again = withStars(cube.ofOther(followed(map, solution.point()), data, ofLight), light)
                        .with(space.withStarts(space.physical(solution.point())));
                Solution next = Refit.polish(again, FitObserver.NONE);
                move = 0;
                for (int j = 0; j < point.length; j++) {
                    double step = Math.abs(next.point()[j] - solution.point()[j]);
                    move = Math.max(move, next.error(j) > 0 ? step / next.error(j) : 0);
                }
                solution = next;
            }
            return new Refitted(solution, space);
        }

        private static DiskProblem withStars(DiskProblem problem, StellarSpeeds lightOrNull) {
            return lightOrNull == null ? problem : problem.withStars(lightOrNull);
        }

        /** The flux map of a draw with the weights of other parameters. */
        private double[] followed(double[] map, double[] at) {
            double[] moved = map.clone();
            for (int j = 0; j < at.length; j++) {
                for (int p = 0; p < moved.length; p++) {
                    moved[p] += slopes[j][p] * (at[j] - point[j]);
                }
            }
            return moved;
        }

        /** The problem with the priors that other measurements of the same truth would give. */
        private DiskProblem withPriors(DiskProblem realisation, UniformRandomProvider random) {
            ParameterSpace space = realisation.space();
            if (realisation.dataCount() == realisation.residualCount()) {
                return realisation;
            }
            double[] truth = galaxy.best();
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
            List<Parameter> drawn = new ArrayList<>();
            for (int i = 0; i < space.size(); i++) {
                Parameter p = space.parameters().get(i);
                GaussianPrior prior = p.priorOrNull();
                drawn.add(prior == null ? p : p.withPrior(prior.drawn(truth[i], normal.sample())));
            }
            List<JointPrior> joint = space.jointPriors().stream()
                    .map(prior -> prior.drawn(name -> truth[space.index(name)], normal.sample()))
                    .toList();
            return realisation.with(new ParameterSpace(drawn, joint));
        }
    }

    private int plane() {
        return cube.observation().cube().nx() * cube.observation().cube().ny();
    }
}
