// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.steelyard.units.InputException;

/**
 * A point-spread function as concentric Gaussians. A Gaussian of the galaxy convolved with one of the PSF is a Gaussian whose covariance
 * is the sum of both. What Gaussians cannot describe of an image of a PSF is convolved as an image.
 *
 * @param weight share of the light in each Gaussian; the sum is one
 * @param sigma [pixel] dispersion along the major axis of each, not negative; 0 is no blurring
 * @param axisRatio minor over major axis of each, in (0, 1]
 * @param angle [deg] of the major axis of each, from the columns towards the rows
 * @param remainder what the Gaussians leave of an image of the PSF, null where there is none
 */
public record Psf(
        double[] weight,
        double[] sigma,
        double[] axisRatio,
        double[] angle,
        @Nullable PsfRemainder remainder) {

    /** A sum of the weights that differs from one by more than this is not normalised, but by less it is rounding in print. */
    private static final double NORMALISED = 0.01;

    /**
     * Copies the arrays and divides the weights by their sum.
     *
     * @throws InputException if a number is out of its range or the weights do not add up to one within 1 %
     */
    public Psf {
        weight = weight.clone();
        sigma = sigma.clone();
        axisRatio = axisRatio.clone();
        angle = angle.clone();
        int n = weight.length;
        if (n == 0 || sigma.length != n || axisRatio.length != n || angle.length != n) {
            throw new InputException("PSF: " + n + " weights, " + sigma.length + " sigmas, " + axisRatio.length
                    + " axis ratios and " + angle.length + " angles; it needs as many of each, one or more");
        }
        for (int j = 0; j < n; j++) {
            if (!(weight[j] >= 0)
                    || !(sigma[j] >= 0)
                    || Double.isInfinite(sigma[j])
                    || !(axisRatio[j] > 0 && axisRatio[j] <= 1)
                    || !Double.isFinite(angle[j])) {
                throw new InputException("PSF component " + (j + 1) + ": weight " + weight[j] + " and sigma " + sigma[j]
                        + " pixel must not be negative, axis ratio " + axisRatio[j] + " above 0 and at most 1, angle "
                        + angle[j] + " deg finite");
            }
        }
        double sum = Arrays.stream(weight).sum();
        if (!(Math.abs(sum - 1) <= NORMALISED)) {
            throw new InputException("PSF: the weights add up to " + sum
                    + "; a PSF must be normalised: divide them by their sum, which must be 1 within " + NORMALISED);
        }
        for (int j = 0; j < n; j++) {
            weight[j] /= sum;
        }
    }

    /**
     * A PSF without a remainder.
     *
     * @param weight share of the light in each Gaussian
     * @param sigma [pixel] dispersion along the major axis of each
     * @param axisRatio minor over major axis of each
     * @param angle [deg] of the major axis of each
     * @throws InputException as the full constructor
     */
    public Psf(double[] weight, double[] sigma, double[] axisRatio, double[] angle) {
        this(weight, sigma, axisRatio, angle, null);
    }

    /** @return the PSF of an image without blurring */
    public static Psf none() {
        return round(new double[] {1}, new double[] {0});
    }

    /**
     * @param weight share of the light in each Gaussian
     * @param sigma [pixel] dispersion of each
     * @return a PSF of round Gaussians
     * @throws InputException as the constructor
     */
    public static Psf round(double[] weight, double[] sigma) {
        double[] one = new double[sigma.length];
        Arrays.fill(one, 1);
        return new Psf(weight, sigma, one, new double[sigma.length]);
    }

    /** @return number of Gaussians */
    public int size() {
        return weight.length;
    }

    /**
     * @param factor how many pixels of this PSF make one of the image, along each axis
     * @return the PSF in pixels of the image
     * @throws InputException if the factor is not positive
     */
    Psf oversampledBy(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new InputException("PSF oversampling " + factor + " must be positive and finite, for example 4");
        }
        return new Psf(weight, Arrays.stream(sigma).map(s -> s / factor).toArray(), axisRatio, angle);
    }

    /** The same Gaussians with what they leave of the PSF's image. */
    Psf with(PsfRemainder other) {
        return new Psf(weight, sigma, axisRatio, angle, other);
    }

    /** @return [pixel] dispersions of round Gaussians of the same area */
    public double[] roundSigma() {
        double[] round = new double[size()];
        for (int j = 0; j < round.length; j++) {
            round[j] = sigma[j] * Math.sqrt(axisRatio[j]);
        }
        return round;
    }

    /** @return [pixel] dispersion of the Gaussian that holds the median of the light, the size of the core */
    public double coreSigma() {
        Integer[] order = new Integer[size()];
        Arrays.setAll(order, j -> j);
        double[] round = roundSigma();
        Arrays.sort(order, (a, b) -> Double.compare(round[a], round[b]));
        double sum = 0;
        for (int j : order) {
            sum += weight[j];
            if (sum >= 0.5) {
                return round[j];
            }
        }
        return round[order[order.length - 1]];
    }

    /**
     * @param j index of a Gaussian, from 0
     * @return [pixel2] its covariance {xx, xy, yy}, x along the columns
     */
    public double[] covariance(int j) {
        return Gaussians.covariance(sigma[j], axisRatio[j], angle[j]);
    }

    /** @return weights, a copy */
    @Override
    public double[] weight() {
        return weight.clone();
    }

    /** @return [pixel] dispersions, a copy */
    @Override
    public double[] sigma() {
        return sigma.clone();
    }

    /** @return axis ratios, a copy */
    @Override
    public double[] axisRatio() {
        return axisRatio.clone();
    }

    /** @return [deg] angles, a copy */
    @Override
    public double[] angle() {
        return angle.clone();
    }
}
