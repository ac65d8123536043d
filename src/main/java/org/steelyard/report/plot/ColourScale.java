// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Map from values to colours.
 *
 * @param map of colours
 * @param low value of its first colour
 * @param high value of its last colour
 */
public record ColourScale(ColourMap map, double low, double high) {

    /** Quantile at which the lowest colour saturates, so that outliers at the edge of a mask do not set the scale. */
    private static final double LOW_SHARE = 0.01;

    /** Quantile at which the highest colour saturates. */
    private static final double HIGH_SHARE = 0.995;

    /** Share of a normal distribution within one standard deviation. */
    private static final double ONE_SIGMA = 0.683;

    /** [sigma] Reach of the colours of residuals. A normal distribution has 0.3 % beyond it. */
    private static final double SIGMAS = 3;

    /** Smallest number of pixels that define a scale. */
    private static final int FEWEST = 20;

    /** Number of colours, equal to that of a colour bar; fewer colours make smaller files. */
    private static final int COLOURS = 256;

    /**
     * @param map of colours
     * @param images that share the scale. Not modified
     * @return a scale from 0 to the highest values
     */
    public static ColourScale fromZero(ColourMap map, double[]... images) {
        double[] values = finite(images);
        return new ColourScale(map, 0, values.length == 0 ? 1 : positive(quantile(values, HIGH_SHARE)));
    }

    /**
     * @param map of colours
     * @param images that share the scale. Not modified
     * @return a scale from the lowest to the highest values
     */
    public static ColourScale spanning(ColourMap map, double[]... images) {
        double[] values = finite(images);
        if (values.length == 0) {
            return new ColourScale(map, 0, 1);
        }
        double low = quantile(values, LOW_SHARE);
        return new ColourScale(map, low, low + positive(quantile(values, HIGH_SHARE) - low));
    }

    /**
     * @param centre value of the middle colour
     * @param images that share the scale. Not modified
     * @return a scale from blue to red, symmetric about the centre
     */
    public static ColourScale about(double centre, double[]... images) {
        double[] distances = Arrays.stream(finite(images))
                .map(value -> Math.abs(value - centre))
                .sorted()
                .toArray();
        double reach = distances.length == 0 ? 1 : positive(quantile(distances, HIGH_SHARE));
        return new ColourScale(ColourMap.BLUE_RED, centre - reach, centre + reach);
    }

    /**
     * @param values residuals. Not modified
     * @return a scale from blue to red, symmetric about 0, at most three times as wide as the central 68 per cent, so that a few
     *     outliers do not set it
     */
    public static ColourScale residual(double[] values) {
        double[] sizes = Arrays.stream(finite(values)).map(Math::abs).sorted().toArray();
        if (sizes.length == 0) {
            return new ColourScale(ColourMap.BLUE_RED, -1, 1);
        }
        double reach = quantile(sizes, HIGH_SHARE);
        double sigma = quantile(sizes, ONE_SIGMA);
        double shown = positive(sigma > 0 ? Math.min(reach, SIGMAS * sigma) : reach);
        return new ColourScale(ColourMap.BLUE_RED, -shown, shown);
    }

    /**
     * @param image {@code [y*nx + x]}. Not modified
     * @param region pixels that define the scale
     * @return the finite values in the region; the whole image if they are fewer than 20
     */
    public static double[] inside(double[] image, boolean[] region) {
        double[] values = IntStream.range(0, image.length)
                .filter(k -> region[k] && Double.isFinite(image[k]))
                .mapToDouble(k -> image[k])
                .toArray();
        return values.length < FEWEST ? image : values;
    }

    /** @return 0xAARRGGBB, transparent for NaN */
    int argb(double value) {
        double step = Math.floor(COLOURS * (value - low) / (high - low));
        return Double.isNaN(value) ? 0 : 0xff000000 | map.rgb(step / (COLOURS - 1));
    }

    private static double positive(double reach) {
        return reach > 0 ? reach : 1;
    }

    private static double[] finite(double[]... images) {
        return Arrays.stream(images)
                .flatMapToDouble(DoubleStream::of)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
