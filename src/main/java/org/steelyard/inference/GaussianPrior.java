// SPDX-License-Identifier: Apache-2.0
package org.steelyard.inference;

import org.steelyard.units.InputException;

/**
 * What is known about a parameter before the data: a Gaussian in its value, which may have another width on each side
 * or be flat on one side. In a fit it is one more residual,
 *
 * <pre>  r = (x - mean) / sigmaLower where x is below the mean, (x - mean) / sigmaUpper above it, </pre>
 *
 * <p>and adds r^2 to chi^2. On a flat side sigma is infinite and r = 0. The Gaussian is one of the value also where the
 * optimiser moves the parameter on a logarithmic scale.
 *
 * @param mean most probable value, or the end of the flat side, in the parameter's unit
 * @param sigmaLower standard deviation of values below the mean; infinite for a flat side
 * @param sigmaUpper standard deviation of values above the mean; infinite for a flat side
 */
public record GaussianPrior(double mean, double sigmaLower, double sigmaUpper) {

    /** @throws InputException if the mean is not finite, a sigma is not positive, or both sides are flat */
    public GaussianPrior {
        if (!Double.isFinite(mean)) {
            throw new InputException("a prior needs a finite mean, not " + mean);
        }
        if (!(sigmaLower > 0) || !(sigmaUpper > 0)) {
            throw new InputException("a prior needs a sigma above 0, not " + Math.min(sigmaLower, sigmaUpper)
                    + "; fix a parameter that is known exactly");
        }
        if (Double.isInfinite(sigmaLower) && Double.isInfinite(sigmaUpper)) {
            throw new InputException("a prior that is flat on both sides says nothing; give a finite sigma");
        }
    }

    /**
     * @param mean most probable value
     * @param sigma standard deviation on both sides
     * @return a Gaussian
     */
    public static GaussianPrior of(double mean, double sigma) {
        return new GaussianPrior(mean, sigma, sigma);
    }

    /** @return whether one side is flat: a soft limit, which does not say what the value is */
    public boolean oneSided() {
        return Double.isInfinite(sigmaLower) || Double.isInfinite(sigmaUpper);
    }

    /**
     * @param value in the parameter's unit
     * @return r [-]; 0 on a flat side
     */
    public double residual(double value) {
        return (value - mean) * slope(value);
    }

    /**
     * @param value in the parameter's unit
     * @return dr / d value, 1 / sigma of the value's side
     */
    public double slope(double value) {
        return 1 / (value < mean ? sigmaLower : sigmaUpper);
    }

    /**
     * @param newMean in the parameter's unit
     * @return this prior about another mean
     */
    public GaussianPrior about(double newMean) {
        return new GaussianPrior(newMean, sigmaLower, sigmaUpper);
    }

    /**
     * The mean that a repeated measurement would give if a value were the true one.
     *
     * @param truth in the parameter's unit
     * @param normal a draw from the unit normal distribution
     * @return this prior about the mean at which the residual of the truth is {@code normal}; itself if it is one-sided,
     *     since a limit is no measurement
     */
    public GaussianPrior drawn(double truth, double normal) {
        return oneSided() ? this : about(truth - normal * (normal < 0 ? sigmaLower : sigmaUpper));
    }
}
