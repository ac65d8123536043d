package org.steelyard.report.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which colour a value gets.
 *
 * @param map of colours
 * @param low value of its first colour
 * @param high value of its last colour
 */
public record ColourScale(ColourMap map, double low, double high) {

    /** Shares of the values beyond which colours saturate: a few wild pixels at the rim of a mask do not rule the scale. */
    private static final double LOW_SHARE = 0.01;

    private static final double HIGH_SHARE = 0.995;

    /** Fewer pixels than these make no scale. */
    private static final int FEWEST = 20;

    /** As many as a colour bar shows; fewer colours make smaller files. */
    private static final int COLOURS = 256;

    /** @return from 0 to the highest values */
    public static ColourScale fromZero(ColourMap map, double[]... images) {
        double[] values = finite(images);
        return new ColourScale(map, 0, values.length == 0 ? 1 : positive(quantile(values, HIGH_SHARE)));
    }

    /** @return from the lowest to the highest values */
    public static ColourScale spanning(ColourMap map, double[]... images) {
        double[] values = finite(images);
        if (values.length == 0) {
            return new ColourScale(map, 0, 1);
        }
        double low = quantile(values, LOW_SHARE);
        return new ColourScale(map, low, low + positive(quantile(values, HIGH_SHARE) - low));
    }

    /** @return the same distance below and above the centre, wide enough for all images */
    public static ColourScale about(double centre, double[]... images) {
        double[] distances = Arrays.stream(finite(images))
                .map(value -> Math.abs(value - centre))
                .sorted()
                .toArray();
        double reach = distances.length == 0 ? 1 : positive(quantile(distances, HIGH_SHARE));
        return new ColourScale(ColourMap.BLUE_RED, centre - reach, centre + reach);
    }

    /**
     * @param image {@code [y*nx + x]}
     * @param region pixels that are to rule the scale
     * @return their values, or all where too few of them are finite
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
