package org.steelyard.photometry;

import org.steelyard.cube.Image;
import org.steelyard.units.InputException;

/**
 * A thin dust disk in the mid-plane with a share of the light behind it (Viaene et al. 2017, MNRAS 472, 1286; Boizelle et al. 2019):
 * it transmits T(A) = 1 - b + b 10^(-0.4 A) of the starlight, b = 1/2 where it is embedded and b = 1 for a screen in front.
 *
 * @param behind b, share of the light behind the disk, in (0, 1]
 */
public record DustScreen(double behind) {

    /** Largest extinction that a colour is inverted to [mag]. */
    private static final double MOST = 5;

    /** Half width of the box of pixels that a colour is taken of. */
    private static final int BOX = 1;

    /** Least significance of a colour excess. */
    private static final double SIGNIFICANT = 3;

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
     * An image corrected by a second band.
     *
     * @param image the corrected image, the sky left in it
     * @param extinction [mag] A in the band of the image, {@code y*nx + x}; 0 where no excess is significant
     * @param intrinsicColour [mag] second band minus this one without dust, in instrumental magnitudes
     */
    public record Corrected(Image image, double[] extinction, double intrinsicColour) {}

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
     * Corrects an image by the colour excess against a second band. The colour of the stars is measured in an elliptical ring without dust
     * and taken as constant. Every pixel inside the ring whose excess, over 3 x 3 pixels, exceeds three times its noise is divided by the
     * transmission that explains it.
     *
     * @param image the image
     * @param model a fit of it, for the centre, the angle and the sky
     * @param gain [electron per unit of the image]
     * @param second the second band
     * @param ring [pixel] inner and outer semi-major axis of the ring without dust
     * @param axisRatio of the ring
     * @return the corrected image
     * @throws InputException if the images do not match, the ring is empty, or the bands have one extinction
     */
    public Corrected correct(
            Image image, ImageModel model, double gain, SecondBand second, double[] ring, double axisRatio) {
        if (image.nx() != second.image().nx() || image.ny() != second.image().ny()) {
            throw new InputException("second band: " + second.image().nx() + " x " + second.image().ny()
                    + " pixels, the image has " + image.nx() + " x " + image.ny() + "; resample it to the same pixels");
        }
        if (!(second.extinctionRatio() > 1)) {
            throw new InputException("second band: extinction ratio " + second.extinctionRatio()
                    + " must be above 1; correct the redder band by the bluer one");
        }
        int nx = image.nx();
        double[] radius = radii(nx, image.ny(), model, axisRatio);
        double first = 0;
        double other = 0;
        for (int p = 0; p < radius.length; p++) {
            double a = image.values()[p] - model.sky();
            double b = second.image().values()[p] - second.sky();
            if (radius[p] >= ring[0] && radius[p] < ring[1] && Double.isFinite(a + b)) {
                first += a;
                other += b;
            }
        }
        if (!(first > 0) || !(other > 0)) {
            throw new InputException("ring without dust from " + ring[0] + " to " + ring[1]
                    + " pixel has no light to measure the stars' colour in; choose other radii");
        }
        double intrinsic = first / other;
        double[] corrected = image.values().clone();
        double[] extinction = new double[corrected.length];
        for (int p = 0; p < corrected.length; p++) {
            if (radius[p] >= ring[0]) {
                continue;
            }
            double[] sum = box(image, model.sky(), gain, second, p);
            // Transmission of the second band over that of the first.
            double ratio = sum[1] / sum[0] * intrinsic;
            double noise = ratio * Math.sqrt(sum[2] / (sum[0] * sum[0]) + sum[3] / (sum[1] * sum[1]));
            if (sum[0] > 0 && ratio < 1 - SIGNIFICANT * noise) {
                extinction[p] = invert(ratio, second.extinctionRatio());
                corrected[p] = model.sky() + (corrected[p] - model.sky()) / transmission(extinction[p]);
            }
        }
        Image out = new Image(
                corrected, nx, image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
        return new Corrected(out, extinction, 2.5 * Math.log10(intrinsic));
    }

    /** Both bands' light and variance in the box around a pixel. */
    private static double[] box(Image image, double sky, double gain, SecondBand second, int p) {
        int nx = image.nx();
        double[] sum = new double[4];
        for (int y = Math.max(0, p / nx - BOX); y <= Math.min(image.ny() - 1, p / nx + BOX); y++) {
            for (int x = Math.max(0, p % nx - BOX); x <= Math.min(nx - 1, p % nx + BOX); x++) {
                double a = image.values()[y * nx + x];
                double b = second.image().values()[y * nx + x];
                if (Double.isFinite(a + b)) {
                    sum[0] += a - sky;
                    sum[1] += b - second.sky();
                    sum[2] += Math.max(a, 0) / gain;
                    sum[3] += Math.max(b, 0) / second.gain();
                }
            }
        }
        return sum;
    }

    /** The smallest extinction with that ratio of transmissions; that of the largest excess where none is so red. */
    private double invert(double ratio, double extinctionRatio) {
        double high = reddest(extinctionRatio);
        if (ratio <= excess(high, extinctionRatio)) {
            return high;
        }
        double low = 0;
        for (int step = 0; step < 60; step++) {
            double middle = 0.5 * (low + high);
            if (excess(middle, extinctionRatio) > ratio) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double excess(double extinction, double extinctionRatio) {
        return transmission(extinctionRatio * extinction) / transmission(extinction);
    }

    /** Beyond this extinction an embedded disk grows bluer again: what is in front of it is all that is left. */
    private double reddest(double extinctionRatio) {
        double best = MOST;
        for (double a = MOST; a > 0; a -= 0.01) {
            best = excess(a, extinctionRatio) < excess(best, extinctionRatio) ? a : best;
        }
        return best;
    }

    /**
     * Corrects an image for a disk of assumed central extinction, A exp(-r^2 / 2 r_d^2) within an edge: the grid of Kabasares et al. 2022.
     *
     * @param image the image
     * @param model a fit of it, for the centre, the angle and the sky
     * @param central [mag] A at the centre
     * @param scale [pixel] r_d along the major axis
     * @param edge [pixel] semi-major axis of the disk
     * @param axisRatio of the disk, the cosine of its inclination
     * @return the corrected image, the sky left in it
     * @throws InputException if a number is out of its range
     */
    public Image withCentralExtinction(
            Image image, ImageModel model, double central, double scale, double edge, double axisRatio) {
        if (!(central >= 0) || !(scale > 0) || !(edge > 0) || !(axisRatio > 0 && axisRatio <= 1)) {
            throw new InputException("dust disk: extinction " + central + " mag must not be negative, scale " + scale
                    + " and edge " + edge + " pixel positive, axis ratio " + axisRatio + " above 0 and at most 1");
        }
        double[] radius = radii(image.nx(), image.ny(), model, axisRatio);
        double[] corrected = image.values().clone();
        for (int p = 0; p < corrected.length; p++) {
            if (radius[p] < edge) {
                double a = central * Math.exp(-0.5 * radius[p] * radius[p] / (scale * scale));
                corrected[p] = model.sky() + (corrected[p] - model.sky()) / transmission(a);
            }
        }
        return new Image(
                corrected, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
    }

    /** Semi-major axis of the ellipse through every pixel. */
    static double[] radii(int nx, int ny, ImageModel model, double axisRatio) {
        double cos = Math.cos(Math.toRadians(model.angle()));
        double sin = Math.sin(Math.toRadians(model.angle()));
        double[] radius = new double[nx * ny];
        for (int p = 0; p < radius.length; p++) {
            double dx = p % nx - model.x();
            double dy = p / nx - model.y();
            radius[p] = Math.hypot(dx * cos + dy * sin, (dy * cos - dx * sin) / axisRatio);
        }
        return radius;
    }
}
