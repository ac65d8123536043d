package org.steelyard.fit.search;

import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.ParameterSpace;

/** A disk compared with some data. Holds its workspace: one evaluation at a time, by one thread. */
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

    /**
     * The same model and noise with other parameters: one fixed, others started elsewhere. Shares the workspace with this problem, so that only one of the two
     * is evaluated at a time.
     *
     * @param other parameters of the same names
     * @return the problem
     */
    DiskProblem with(ParameterSpace other);

    /**
     * The same model and noise compared with other data. Shares the workspace with this problem, so that only one of the two is evaluated at a time.
     *
     * @param other as many data as the galaxy has; those that did not enter chi^2 are not looked at. Lent
     * @return the problem
     */
    DiskProblem withData(double[] other);

    /**
     * The model of the data.
     *
     * @param values of all parameters. Not modified
     * @param out of the data's length. Modified
     * @throws org.steelyard.units.InputException if a value means no disk
     */
    void model(double[] values, double[] out);

    /**
     * Residuals of the same gas at rest: what a disk has to beat.
     *
     * @param point coordinates. Not modified
     * @param residuals as {@link #evaluate} has them. Modified
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
