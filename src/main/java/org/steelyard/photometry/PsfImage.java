// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.units.InputException;

/**
 * The Gaussians of a PSF that is given as an image, and what they leave of it. Its pixels are integrals of the PSF, so the Gaussians are
 * without the pixel. They share centre and position angle; their axis ratios are free. The remainder belongs to the PSF where it is not
 * negligible and the oversampling is a whole number.
 *
 * @param psf the PSF, in pixels of the galaxy's image
 * @param residual sum of the absolute differences between the image of the PSF and the Gaussians, as a share of its light
 */
public record PsfImage(Psf psf, double residual) {

    /** Error of a pixel, as a share of the brightest: the core is described best, and spikes do not count for more than they hold. */
    private static final double ERROR = 1e-4;

    /** The pixels of a PSF add up to one within this. */
    private static final double NORMALISED = 0.05;

    /** A pixel below minus this share of the brightest is no noise of a PSF. */
    private static final double NEGATIVE = 0.02;

    /** Narrowest Gaussian [pixel]. */
    private static final double NARROWEST = 0.2;

    /** Widest Gaussian, as a share of the image. */
    private static final double WIDEST = 0.5;

    /** Flattest Gaussian. */
    private static final double FLATTEST = 0.3;

    /** Largest step of the centre [pixel] from the brightest pixel. */
    private static final double CENTRE_STEP = 3;

    /** A remainder of less than this share of the light is left out. */
    private static final double NOTHING = 2e-4;

    /**
     * Fits Gaussians to a PSF.
     *
     * @param image the PSF, alone and without background
     * @param oversampling how many of its pixels make one of the galaxy's image, along each axis
     * @param most largest number of Gaussians
     * @return the Gaussians
     * @throws InputException if the pixels do not add up to one within 5 %, some are blank, or they are clearly negative
     */
    public static PsfImage fit(Image image, double oversampling, int most) {
        double[] values = image.values();
        double sum = check(image);
        int peak = peak(values);
        PixelRuns runs = PixelRuns.pixels(image.nx(), image.ny(), new BitSet());
        double[] weight = new double[values.length];
        Arrays.fill(weight, 1 / (ERROR * values[peak]));
        double[] sigmas = {NARROWEST, WIDEST * Math.max(image.nx(), image.ny())};
        PixelFit fit = new PixelFit(
                new PixelProblem.Data(runs, values, weight),
                Psf.none(),
                new PixelProblem.Freedom(sigmas, new double[] {FLATTEST, 1}, CENTRE_STEP, false, false, null));
        Gaussians nothing = new Gaussians(new double[0], new double[0], new double[0]);
        int row = peak / image.nx();
        ImageModel start = new ImageModel(nothing, angle(image, peak), peak % image.nx(), row, 0, 0);
        start = fit.refine(fit.grid(start)).model();
        ImageModel model = fit.reduce(fit.grid(start), most).model();
        double[] drawn = model.image(image.nx(), image.ny(), Psf.none());
        double difference = 0;
        double inside = 0;
        for (int p = 0; p < drawn.length; p++) {
            difference += Math.abs(drawn[p] - values[p]);
            inside += drawn[p];
        }
        Gaussians gaussians = model.gaussians().sorted();
        double total = gaussians.totalFlux();
        double[] angle = new double[gaussians.size()];
        Arrays.fill(angle, model.angle());
        Psf psf = new Psf(
                Arrays.stream(gaussians.flux()).map(f -> f / total).toArray(),
                gaussians.sigma(),
                gaussians.axisRatio(),
                angle);
        Psf scaled = psf.oversampledBy(oversampling);
        double residual = difference / sum;
        boolean whole = oversampling == Math.rint(oversampling);
        if (!whole || residual < NOTHING) {
            return new PsfImage(scaled, residual);
        }
        double[] rest = new double[drawn.length];
        for (int p = 0; p < rest.length; p++) {
            // Scaled so that the remainder adds up to zero.
            rest[p] = (values[p] * inside / sum - drawn[p]) / total;
        }
        PsfRemainder remainder = new PsfRemainder(rest, image.nx(), model.x(), model.y(), (int) oversampling);
        return new PsfImage(scaled.with(remainder), residual);
    }

    /** [deg] Angle of the major axis by the second moments of the squared pixels, which weigh the core. */
    private static double angle(Image image, int peak) {
        double[] values = image.values();
        double difference = 0;
        double mixed = 0;
        for (int p = 0; p < values.length; p++) {
            int row = p / image.nx();
            double x = p % image.nx() - peak % image.nx();
            double y = row - peak / image.nx();
            difference += values[p] * values[p] * (x * x - y * y);
            mixed += values[p] * values[p] * 2 * x * y;
        }
        return Math.toDegrees(0.5 * Math.atan2(mixed, difference));
    }

    private static int peak(double[] values) {
        int peak = 0;
        for (int p = 0; p < values.length; p++) {
            peak = values[p] > values[peak] ? p : peak;
        }
        return peak;
    }

    /** The sum of the pixels, after all checks. */
    private static double check(Image image) {
        double sum = 0;
        double least = 0;
        double[] values = image.values();
        for (int p = 0; p < values.length; p++) {
            if (!Double.isFinite(values[p])) {
                throw new InputException("PSF image: pixel column " + (p % image.nx() + 1) + ", row "
                        + (p / image.nx() + 1) + " is blank; a PSF needs all its pixels");
            }
            sum += values[p];
            least = Math.min(least, values[p]);
        }
        double highest = values[peak(values)];
        if (least < -NEGATIVE * highest) {
            throw new InputException("PSF image: its lowest pixel " + least + " is below -" + NEGATIVE
                    + " of the brightest, " + highest + "; take its background away");
        }
        if (!(Math.abs(sum - 1) <= NORMALISED)) {
            throw new InputException("PSF image: its pixels add up to " + sum
                    + "; a PSF must be normalised to 1 within " + NORMALISED + ": divide it by its sum");
        }
        return sum;
    }
}
