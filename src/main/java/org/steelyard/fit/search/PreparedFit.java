package org.steelyard.fit.search;

import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * A fit that is ready to go: parameters, physics, and the problem that some data pose to them.
 *
 * @param <F> the fit itself
 */
public interface PreparedFit<F extends PreparedFit<F>> {

    /** @return the configuration */
    Configuration config();

    /** @return the parameters */
    ParameterSpace space();

    /** @return the physics */
    GalaxyModel galaxy();

    /** @return the data, NaN where there are none. Lent */
    double[] data();

    /** @return one standard deviation of each of the data, taken by itself. Lent */
    double[] noise();

    /** @return the ellipse that is fitted; null where a map gives the region */
    RegionEllipse ellipse();

    /** @return how the noise of the data goes together; null where nothing is known of it */
    NoiseCorrelation correlation();

    /**
     * @param threads who shares the work
     * @return the least-squares problem of data that are independent of each other
     */
    DiskProblem independent(ParallelFor threads);

    /**
     * @param threads who shares the work
     * @return the least-squares problem in the likelihood of the configuration
     * @throws InputException if that needs a correlation that cannot be had
     */
    default DiskProblem problem(ParallelFor threads) {
        return likelihood(independent(threads));
    }

    /**
     * @param independent the problem of data that are independent of each other
     * @return the same in the likelihood of the configuration
     * @throws InputException if that needs a correlation that cannot be had
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
        return new WhitenedProblem(independent, correlation());
    }

    /**
     * @param other parameters
     * @return this fit with those
     */
    F with(ParameterSpace other);

    /** @return values of all parameters, by name, whose line profiles weighted the flux map; none for any other map */
    default Map<String, Double> profile() {
        return Map.of();
    }

    /** @return this fit with a model that is good enough for the first way to the minimum; itself, where it has no finer one */
    F coarser();

    /**
     * What can be had only after a first fit.
     *
     * @param values of all parameters at its minimum
     * @param threads who share the work
     * @return this fit with that; itself, where nothing depends on it
     */
    F refined(double[] values, ParallelFor threads);

    /**
     * @param values of all parameters
     * @return this fit started elsewhere
     */
    default F withStarts(double[] values) {
        return with(space().withStarts(values));
    }
}
