// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.StellarSpeeds;

/** The least-squares problem of a disk and its data. Holds its workspace: one evaluation at a time, by one thread. */
public interface DiskProblem extends LeastSquaresProblem {

    /** @return the parameters; coordinates of a point are its free ones */
    ParameterSpace space();

    @Override
    default int parameterCount() {
        return space().freeCount();
    }

    @Override
    default double[] start() {
        return space().startFree();
    }

    @Override
    default double[] lower() {
        return space().lowerFree();
    }

    @Override
    default double[] upper() {
        return space().upperFree();
    }

    /** @return coordinates that must not fall from each to the next: free masses within growing radii */
    default int[] ascending() {
        return new int[0];
    }

    /**
     * @param galaxy the physics
     * @param space the parameters
     * @return {@link #ascending}: none unless every such mass is free and moves in its logarithm
     */
    static int[] ascending(GalaxyModel galaxy, ParameterSpace space) {
        StellarPotential stars = galaxy.galaxy().stars();
        if (!stars.ascending()) {
            return new int[0];
        }
        int[] places = stars.parameterNames().stream().mapToInt(space::index).toArray();
        boolean free = IntStream.of(places)
                .mapToObj(space.parameters()::get)
                .allMatch(p -> p.isFree() && p.scale() == Scale.LOG10);
        return free ? IntStream.of(places).map(space::coordinate).toArray() : new int[0];
    }

    /** @return number of amplitudes that are not parameters, because every evaluation solves them */
    default int solvedCount() {
        return 0;
    }

    /** A problem that solves amplitudes in every evaluation, and so must know what chi^2 they minimise. */
    interface Solving extends DiskProblem {

        /**
         * @param correlation of the noise
         * @return the problem with whitened residuals, and amplitudes at the lowest chi^2 of those
         */
        DiskProblem whitened(NoiseCorrelation correlation);
    }

    /** @return number of residuals that are data, the first ones; those of priors follow */
    default int dataCount() {
        return residualCount();
    }

    /**
     * @param point coordinates. Not modified
     * @return chi^2 of the data there, without that of priors
     */
    default double chiSquaredOfData(double[] point) {
        double[] residuals = new double[residualCount()];
        evaluate(point, residuals, null);
        return sumOfSquares(Arrays.copyOf(residuals, dataCount()));
    }

    /**
     * The same model and noise with other parameters, for example one of them fixed. Shares the workspace of this
     * problem: evaluate only one of the two at a time.
     *
     * @param other parameters of the same names
     * @return the problem
     */
    DiskProblem with(ParameterSpace other);

    /**
     * The same model and noise with other data. Shares the workspace of this problem: evaluate only one of the two at a
     * time.
     *
     * @param other as many data as the galaxy has; data that do not enter chi^2 are ignored. Lent
     * @return the problem
     */
    DiskProblem withData(double[] other);

    /**
     * The same data and noise with other stars. Shares the workspace of this problem: evaluate only one of the two at a
     * time.
     *
     * @param other speeds of the stars at the radii of the galaxy's tables, of the same parameters. Lent
     * @return the problem
     */
    DiskProblem withStars(StellarSpeeds other);

    /**
     * Evaluates the model of the data.
     *
     * @param values of all parameters. Not modified
     * @param out of the data's length. Modified
     * @throws org.steelyard.units.InputException if a value means no disk
     */
    void model(double[] values, double[] out);

    /**
     * Residuals of the same gas at rest, the reference for the share that rotation explains.
     *
     * @param point coordinates. Not modified
     * @param residuals in the order of {@link #evaluate}. Modified
     */
    void residualsAtRest(double[] point, double[] residuals);

    /**
     * @param point coordinates. Not modified
     * @return chi^2 of the same gas at rest
     */
    default double chiSquaredWithoutRotation(double[] point) {
        double[] residuals = new double[residualCount()];
        residualsAtRest(point, residuals);
        return sumOfSquares(residuals);
    }

    /**
     * @param point coordinates. Not modified
     * @return chi^2 there, NaN where there is no model
     */
    default double chiSquared(double[] point) {
        double[] residuals = new double[residualCount()];
        evaluate(point, residuals, null);
        return sumOfSquares(residuals);
    }

    private static double sumOfSquares(double[] residuals) {
        double sum = 0;
        for (double r : residuals) {
            sum += r * r;
        }
        return sum;
    }
}
