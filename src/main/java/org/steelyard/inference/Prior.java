package org.steelyard.inference;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.steelyard.units.InputException;

/**
 * What is known of a parameter before the data, normalised over its own range. Samplers see a parameter as a number from 0 to 1 of equal
 * prior probability, and {@link #quantile} turns that into a value.
 */
public sealed interface Prior {

    /**
     * @param u prior probability below the value, from 0 to 1
     * @return the value, in the parameter's unit, never outside the range
     */
    double quantile(double u);

    /**
     * @param value in the parameter's unit
     * @return ln of the probability density per unit of the parameter; -infinity outside the range
     */
    double logDensity(double value);

    /** @return the coordinate in which an ensemble moves the parameter */
    default Scale scale() {
        return Scale.LINEAR;
    }

    /** @return for tables, in the unit of the parameter: "uniform(0, 3)" */
    String describe();

    /**
     * Equally likely everywhere between its bounds.
     *
     * @param min lower bound, finite
     * @param max upper bound, finite
     */
    record Uniform(double min, double max) implements Prior {

        /** @throws InputException if a bound is infinite or they are not in order */
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
     * Equally likely in every interval of the logarithm.
     *
     * @param min lower bound, above 0
     * @param max upper bound, finite
     */
    record LogUniform(double min, double max) implements Prior {

        /** @throws InputException if a bound is infinite or not positive, or they are not in order */
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
     * A normal distribution, cut off at the bounds.
     *
     * @param mean of the distribution before the cut
     * @param sigma standard deviation before the cut, positive
     * @param min lower bound, may be -infinity
     * @param max upper bound, may be +infinity
     */
    record Gaussian(double mean, double sigma, double min, double max) implements Prior {

        private static final double SQRT_2 = Math.sqrt(2);
        private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

        /** @throws InputException if a number is impossible or the bounds leave nothing of the distribution */
        public Gaussian {
            if (!Double.isFinite(mean) || !(sigma > 0) || Double.isInfinite(sigma)) {
                throw new InputException(
                        "a Gaussian prior needs a finite mean and a positive sigma, not " + mean + " and " + sigma);
            }
            if (!(min < max)) {
                throw new InputException("a Gaussian prior needs min " + min + " below max " + max);
            }
            if (!(mass(mean, sigma, min, max) > 0)) {
                throw new InputException("the Gaussian prior " + mean + " +- " + sigma
                        + " has nothing between its bounds " + min + " and " + max + "; move the mean or the bounds");
            }
        }

        @Override
        public double quantile(double u) {
            double a = (min - mean) / sigma;
            double b = (max - mean) / sigma;
            double below = tail(-a) + u * mass(mean, sigma, min, max);
            double above = tail(b) + (1 - u) * mass(mean, sigma, min, max);
            // The smaller tail keeps its digits.
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

        /** Probability between the bounds, from the tail in which it is not a difference of two numbers close to 1. */
        private static double mass(double mean, double sigma, double min, double max) {
            double a = (min - mean) / sigma;
            double b = (max - mean) / sigma;
            return a > 0 ? tail(a) - tail(b) : tail(-b) - tail(-a);
        }

        /** Probability above x of the unit normal distribution. */
        private static double tail(double x) {
            return 0.5 * Erfc.value(x / SQRT_2);
        }
    }

    /**
     * An inclination whose axis points anywhere with equal probability: uniform in the cosine.
     *
     * @param min [deg] lower bound, at least 0
     * @param max [deg] upper bound, at most 180
     */
    record Isotropic(double min, double max) implements Prior {

        /** @throws InputException if a bound is not an inclination or they are not in order */
        public Isotropic {
            check("isotropic", min, max);
            if (min < 0 || max > 180) {
                throw new InputException("an isotropic prior needs bounds from 0 deg to 180 deg, not " + min
                        + " deg and " + max + " deg; narrow them");
            }
        }

        @Override
        public double quantile(double u) {
            // 1 - cos = 2 sin^2(i/2) keeps its digits next to face-on.
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
