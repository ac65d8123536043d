package org.steelyard.inference.sample;

import org.apache.commons.rng.UniformRandomProvider;

/** Unit cube of cumulative prior probabilities, one per parameter, in which a volume is a prior probability. */
final class UnitCube {

    private UnitCube() {}

    static boolean contains(double[] point) {
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
