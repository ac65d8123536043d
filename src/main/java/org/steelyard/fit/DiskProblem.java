package org.steelyard.fit;

import org.steelyard.inference.LeastSquaresProblem;

/** A disk compared with some data. */
interface DiskProblem extends LeastSquaresProblem {

    /**
     * @param point coordinates. Not modified
     * @return chi^2 of the same gas at rest: what a disk has to beat
     */
    double chiSquaredWithoutRotation(double[] point);

    /**
     * @param point coordinates. Not modified
     * @return chi^2 there, NaN where there is no model
     */
    default double chiSquared(double[] point) {
        double[] residuals = new double[residualCount()];
        evaluate(point, residuals, null);
        double sum = 0;
        for (double r : residuals) {
            sum += r * r;
        }
        return sum;
    }
}
