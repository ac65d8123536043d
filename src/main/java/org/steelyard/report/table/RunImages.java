// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;

/** Moment maps, position-velocity diagrams and residual maps of a fit; figures and FITS files share them. */
public final class RunImages {

    /** Length of a position-velocity diagram over the major axis of the fit region. */
    public static final double LENGTH_OVER_REGION = 1.15;

    private RunImages() {}

    /**
     * @param products cubes of a fit
     * @param values on the voxels of the data. Not modified
     * @return moments 0 to 2 of the values inside the signal mask of the data; optical velocities
     */
    public static MomentMaps moments(ModelProducts products, float[] values) {
        return MomentMaps.of(products.data().withValues(values), products.signal(), VelocityConvention.OPTICAL);
    }

    /**
     * @param products cubes of a fit
     * @param values of the data or a model. Not modified
     * @return moment 0 alone, as {@link #moments} has it
     */
    public static Image moment0(ModelProducts products, float[] values) {
        return MomentMaps.integrated(products.data().withValues(values), products.signal(), VelocityConvention.OPTICAL);
    }

    /**
     * Misfit of each pixel: the mean of ((data - model) / noise)^2 over its channels. It is 1 where noise alone separates data and
     * model.
     *
     * @param products cubes of data and model
     * @return the map; NaN for a pixel without data
     */
    public static Image misfit(ModelProducts products) {
        SpectralCube cube = products.data();
        float[] data = cube.values();
        float[] model = products.model();
        float[] noise = products.noise();
        int plane = cube.nx() * cube.ny();
        double[] sum = new double[plane];
        int[] count = new int[plane];
        for (int first = 0; first < data.length; first += plane) {
            for (int p = 0; p < plane; p++) {
                float residual = (data[first + p] - model[first + p]) / noise[first + p];
                if (!Float.isNaN(residual)) {
                    sum[p] += residual * residual;
                    count[p]++;
                }
            }
        }
        for (int p = 0; p < plane; p++) {
            sum[p] /= count[p];
        }
        return new Image(sum, cube.nx(), cube.ny(), cube.frame(), cube.xIndex(), cube.yIndex(), "");
    }

    /**
     * Noise of moment 0: sigma_M0^2 = sum (sigma_c dv_c)^2 over the channels c inside the signal mask.
     *
     * @param products cubes of a fit
     * @return [unit of the cube times km/s] one standard deviation for each pixel, {@code [y * nx + x]}
     */
    public static double[] noiseOfMoment0(ModelProducts products) {
        SpectralCube cube = products.data();
        int plane = cube.nx() * cube.ny();
        double[] noise = new double[plane];
        for (int k = 0; k < plane; k++) {
            double variance = 0;
            for (int c = 0; c < cube.channels(); c++) {
                int voxel = c * plane + k;
                if (products.signal() == null || products.signal().bits().get(voxel)) {
                    double sigma = products.noise()[voxel] * cube.axis().width(c);
                    variance += sigma * sigma;
                }
            }
            noise[k] = Math.sqrt(variance);
        }
        return noise;
    }

    /**
     * @param products cubes of a fit
     * @param values on the voxels of the data. Not modified
     * @return the values along the major axis
     */
    public static PositionVelocityDiagram diagram(ModelProducts products, float[] values) {
        return diagram(products, values, 0);
    }

    /**
     * @param products cubes of a fit
     * @param values on the voxels of the data. Not modified
     * @param turn [deg] from the major axis, north through east
     * @return the values along a line through the centre, 1.15 times as long as the fit region and as wide as the beam
     */
    public static PositionVelocityDiagram diagram(ModelProducts products, float[] values, double turn) {
        SpectralCube cube = products.data().withValues(values);
        SkyGeometry geometry = products.geometry();
        Beam beam = cube.meanBeam();
        double width = beam == null ? cube.localFrame().pixelSize() : beam.geometricMean();
        double cubeSize = Math.min(cube.nx(), cube.ny()) * cube.localFrame().pixelSize();
        double positionAngle = geometry.positionAngle() + turn;
        double length = Double.isFinite(geometry.semiMajor())
                ? 2 * LENGTH_OVER_REGION * reach(geometry, positionAngle)
                : cubeSize;
        return PositionVelocityDiagram.along(cube, geometry.x(), geometry.y(), positionAngle, length, width);
    }

    /** Returns the distance [arcsec] from the centre to the fit ellipse in a direction [deg]. Along the major axis of the disk, which is within 45
     * degrees of that of the ellipse, it is the semi-major axis. */
    private static double reach(SkyGeometry geometry, double positionAngle) {
        double angle = Math.toRadians(positionAngle - geometry.regionPositionAngle());
        double major = geometry.semiMajor();
        return Math.abs(Math.cos(angle)) > Math.abs(Math.sin(angle))
                ? major
                : 1 / Math.hypot(Math.cos(angle) / major, Math.sin(angle) / (major * geometry.axisRatio()));
    }

    /**
     * @param data an image
     * @param model an image of the same size
     * @return data minus model
     */
    public static Image difference(Image data, Image model) {
        double[] difference = data.values().clone();
        for (int k = 0; k < difference.length; k++) {
            difference[k] -= model.values()[k];
        }
        return withValues(data, difference, data.unit());
    }

    /**
     * @param image defines size and frame
     * @param values of the new image. Lent
     * @param unit of the values, FITS
     * @return an image of these values on the pixels of the given image
     */
    public static Image withValues(Image image, double[] values, String unit) {
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), unit);
    }
}
