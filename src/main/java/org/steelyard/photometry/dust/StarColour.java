// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.units.InputException;

/**
 * The colour of the stars without dust, and the sky of the second band: outside the dust the second image is s + k (r/r_0)^g times the
 * first. r is the semi-major axis of the galaxy's mean ellipse, r_0 the disk's radius.
 *
 * @param ratio k, second over first band at r_0, in counts
 * @param gradient g; 0 where the data show none
 * @param scale [pixel] r_0
 * @param ratioError relative standard deviation of k
 * @param gradientError standard deviation of g
 * @param sky [unit of the second image] s
 */
public record StarColour(
        double ratio, double gradient, double scale, double ratioError, double gradientError, double sky) {

    /** Relative error that the colour of a pixel has besides its noise: stars differ. */
    static final double SCATTER = 0.01;

    /** A gradient below this many standard deviations is none. */
    private static final double SIGNIFICANT = 3;

    /** A pixel with starlight below this many times its noise counts by the model: its own noise would flatten the relation. */
    private static final double BRIGHT = 30;

    /** Colours further from the relation than this many times their noise are of other sources. */
    private static final double CLIP = 5;

    /** Fewest pixels outside the disk. */
    private static final int FEWEST = 200;

    /** The gradient is not followed inside this share of r_0. */
    private static final double INNERMOST = 0.1;

    /**
     * Fits the colour outside a disk.
     *
     * @throws InputException if too few pixels are left
     */
    static StarColour fit(Bands bands, double[] clear, double[] clearSecond, DustDisk disk, double givenSky) {
        double[] inside = bands.radii(disk);
        double[] r = bands.model().radii(bands.nx(), bands.ny(), axisRatio(bands));
        int[] pixels = IntStream.range(0, inside.length)
                .filter(p -> inside[p] > disk.radius() && !bands.left().get(p) && clear[p] > 0)
                .toArray();
        if (pixels.length < FEWEST) {
            throw new InputException("second band: " + pixels.length + " pixels lie outside the dust disk of "
                    + disk.radius() + " pixels and overlap with the image; " + FEWEST
                    + " are needed to measure the stars' colour");
        }
        double[] light = new double[inside.length];
        for (int p : pixels) {
            boolean bright = clear[p] > BRIGHT * Math.sqrt(bands.firstVariance()[p]);
            light[p] = bright ? bands.first()[p] * clearSecond[p] / clear[p] : clearSecond[p];
        }
        Relation all = new Relation(bands, pixels, light, r, disk.radius(), givenSky, true);
        Relation clipped = all.without(CLIP, all.solve());
        Solution solution = clipped.solve();
        StarColour sloped = clipped.colour(solution);
        if (Math.abs(sloped.gradient()) < SIGNIFICANT * sloped.gradientError()) {
            Relation flat = new Relation(bands, clipped.pixels, light, r, disk.radius(), givenSky, false);
            return flat.colour(flat.solve());
        }
        return sloped;
    }

    /**
     * The error of the colour inside the disk: of k, of the gradient over a factor of e in radius, and the scatter of stars.
     *
     * @return relative standard deviation of the ratio of the bands
     */
    public double error() {
        return Math.sqrt(ratioError * ratioError + gradientError * gradientError + SCATTER * SCATTER);
    }

    /** The same with another colour, bluer for a positive shift. */
    StarColour shifted(double relative) {
        return new StarColour(ratio * (1 + relative), gradient, scale, ratioError, gradientError, sky);
    }

    private static double axisRatio(Bands bands) {
        double[] flux = bands.model().gaussians().flux();
        double[] q = bands.model().gaussians().axisRatio();
        double sum =
                IntStream.range(0, q.length).mapToDouble(k -> flux[k] * q[k]).sum();
        return sum / Arrays.stream(flux).sum();
    }

    /**
     * The colour of the stars in every pixel.
     *
     * @return second over first band, in counts
     */
    double[] of(Bands bands) {
        double[] r = bands.model().radii(bands.nx(), bands.ny(), axisRatio(bands));
        return Arrays.stream(r)
                .map(radius -> ratio * Math.pow(Math.max(radius / scale, INNERMOST), gradient))
                .toArray();
    }

    /** Parameters: ln k, then g if it is free, then s if it is. */
    private static final class Relation implements LeastSquaresProblem {

        private final Bands bands;
        private final int[] pixels;
        private final double[] light;
        private final double[] r;
        private final double scale;
        private final double givenSky;
        private final boolean sloped;
        private final double[] weight;
        private final double begin;

        Relation(Bands bands, int[] pixels, double[] light, double[] r, double scale, double givenSky, boolean sloped) {
            this.bands = bands;
            this.pixels = pixels;
            this.light = light;
            this.r = r;
            this.scale = scale;
            this.givenSky = givenSky;
            this.sloped = sloped;
            double level = Double.isNaN(givenSky)
                    ? Arrays.stream(pixels)
                            .mapToDouble(p -> bands.second()[p])
                            .min()
                            .orElse(0)
                    : givenSky;
            double sum = 0;
            double own = 0;
            for (int p : pixels) {
                sum += bands.second()[p] - level;
                own += light[p];
            }
            if (!(sum > 0) || !(own > 0)) {
                throw new InputException(
                        "second band: no light above its sky outside the dust disk; check that it shows the galaxy");
            }
            begin = sum / own;
            weight = new double[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                int p = pixels[i];
                double model = SCATTER * begin * light[p];
                weight[i] = 1
                        / Math.sqrt(
                                bands.secondVariance()[p] + begin * begin * bands.firstVariance()[p] + model * model);
            }
        }

        Relation without(double limit, Solution solution) {
            double[] residuals = new double[pixels.length];
            evaluate(solution.point(), residuals, null);
            double spread = Math.max(1, Math.sqrt(solution.chiSquared() / pixels.length));
            int[] kept = IntStream.range(0, pixels.length)
                    .filter(i -> Math.abs(residuals[i]) < limit * spread)
                    .map(i -> pixels[i])
                    .toArray();
            return new Relation(bands, kept, light, r, scale, givenSky, sloped);
        }

        Solution solve() {
            return LevenbergMarquardt.defaults().minimise(this, FitObserver.NONE);
        }

        StarColour colour(Solution solution) {
            double[] at = solution.point();
            double[][] c = solution.covariance();
            double spread = Math.max(1, Math.sqrt(solution.chiSquared() / pixels.length));
            return new StarColour(
                    Math.exp(at[0]),
                    sloped ? at[1] : 0,
                    scale,
                    spread * Math.sqrt(c[0][0]),
                    sloped ? spread * Math.sqrt(c[1][1]) : 0,
                    Double.isNaN(givenSky) ? at[at.length - 1] : givenSky);
        }

        @Override
        public double[] start() {
            double[] start = new double[1 + (sloped ? 1 : 0) + (Double.isNaN(givenSky) ? 1 : 0)];
            start[0] = Math.log(begin);
            return start;
        }

        @Override
        public int residualCount() {
            return pixels.length;
        }

        @Override
        public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
            boolean skyFree = Double.isNaN(givenSky);
            double sky = skyFree ? point[point.length - 1] : givenSky;
            for (int i = 0; i < pixels.length; i++) {
                int p = pixels[i];
                double log = Math.log(r[p] / scale);
                double model = Math.exp(point[0] + (sloped ? point[1] * log : 0)) * light[p];
                residuals[i] = (sky + model - bands.second()[p]) * weight[i];
                if (jacobianOrNull != null) {
                    jacobianOrNull[0][i] = model * weight[i];
                    if (sloped) {
                        jacobianOrNull[1][i] = model * log * weight[i];
                    }
                    if (skyFree) {
                        jacobianOrNull[point.length - 1][i] = weight[i];
                    }
                }
            }
        }
    }
}
