// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

/** Bounds of a parameter that the user has not bounded, as a function of its starting value and of the data. */
@FunctionalInterface
public interface DefaultBounds {

    /**
     * @param start starting value [unit of the parameter]
     * @param data what the data can tell
     * @return {least, greatest} [the same unit]
     */
    double[] around(double start, DataRange data);

    /**
     * @param min least value [unit of the parameter]
     * @param max greatest value
     * @return bounds that depend neither on the start nor on the data
     */
    static DefaultBounds between(double min, double max) {
        return (start, data) -> new double[] {min, max};
    }

    /**
     * @param range [unit of the parameter]
     * @return the start minus and plus {@code range}
     */
    static DefaultBounds range(double range) {
        return (start, data) -> new double[] {start - range, start + range};
    }

    /**
     * @param factor above 1
     * @return the start divided and multiplied by {@code factor}
     */
    static DefaultBounds factor(double factor) {
        double inverse = 1 / factor;
        return (start, data) -> new double[] {start * inverse, start * factor};
    }

    /** @return lengths [arcsec] from a pixel to the radius of the region */
    static DefaultBounds length() {
        return (start, data) -> new double[] {data.pixel(), data.radius()};
    }

    /** @return radii [arcsec] from 0 to the radius of the region */
    static DefaultBounds radius() {
        return (start, data) -> new double[] {0, data.radius()};
    }

    /**
     * @param min [km/s] least speed
     * @return speeds from there to the range of the data's velocities
     */
    static DefaultBounds speed(double min) {
        return (start, data) -> new double[] {min, data.speed()};
    }

    /**
     * Widths of a line that channels can tell: a line of standard deviation sigma in channels of width w has the second
     * moment w^2 / 12 + sigma^2. At w / 20 the second term is 3 % of the first. Narrower lines need far more sub-pixels,
     * each of them a step at the edges of the channels, and look the same. A start below is the least itself.
     *
     * @param min [km/s] least standard deviation in narrow channels
     * @return standard deviations from there to the range of the data's velocities
     */
    static DefaultBounds lineWidth(double min) {
        return (start, data) -> {
            double least = Math.max(min, data.channel() / 20);
            return new double[] {start > 0 ? Math.min(start, least) : least, data.speed()};
        };
    }

    /** @return velocities of either sign within the range of the data's velocities */
    static DefaultBounds velocity() {
        return (start, data) -> new double[] {-data.speed(), data.speed()};
    }
}
