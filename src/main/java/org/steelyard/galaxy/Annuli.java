// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.function.ToDoubleFunction;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.shape.DiskWarp;

/**
 * Flux of a map in annuli of equal width in the plane of a disk.
 *
 * @param flux [any] sum over the pixels of each annulus. Lent
 * @param count number of these pixels. Lent
 * @param width [arcsec] of the annuli
 */
public record Annuli(double[] flux, int[] count, double width) {

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
     * @param map of the flux
     * @param warp of the disk, whose plane as a whole is that of the annuli
     * @param value of a parameter by its name: centre, inclination and position angle of the annuli
     * @param width [arcsec] of the annuli
     * @return the annuli, as many as a face-on disk has in the map
     */
    public static Annuli of(Map map, DiskWarp warp, ToDoubleFunction<String> value, double width) {
        double inclination = Math.toRadians(warp.inclination(value));
        double angle = Math.toRadians(warp.positionAngle(value));
        double x = value.applyAsDouble(KinematicCentre.X);
        double y = value.applyAsDouble(KinematicCentre.Y);
        LocalFrame frame = map.frame();
        int annuli = 1
                + (int) Math.ceil(
                        frame.pixelSize() * Math.hypot(map.nx(), map.flux().length / (double) map.nx()) / width);
        double[] flux = new double[annuli];
        int[] count = new int[annuli];
        for (int p = 0; p < map.flux().length; p++) {
            double dx = p % map.nx() + map.x0() + 1 - x;
            double dy = Math.floorDiv(p, map.nx()) + map.y0() + 1 - y;
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
        return new Annuli(flux, count, width);
    }

    /** @return number of annuli */
    public int size() {
        return flux.length;
    }

    /**
     * @param k number of an annulus
     * @return [arcsec] its middle
     */
    public double radius(int k) {
        return (k + 0.5) * width;
    }

    /**
     * @param k number of an annulus
     * @return [any] mean of its pixels; 0 where it has none
     */
    public double mean(int k) {
        return flux[k] / Math.max(1, count[k]);
    }
}
