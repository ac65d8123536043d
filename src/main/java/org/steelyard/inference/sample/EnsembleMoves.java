package org.steelyard.inference.sample;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Where a walker may go next, as the other half of the ensemble suggests. */
final class EnsembleMoves {

    /** Share of the stretch moves; the rest follow differences. */
    private static final double STRETCHES = 0.5;

    /** Share of the difference moves that go all the way, from mode to mode. */
    private static final double JUMPS = 0.1;

    /** The scale a of the stretch (Goodman and Weare 2010). */
    private static final double STRETCH = 2;

    /** Best length of a difference move in a normal distribution, times the root of twice the dimension (ter Braak 2006). */
    private static final double DIFFERENCE = 2.38;

    /** Relative scatter of a difference move. */
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
     * @param coordinates on the priors' scales
     * @param values in the parameters' units
     * @param logLikelihood there
     * @param logDensity ln of likelihood times prior per unit of the coordinates
     */
    record Walker(double[] coordinates, double[] values, double logLikelihood, double logDensity) {}

    /**
     * @param coordinates where to go
     * @param logFactor ln of what the ratio of the densities is multiplied by
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
