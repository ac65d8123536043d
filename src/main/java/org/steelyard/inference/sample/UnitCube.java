package org.steelyard.inference.sample;

import org.apache.commons.rng.UniformRandomProvider;

/** The numbers from 0 to 1, as many as there are parameters: where every volume is a prior probability. */
final class UnitCube {

    private UnitCube() {}

    static boolean holds(double[] point) {
        for (double u : point) {
            if (!(u >= 0 && u <= 1)) {
                return false;
            }
        }
        return true;
    }

    static double[] sample(int dimension, UniformRandomProvider random) {
        double[] point = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            point[j] = random.nextDouble();
        }
        return point;
    }
}
