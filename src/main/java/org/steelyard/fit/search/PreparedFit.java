// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * A fit that is ready to be minimised: parameters, model, data and noise.
 *
 * @param <F> the fit itself
 */
public interface PreparedFit<F extends PreparedFit<F>> {

    /** @return the configuration */
    Configuration config();

    /** @return the parameters */
    ParameterSpace space();

    /** @return the model of the galaxy */
    GalaxyModel galaxy();

    /** @return the data, NaN where there are none. Lent */
    double[] data();

    /** @return standard deviation of each datum. Lent */
    double[] noise();

    /** @return [pixel] {@code {x, y}} of each datum that enters chi^2, FITS 1-based, in the original file */
    double[][] positions();

    /** @return the ellipse that is fitted; null where a map gives the region */
    RegionEllipse ellipse();

    /** @return the correlation of the noise; null if it is not known */
    NoiseCorrelation correlation();

    /**
     * What noise does to weighted sums of the residuals.
     *
     * @param rows {@code [row][datum]} weights of the residuals of independent data. Not modified
     * @param point coordinates of the parameters. Not modified
     * @param threads worker threads
     * @return the covariance of the sums and, where a flux map follows the parameters, their derivatives
     */
    NoiseOfSums noiseOfSums(double[][] rows, double[] point, ParallelFor threads);

    /**
     * @param random stream of the draw
     * @param count of data that enter chi^2
     * @return noise of unit variance of each, correlated where that is known
     */
    default double[] drawNoise(UniformRandomProvider random, int count) {
        return correlation() != null
                ? correlation().draw(random, count)
                : ZigguratSampler.NormalizedGaussian.of(random).samples(count).toArray();
    }

    /**
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem of independent data
     */
    DiskProblem independent(ParallelFor threads);

    /**
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem in the likelihood of the configuration, with its priors
     * @throws InputException if the likelihood needs a correlation that is not known
     */
    default DiskProblem problem(ParallelFor threads) {
        return withPriors(likelihood(independent(threads)));
    }

    /**
     * @param problem in the likelihood of the configuration
     * @return the same with a residual for each prior
     */
    default DiskProblem withPriors(DiskProblem problem) {
        return PriorProblem.of(problem, inflation());
    }

    /**
     * @return factor by which chi^2 of independent data rises too fast because their noise is correlated: the variance
     *     of the mean of all residuals, for correlated over that for independent noise. 1 where the likelihood knows the
     *     correlation, or it is not known
     */
    default double inflation() {
        NoiseCorrelation correlation = correlation();
        return correlation == null
                        || correlation.missing() != null
                        || config().fit().likelihood() == FitConfig.Likelihood.CORRELATED
                ? 1
                : correlation.inflation();
    }

    /**
     * @param independent the problem of independent data
     * @return the same in the likelihood of the configuration
     * @throws InputException if the likelihood needs a correlation that is not known
     */
    default DiskProblem likelihood(DiskProblem independent) {
        if (config().fit().likelihood() == FitConfig.Likelihood.INDEPENDENT) {
            return independent;
        }
        if (correlation() == null) {
            throw new InputException(
                    "fit.likelihood = \"correlated\" needs a cube; for a velocity map use \"independent\"");
        }
        if (correlation().missing() != null) {
            throw new InputException(
                    "fit.likelihood = \"correlated\": " + correlation().missing());
        }
        return whitened(independent);
    }

    /**
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem in the likelihood of correlated noise, whatever that of the configuration, with its
     *     priors; that of independent data where the correlation is not known
     */
    default DiskProblem exact(ParallelFor threads) {
        DiskProblem independent = independent(threads);
        boolean known = correlation() != null && correlation().missing() == null;
        return PriorProblem.of(known ? whitened(independent) : independent, 1);
    }

    private DiskProblem whitened(DiskProblem independent) {
        return independent instanceof DiskProblem.Solving solving
                ? solving.whitened(correlation())
                : new WhitenedProblem(independent, correlation());
    }

    /**
     * @param values of all parameters. Not modified
     * @return [deg] the inclination that stands for the disk as a whole
     */
    default double inclination(double[] values) {
        return galaxy().galaxy().inclination(name -> values[space().index(name)]);
    }

    /**
     * @param values of all parameters. Not modified
     * @return [deg] the position angle that stands for the disk as a whole
     */
    default double positionAngle(double[] values) {
        return galaxy().galaxy().positionAngle(name -> values[space().index(name)]);
    }

    /**
     * @param other parameters
     * @return this fit with those
     */
    F with(ParameterSpace other);

    /**
     * @param other another galaxy on the same pixels
     * @param parameters of that galaxy
     * @return the data of this fit with that model; the light stays as it is and counts as known, and the configuration says
     *     nothing of stars
     */
    F withGalaxy(GalaxyModel other, ParameterSpace parameters);

    /** @return this fit with the other side of the disk nearer */
    F withOtherNearSide();

    /** @return values of all parameters, by name, whose line profiles weighted the flux map; none for any other map */
    default Map<String, Double> profile() {
        return Map.of();
    }

    /**
     * @param tolerance [peak] of adaptive sub-pixels
     * @return this fit with a model no finer than that; itself if there is none
     */
    F coarser(double tolerance);

    /**
     * Chooses what a fit can only choose at its minimum, like the resolution of its flux map.
     *
     * @param values of all parameters at the minimum. Not modified
     * @param threads worker threads that evaluate the model
     * @return the fit to start again from there; itself if the choice is the one that it has
     */
    F sharpened(double[] values, ParallelFor threads);

    /**
     * Adds what depends on a first minimum, like a flux map weighted by line profiles.
     *
     * @param values of all parameters at its minimum
     * @param threads worker threads that evaluate the model
     * @return the refined fit; itself if nothing depends on the minimum
     */
    F refined(double[] values, ParallelFor threads);

    /**
     * @param values of all parameters
     * @return this fit started at these values
     */
    default F withStarts(double[] values) {
        return with(space().withStarts(values));
    }

    /**
     * What the noise of the data does to weighted sums of the residuals.
     *
     * @param scatter {@code [sum][sum]} their covariance, also by the noise of a flux map of the data's own
     * @param followed {@code [sum][coordinate]} derivatives of the sums by the coordinates of the parameters, where these move a
     *     flux map whose weights follow them; null where no map does. The derivatives at a fixed map are not included
     */
    record NoiseOfSums(double[][] scatter, double[][] followed) {}
}
