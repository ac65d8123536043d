// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import java.util.Locale;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;
import org.steelyard.units.InputException;

/**
 * The beam on the pixel grid: a rotated elliptical Gaussian, sampled at pixel centres and divided by its sum (method
 * page, section 8).
 */
public final class BeamKernel {

    /** Half width of the support in standard deviations of the major axis; less than 2e-8 of the beam is outside. */
    public static final double SUPPORT = 6;

    /** [pixel] Widest half width; an array of both sides still has an index. */
    private static final int WIDEST = 20_000;

    private BeamKernel() {}

    /**
     * Returns the half width of the kernel.
     *
     * @param beam the beam
     * @param frame linear map from pixels to sky offsets
     * @return [pixel] distance from the centre to the edge of a support of {@link #SUPPORT} standard deviations
     * @throws InputException if the beam reaches over more pixels than can be held
     */
    public static int halfWidth(Beam beam, LocalFrame frame) {
        double[] p = pixelCovariance(beam, frame);
        double half = Math.ceil(SUPPORT * Math.sqrt(Math.max(p[0], p[2])));
        if (!(half <= WIDEST)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the beam, %.4g x %.4g arcsec, reaches over %.4g pixels of %.4g arcsec, more than %d; check the units of beam and pixel",
                    beam.major(),
                    beam.minor(),
                    2 * half + 1,
                    frame.pixelSize(),
                    2 * WIDEST + 1));
        }
        return (int) half;
    }

    /**
     * Samples the beam.
     *
     * @param beam the beam
     * @param frame linear map from pixels to sky offsets
     * @param halfWidth [pixel] distance from the centre to the edge
     * @return {@code [(2 halfWidth + 1)^2]}, row order, unit sum
     */
    public static double[] sample(Beam beam, LocalFrame frame, int halfWidth) {
        double[] p = pixelCovariance(beam, frame);
        double determinant = p[0] * p[2] - p[1] * p[1];
        int side = 2 * halfWidth + 1;
        double[] kernel = new double[side * side];
        double sum = 0;
        for (int y = -halfWidth; y <= halfWidth; y++) {
            for (int x = -halfWidth; x <= halfWidth; x++) {
                double square = (p[2] * x * x - 2 * p[1] * x * y + p[0] * y * y) / determinant;
                double value = Math.exp(-0.5 * square);
                kernel[(y + halfWidth) * side + x + halfWidth] = value;
                sum += value;
            }
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** Covariance of the beam in pixels, {xx, xy, yy}: its covariance on the sky, transformed by the local frame. */
    private static double[] pixelCovariance(Beam beam, LocalFrame f) {
        double[] sky = beam.covariance();
        double determinant = f.eastPerX() * f.northPerY() - f.eastPerY() * f.northPerX();
        double xe = f.northPerY() / determinant;
        double xn = -f.eastPerY() / determinant;
        double ye = -f.northPerX() / determinant;
        double yn = f.eastPerX() / determinant;
        return new double[] {
            xe * xe * sky[0] + 2 * xe * xn * sky[1] + xn * xn * sky[2],
            xe * ye * sky[0] + (xe * yn + xn * ye) * sky[1] + xn * yn * sky[2],
            ye * ye * sky[0] + 2 * ye * yn * sky[1] + yn * yn * sky[2]
        };
    }
}
