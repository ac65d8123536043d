// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.Arrays;
import java.util.BitSet;
import org.steelyard.units.InputException;

/**
 * The colour excess over the stars' colour: -2.5 log10 of the second band over what the first and the stars' colour make of it.
 *
 * @param value [mag] of every pixel, mean of 3 x 3; NaN where there is no light
 * @param error [mag] standard deviation of it
 */
record ColourExcess(double[] value, double[] error) {

    /** An excess in magnitudes below this is within what stars do. */
    private static final double LEAST = 0.03;

    /** Share of the largest excess at which a disk ends. */
    private static final double RIM = 0.04;

    /** [mag] and at least this. */
    private static final double FAINT_RIM = 0.012;

    /** Standard deviations of a dusty pixel. */
    private static final double SIGNIFICANT = 3;

    /** Ratio of the radii of neighbouring rings. */
    private static final double STEP = 1.12;

    /** [pixel] First ring. */
    private static final double INNERMOST = 2;

    /** Rings reach this share of half of the frame. */
    private static final double OUTERMOST = 0.8;

    static ColourExcess of(Bands bands, double[] clear, double[] clearSecond, StarColour stars) {
        double[] intrinsic = stars.of(bands);
        int nx = bands.nx();
        int ny = bands.ny();
        double[] value = new double[clear.length];
        double[] error = new double[clear.length];
        for (int p = 0; p < clear.length; p++) {
            int row = p / nx;
            double seen = 0;
            double expected = 0;
            double variance = 0;
            for (int y = Math.max(0, row - 1); y <= Math.min(ny - 1, row + 1); y++) {
                for (int x = Math.max(0, p % nx - 1); x <= Math.min(nx - 1, p % nx + 1); x++) {
                    int k = y * nx + x;
                    if (!bands.left().get(k) && clear[k] > 0) {
                        double factor = intrinsic[k] * clearSecond[k] / clear[k];
                        seen += bands.second()[k] - stars.sky();
                        expected += factor * bands.first()[k];
                        variance += bands.secondVariance()[k] + factor * factor * bands.firstVariance()[k];
                    }
                }
            }
            boolean light = seen > 0 && expected > 0;
            value[p] = light ? -2.5 * Math.log10(seen / expected) : Double.NaN;
            error[p] = light ? 2.5 / Math.log(10) * Math.sqrt(variance) / Math.min(seen, expected) : Double.NaN;
        }
        return new ColourExcess(value, error);
    }

    /**
     * The radius of the dust: the excess is followed outwards from its largest ring until it ends.
     *
     * @throws InputException if there is no excess, or it does not end inside the frame
     */
    double radius(Bands bands, DustDisk disk) {
        double[] radii = bands.radii(disk);
        double half = OUTERMOST * 0.5 * Math.min(bands.nx(), bands.ny());
        int rings = (int) (Math.log(half / INNERMOST) / Math.log(STEP));
        double[] sum = new double[rings + 1];
        double[] weight = new double[rings + 1];
        for (int p = 0; p < radii.length; p++) {
            int ring = (int) Math.max(0, 1 + Math.floor(Math.log(radii[p] / INNERMOST) / Math.log(STEP)));
            if (ring <= rings && error[p] > 0) {
                double w = 1 / (error[p] * error[p] + LEAST * LEAST);
                sum[ring] += w * value[p];
                weight[ring] += w;
            }
        }
        int reddest = -1;
        for (int j = 0; j <= rings; j++) {
            sum[j] = weight[j] > 0 ? sum[j] / weight[j] : Double.NaN;
            reddest = !Double.isNaN(sum[j]) && (reddest < 0 || sum[j] > sum[reddest]) ? j : reddest;
        }
        if (reddest < 0 || sum[reddest] < LEAST) {
            throw new InputException(
                    "second band: no ring is redder than the stars by " + LEAST
                            + " mag, so that there is no dust to correct for; leave the second band out, or give the dust's radius");
        }
        double limit = Math.max(FAINT_RIM, RIM * sum[reddest]);
        int last = reddest;
        while (last <= rings && !(sum[last] < limit)) {
            last++;
        }
        if (last > rings) {
            throw new InputException(
                    "second band: the colour excess does not end inside the image, so that the stars' own colour is"
                            + " unknown; give the dust's radius, or a larger image");
        }
        return INNERMOST * Math.pow(STEP, last);
    }

    /** Pixels of the disk, and of its rim as wide, that are redder than the stars. */
    BitSet dusty(Bands bands, DustDisk disk) {
        double[] radii = bands.radii(disk);
        BitSet dusty = new BitSet();
        for (int p = 0; p < radii.length; p++) {
            dusty.set(p, radii[p] < disk.radius() && value[p] > Math.max(LEAST, SIGNIFICANT * error[p]));
        }
        return dusty;
    }

    /** @return [mag] a copy */
    @Override
    public double[] value() {
        return value.clone();
    }

    /** @return [mag] a copy */
    @Override
    public double[] error() {
        return Arrays.copyOf(error, error.length);
    }
}
