// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.inference.SampledParameter;
import org.steelyard.inference.diagnose.ParameterSummary;

/**
 * Draws of equal weight from a posterior. The arrays are shared. Not to be modified.
 *
 * @param parameters names, units and priors
 * @param draws [chain][draw][parameter] in the parameters' units; chains are of equal length
 * @param logLikelihood [chain][draw] ln L
 */
public record Chain(List<SampledParameter> parameters, double[][][] draws, double[][] logLikelihood) {

    /** Copies the list. */
    public Chain {
        parameters = List.copyOf(parameters);
    }

    /**
     * Draws from weighted points, in random order.
     *
     * @param parameters names, units and priors
     * @param points [i][parameter] values in the parameters' units. Lent
     * @param logLikelihood [i] ln L. Not modified.
     * @param logWeights [i] ln of the weights, which add up to 1. Not modified.
     * @param scale by which ln L is divided in the chain
     * @param count number of draws
     * @param seed of the random numbers
     * @return the draws as one chain
     */
    public static Chain drawn(
            List<SampledParameter> parameters,
            double[][] points,
            double[] logLikelihood,
            double[] logWeights,
            double scale,
            int count,
            long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] weights = Arrays.stream(logWeights).map(Math::exp).toArray();
        int[] chosen = Weights.systematic(weights, count, random.nextDouble());
        ArraySampler.shuffle(random, chosen);
        double[][] draws = new double[count][];
        double[] likelihoods = new double[count];
        for (int d = 0; d < count; d++) {
            draws[d] = points[chosen[d]];
            likelihoods[d] = logLikelihood[chosen[d]] / scale;
        }
        return new Chain(parameters, new double[][][] {draws}, new double[][] {likelihoods});
    }

    /** @return the number of chains */
    public int chainCount() {
        return draws.length;
    }

    /** @return the number of draws in every chain */
    public int drawCount() {
        return draws[0].length;
    }

    /**
     * @param j index of a parameter
     * @return [chain][draw] values of the parameter; a copy
     */
    public double[][] values(int j) {
        double[][] values = new double[chainCount()][drawCount()];
        for (int c = 0; c < values.length; c++) {
            for (int d = 0; d < values[c].length; d++) {
                values[c][d] = draws[c][d][j];
            }
        }
        return values;
    }

    /** @return [chain][draw] ln of likelihood times prior density, often named lp */
    public double[][] logPosterior() {
        double[][] lp = new double[chainCount()][drawCount()];
        for (int c = 0; c < lp.length; c++) {
            for (int d = 0; d < lp[c].length; d++) {
                lp[c][d] = logLikelihood[c][d];
                for (int j = 0; j < parameters.size(); j++) {
                    lp[c][d] += parameters.get(j).prior().logDensity(draws[c][d][j]);
                }
            }
        }
        return lp;
    }

    /**
     * @param step interval of the draws to keep, at least 1
     * @return the chain with every step-th draw, including the last
     */
    public Chain thinned(int step) {
        int kept = drawCount() / step;
        int first = drawCount() - 1 - (kept - 1) * step;
        double[][][] some = new double[chainCount()][kept][];
        double[][] likelihoods = new double[chainCount()][kept];
        for (int c = 0; c < some.length; c++) {
            for (int d = 0; d < kept; d++) {
                some[c][d] = draws[c][first + d * step];
                likelihoods[c][d] = logLikelihood[c][first + d * step];
            }
        }
        return new Chain(parameters, some, likelihoods);
    }

    /** @return the summary of every parameter, in order */
    public List<ParameterSummary> summaries() {
        List<ParameterSummary> summaries = new ArrayList<>();
        for (int j = 0; j < parameters.size(); j++) {
            summaries.add(ParameterSummary.of(parameters.get(j), values(j)));
        }
        return summaries;
    }
}
