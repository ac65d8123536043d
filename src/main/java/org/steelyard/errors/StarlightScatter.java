// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import org.apache.commons.rng.UniformRandomProvider;
import org.steelyard.campaign.TaskRandom;
import org.steelyard.fit.search.UncertainStars;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.sample.Chain;

/**
 * The error of the starlight in a posterior: every draw is moved by a draw of the shifts that this error makes at the minimum. To first
 * order the result is the average of the posteriors over all starlight that the image allows, and over a set of tables by their weights.
 *
 * @param space the parameters
 * @param best values of all parameters at the minimum. Lent
 * @param shifts of the coordinates
 */
record StarlightScatter(ParameterSpace space, double[] best, UncertainStars.Shifts shifts) {

    /** A move beyond a bound is drawn again, as often as this, because the prior is zero there. */
    private static final int TRIES = 100;

    /**
     * @param chain of the free parameters
     * @param seed of the random numbers
     * @return the moved draws, each with the likelihood that it had before; the same chain without shifts
     */
    Chain move(Chain chain, long seed) {
        if (shifts.isEmpty()) {
            return chain;
        }
        double[][][] moved = new double[chain.chainCount()][chain.drawCount()][];
        for (int c = 0; c < moved.length; c++) {
            for (int d = 0; d < moved[c].length; d++) {
                moved[c][d] = move(chain.draws()[c][d], TaskRandom.of(seed, c * chain.drawCount() + d));
            }
        }
        return new Chain(chain.parameters(), moved, chain.logLikelihood());
    }

    private double[] move(double[] draw, UniformRandomProvider random) {
        double[] values = best.clone();
        int[] free = space.freeNames().stream().mapToInt(space::index).toArray();
        for (int j = 0; j < free.length; j++) {
            values[free[j]] = draw[j];
        }
        double[] point = space.free(values);
        double[] lower = space.lowerFree();
        double[] upper = space.upperFree();
        for (int t = 0; t < TRIES; t++) {
            double[] to = shifts.draw(point.length, random);
            for (int j = 0; j < to.length; j++) {
                to[j] += point[j];
            }
            boolean inside = true;
            for (int j = 0; j < to.length; j++) {
                inside &= to[j] >= lower[j] && to[j] <= upper[j];
            }
            if (inside) {
                double[] physical = space.physical(to);
                double[] out = new double[free.length];
                for (int j = 0; j < free.length; j++) {
                    out[j] = physical[free[j]];
                }
                return out;
            }
        }
        return draw;
    }
}
