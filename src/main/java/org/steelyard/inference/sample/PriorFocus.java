package org.steelyard.inference.sample;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.steelyard.inference.Prior;

/**
 * Repartition of prior and likelihood around a fit (Chen, Hobson, Das and Gelderblom 2019, Statistics and Computing 29,
 * 835). It keeps their product, and with it posterior and evidence.
 *
 * <p>In the cumulative prior probability u of a parameter, the focused prior has the density
 *
 * <pre>    f(u) = w + (1 - w) C(u),</pre>
 *
 * where C is a Cauchy distribution around the fit, truncated to 0 &lt;= u &lt;= 1, and w the fraction drawn from the
 * whole prior. The likelihood is divided by f, which is at least w.
 */
final class PriorFocus {

    /** w, the fraction of the draws from the whole prior. */
    private static final double WHOLE = 0.1;

    /** [standard error] Half width of C at half maximum, wider than the posterior. */
    private static final double WIDTH = 2;

    /** Bisections of the interval from 0 to 1, to the last bit. */
    private static final int HALVINGS = 55;

    private final double[] centre;
    /** 0 for the prior itself. */
    private final double[] width;

    private PriorFocus(double[] centre, double[] width) {
        this.centre = centre;
        this.width = width;
    }

    /** The prior itself, f = 1. */
    static PriorFocus none(int dimension) {
        return new PriorFocus(new double[dimension], new double[dimension]);
    }

    /**
     * @param problem with the priors
     * @param values [parameter] best fit. Not modified.
     * @param errors [parameter] standard errors; the prior itself is used for one that is not a positive number. Not
     *     modified.
     * @return the focus around the fit
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

    /** The number from 0 to 1 below which a condition holds, by bisection. */
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

    /** Cumulative prior probabilities of a point that is uniform in the unit cube. */
    double[] quantiles(double[] cube) {
        double[] u = Arrays.copyOf(cube, cube.length);
        for (int j = 0; j < u.length; j++) {
            if (width[j] > 0) {
                int k = j;
                u[j] = solve(x -> cumulative(k, x) < cube[k]);
            }
        }
        return u;
    }

    /** ln f, summed over the parameters. */
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

    /** Integral of f from 0 to u. */
    private double cumulative(int j, double u) {
        return WHOLE * u + (1 - WHOLE) * (angle(j, u) - angle(j, 0)) / (angle(j, 1) - angle(j, 0));
    }

    private double angle(int j, double u) {
        return Math.atan((u - centre[j]) / width[j]);
    }
}
