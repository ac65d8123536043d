// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.apache.commons.rng.UniformRandomProvider;
import org.steelyard.config.Configuration;
import org.steelyard.cube.Beam;
import org.steelyard.fit.search.CorrelatedErrors;
import org.steelyard.fit.search.DataSelection;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Refit;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.galaxy.RotationCurve;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * A galaxy at its minimum, ready for refits: flux map, region, beams and tables are prepared once. Immutable and shared
 * by threads. Each thread makes its own problem, and a refit then costs only the optimiser.
 */
public final class FittedGalaxy {

    private final Configuration config;
    private final PreparedFit<?> fit;
    private final double[] best;

    private FittedGalaxy(Configuration config, PreparedFit<?> fit, double[] best) {
        this.config = config;
        this.fit = fit;
        this.best = best;
    }

    /**
     * @param resolved the configuration with every start, the region and the channels written out
     * @param fit the prepared fit
     * @param best values of all parameters at the minimum. Lent
     * @return the galaxy, started at its minimum
     */
    public static FittedGalaxy of(Configuration resolved, PreparedFit<?> fit, double[] best) {
        return new FittedGalaxy(resolved, fit.withStarts(best), best);
    }

    /** @return the configuration with every start, the region and the channels written out */
    public Configuration config() {
        return config;
    }

    /** @return the parameters, started at the minimum */
    public ParameterSpace space() {
        return fit.space();
    }

    /** @return values of all parameters at the minimum, a new array */
    public double[] best() {
        return best.clone();
    }

    /** @return [pc/arcsec] scale at the galaxy */
    public double pcPerArcsec() {
        return fit.galaxy().pcPerArcsec();
    }

    /** @return the data, {@code [block * channels + channel]} of a cube, NaN where there are none. Lent */
    public double[] data() {
        return fit.data();
    }

    /** @return standard deviation of each datum. Lent */
    public double[] noise() {
        return fit.noise();
    }

    /**
     * Adds noise of the standard deviation of the data. The noise is correlated by the beam, in a cube by that of
     * each channel.
     *
     * @param data as many as there are. Modified
     * @param random stream of the draw
     * @throws InputException if the correlation is not known
     */
    public void addNoise(double[] data, UniformRandomProvider random) {
        double[] noise = noise();
        int[] used = DataSelection.usable(data(), noise);
        NoiseCorrelation correlation = fit.correlation();
        if (correlation != null && correlation.missing() != null) {
            throw new InputException("model.block: " + correlation.missing());
        }
        double[] drawn = fit.drawNoise(random, used.length);
        for (int k = 0; k < used.length; k++) {
            data[used[k]] += noise[used[k]] * drawn[k];
        }
    }

    /**
     * The least-squares problem of data and priors in the configuration's likelihood, started at the minimum. Every thread
     * makes its own.
     *
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem
     */
    public DiskProblem problem(ParallelFor threads) {
        return fit.problem(threads);
    }

    /**
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem of the data alone, without priors, in the configuration's likelihood
     */
    public DiskProblem likelihood(ParallelFor threads) {
        return fit.likelihood(fit.independent(threads));
    }

    /**
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem of independent data, started at the minimum
     */
    DiskProblem independent(ParallelFor threads) {
        return fit.independent(threads);
    }

    /**
     * Finds the minimum again, with its errors.
     *
     * @param threads worker threads that evaluate the model
     * @return the minimum, in the configuration's likelihood
     */
    public Minimum minimum(ParallelFor threads) {
        DiskProblem problem = problem(threads);
        Solution solution = Refit.withErrors(problem, Refit.minimise(problem));
        double[] errors = space().physicalErrors(solution.point(), solution.covariance());
        CorrelatedErrors correlated = CorrelatedErrors.of(fit, solution, threads);
        return new Minimum(
                solution.chiSquared(),
                space().physical(solution.point()),
                errors,
                space().physicalCovariance(solution.point(), solution.covariance()),
                correlated.errors(),
                correlated.photometric(),
                correlated.shifts());
    }

    /**
     * The minimum of a fit.
     *
     * @param chiSquared [-] in the configuration's likelihood
     * @param values of all parameters. Lent
     * @param errors of all parameters in that likelihood, 0 for fixed ones, NaN where there is none. Lent
     * @param covariance of all parameters in that likelihood, {@code [i][j]} in their units, with 0 and NaN as in the errors.
     *     Lent
     * @param correlatedOrNull the same errors under the noise as it is, correlated and in the flux map; null if it is not
     *     known. Lent
     * @param photometricOrNull what the errors of the starlight add to these in quadrature; null where it counts as known. Lent
     * @param shifts of the free parameters by the errors of the starlight
     */
    public record Minimum(
            double chiSquared,
            double[] values,
            double[] errors,
            double[][] covariance,
            double[] correlatedOrNull,
            double[] photometricOrNull,
            UncertainStars.Shifts shifts) {

        /**
         * @param place of a free parameter
         * @return factor by which chi^2 rises too fast with the parameter because the likelihood neglects the
         *     correlation of the noise, or that of the flux map: the squared ratio of the parameter's error with and
         *     without these; 1 if it is not known
         */
        public double scale(int place) {
            double ratio = correlatedOrNull == null ? 1 : correlatedOrNull[place] / errors[place];
            return Double.isFinite(ratio) && ratio > 0 ? ratio * ratio : 1;
        }

        /**
         * @param place of a free parameter
         * @return as {@link #scale}, where the likelihood also neglects the errors of the starlight
         */
        public double scaleWithStarlight(int place) {
            double ratio = photometricOrNull == null ? 0 : photometricOrNull[place] / errors[place];
            return scale(place) + (Double.isFinite(ratio) ? ratio * ratio : 0);
        }
    }

    /**
     * Measures the rotation ring by ring, a cross-check of the mass model that needs no potential.
     *
     * @param beam of the data
     * @param threads number of worker threads that evaluate the model
     * @return the rings, with errors at the geometry of the minimum
     */
    public RotationCurve rotation(Beam beam, int threads) {
        try (ParallelFor parallel = new ParallelFor(threads)) {
            return RingRotation.of(fit, best, beam, parallel);
        }
    }

    /** @return the prepared fit behind this galaxy */
    PreparedFit<?> fit() {
        return fit;
    }
}
