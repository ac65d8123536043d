package org.steelyard.inference.sample;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Proposals for the moves of a walker, from the positions of the other half of the ensemble. */
final class EnsembleMoves {

    /** Fraction of stretch moves; the others are difference moves. */
    private static final double STRETCHES = 0.5;

    /** Fraction of the difference moves by the whole difference, from mode to mode. */
    private static final double JUMPS = 0.1;

    /** The scale a of the stretch (Goodman and Weare 2010). */
    private static final double STRETCH = 2;

    /** Optimal length of a difference move in a normal distribution, times sqrt(2 dimension) (ter Braak 2006). */
    private static final double DIFFERENCE = 2.38;

    /** Relative scatter of the length of a difference move. */
    private static final double SCATTER = 0.1;

    private final int dimension;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;

    EnsembleMoves(int dimension, UniformRandomProvider random, ZigguratSampler.NormalizedGaussian normal) {
        this.dimension = dimension;
        this.random = random;
        this.normal = normal;
    }

    /**
     * Position of a walker.
     *
     * @param coordinates on the scales of the priors
     * @param values in the parameters' units
     * @param logLikelihood ln L
     * @param logDensity ln of likelihood times prior density per unit of the coordinates
     */
    record Walker(double[] coordinates, double[] values, double logLikelihood, double logDensity) {}

    /**
     * Proposed position.
     *
     * @param coordinates on the scales of the priors
     * @param logFactor ln of the factor of the ratio of densities in the acceptance probability
     */
    record Proposal(double[] coordinates, double logFactor) {}

    Proposal propose(Walker walker, Walker[] others) {
        return random.nextDouble() < STRETCHES ? stretch(walker, others) : difference(walker, others);
    }

    private Proposal stretch(Walker walker, Walker[] others) {
        double[] other = others[random.nextInt(others.length)].coordinates();
        double root = 1 + (STRETCH - 1) * random.nextDouble();
        double z = root * root / STRETCH;
        double[] to = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            to[j] = other[j] + z * (walker.coordinates()[j] - other[j]);
        }
        return new Proposal(to, (dimension - 1) * Math.log(z));
    }

    private Proposal difference(Walker walker, Walker[] others) {
        int a = random.nextInt(others.length);
        int b = random.nextInt(others.length - 1);
        b += b >= a ? 1 : 0;
        double whole = random.nextDouble() < JUMPS ? 1 : DIFFERENCE / Math.sqrt(2 * dimension);
        double length = whole * (1 + SCATTER * normal.sample());
        double[] to = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            to[j] = walker.coordinates()[j]
                    + length * (others[a].coordinates()[j] - others[b].coordinates()[j]);
        }
        return new Proposal(to, 0);
    }
}
