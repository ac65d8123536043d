// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.isophote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.cube.Image;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.StarlightFit;

/**
 * Ellipticity and position angle of the isophotes in rings of a galaxy, around the fitted centre. The rings follow the isophotes of the
 * model, masked pixels are left out, and the model's image, with its PSF and its pixels, is measured in the same way. What differs
 * between the two is the galaxy's.
 *
 * @param levels from the innermost ring to the outermost
 */
public record Isophotes(List<Level> levels) {

    /** Outer over inner radius of a ring. */
    private static final double WIDTH = 1.2;

    /** [pixel] Smallest radius: inside, a ring has too few pixels for a shape. */
    private static final double SMALLEST = 2;

    /** Share of a ring's area that must be inside the image and free of masks. */
    private static final double COVERED = 0.5;

    /** Error of the ellipticity above which a ring says nothing. */
    private static final double USELESS = 0.15;

    /** Largest error of an angle [deg]: that of one that is equally probable everywhere, 180/sqrt(12). */
    private static final double ANY_ANGLE = 180 / Math.sqrt(12);

    /** Copies the list. */
    public Isophotes {
        levels = List.copyOf(levels);
    }

    /**
     * One ring.
     *
     * @param radius [pixel] semi-major axis of its middle
     * @param ellipticity 1 - b/a of the data
     * @param ellipticityError standard deviation, larger where the residuals exceed the noise
     * @param angle [deg] of the data's major axis, from the columns towards the rows, within 90 deg of that of the whole galaxy
     * @param angleError [deg] standard deviation, at most 180/sqrt(12) deg
     * @param modelEllipticity 1 - b/a of the model
     * @param modelAngle [deg] of the model
     * @param along flattening k along the galaxy's axes, (a^2 - b^2)/(a^2 + b^2) times cos 2t, data minus model
     * @param across that across them, times sin 2t, data minus model
     * @param error of each
     */
    public record Level(
            double radius,
            double ellipticity,
            double ellipticityError,
            double angle,
            double angleError,
            double modelEllipticity,
            double modelAngle,
            double along,
            double across,
            double error) {}

    /**
     * Measures the isophotes.
     *
     * @param image that was fitted
     * @param fit of it
     * @return the isophotes; none where no ring determines a shape
     */
    public static Isophotes of(Image image, StarlightFit fit) {
        Measured measured = new Measured(image, fit);
        List<Level> levels = new ArrayList<>();
        double largest = Math.hypot(image.nx(), image.ny());
        Ring.Shape shape = measured.whole();
        for (double a = Math.max(SMALLEST, fit.psf().coreSigma()); a < largest; a *= WIDTH) {
            Level level = measured.level(a, shape);
            if (level != null) {
                levels.add(level);
                double q = 1 - level.modelEllipticity();
                shape = new Ring.Shape((1 - q * q) / (1 + q * q), 0, 0);
            }
        }
        return new Isophotes(levels);
    }

    /**
     * A number of every ring.
     *
     * @param number of a ring
     * @return from the innermost to the outermost
     */
    public double[] column(ToDoubleFunction<Level> number) {
        return levels.stream().mapToDouble(number).toArray();
    }

    /** An image with its model above the sky, in the polar coordinates of the galaxy. */
    private static final class Measured {

        private final Image image;
        private final StarlightFit fit;
        private final double[] drawn;
        private final double[] noise;
        private final BitSet masked;

        Measured(Image image, StarlightFit fit) {
            this.image = image;
            this.fit = fit;
            drawn = fit.drawn();
            noise = fit.noise();
            masked = fit.masked();
        }

        /** The flattening of all light. */
        Ring.Shape whole() {
            Gaussians gaussians = fit.model().gaussians();
            double[] flux = gaussians.flux();
            double[] ratio = gaussians.axisRatio();
            double sum = 0;
            for (int k = 0; k < flux.length; k++) {
                sum += flux[k] * ratio[k] * ratio[k];
            }
            double square = sum / gaussians.totalFlux();
            return new Ring.Shape((1 - square) / (1 + square), 0, 0);
        }

        /** The ring of a semi-major axis; null where it determines no shape. */
        Level level(double a, Ring.Shape start) {
            Ring.Shape model = start;
            for (int round = 0; round < 2; round++) {
                Pixels pixels = pixels(a, model);
                model = pixels == null ? null : pixels.ring().shape(pixels.model(), model);
                if (model == null) {
                    return null;
                }
            }
            Pixels pixels = pixels(a, model);
            Ring.Shape data = pixels == null ? null : pixels.ring().shape(pixels.data(), model);
            if (data == null || !(data.error() < USELESS)) {
                return null;
            }
            double h = data.flattening();
            double q = ratio(h);
            // q = sqrt((1 - h)/(1 + h)): dq/dh = -1/((1 + h)^2 q)
            double error = data.error() / ((1 + h) * (1 + h) * q);
            double angleError = Math.min(ANY_ANGLE, Math.toDegrees(0.5 * data.error() / h));
            double base = fit.model().angle();
            return new Level(
                    a,
                    1 - q,
                    error,
                    base + turn(data),
                    angleError,
                    1 - ratio(model.flattening()),
                    base + turn(model),
                    data.k() - model.k(),
                    data.m() - model.m(),
                    data.error());
        }

        private static double ratio(double h) {
            return Math.sqrt((1 - h) / (1 + h));
        }

        private static double turn(Ring.Shape shape) {
            return Math.toDegrees(0.5 * Math.atan2(shape.m(), shape.k()));
        }

        /** The pixels of a ring; null where too many are missing. */
        private Pixels pixels(double a, Ring.Shape shape) {
            ImageModel model = fit.model();
            double outer = Math.sqrt(WIDTH) * a;
            double inner = a / Math.sqrt(WIDTH);
            int fromX = (int) Math.max(0, Math.ceil(model.x() - outer));
            int toX = (int) Math.min(image.nx() - 1, Math.floor(model.x() + outer));
            int fromY = (int) Math.max(0, Math.ceil(model.y() - outer));
            int toY = (int) Math.min(image.ny() - 1, Math.floor(model.y() + outer));
            double h = shape.flattening();
            double area = Math.PI * (outer * outer - inner * inner) * ratio(h);
            int most = Math.max(0, toX - fromX + 1) * Math.max(0, toY - fromY + 1);
            double[][] columns = new double[6][most];
            int n = 0;
            for (int y = fromY; y <= toY; y++) {
                for (int x = fromX; x <= toX; x++) {
                    int p = y * image.nx() + x;
                    double[] axes = model.axes(x, y);
                    double square = axes[0] * axes[0] + axes[1] * axes[1];
                    if (masked.get(p) || square == 0) {
                        continue;
                    }
                    double cosine = (axes[0] * axes[0] - axes[1] * axes[1]) / square;
                    double sine = 2 * axes[0] * axes[1] / square;
                    // On the major axis 1 - k cos 2t is 1 - h.
                    double radius = Math.sqrt(square * (1 - shape.k() * cosine - shape.m() * sine) / (1 - h));
                    if (radius >= inner && radius < outer) {
                        columns[0][n] = cosine;
                        columns[1][n] = sine;
                        columns[2][n] = 0.5 * Math.log(square) - Math.log(a);
                        columns[3][n] = 1 / noise[p];
                        columns[4][n] = image.values()[p] - model.sky();
                        columns[5][n++] = drawn[p] - model.sky();
                    }
                }
            }
            if (n < COVERED * area) {
                return null;
            }
            for (int c = 0; c < columns.length; c++) {
                columns[c] = Arrays.copyOf(columns[c], n);
            }
            return new Pixels(new Ring(columns[0], columns[1], columns[2], columns[3]), columns[4], columns[5]);
        }
    }

    /** A ring with its data and its model [unit of the image] above the sky. */
    private record Pixels(Ring ring, double[] data, double[] model) {}
}
