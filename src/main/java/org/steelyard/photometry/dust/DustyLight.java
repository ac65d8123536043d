// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.Psf;

/**
 * The starlight of a model through a dust disk, with the PSF of one band. The disk is cut into rings. The light behind each is blurred
 * once, B_m, so that any profile gives the image by a sum: blurred - sum_m (1 - 10^(-0.4 A_m)) B_m.
 */
final class DustyLight {

    /** Rings of the disk. */
    private static final int RINGS = 40;

    /** Reach of the PSF in sigmas of its widest Gaussian, and at most [pixel]. */
    private static final double REACH = 4;

    private static final int MOST_REACH = 40;

    /** Samples of a pixel along each axis where the starlight is drawn. */
    private static final int SAMPLES = 5;

    /** Share of the PSF in a pixel below which it is left out. */
    private static final double FAINT = 1e-8;

    /** Share of a pixel's light behind the disk below which it shows none of the dust. */
    private static final double UNTOUCHED = 1e-3;

    private static final double PER_MAGNITUDE = 0.4 * Math.log(10);

    private final double factor;
    private final double[] clear;
    private final int[] pixels;
    /** Of each ring, for each of {@link #pixels}: the light behind it over the clear light. */
    private final double[][] share;

    private final double radius;

    /**
     * @param model the starlight without dust
     * @param psf of the band
     * @param nx columns
     * @param ny rows
     * @param disk where the dust is
     * @param factor extinction in the band over that in the profile
     * @param reach [pixel] of the PSF, from {@link #reach}
     */
    DustyLight(ImageModel model, Psf psf, int nx, int ny, DustDisk disk, double factor, int reach) {
        this.factor = factor;
        ImageModel light =
                new ImageModel(model.gaussians(), model.angle(), model.x(), model.y(), 0, model.pointSource());
        clear = light.image(nx, ny, psf);
        int half = (int) Math.ceil(disk.radius()) + 1;
        int side = 2 * (half + reach) + 1;
        int left = (int) Math.rint(model.x()) - half - reach;
        int bottom = (int) Math.rint(model.y()) - half - reach;
        double[][] behind = behind(model, disk, left, bottom, side);
        double[] kernel = kernel(psf, reach);
        double[][] blurred = new double[RINGS][];
        for (int m = 0; m < RINGS; m++) {
            blurred[m] = blur(behind[m], side, kernel, reach);
        }
        radius = disk.radius();
        pixels = IntStream.range(0, side * side)
                .map(w -> inImage(w, side, left, bottom, nx, ny))
                .filter(p -> p >= 0)
                .toArray();
        share = new double[RINGS][pixels.length];
        for (int m = 0; m < RINGS; m++) {
            for (int i = 0; i < pixels.length; i++) {
                int w = (pixels[i] / nx - bottom) * side + pixels[i] % nx - left;
                share[m][i] = clear[pixels[i]] > 0 ? blurred[m][w] / clear[pixels[i]] : 0;
            }
        }
    }

    /** How far the light of a pixel is followed. */
    static int reach(Psf psf) {
        double wide = Arrays.stream(psf.sigma()).max().orElse(0);
        return (int) Math.min(MOST_REACH, Math.ceil(REACH * wide) + 1);
    }

    private static int inImage(int w, int side, int left, int bottom, int nx, int ny) {
        int x = left + w % side;
        int y = bottom + w / side;
        return x >= 0 && y >= 0 && x < nx && y < ny ? y * nx + x : -1;
    }

    private static double[] kernel(Psf psf, int reach) {
        int k = 2 * reach + 1;
        Gaussians none = new Gaussians(new double[0], new double[0], new double[0]);
        double[] kernel = new ImageModel(none, 0, reach, reach, 0, 1).image(k, k, psf);
        double sum = Arrays.stream(kernel).sum();
        return Arrays.stream(kernel).map(w -> w / sum).toArray();
    }

    /** The light behind every ring before the PSF, in a window of the image. */
    private static double[][] behind(ImageModel model, DustDisk disk, int left, int bottom, int side) {
        double[][] behind = new double[RINGS][side * side];
        double share = disk.behind() / (SAMPLES * SAMPLES);
        for (int w = 0; w < side * side; w++) {
            int row = w / side;
            for (int s = 0; s < SAMPLES * SAMPLES; s++) {
                int line = s / SAMPLES;
                double x = left + w % side + (s % SAMPLES + 0.5) / SAMPLES - 0.5;
                double y = bottom + row + (line + 0.5) / SAMPLES - 0.5;
                double[] along = model.axes(x, y);
                double r = Math.hypot(along[0], along[1] / disk.axisRatio());
                if (r < disk.radius()) {
                    int ring = (int) (r / disk.radius() * RINGS);
                    behind[ring][w] += share * model.gaussians().at(along[0], along[1]);
                }
            }
        }
        return behind;
    }

    private static double[] blur(double[] source, int side, double[] kernel, int reach) {
        double[] out = new double[source.length];
        int k = 2 * reach + 1;
        for (int w = 0; w < source.length; w++) {
            if (source[w] == 0) {
                continue;
            }
            int corner = w - reach * side - reach;
            for (int j = 0; j < k * k; j++) {
                if (kernel[j] > FAINT) {
                    int to = corner + j / k * side + j % k;
                    out[to] += source[w] * kernel[j];
                }
            }
        }
        return out;
    }

    /** @return the pixels that the dust may reach, {@code y*nx + x}; lent */
    int[] pixels() {
        return pixels;
    }

    /** @return the starlight without dust in every pixel of the image; lent */
    double[] clear() {
        return clear;
    }

    /** @return whether dust of this disk can dim one of {@link #pixels} */
    boolean reached(int index) {
        double sum = 0;
        for (double[] ring : share) {
            sum += ring[index];
        }
        return sum > UNTOUCHED;
    }

    /** Numbers of a profile in {@link #dimming}: ln A_0, ln s, ln p, radius. */
    static final int NUMBERS = 4;

    /**
     * @param profile of the extinction
     * @param slopes filled with the derivative of every pixel by ln A_0, ln s, ln p and the radius; null for none
     * @return light with over light without dust, for each of {@link #pixels}
     */
    double[] dimming(ExtinctionProfile profile, double[][] slopes) {
        double[] out = new double[pixels.length];
        Arrays.fill(out, 1);
        double step = radius / RINGS;
        for (int m = 0; m < RINGS; m++) {
            double covered = Math.max(0, Math.min(1, profile.radius() / step - m));
            if (covered == 0) {
                break;
            }
            double r = (m + 0.5) * step;
            double power = Math.pow(r / profile.scale(), profile.exponent());
            double a = profile.central() * Math.exp(-power);
            double through = Math.pow(10, -0.4 * factor * a);
            double blocked = covered * (1 - through);
            double[] ring = share[m];
            for (int i = 0; i < out.length; i++) {
                out[i] -= blocked * ring[i];
            }
            if (slopes != null) {
                double byA = -PER_MAGNITUDE * factor * through * covered * a;
                double[] by = {
                    byA,
                    byA * power * profile.exponent(),
                    -byA * power * Math.log(power),
                    covered < 1 ? -(1 - through) / step : 0
                };
                for (int n = 0; n < NUMBERS; n++) {
                    for (int i = 0; by[n] != 0 && i < out.length; i++) {
                        slopes[n][i] += by[n] * ring[i];
                    }
                }
            }
        }
        return out;
    }

    /** @return the mean difference of two profiles over the mean of the first, each weighted by the light behind the disk */
    double difference(ExtinctionProfile one, ExtinctionProfile other) {
        double sum = 0;
        double all = 0;
        double step = radius / RINGS;
        for (int m = 0; m < RINGS; m++) {
            double light = 0;
            for (int i = 0; i < pixels.length; i++) {
                light += share[m][i] * clear[pixels[i]];
            }
            double r = (m + 0.5) * step;
            all += light * one.at(r);
            sum += light * Math.abs(one.at(r) - other.at(r));
        }
        return sum / all;
    }

    /**
     * @param values of an image without sky, {@code y*nx + x}. Modified: divided by the dimming
     * @param profile of the extinction
     */
    void correct(double[] values, ExtinctionProfile profile) {
        double[] dimming = dimming(profile, null);
        for (int i = 0; i < pixels.length; i++) {
            values[pixels[i]] /= dimming[i];
        }
    }
}
