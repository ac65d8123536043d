// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SkyFrame;
import org.steelyard.units.InputException;

/**
 * A model of a galaxy's image: concentric Gaussians, a point source and the sky.
 *
 * @param gaussians the galaxy before the PSF
 * @param angle [deg] of the major axis, from the columns towards the rows
 * @param x [pixel] column of the centre, from 0
 * @param y [pixel] row of the centre, from 0
 * @param sky [unit of the image] level of the sky, per pixel
 * @param pointSource [unit of the image] flux of the point source at the centre
 */
public record ImageModel(Gaussians gaussians, double angle, double x, double y, double sky, double pointSource) {

    /** [pixel] Dispersion that stands for a point where the PSF has a Gaussian of none. */
    static final double POINT = 0.02;

    /** @throws InputException if a number is not finite */
    public ImageModel {
        if (!Double.isFinite(angle + x + y + sky + pointSource)) {
            throw new InputException("image model: angle " + angle + " deg, centre " + x + ", " + y + ", sky " + sky
                    + " and point source " + pointSource + " must be finite");
        }
    }

    /** The same with other Gaussians. */
    ImageModel with(Gaussians other) {
        return new ImageModel(other, angle, x, y, sky, pointSource);
    }

    /**
     * Where a point of the image lies in the galaxy.
     *
     * @param column [pixel] from 0
     * @param row [pixel] from 0
     * @return [pixel] offset from the centre along the major and the minor axis
     */
    public double[] axes(double column, double row) {
        double cos = Math.cos(Math.toRadians(angle));
        double sin = Math.sin(Math.toRadians(angle));
        double dx = column - x;
        double dy = row - y;
        return new double[] {dx * cos + dy * sin, dy * cos - dx * sin};
    }

    /**
     * The position angle on the sky of a direction of the image.
     *
     * @param frame of the image
     * @param direction [deg] from the columns towards the rows
     * @return [deg] north through east, in [0, 180)
     */
    public double positionAngle(SkyFrame frame, double direction) {
        LocalFrame local = frame.at(x + 1, y + 1);
        double cos = Math.cos(Math.toRadians(direction));
        double sin = Math.sin(Math.toRadians(direction));
        double east = local.eastPerX() * cos + local.eastPerY() * sin;
        double north = local.northPerX() * cos + local.northPerY() * sin;
        double position = Math.toDegrees(Math.atan2(east, north)) % 180;
        return position < 0 ? position + 180 : position;
    }

    /**
     * Ellipses of an axis ratio around the centre, along the galaxy's major axis.
     *
     * @param nx columns
     * @param ny rows
     * @param axisRatio of the ellipses
     * @return [pixel] semi-major axis of the ellipse through every pixel, {@code y*nx + x}
     */
    public double[] radii(int nx, int ny, double axisRatio) {
        double[] radius = new double[nx * ny];
        for (int row = 0; row < ny; row++) {
            for (int column = 0; column < nx; column++) {
                double[] along = axes(column, row);
                radius[row * nx + column] = Math.hypot(along[0], along[1] / axisRatio);
            }
        }
        return radius;
    }

    /**
     * Draws the model: convolved with the PSF and integrated over the pixels.
     *
     * @param nx columns
     * @param ny rows
     * @param psf the PSF
     * @return the image, {@code y*nx + x}, sky included
     */
    public double[] image(int nx, int ny, Psf psf) {
        return image(nx, ny, psf, remainder(nx, ny, psf));
    }

    /** The same where it is known what the remainder of the PSF adds. */
    double[] image(int nx, int ny, Psf psf, double[] remainder) {
        PixelRuns runs = PixelRuns.pixels(nx, ny, new java.util.BitSet());
        double[] out = java.util.Arrays.stream(remainder).map(r -> r + sky).toArray();
        for (int j = 0; j < psf.size(); j++) {
            double[] blur = psf.covariance(j);
            for (int k = 0; k <= gaussians.size(); k++) {
                boolean point = k == gaussians.size();
                double[] own = point
                        ? Gaussians.covariance(POINT, 1, 0)
                        : Gaussians.covariance(gaussians.sigma()[k], gaussians.axisRatio()[k], angle);
                double flux = (point ? pointSource : gaussians.flux()[k]) * psf.weight()[j];
                if (flux == 0) {
                    continue;
                }
                PixelGaussian gaussian =
                        new PixelGaussian(x, y, new double[] {own[0] + blur[0], own[1] + blur[1], own[2] + blur[2]});
                double[][] one = new double[1][nx];
                for (int r = 0; r < runs.count(); r++) {
                    if (gaussian.moments(runs, r, one)) {
                        for (int i = 0; i < runs.length(r); i++) {
                            out[runs.offset(r) + i] += flux * one[0][i];
                        }
                    }
                }
            }
        }
        return out;
    }

    /** What the remainder of the PSF adds to the pixels. */
    double[] remainder(int nx, int ny, Psf psf) {
        PsfRemainder remainder = psf.remainder();
        return remainder == null ? new double[nx * ny] : remainder.addedTo(gaussians, angle, x, y, pointSource, nx, ny);
    }
}
