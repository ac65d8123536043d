// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.steelyard.units.InputException;

/**
 * Probability distribution of a parameter before the data, normalised over its range. A sampler draws the cumulative
 * prior probability u, uniform from 0 to 1, and {@link #quantile} converts it to a value.
 */
public sealed interface Prior {

    /**
     * @param u prior probability below the value, from 0 to 1
     * @return the value, in the parameter's unit, inside the range
     */
    double quantile(double u);

    /**
     * @param value in the parameter's unit
     * @return ln of the probability density per unit of the parameter; -infinity outside the range
     */
    double logDensity(double value);

    /** @return coordinate in which the ensemble sampler moves the parameter */
    default Scale scale() {
        return Scale.LINEAR;
    }

    /** @return text for tables, in the unit of the parameter, such as "uniform(0, 3)" */
    String describe();

    /**
     * @param known what is known about a parameter
     * @param min lower bound, finite where that side is flat
     * @param max upper bound, finite where that side is flat
     * @return its probability distribution between the bounds, normalised
     * @throws InputException if the bounds leave no probability
     */
    static Prior of(GaussianPrior known, double min, double max) {
        return known.sigmaLower() == known.sigmaUpper()
                ? new Gaussian(known.mean(), known.sigmaLower(), min, max)
                : new TwoSided(known, min, max);
    }

    /**
     * Uniform distribution, p(x) = 1 / (max - min).
     *
     * @param min lower bound, finite
     * @param max upper bound, finite
     */
    record Uniform(double min, double max) implements Prior {

        /** @throws InputException if a bound is infinite or min is not below max */
        public Uniform {
            check("uniform", min, max);
        }

        @Override
        public double quantile(double u) {
            return clip(min + u * (max - min), min, max);
        }

        @Override
        public double logDensity(double value) {
            return inside(value, min, max) ? -Math.log(max - min) : Double.NEGATIVE_INFINITY;
        }

        @Override
        public String describe() {
            return "uniform(" + min + ", " + max + ")";
        }
    }

    /**
     * Uniform distribution of the logarithm, p(x) = 1 / (x ln(max / min)).
     *
     * @param min lower bound, above 0
     * @param max upper bound, finite
     */
    record LogUniform(double min, double max) implements Prior {

        /** @throws InputException if a bound is infinite or not positive, or min is not below max */
        public LogUniform {
            check("log-uniform", min, max);
            if (!(min > 0)) {
                throw new InputException(
                        "a log-uniform prior needs a min above 0, not " + min + "; raise it or use a uniform prior");
            }
        }

        @Override
        public double quantile(double u) {
            double logMin = Math.log(min);
            return clip(Math.exp(logMin + u * (Math.log(max) - logMin)), min, max);
        }

        @Override
        public double logDensity(double value) {
            return inside(value, min, max)
                    ? -Math.log(value) - Math.log(Math.log(max / min))
                    : Double.NEGATIVE_INFINITY;
        }

        @Override
        public Scale scale() {
            return Scale.LOG10;
        }

        @Override
        public String describe() {
            return "log-uniform(" + min + ", " + max + ")";
        }
    }

    /**
     * Uniform distribution of a coordinate, p(x) proportional to d coordinate / dx.
     *
     * @param coordinate in which the distribution is uniform; its text names it
     * @param min lower bound, finite
     * @param max upper bound, finite
     */
    record UniformIn(Scale coordinate, double min, double max) implements Prior {

        /** @throws InputException if a bound is infinite or min is not below max */
        public UniformIn {
            check("uniform", min, max);
        }

        @Override
        public double quantile(double u) {
            double low = coordinate.toInternal(min);
            return clip(coordinate.toPhysical(low + u * (coordinate.toInternal(max) - low)), min, max);
        }

        @Override
        public double logDensity(double value) {
            return inside(value, min, max)
                    ? -Math.log(coordinate.derivative(coordinate.toInternal(value)))
                            - Math.log(coordinate.toInternal(max) - coordinate.toInternal(min))
                    : Double.NEGATIVE_INFINITY;
        }

        @Override
        public Scale scale() {
            return coordinate;
        }

        @Override
        public String describe() {
            return "uniform in " + coordinate + "(" + min + ", " + max + ")";
        }
    }

    /**
     * Normal distribution truncated at the bounds, p(x) proportional to exp(-(x - mean)^2 / (2 sigma^2)).
     *
     * @param mean of the distribution before truncation
     * @param sigma standard deviation before truncation, positive
     * @param min lower bound, may be -infinity
     * @param max upper bound, may be +infinity
     */
    record Gaussian(double mean, double sigma, double min, double max) implements Prior {

        private static final double SQRT_2 = Math.sqrt(2);
        private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

        /** @throws InputException if a number is invalid or there is no probability between the bounds */
        public Gaussian {
            if (!Double.isFinite(mean) || !(sigma > 0) || Double.isInfinite(sigma)) {
                throw new InputException(
                        "a Gaussian prior needs a finite mean and a positive sigma, not " + mean + " and " + sigma);
            }
            if (!(min < max)) {
                throw new InputException("a Gaussian prior needs min " + min + " below max " + max);
            }
            if (!(mass(mean, sigma, min, max) > 0)) {
                throw new InputException(
                        "the Gaussian prior " + mean + " +- " + sigma + " has no probability between its bounds " + min
                                + " and " + max + "; move the mean or the bounds");
            }
        }

        @Override
        public double quantile(double u) {
            double a = (min - mean) / sigma;
            double b = (max - mean) / sigma;
            double below = tail(-a) + u * mass(mean, sigma, min, max);
            double above = tail(b) + (1 - u) * mass(mean, sigma, min, max);
            // The smaller tail has the smaller rounding error.
            double x = below < above ? -SQRT_2 * InverseErfc.value(2 * below) : SQRT_2 * InverseErfc.value(2 * above);
            return clip(mean + sigma * x, min, max);
        }

        @Override
        public double logDensity(double value) {
            double x = (value - mean) / sigma;
            return inside(value, min, max)
                    ? -0.5 * x * x - LOG_SQRT_2_PI - Math.log(sigma) - Math.log(mass(mean, sigma, min, max))
                    : Double.NEGATIVE_INFINITY;
        }

        @Override
        public String describe() {
            String bounds = Double.isInfinite(min) && Double.isInfinite(max) ? "" : ", " + min + ", " + max;
            return "gaussian(" + mean + ", " + sigma + bounds + ")";
        }

        /** Probability between the bounds, computed in the tail where it is not a difference of two numbers near 1. */
        private static double mass(double mean, double sigma, double min, double max) {
            double a = (min - mean) / sigma;
            double b = (max - mean) / sigma;
            return a > 0 ? tail(a) - tail(b) : tail(-b) - tail(-a);
        }

        /** Probability above x in the unit normal distribution. */
        private static double tail(double x) {
            return 0.5 * Erfc.value(x / SQRT_2);
        }
    }

    /**
     * Gaussian with another width on each side, or flat on one side: p(x) proportional to exp(-r^2 / 2), with r of
     * {@link GaussianPrior}, between the bounds.
     *
     * @param shape mean and widths
     * @param min lower bound, finite where that side is flat
     * @param max upper bound, finite where that side is flat
     */
    record TwoSided(GaussianPrior shape, double min, double max) implements Prior {

        /** @throws InputException if the bounds leave no probability, or a flat side has no bound */
        public TwoSided {
            if (!(lowerArea(shape, min, max) + upperArea(shape, min, max) > 0)) {
                throw new InputException("the prior about " + shape.mean() + " has no probability between its bounds "
                        + min + " and " + max + "; move the mean or the bounds");
            }
        }

        @Override
        public double quantile(double u) {
            double lower = lowerArea(shape, min, max);
            double upper = upperArea(shape, min, max);
            double area = u * (lower + upper);
            return area < lower
                    ? side(shape.sigmaLower(), min, Math.min(max, shape.mean())).quantile(area / lower)
                    : side(shape.sigmaUpper(), Math.max(min, shape.mean()), max)
                            .quantile(Math.min(1, (area - lower) / upper));
        }

        @Override
        public double logDensity(double value) {
            double r = shape.residual(value);
            return inside(value, min, max)
                    ? -0.5 * r * r - Math.log(lowerArea(shape, min, max) + upperArea(shape, min, max))
                    : Double.NEGATIVE_INFINITY;
        }

        @Override
        public String describe() {
            return "gaussian(" + shape.mean() + ", -" + shape.sigmaLower() + ", +" + shape.sigmaUpper() + ", " + min
                    + ", " + max + ")";
        }

        /** The distribution on one side of the mean, normalised there. */
        private Prior side(double sigma, double from, double to) {
            return Double.isInfinite(sigma) ? new Uniform(from, to) : new Gaussian(shape.mean(), sigma, from, to);
        }

        private static double lowerArea(GaussianPrior shape, double min, double max) {
            return area(shape.mean(), shape.sigmaLower(), min, Math.min(max, shape.mean()));
        }

        private static double upperArea(GaussianPrior shape, double min, double max) {
            return area(shape.mean(), shape.sigmaUpper(), Math.max(min, shape.mean()), max);
        }

        /** Integral of exp(-r^2 / 2), or the width of a flat side. */
        private static double area(double mean, double sigma, double from, double to) {
            if (!(from < to)) {
                return 0;
            }
            if (Double.isInfinite(sigma)) {
                check("one-sided", from, to);
                return to - from;
            }
            return Math.sqrt(2 * Math.PI) * sigma * Gaussian.mass(mean, sigma, from, to);
        }
    }

    /**
     * Inclination i of an isotropically oriented axis, uniform in cos i: p(i) proportional to sin i.
     *
     * @param min [deg] lower bound, at least 0
     * @param max [deg] upper bound, at most 180
     */
    record Isotropic(double min, double max) implements Prior {

        /** @throws InputException if a bound is not from 0 deg to 180 deg or min is not below max */
        public Isotropic {
            check("isotropic", min, max);
            if (min < 0 || max > 180) {
                throw new InputException("an isotropic prior needs bounds from 0 deg to 180 deg, not " + min
                        + " deg and " + max + " deg; narrow them");
            }
        }

        @Override
        public double quantile(double u) {
            // 1 - cos i = 2 sin^2(i / 2) avoids cancellation near face-on.
            double low = haversine(min);
            double high = haversine(max);
            double i = 2 * Math.asin(Math.sqrt(Math.min(1, low + u * (high - low))));
            return clip(Math.toDegrees(i), min, max);
        }

        @Override
        public double logDensity(double value) {
            return inside(value, min, max)
                    ? Math.log(Math.toRadians(1)
                            * Math.sin(Math.toRadians(value))
                            / (2 * (haversine(max) - haversine(min))))
                    : Double.NEGATIVE_INFINITY;
        }

        @Override
        public String describe() {
            return "isotropic(" + min + ", " + max + ")";
        }

        private static double haversine(double degrees) {
            double s = Math.sin(Math.toRadians(degrees) / 2);
            return s * s;
        }
    }

    private static void check(String kind, double min, double max) {
        if (!Double.isFinite(min) || !Double.isFinite(max)) {
            throw new InputException("a " + kind + " prior needs finite bounds, not " + min + " and " + max
                    + "; set min and max, or use a Gaussian prior");
        }
        if (!(min < max)) {
            throw new InputException("a " + kind + " prior needs min " + min + " below max " + max);
        }
    }

    private static boolean inside(double value, double min, double max) {
        return value >= min && value <= max;
    }

    private static double clip(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }
}
