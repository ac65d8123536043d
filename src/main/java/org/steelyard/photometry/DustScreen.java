// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.units.InputException;

/**
 * A thin axisymmetric dust disk with a share of the light behind it (Viaene et al. 2017, MNRAS 472, 1286; Boizelle et al. 2019): it
 * transmits T(A) = 1 - b + b 10^(-0.4 A) of the starlight, b = 1/2 where it is embedded in the mid-plane and b = 1 for a screen in front.
 * The PSF blurs starlight and dust together, so an image is corrected by the ratio of two blurred models, with and without dust.
 *
 * @param behind b, share of the light behind the disk, in (0, 1]
 */
public record DustScreen(double behind) {

    /** Nodes of the extinction's profile, spaced evenly in radius. */
    private static final int NODES = 10;

    /** Largest rise of the extinction from one node to the next [mag]. */
    private static final double MOST_RISE = 3;

    /** Extinction at the centre of the start [mag]: beyond the reddest, so that the search comes from the dusty side. */
    private static final double START = 1.5;

    /** Finite difference of the extinction [mag]; the transmission's second derivative makes the error 1e-4 of the derivative. */
    private static final double DIFFERENCE = 1e-4;

    /** Relative error of a colour beside its noise: the stars' own colour is not that constant. */
    private static final double COLOUR_ERROR = 0.003;

    /** Reach of the PSF's kernel in its widest sigma, and at most [pixel]. */
    private static final double REACH = 4;

    private static final int MOST_REACH = 24;

    /** Samples of a pixel along each axis where the starlight is drawn. */
    private static final int SAMPLES = 3;

    /** @throws InputException if the share is out of its range */
    public DustScreen {
        if (!(behind > 0 && behind <= 1)) {
            throw new InputException("share of the light behind the dust " + behind
                    + " must be above 0 and at most 1; 0.5 for a disk in the mid-plane");
        }
    }

    /**
     * The share of the light that gets through.
     *
     * @param extinction [mag] A of the disk
     * @return T(A)
     */
    public double transmission(double extinction) {
        return 1 - behind + behind * Math.pow(10, -0.4 * extinction);
    }

    /**
     * The second band.
     *
     * @param image on the same pixels and with the same PSF
     * @param sky [unit of the image] its level
     * @param gain [electron per unit of the image]
     * @param extinctionRatio extinction there over that in the corrected band
     */
    public record SecondBand(Image image, double sky, double gain, double extinctionRatio) {}

    /**
     * The geometry of the disk; centre and angle are the galaxy's.
     *
     * @param radius [pixel] semi-major axis beyond which there is no dust
     * @param axisRatio of the disk on the sky, the cosine of its inclination
     * @param colourRadius [pixel] outer semi-major axis of the ring in which the stars' colour is measured
     */
    public record Disk(double radius, double axisRatio, double colourRadius) {

        /** @throws InputException if a number is out of its range */
        public Disk {
            if (!(radius > 0) || !(axisRatio > 0 && axisRatio <= 1) || !(colourRadius > radius)) {
                throw new InputException("dust disk: radius " + radius + " pixel must be positive, axis ratio "
                        + axisRatio + " above 0 and at most 1, outer radius of the colour " + colourRadius
                        + " pixel larger than the first");
            }
        }
    }

    /**
     * An image corrected by a second band.
     *
     * @param image the corrected image, the sky left in it
     * @param second the second band, corrected alike
     * @param extinction [mag] A of the disk in the band of the image at ten radii, from the centre, a tenth of the disk's radius apart
     * @param intrinsicColour [mag] second band minus this one without dust, in instrumental magnitudes
     */
    public record Corrected(Image image, Image second, double[] extinction, double intrinsicColour) {}

    /**
     * Corrects an image by the colour excess against a second band. The colour of the stars is measured in a ring around the disk and
     * taken as constant. The extinction of the disk is taken to rise inwards: an embedded disk is reddest at some extinction and bluer
     * with more, so colour alone has two answers.
     *
     * @param image the image
     * @param model a fit of it, for the distribution of the starlight and the sky
     * @param psf the PSF of both bands
     * @param gain [electron per unit of the image]
     * @param second the second band
     * @param disk where the dust is
     * @return the corrected image
     * @throws InputException if the images do not match, the ring is empty, or the second band is not the dustier one
     */
    public Corrected correct(Image image, ImageModel model, Psf psf, double gain, SecondBand second, Disk disk) {
        if (image.nx() != second.image().nx() || image.ny() != second.image().ny()) {
            throw new InputException("second band: " + second.image().nx() + " x "
                    + second.image().ny() + " pixels, the image has " + image.nx() + " x " + image.ny()
                    + "; resample it to the same pixels");
        }
        if (!(second.extinctionRatio() > 1)) {
            throw new InputException("second band: extinction ratio " + second.extinctionRatio()
                    + " must be above 1; correct the redder band by the bluer one");
        }
        double[] radius = model.radii(image.nx(), image.ny(), disk.axisRatio());
        double first = 0;
        double other = 0;
        for (int p = 0; p < radius.length; p++) {
            double a = image.values()[p] - model.sky();
            double b = second.image().values()[p] - second.sky();
            if (radius[p] >= disk.radius() && radius[p] < disk.colourRadius() && Double.isFinite(a + b)) {
                first += a;
                other += b;
            }
        }
        if (!(first > 0) || !(other > 0)) {
            throw new InputException("ring from " + disk.radius() + " to " + disk.colourRadius()
                    + " pixel has no light to measure the stars' colour in; choose other radii");
        }
        Blurred blurred = new Blurred(this, model, psf, image.nx(), image.ny(), disk);
        ColourProblem problem = new ColourProblem(blurred, image, model.sky(), gain, second, radius, first / other);
        double[] rises = LevenbergMarquardt.defaults()
                .minimise(problem, FitObserver.NONE)
                .point();
        double[] extinction = profile(rises);
        return new Corrected(
                divided(image, model.sky(), blurred.dimming(extinction, 1)),
                divided(second.image(), second.sky(), blurred.dimming(extinction, second.extinctionRatio())),
                extinction,
                2.5 * Math.log10(first / other));
    }

    /**
     * Corrects an image for a disk of assumed central extinction, A exp(-r^2 / 2 r_d^2): the grid of Kabasares et al. 2022.
     *
     * @param image the image
     * @param model a fit of it, for the distribution of the starlight and the sky
     * @param psf its PSF
     * @param central [mag] A at the centre
     * @param scale [pixel] r_d along the major axis
     * @param disk where the dust is
     * @return the corrected image, the sky left in it
     * @throws InputException if a number is out of its range
     */
    public Image withCentralExtinction(
            Image image, ImageModel model, Psf psf, double central, double scale, Disk disk) {
        if (!(central >= 0) || !(scale > 0)) {
            throw new InputException("dust disk: central extinction " + central + " mag must not be negative, scale "
                    + scale + " pixel must be positive");
        }
        double[] extinction = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            double r = i * disk.radius() / NODES;
            extinction[i] = central * Math.exp(-0.5 * r * r / (scale * scale));
        }
        Blurred blurred = new Blurred(this, model, psf, image.nx(), image.ny(), disk);
        return divided(image, model.sky(), blurred.dimming(extinction, 1));
    }

    private static Image divided(Image image, double sky, double[] dimming) {
        double[] corrected = image.values().clone();
        for (int p = 0; p < corrected.length; p++) {
            if (dimming[p] != 1) {
                corrected[p] = sky + (corrected[p] - sky) / dimming[p];
            }
        }
        return new Image(
                corrected, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
    }

    /** Extinction at the nodes from its rises, the last being that of the outermost node. */
    private static double[] profile(double[] rises) {
        double[] extinction = new double[NODES];
        double sum = 0;
        for (int i = NODES - 1; i >= 0; i--) {
            sum += rises[i];
            extinction[i] = sum;
        }
        return extinction;
    }

    /** The starlight around the disk, before and after the PSF. */
    private static final class Blurred {

        private final DustScreen screen;
        private final int nx;
        private final int ny;
        private final Disk disk;
        private final double[] kernel;
        private final int reach;
        private final int side;
        private final int left;
        private final int bottom;
        private final double[] light;
        private final double[] sampleRadius;
        private final double[] sampleLight;
        private final double[] clear;

        Blurred(DustScreen screen, ImageModel model, Psf psf, int nx, int ny, Disk disk) {
            this.screen = screen;
            this.nx = nx;
            this.ny = ny;
            this.disk = disk;
            double wide = Arrays.stream(psf.sigma()).max().orElse(0);
            reach = (int) Math.min(MOST_REACH, Math.ceil(REACH * wide) + 1);
            int k = 2 * reach + 1;
            Gaussians none = new Gaussians(new double[0], new double[0], new double[0]);
            kernel = new ImageModel(none, 0, reach, reach, 0, 1).image(k, k, psf);
            int half = (int) Math.ceil(disk.radius()) + 2 * reach;
            side = 2 * half + 1;
            left = (int) Math.rint(model.x()) - half;
            bottom = (int) Math.rint(model.y()) - half;
            light = new double[side * side];
            sampleRadius = new double[light.length * SAMPLES * SAMPLES];
            sampleLight = new double[sampleRadius.length];
            for (int s = 0; s < sampleLight.length; s++) {
                int p = s / (SAMPLES * SAMPLES);
                int column = left + p % side;
                int row = bottom + p / side;
                int rowSample = s / SAMPLES % SAMPLES;
                double x = column + (s % SAMPLES + 0.5) / SAMPLES - 0.5;
                double y = row + (rowSample + 0.5) / SAMPLES - 0.5;
                double[] along = model.axes(x, y);
                sampleRadius[s] = Math.hypot(along[0], along[1] / disk.axisRatio());
                sampleLight[s] = model.gaussians().at(along[0], along[1]) / (SAMPLES * SAMPLES);
                light[p] += sampleLight[s];
            }
            clear = blur(light);
        }

        /** Light through the dust over light without it, after the PSF; 1 where no dust reaches. */
        double[] dimming(double[] extinction, double factor) {
            double[] dusty = new double[light.length];
            double step = disk.radius() / NODES;
            for (int s = 0; s < sampleLight.length; s++) {
                double at = sampleRadius[s] / step;
                double a = 0;
                if (at < NODES) {
                    int i = (int) at;
                    double next = i + 1 < NODES ? extinction[i + 1] : 0;
                    a = extinction[i] + (at - i) * (next - extinction[i]);
                }
                dusty[s / (SAMPLES * SAMPLES)] += sampleLight[s] * (a > 0 ? screen.transmission(factor * a) : 1);
            }
            double[] blurred = blur(dusty);
            double[] out = new double[nx * ny];
            Arrays.fill(out, 1);
            for (int y = reach; y < side - reach; y++) {
                for (int x = reach; x < side - reach; x++) {
                    int px = left + x;
                    int py = bottom + y;
                    if (px >= 0 && py >= 0 && px < nx && py < ny && clear[y * side + x] > 0) {
                        out[py * nx + px] = blurred[y * side + x] / clear[y * side + x];
                    }
                }
            }
            return out;
        }

        private double[] blur(double[] image) {
            double[] out = new double[image.length];
            int k = 2 * reach + 1;
            for (int y = reach; y < side - reach; y++) {
                for (int j = 0; j < k; j++) {
                    for (int i = 0; i < k; i++) {
                        double w = kernel[j * k + i];
                        if (w < 1e-9) {
                            continue;
                        }
                        int from = (y + reach - j) * side + reach - i;
                        for (int x = reach; x < side - reach; x++) {
                            out[y * side + x] += w * image[from + x];
                        }
                    }
                }
            }
            return out;
        }
    }

    /** The colour of every pixel of the disk against that of the dust model. */
    private static final class ColourProblem implements LeastSquaresProblem {

        private final Blurred blurred;
        private final double ratio;
        private final int[] pixel;
        private final double[] colour;
        private final double[] weight;

        ColourProblem(
                Blurred blurred,
                Image image,
                double sky,
                double gain,
                SecondBand second,
                double[] radius,
                double intrinsic) {
            this.blurred = blurred;
            ratio = second.extinctionRatio();
            BitSet used = new BitSet();
            double[] c = new double[radius.length];
            double[] w = new double[radius.length];
            for (int p = 0; p < radius.length; p++) {
                double a = image.values()[p] - sky;
                double b = second.image().values()[p] - second.sky();
                if (radius[p] < blurred.disk.radius() && a > 0 && b > 0) {
                    c[p] = b / a * intrinsic;
                    double noise = Math.sqrt(
                            image.values()[p] / gain / (a * a) + second.image().values()[p] / second.gain() / (b * b));
                    w[p] = 1 / (c[p] * Math.hypot(noise, COLOUR_ERROR));
                    used.set(p, Double.isFinite(w[p]));
                }
            }
            pixel = used.stream().toArray();
            colour = c;
            weight = w;
        }

        @Override
        public int parameterCount() {
            return NODES;
        }

        @Override
        public int residualCount() {
            return pixel.length;
        }

        @Override
        public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
            fill(point, residuals);
            if (jacobianOrNull == null) {
                return;
            }
            for (int j = 0; j < NODES; j++) {
                double[] moved = point.clone();
                moved[j] += DIFFERENCE;
                fill(moved, jacobianOrNull[j]);
                for (int i = 0; i < residuals.length; i++) {
                    jacobianOrNull[j][i] = (jacobianOrNull[j][i] - residuals[i]) / DIFFERENCE;
                }
            }
        }

        private void fill(double[] point, double[] residuals) {
            double[] extinction = profile(point);
            double[] first = blurred.dimming(extinction, 1);
            double[] second = blurred.dimming(extinction, ratio);
            for (int i = 0; i < pixel.length; i++) {
                int p = pixel[i];
                residuals[i] = (second[p] / first[p] - colour[p]) * weight[p];
            }
        }

        @Override
        public double[] start() {
            double[] start = new double[NODES];
            Arrays.fill(start, START / NODES);
            return start;
        }

        @Override
        public double[] lower() {
            return new double[NODES];
        }

        @Override
        public double[] upper() {
            double[] upper = new double[NODES];
            Arrays.fill(upper, MOST_RISE);
            return upper;
        }
    }
}
