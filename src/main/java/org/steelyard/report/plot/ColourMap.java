// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

/** Colour maps with a uniform gradient of lightness, which also print well in grey. */
public enum ColourMap {
    /** Viridis of matplotlib (van der Walt and Smith, CC0), sampled at 33 colours. */
    VIRIDIS(
            0x440154, 0x470d60, 0x48186a, 0x482374, 0x472d7b, 0x453781, 0x424086, 0x3e4989, 0x3b528b, 0x375b8d,
            0x33638d, 0x2f6b8e, 0x2c728e, 0x297a8e, 0x26828e, 0x23898e, 0x21918c, 0x1f988b, 0x1fa088, 0x22a785,
            0x28ae80, 0x32b67a, 0x3fbc73, 0x4ec36b, 0x5ec962, 0x70cf57, 0x84d44b, 0x98d83e, 0xaddc30, 0xc2df23,
            0xd8e219, 0xece51b, 0xfde725),
    /** White to dark grey, for images below coloured contours. */
    GREYS(perceptual(new double[] {1, 0, 0}, new double[] {0.3, 0, 0})),
    /**
     * Blue through light grey to red, symmetric in lightness: for velocities (approaching to receding) and residuals.
     */
    BLUE_RED(perceptual(
            new double[] {0.33, -0.035, -0.12},
            new double[] {0.63, -0.055, -0.13},
            new double[] {0.93, 0, 0},
            new double[] {0.63, 0.15, 0.075},
            new double[] {0.33, 0.12, 0.055}));

    private static final int PERCEPTUAL_NODES = 65;

    @SuppressWarnings("ImmutableEnumChecker") // not modified after construction and not exposed
    private final int[] nodes;

    ColourMap(int... nodes) {
        this.nodes = nodes;
    }

    /**
     * @param count of colours, at least 2
     * @return 0xRRGGBB of as many colours from the first to the last, a new array
     */
    public int[] table(int count) {
        int[] table = new int[count];
        for (int k = 0; k < count; k++) {
            table[k] = rgb(k / (count - 1.0));
        }
        return table;
    }

    /**
     * @param fraction position in the map, clamped to 0..1
     * @return 0xRRGGBB
     */
    int rgb(double fraction) {
        double at = Math.min(1, Math.max(0, fraction)) * (nodes.length - 1);
        int k = Math.min((int) at, nodes.length - 2);
        double share = at - k;
        return mix(16, k, share) | mix(8, k, share) | mix(0, k, share);
    }

    private int mix(int shift, int k, double share) {
        double value = (1 - share) * (nodes[k] >> shift & 0xff) + share * (nodes[k + 1] >> shift & 0xff);
        return (int) Math.round(value) << shift;
    }

    /** Interpolates linearly between {L, a, b} in Oklab (Ottosson 2020) and converts to sRGB. */
    private static int[] perceptual(double[]... stops) {
        int[] table = new int[PERCEPTUAL_NODES];
        for (int k = 0; k < table.length; k++) {
            double at = (double) k / (table.length - 1) * (stops.length - 1);
            int s = Math.min((int) at, stops.length - 2);
            double[] lab = new double[3];
            for (int c = 0; c < 3; c++) {
                lab[c] = stops[s][c] + (at - s) * (stops[s + 1][c] - stops[s][c]);
            }
            table[k] = srgb(lab);
        }
        return table;
    }

    private static int srgb(double[] lab) {
        double l = Math.pow(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2], 3);
        double m = Math.pow(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2], 3);
        double s = Math.pow(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2], 3);
        return channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16
                | channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
                | channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static int channel(double linear) {
        double clamped = Math.min(1, Math.max(0, linear));
        double encoded = clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * encoded);
    }
}
