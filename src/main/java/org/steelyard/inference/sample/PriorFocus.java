package org.steelyard.inference.sample;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.steelyard.inference.Prior;

/**
 * Where nested sampling draws before it knows the likelihood: a repartition of prior and likelihood (Chen, Hobson, Das and Gelderblom 2019, Statistics and
 * Computing 29, 835), which leaves their product, and so posterior and evidence, as they are. In prior probability u, most draws of a parameter
 * come from a Cauchy distribution around a fit, a share from the whole prior; the likelihood is divided by that density, which is never below the share.
 */
final class PriorFocus {

    /** Of every parameter, what is drawn from the whole prior. */
    private static final double WHOLE = 0.1;

    /** Half width at half maximum, in standard errors of the fit: the posterior is well within. */
    private static final double WIDTH = 2;

    /** Halvings of the interval from 0 to 1: down to the last bit. */
    private static final int HALVINGS = 55;

    private final double[] centre;
    /** 0 where the prior is left as it is. */
    private final double[] width;

    private PriorFocus(double[] centre, double[] width) {
        this.centre = centre;
        this.width = width;
    }

    /** The prior as it is. */
    static PriorFocus none(int dimension) {
        return new PriorFocus(new double[dimension], new double[dimension]);
    }

    /**
     * @param problem with the priors
     * @param values of a fit. Not modified.
     * @param errors standard errors; where one is not a positive number the prior is left as it is. Not modified.
     */
    static PriorFocus around(SamplingProblem problem, double[] values, double[] errors) {
        int n = problem.dimension();
        double[] centre = new double[n];
        double[] width = new double[n];
        for (int j = 0; j < n; j++) {
            Prior prior = problem.parameters().get(j).prior();
            centre[j] = probability(prior, values[j]);
            if (errors[j] > 0 && Double.isFinite(errors[j])) {
                double below = probability(prior, values[j] - errors[j]);
                double above = probability(prior, values[j] + errors[j]);
                width[j] = WIDTH * Math.max(above - centre[j], centre[j] - below);
            }
        }
        return new PriorFocus(centre, width);
    }

    /** Prior probability below a value. */
    private static double probability(Prior prior, double value) {
        return solve(u -> prior.quantile(u) < value);
    }

    private static double solve(DoublePredicate below) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Prior probabilities of a point drawn uniformly from the cube. */
    double[] spread(double[] cube) {
        double[] u = Arrays.copyOf(cube, cube.length);
        for (int j = 0; j < u.length; j++) {
            if (width[j] > 0) {
                int k = j;
                u[j] = solve(x -> share(k, x) < cube[k]);
            }
        }
        return u;
    }

    /** ln of the density of such points in prior probability. */
    double logDensity(double[] u) {
        double sum = 0;
        for (int j = 0; j < u.length; j++) {
            if (width[j] > 0) {
                double z = (u[j] - centre[j]) / width[j];
                sum += Math.log(WHOLE + (1 - WHOLE) / (width[j] * (1 + z * z) * (angle(j, 1) - angle(j, 0))));
            }
        }
        return sum;
    }

    /** Share of the draws below u. */
    private double share(int j, double u) {
        return WHOLE * u + (1 - WHOLE) * (angle(j, u) - angle(j, 0)) / (angle(j, 1) - angle(j, 0));
    }

    private double angle(int j, double u) {
        return Math.atan((u - centre[j]) / width[j]);
    }
}
