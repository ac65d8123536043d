// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;

/**
 * A galaxy's image fitted by a multi-Gaussian expansion (Cappellari 2002): the galaxy is found, stars are masked, Gaussians are chosen by
 * non-negative least squares, and all pixels are fitted with their Poisson and read noise.
 *
 * <p>Where the galaxy fills the frame, the sky and the widest Gaussian cannot be told from each other. The widest sigma is limited to the
 * radius of a circle of the frame's area; {@link #widestAtLimit} says when that limit, not the data, decides the sky.
 *
 * @param model the best model, in pixels and the unit of the image
 * @param psf the PSF
 * @param drawn the model on the pixels of the image, with PSF and sky, {@code y*nx + x}
 * @param noise [unit of the image] standard deviation of every pixel
 * @param masked pixels that were not used, {@code y*nx + x}: given, blank, saturated, at the edge, and found ones
 * @param sources stars and neighbours that were found
 * @param chiSquared of the used pixels with their noise
 * @param pixels number of used pixels
 * @param structure share of the surface brightness by which the galaxy departs from concentric ellipses, beyond the noise; 0 where none is
 *     seen. {@link StructuralError} says how it weighs the pixels
 * @param ratioCost rise of chi-squared that the limit on the axis ratios costs; 0 where the limit is not met
 * @param widestAtLimit whether the widest Gaussian is as wide as allowed
 * @param skyFree whether the sky was fitted
 * @param unresolved [unit of the image] flux of a point source at the centre that the data allow but that counts as starlight, so that
 *     Gaussians describe it; 0 where there is none or it was to be fitted
 * @param parameters the fitted numbers: fluxes, ln sigmas, axis ratios, angle [rad], x, y [pixel], then the sky if it was free, then the
 *     point source if there is one
 * @param covariance their covariance, scaled by the reduced chi-squared where that is above 1; NaN for a parameter at its limit.
 *     Beside a free sky it allows for light beyond the frame: the limit of the widest sigma counts as known to 22 %, and where no
 *     Gaussian is as wide, the flux of another one is unknown
 */
public record StarlightFit(
        ImageModel model,
        Psf psf,
        double[] drawn,
        double[] noise,
        BitSet masked,
        List<MaskedSource> sources,
        double chiSquared,
        int pixels,
        double structure,
        double ratioCost,
        boolean widestAtLimit,
        boolean skyFree,
        double unresolved,
        double[] parameters,
        double[][] covariance) {

    /** Light of the galaxy, in noises of a pixel, below which a pixel is free of it. */
    private static final double DARK = 0.3;

    /** Copies the mask and the arrays. */
    public StarlightFit {
        masked = (BitSet) masked.clone();
        sources = List.copyOf(sources);
        drawn = drawn.clone();
        noise = noise.clone();
        parameters = parameters.clone();
        covariance = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Chi-squared for a pixel that was used.
     *
     * @return chi-squared over the number of pixels
     */
    public double reducedChiSquared() {
        return chiSquared / pixels;
    }

    /**
     * Chi-squared for a used pixel near the centre.
     *
     * @param image that was fitted
     * @param radius [pixel] how far from the centre
     * @return chi-squared over the number of pixels, NaN where there are none
     */
    public double reducedChiSquared(Image image, double radius) {
        double sum = 0;
        int count = 0;
        for (int p = 0; p < drawn.length; p++) {
            int row = p / image.nx();
            if (!masked.get(p) && Math.hypot(p % image.nx() - model.x(), row - model.y()) <= radius) {
                double deviation = (image.values()[p] - drawn[p]) / noise[p];
                sum += deviation * deviation;
                count++;
            }
        }
        return sum / count;
    }

    /**
     * Whether the image has the galaxy's centre.
     *
     * @param image that was fitted
     * @throws org.steelyard.units.InputException if it is masked
     */
    public void checkCentre(Image image) {
        ImageChecks.centre(image, masked, (int) Math.rint(model.x()), (int) Math.rint(model.y()));
    }

    /**
     * The light that the wings of a masked source add to the galaxy's.
     *
     * @param source of {@link #sources}
     * @param nx columns of the image
     * @param radius [pixel] how far from the galaxy's centre
     * @return the source's light over the galaxy's in the pixels that were used, NaN where there are none
     */
    public double wings(MaskedSource source, int nx, double radius) {
        double wings = 0;
        double galaxy = 0;
        for (int p = masked.nextClearBit(0); p < drawn.length; p = masked.nextClearBit(p + 1)) {
            int row = p / nx;
            if (Math.hypot(p % nx - model.x(), row - model.y()) <= radius) {
                wings += source.at(psf, Math.hypot(p % nx - source.x(), row - source.y()));
                galaxy += drawn[p] - model.sky();
            }
        }
        return wings / galaxy;
    }

    /**
     * The error of the fitted sky.
     *
     * @return [unit of the image] standard deviation, NaN if the sky was not fitted
     */
    public double skyError() {
        int index = 3 * model.gaussians().size() + 3;
        return skyFree ? Math.sqrt(covariance[index][index]) : Double.NaN;
    }

    /**
     * The position angle of the major axis on the sky.
     *
     * @param frame of the image
     * @return [deg] north through east, in [0, 180)
     */
    public double positionAngle(SkyFrame frame) {
        return model.positionAngle(frame, model.angle());
    }

    /**
     * Whether the sky is not to be had from the image: no pixel is free of the galaxy's light, and the sky rests on the form of the
     * Gaussians.
     *
     * @return whether a fitted sky depends on the light beyond the frame
     */
    public boolean skyUncertain() {
        boolean dark = IntStream.range(0, drawn.length)
                .anyMatch(p -> !masked.get(p) && drawn[p] - model.sky() < DARK * noise[p]);
        return skyFree && !dark;
    }

    /** @return the model on the pixels, a copy */
    @Override
    public double[] drawn() {
        return drawn.clone();
    }

    /** @return [unit of the image] noise of the pixels, a copy */
    @Override
    public double[] noise() {
        return noise.clone();
    }

    /** @return the mask, a copy */
    @Override
    public BitSet masked() {
        return (BitSet) masked.clone();
    }

    /** @return fitted numbers, a copy */
    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    /** @return covariance, a copy */
    @Override
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }
}
