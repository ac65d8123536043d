// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample.importance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** Density and draws of the Student t distribution and its mixtures. */
class StudentTest {

    private static final double ROUNDING = 1e-12;

    /** Monte Carlo error of 200,000 draws in units of the value, with a margin of four. */
    private static final double SCATTER = 0.03;

    private static final double[][] SCALE = {{4, 1.2}, {1.2, 1}};

    @Test
    void oneDimensionIsThatOfCommonsMath() {
        TDistribution reference = new TDistribution(null, 4);
        Student t = Student.ofOrNull(new double[] {1}, new double[][] {{9}}, 4);
        for (double x : new double[] {-20, -1, 1, 2.5, 40}) {
            double expected = Math.log(reference.density((x - 1) / 3) / 3);
            assertEquals(expected, t.logDensityAt(t.distanceSquared(new double[] {x})), 1e-10);
        }
    }

    @Test
    void drawsHaveTheCovarianceOfTheDistribution() {
        double degrees = 10;
        Student t = Student.ofOrNull(new double[] {1, -2}, SCALE, degrees);
        Randomness random = new Randomness(1);
        int n = 200_000;
        double[][] points = new double[n][];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = t.draw(random);
            weights[i] = 1.0 / n;
        }
        WeightedPoints all = new WeightedPoints(points, weights);
        double[] mean = all.mean();
        assertEquals(1, mean[0], SCATTER);
        assertEquals(-2, mean[1], SCATTER);
        double[][] covariance = all.covariance(mean);
        double wide = degrees / (degrees - 2);
        assertEquals(4 * wide, covariance[0][0], 4 * wide * SCATTER);
        assertEquals(1.2 * wide, covariance[1][0], 1.2 * wide * SCATTER);
        assertEquals(wide, covariance[1][1], wide * SCATTER);
    }

    /** The integral over the plane on a grid of 0.1 from -60 to 60; the tail beyond holds (4 / r)^4 of a t of 4 degrees. */
    @Test
    void mixturesAreNormalised() {
        StudentMixture one = StudentMixture.of(Student.ofOrNull(new double[] {0, 0}, SCALE, 10));
        StudentMixture two = one.plus(
                StudentMixture.of(Student.ofOrNull(new double[] {5, 3}, new double[][] {{1, 0}, {0, 0.3}}, 40)), 0.3);
        for (StudentMixture mixture : List.of(two, two.widened())) {
            double sum = 0;
            for (int i = -600; i <= 600; i++) {
                for (int j = -600; j <= 600; j++) {
                    sum += 0.01 * Math.exp(mixture.logDensity(new double[] {0.1 * i, 0.1 * j}));
                }
            }
            assertEquals(1, sum, 1e-4);
        }
    }

    @Test
    void whiteningIsTheInverse() {
        Student t = Student.ofOrNull(new double[] {1, -2}, SCALE, 4).wider(1.5, 10);
        double[] z = {0.3, -1.7};
        assertArrayEquals(z, t.whitened(t.at(z)), ROUNDING);
        assertEquals(0.09 + 2.89, t.distanceSquared(t.at(z)), ROUNDING);
        assertNull(Student.ofOrNull(new double[2], new double[][] {{1, 1}, {1, 1}}, 4), "a singular scale matrix");
    }

    @Test
    void groupsAreSeparatedByValleys() {
        double[][] unit = {{1, 0}, {0, 1}};
        List<Student> chain = List.of(
                Student.ofOrNull(new double[] {0, 0}, unit, 40),
                Student.ofOrNull(new double[] {9, 0}, unit, 40),
                Student.ofOrNull(new double[] {2, 0}, unit, 40));
        assertEquals(
                List.of(List.of(0, 2), List.of(1)), new StudentMixture(new double[] {0.4, 0.3, 0.3}, chain).groups());
    }

    @Test
    void aMixtureIsFoundAgain() {
        double[][] unit = {{1, 0}, {0, 1}};
        StudentMixture truth = StudentMixture.of(Student.ofOrNull(new double[] {-4, 0}, unit, 40))
                .plus(StudentMixture.of(Student.ofOrNull(new double[] {4, 1}, SCALE, 40)), 0.25);
        Randomness random = new Randomness(3);
        int n = 2000;
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            points[i] = truth.draw(random);
        }
        StudentMixture found = MixtureFit.ofOrNull(WeightedPoints.of(points, new double[n]), random);
        assertEquals(2, found.shares().length);
        int minor = found.shares()[0] < found.shares()[1] ? 0 : 1;
        assertEquals(0.25, found.shares()[minor], SCATTER);
        assertEquals(4, found.components().get(minor).centre()[0], 0.3);
        assertEquals(-4, found.components().get(1 - minor).centre()[0], 0.1);
    }
}
