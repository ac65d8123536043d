// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.KinematicCentre;

/**
 * Surface brightness of a flux map against radius in the disk plane: means over elliptical annuli joined by straight lines of the logarithm. It says how the flux of a line of sight is divided between the
 * points at which it crosses a warped or thick disk; the sum over the points is that of the map.
 */
public final class AnnularLight {

    /** [brightest annulus] least brightness, for annuli without light. */
    private static final double LEAST = 1e-4;

    private AnnularLight() {}

    /**
     * Pixels of a map.
     *
     * @param flux [any] of each pixel, {@code [y * nx + x]}. Lent
     * @param nx pixels in a row
     * @param x0 0-based first pixel in the file
     * @param y0 0-based first pixel in the file
     * @param frame [arcsec/pixel] the pixels on the sky
     */
    public record Map(double[] flux, int nx, int x0, int y0, LocalFrame frame) {}

    /**
     * @param map of the intrinsic flux
     * @param galaxy the components
     * @param start value of a parameter by its name, at which the annuli lie
     * @param width [arcsec] of the annuli
     * @return [any] brightness against radius [arcsec], positive
     */
    public static DoubleUnaryOperator of(Map map, Galaxy galaxy, ToDoubleFunction<String> start, double width) {
        double inclination = Math.toRadians(galaxy.inclination(start));
        double angle = Math.toRadians(galaxy.positionAngle(start));
        LocalFrame frame = map.frame();
        int annuli = 1
                + (int) Math.ceil(
                        frame.pixelSize() * Math.hypot(map.nx(), map.flux().length / (double) map.nx()) / width);
        double[] flux = new double[annuli];
        int[] count = new int[annuli];
        for (int p = 0; p < map.flux().length; p++) {
            double dx = p % map.nx() + map.x0() + 1 - start.applyAsDouble(KinematicCentre.X);
            double dy = Math.floorDiv(p, map.nx()) + map.y0() + 1 - start.applyAsDouble(KinematicCentre.Y);
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination);
            int k = (int) (Math.hypot(along, across) / width);
            if (k < annuli) {
                flux[k] += map.flux()[p];
                count[k]++;
            }
        }
        double brightest = 0;
        double[] logarithm = new double[annuli];
        for (int k = 0; k < annuli; k++) {
            flux[k] /= Math.max(1, count[k]);
            brightest = Math.max(brightest, flux[k]);
        }
        for (int k = 0; k < annuli; k++) {
            logarithm[k] = Math.log(Math.max(flux[k], LEAST * brightest));
        }
        return radius -> {
            double place = Math.max(0, Math.min(radius / width - 0.5, annuli - 1.0));
            int k = Math.min((int) place, annuli - 2);
            return Math.exp(logarithm[k] + (place - k) * (logarithm[k + 1] - logarithm[k]));
        };
    }
}
