package org.steelyard.fit;

import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;

/**
 * A fit that is ready to go: parameters, physics, and the problem that some data pose to them.
 *
 * @param <F> the fit itself
 */
interface PreparedFit<F extends PreparedFit<F>> {

    /** @return the parameters */
    ParameterSpace space();

    /** @return the physics */
    GalaxyModel galaxy();

    /** @return the data, NaN where there are none. Lent */
    double[] data();

    /** @return one standard deviation of each of the data, taken by itself. Lent */
    double[] noise();

    /**
     * @param threads who shares the work
     * @return the least-squares problem
     */
    DiskProblem problem(ParallelFor threads);

    /**
     * @param other parameters
     * @return this fit with those
     */
    F with(ParameterSpace other);

    /**
     * @param values of all parameters
     * @return this fit started elsewhere
     */
    default F withStarts(double[] values) {
        return with(space().withStarts(values));
    }
}
