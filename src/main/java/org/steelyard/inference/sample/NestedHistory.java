package org.steelyard.inference.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dead points of a nested sampling run in the order of their deaths. Each belongs to a thread (Higson et al. 2018, Bayesian Analysis
 * 13, 873): a point drawn from the prior, the one that took its place, and so on. A run of fewer or repeated threads is again a run, which
 * gives the errors of everything that is computed from it.
 */
final class NestedHistory {

    private final List<double[]> values = new ArrayList<>();
    private double[] logLikelihood = new double[1024];
    private double[] plain = new double[1024];
    private int[] thread = new int[1024];
    /** How many had died when a point was born. */
    private int[] birth = new int[1024];

    private int threadCount;

    int size() {
        return values.size();
    }

    void add(LivePoint point, int ownThread, int bornAfter) {
        int i = size();
        if (i == thread.length) {
            logLikelihood = Arrays.copyOf(logLikelihood, 2 * i);
            plain = Arrays.copyOf(plain, 2 * i);
            thread = Arrays.copyOf(thread, 2 * i);
            birth = Arrays.copyOf(birth, 2 * i);
        }
        values.add(point.values());
        logLikelihood[i] = point.logLikelihood();
        plain[i] = point.plain();
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

    /** ln of the likelihood itself, not of that which the points lived by. */
    double[] plain() {
        return Arrays.copyOf(plain, size());
    }

    /**
     * @param copies how often each thread is there. Not modified.
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
                // The mean of ln X, to which ln Z is linear.
                double shrinkage = own / (double) alive;
                logWeights[i] = logLikelihood[i] + logX + Math.log(-Math.expm1(-shrinkage));
                logX -= shrinkage;
                logZ = RunningPosterior.logSum(logZ, logWeights[i]);
            }
        }
        for (int i = 0; i < n; i++) {
            logWeights[i] -= logZ;
        }
        return new Integral(logZ, logWeights);
    }

    /** ln of the integral of the likelihood over the prior, and ln of the share of each point. */
    record Integral(double logZ, double[] logWeights) {}
}
