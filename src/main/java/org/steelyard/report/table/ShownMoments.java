// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.fit.cube.ModelProducts;

/**
 * Moment maps as figures and {@code moments.fits} show them. Velocity and dispersion are NaN where the intensity of the data is below
 * three times its noise, and the dispersion is NaN where noise makes the variance negative.
 *
 * @param intensity [unit of the cube times km/s] moment 0
 * @param velocity [km/s] moment 1
 * @param dispersion [km/s] square root of moment 2
 */
public record ShownMoments(Image intensity, Image velocity, Image dispersion) {

    /** [sigma] Velocities are shown where the integrated intensity exceeds this. */
    private static final double FAINT = 3;

    /**
     * @param products cubes of a fit
     * @param intensity moment 0 of the data
     * @return the pixels in which it is below three times its noise, {@code [y * nx + x]}
     */
    public static boolean[] faint(ModelProducts products, Image intensity) {
        double[] noise = RunImages.noiseOfMoment0(products);
        boolean[] faint = new boolean[noise.length];
        for (int k = 0; k < noise.length; k++) {
            faint[k] = !(intensity.values()[k] > FAINT * noise[k]);
        }
        return faint;
    }

    /**
     * @param raw moments of data or model
     * @param faint pixels without velocity and dispersion
     * @return the moments to show
     */
    public static ShownMoments of(MomentMaps raw, boolean[] faint) {
        return new ShownMoments(
                raw.m0(),
                without(faint, raw.m1()),
                without(faint, RunImages.withValues(raw.m2(), raw.dispersion(), "km/s")));
    }

    private static Image without(boolean[] pixels, Image image) {
        double[] values = image.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = pixels[k] ? Double.NaN : values[k];
        }
        return RunImages.withValues(image, values, image.unit());
    }
}
