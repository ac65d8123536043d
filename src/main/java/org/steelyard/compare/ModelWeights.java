// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Weights of models from the logarithms of their probabilities. */
final class ModelWeights {

    private ModelWeights() {}

    /**
     * Models of different sets have no common measure: each set gets the same share, and within a set the weights are the
     * probabilities of its models with equal priors.
     *
     * @param logProbability of each model up to a constant of its set; NaN for models without weight. Not modified
     * @param set of each model. Not modified
     * @return weights with a sum of 1, 0 where the probability is NaN; all 0 where every one is NaN
     */
    static double[] of(double[] logProbability, int[] set) {
        double[] weights = new double[set.length];
        int[] sets = IntStream.range(0, set.length)
                .filter(k -> !Double.isNaN(logProbability[k]))
                .map(k -> set[k])
                .distinct()
                .toArray();
        for (int s : sets) {
            int[] members = IntStream.range(0, set.length)
                    .filter(k -> set[k] == s && !Double.isNaN(logProbability[k]))
                    .toArray();
            double most = Arrays.stream(members)
                    .mapToDouble(k -> logProbability[k])
                    .max()
                    .orElseThrow();
            double sum = Arrays.stream(members)
                    .mapToDouble(k -> Math.exp(logProbability[k] - most))
                    .sum();
            for (int k : members) {
                weights[k] = Math.exp(logProbability[k] - most) / (sum * sets.length);
            }
        }
        return weights;
    }
}
