// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Dead points of a nested sampling run, in order of likelihood. Each belongs to a thread (Higson et al. 2018, Bayesian
 * Analysis 13, 873): a point drawn from the prior, its replacement, the replacement of that, and so on. Any selection
 * of threads, with repetitions, is again a valid run; bootstrap samples of the threads give the errors of all results.
 */
final class DeadPoints {

    private static final int FIRST_CAPACITY = 1024;

    private final List<double[]> values = new ArrayList<>();
    private double[] logFocused = new double[FIRST_CAPACITY];
    private double[] logLikelihood = new double[FIRST_CAPACITY];
    private int[] thread = new int[FIRST_CAPACITY];
    /** Number of dead points when a point was drawn. */
    private int[] birth = new int[FIRST_CAPACITY];

    private int threadCount;

    int size() {
        return values.size();
    }

    void add(LivePoint point, int ownThread, int bornAfter) {
        int i = size();
        if (i == thread.length) {
            logFocused = Arrays.copyOf(logFocused, 2 * i);
            logLikelihood = Arrays.copyOf(logLikelihood, 2 * i);
            thread = Arrays.copyOf(thread, 2 * i);
            birth = Arrays.copyOf(birth, 2 * i);
        }
        values.add(point.values());
        logFocused[i] = point.logFocused();
        logLikelihood[i] = point.logLikelihood();
        thread[i] = ownThread;
        birth[i] = bornAfter;
        threadCount = Math.max(threadCount, ownThread + 1);
    }

    int threadCount() {
        return threadCount;
    }

    double[][] points() {
        return values.toArray(new double[0][]);
    }

    /** ln L of every point, without the focus of the prior. */
    double[] logLikelihood() {
        return Arrays.copyOf(logLikelihood, size());
    }

    /**
     * Evidence Z = sum_i L_i (X_i-1 - X_i) with the mean prior volumes X_i, and the weights of its terms.
     *
     * @param copies number of copies of each thread. Not modified.
     * @return evidence and weights of the run made of these threads
     */
    Integral integrate(int[] copies) {
        int n = size();
        int[] change = new int[n + 1];
        for (int i = 0; i < n; i++) {
            change[birth[i]] += copies[thread[i]];
            change[i + 1] -= copies[thread[i]];
        }
        double[] logWeights = new double[n];
        double logZ = Double.NEGATIVE_INFINITY;
        double logX = 0;
        int alive = 0;
        for (int i = 0; i < n; i++) {
            alive += change[i];
            int own = copies[thread[i]];
            logWeights[i] = Double.NEGATIVE_INFINITY;
            if (own > 0) {
                // The mean of ln X, in which ln Z is linear.
                double shrinkage = own / (double) alive;
                logWeights[i] = logFocused[i] + logX + Math.log(-Math.expm1(-shrinkage));
                logX -= shrinkage;
                logZ = Weights.logSum(logZ, logWeights[i]);
            }
        }
        for (int i = 0; i < n; i++) {
            logWeights[i] -= logZ;
        }
        return new Integral(logZ, logWeights);
    }

    /** ln Z, and ln of the share of every point in Z. */
    record Integral(double logZ, double[] logWeights) {}
}
