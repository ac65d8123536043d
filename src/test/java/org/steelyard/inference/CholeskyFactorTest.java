package org.steelyard.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Cholesky factors against their definition. */
class CholeskyFactorTest {

    /** Sums of 30 products of numbers of order 1, for a condition number of about 1e3. */
    private static final double ROUNDING = 1e-12;

    private static final int N = 30;

    private static double[] gaussian(double width) {
        double[] matrix = new double[N * N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                matrix[i * N + j] = Math.exp(-Math.pow((i - j) / width, 2));
            }
        }
        return matrix;
    }

    private static double[] random() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
        return random.doubles(N).map(u -> u - 0.5).toArray();
    }

    @Test
    void factorTimesItsTransposeIsTheMatrix() {
        double[] matrix = gaussian(1.3);
        CholeskyFactor factor = CholeskyFactor.ofOrNull(matrix.clone(), N);
        double[] v = random();
        double[] product = v.clone();
        factor.transposed(product);
        factor.colour(product);
        for (int i = 0; i < N; i++) {
            double sum = 0;
            for (int j = 0; j < N; j++) {
                sum += matrix[i * N + j] * v[j];
            }
            assertEquals(sum, product[i], ROUNDING);
        }
    }

    @Test
    void whiteningUndoesColouring() {
        CholeskyFactor factor = CholeskyFactor.ofOrNull(gaussian(1.3), N);
        double[] v = random();
        double[] back = v.clone();
        factor.colour(back);
        factor.whiten(back);
        assertArrayEquals(v, back, ROUNDING);
    }

    /** Two numbers of unit variance and correlation c have the eigenvalues 1 + c and 1 - c. */
    @Test
    void conditionOfAPair() {
        for (double c : new double[] {0.1, 0.9, 0.999, -0.5}) {
            double expected = (1 + Math.abs(c)) / (1 - Math.abs(c));
            CholeskyFactor factor = CholeskyFactor.ofOrNull(new double[] {1, c, c, 1}, 2);
            assertEquals(expected, factor.condition(), 0.01 * expected);
        }
    }

    @Test
    void matrixThatIsNotPositiveDefiniteHasNoFactor() {
        assertNull(CholeskyFactor.ofOrNull(new double[] {1, 1.1, 1.1, 1}, 2));
        assertNull(CholeskyFactor.ofOrNull(gaussian(30), N), "singular to rounding");
    }
}
