// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.jspecify.annotations.Nullable;

/**
 * What Gaussians leave of a PSF that is given as an image, such as rings and spikes. It adds up to zero. What it adds to a model of
 * Gaussians of flux F_k and covariance C_k around r_0 is a convolution, whose Fourier transform is
 *
 * <pre>  M(k) = R(k) exp(-i k r_0) [P + sum_k F_k exp(-k^T C_k k / 2)] </pre>
 *
 * where the pixels of the PSF's image are integrals, so that nothing else is to be integrated at its resolution.
 */
public final class PsfRemainder {

    /** A Gaussian's transform below exp(-this) is left out. */
    private static final double NEGLIGIBLE = 40;

    /** [pixel of the galaxy's image] Sigma from which light has no structure within a pixel. */
    private static final double WIDE = 1;

    /** [pixel of the galaxy's image] How far narrower light reaches. */
    private static final int REACH = 8;

    private final double[] values;
    private final int columns;
    private final int rows;
    private final double x;
    private final double y;
    private final int oversampling;
    private final PsfRemainder coarse;
    private @Nullable Spectrum last;

    /** What is convolved: Gaussians and a point at a place. */
    private record Light(Gaussians gaussians, double angle, double x, double y, double point) {}

    /** The transform of the remainder, {@code [row][column]}, of a size. */
    private record Spectrum(double[][] re, double[][] im) {

        boolean isOf(int width, int height) {
            return re.length == height && re[0].length == width;
        }
    }

    /**
     * @param values PSF less its Gaussians, of the PSF's image, {@code y*columns + x}; lent
     * @param columns of the PSF's image
     * @param x [pixel] its centre in the PSF's image, column from 0
     * @param y [pixel] and row
     * @param oversampling how many pixels of the PSF's image make one of the galaxy's image, along each axis
     */
    PsfRemainder(double[] values, int columns, double x, double y, int oversampling) {
        this.values = values;
        this.columns = columns;
        rows = values.length / columns;
        this.x = x;
        this.y = y;
        this.oversampling = oversampling;
        coarse = oversampling == 1 ? this : binned();
    }

    /** The same in pixels of the galaxy's image. */
    private PsfRemainder binned() {
        int b = oversampling;
        int width = (columns + b - 1) / b;
        double[] sums = new double[width * ((rows + b - 1) / b)];
        for (int p = 0; p < values.length; p++) {
            sums[p / columns / b * width + p % columns / b] += values[p];
        }
        return new PsfRemainder(sums, width, (x + 0.5) / b - 0.5, (y + 0.5) / b - 0.5, 1);
    }

    /**
     * What the remainder adds to a model. Light without structure within a pixel is convolved at the resolution of the galaxy's image.
     *
     * @param gaussians of the galaxy before the PSF
     * @param angle [deg] of their major axis, from the columns towards the rows
     * @param centreX [pixel] column of the centre, from 0
     * @param centreY [pixel] row of the centre, from 0
     * @param point [unit of the image] flux of a point source at the centre
     * @param nx columns of the image
     * @param ny rows
     * @return [unit of the image] of every pixel, {@code y*nx + x}
     */
    double[] addedTo(Gaussians gaussians, double angle, double centreX, double centreY, double point, int nx, int ny) {
        Light model = new Light(gaussians, angle, centreX, centreY, point);
        double[] added = new double[nx * ny];
        if (oversampling == 1) {
            add(model, added, nx, 0, 0, nx, ny);
            return added;
        }
        Light wide = new Light(gaussians.only(sigma -> sigma >= WIDE), angle, centreX, centreY, 0);
        coarse.add(wide, added, nx, 0, 0, nx, ny);
        int left = (int) Math.floor(centreX - x / oversampling) - REACH;
        int right = left + columns / oversampling + 2 * REACH;
        int bottom = (int) Math.floor(centreY - y / oversampling) - REACH;
        int top = bottom + rows / oversampling + 2 * REACH;
        left = Math.max(0, left);
        bottom = Math.max(0, bottom);
        Light narrow = new Light(gaussians.only(sigma -> sigma < WIDE), angle, centreX, centreY, point);
        add(narrow, added, nx, left, bottom, Math.min(nx, right) - left, Math.min(ny, top) - bottom);
        return added;
    }

    /** Adds to the pixels of a part of an image of nx columns. */
    private void add(Light model, double[] added, int nx, int left, int bottom, int partX, int partY) {
        if (partX <= 0 || partY <= 0) {
            return;
        }
        int width = period(partX * oversampling + columns);
        int height = period(partY * oversampling + rows);
        Spectrum remainder = spectrum(width, height);
        double[][] re = new double[height][width];
        double[][] im = new double[height][width];
        double shiftX = (model.x() - left + 0.5) * oversampling - 0.5 - x;
        double shiftY = (model.y() - bottom + 0.5) * oversampling - 0.5 - y;
        multiply(model, shiftX, shiftY, remainder, re, im);
        transform(re, im, TransformType.INVERSE);
        for (int row = 0; row < partY * oversampling; row++) {
            int first = (bottom + row / oversampling) * nx + left;
            for (int column = 0; column < partX * oversampling; column++) {
                added[first + column / oversampling] += re[row][column];
            }
        }
    }

    private static int period(int n) {
        return 2 * Integer.highestOneBit(n - 1);
    }

    private synchronized Spectrum spectrum(int width, int height) {
        Spectrum spectrum = last;
        if (spectrum == null || !spectrum.isOf(width, height)) {
            double[][] re = new double[height][width];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(values, row * columns, re[row], 0, columns);
            }
            spectrum = new Spectrum(re, new double[height][width]);
            transform(spectrum.re, spectrum.im, TransformType.FORWARD);
            last = spectrum;
        }
        return spectrum;
    }

    /** Product of the transforms of the remainder and of the model before the PSF. */
    private void multiply(Light model, double shiftX, double shiftY, Spectrum remainder, double[][] re, double[][] im) {
        int height = re.length;
        int width = re[0].length;
        int n = model.gaussians().size();
        double[][] covariance = new double[n][];
        double fine = (double) oversampling * oversampling;
        for (int k = 0; k < n; k++) {
            double[] c = Gaussians.covariance(
                    model.gaussians().sigma()[k], model.gaussians().axisRatio()[k], model.angle());
            covariance[k] = new double[] {c[0] * fine, c[1] * fine, c[2] * fine};
        }
        double[] flux = model.gaussians().flux();
        for (int v = 0; v < height; v++) {
            double ky = wavenumber(v, height);
            for (int u = 0; u < width; u++) {
                double kx = wavenumber(u, width);
                double light = model.point();
                for (int k = 0; k < n; k++) {
                    double[] c = covariance[k];
                    double exponent = 0.5 * (c[0] * kx * kx + 2 * c[1] * kx * ky + c[2] * ky * ky);
                    light += exponent < NEGLIGIBLE ? flux[k] * Math.exp(-exponent) : 0;
                }
                if (light != 0) {
                    double phase = -(kx * shiftX + ky * shiftY);
                    double cos = light * Math.cos(phase);
                    double sin = light * Math.sin(phase);
                    re[v][u] = remainder.re[v][u] * cos - remainder.im[v][u] * sin;
                    im[v][u] = remainder.re[v][u] * sin + remainder.im[v][u] * cos;
                }
            }
        }
    }

    /** [1/pixel] of the PSF's image. */
    private static double wavenumber(int index, int period) {
        return 2 * Math.PI / period * (index <= period / 2 ? index : index - period);
    }

    private static void transform(double[][] re, double[][] im, TransformType type) {
        for (int row = 0; row < re.length; row++) {
            FastFourierTransformer.transformInPlace(new double[][] {re[row], im[row]}, DftNormalization.STANDARD, type);
        }
        double[][] line = new double[2][re.length];
        for (int column = 0; column < re[0].length; column++) {
            for (int row = 0; row < re.length; row++) {
                line[0][row] = re[row][column];
                line[1][row] = im[row][column];
            }
            FastFourierTransformer.transformInPlace(line, DftNormalization.STANDARD, type);
            for (int row = 0; row < re.length; row++) {
                re[row][column] = line[0][row];
                im[row][column] = line[1][row];
            }
        }
    }
}
