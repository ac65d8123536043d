package org.steelyard.report.table;

import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;

/** Images derived from the cubes and maps of a fit, the same for figures and FITS files. */
public final class RunImages {

    /** Length of a position-velocity diagram over the major axis of the fit region. */
    private static final double LENGTH_OVER_REGION = 1.15;

    private RunImages() {}

    /**
     * @param products cubes of a fit
     * @param values on the voxels of the data. Not modified
     * @return moments 0 to 2 of the values, where the data have a line; optical velocities
     */
    public static MomentMaps moments(ModelProducts products, float[] values) {
        return MomentMaps.of(products.data().withValues(values), products.signal(), VelocityConvention.OPTICAL);
    }

    /**
     * @param products cubes of a fit
     * @param values on the voxels of the data. Not modified
     * @return the values along the major axis, somewhat longer than the fit region and as wide as the beam
     */
    public static PositionVelocityDiagram diagram(ModelProducts products, float[] values) {
        SpectralCube cube = products.data().withValues(values);
        SkyGeometry geometry = products.geometry();
        Beam beam = cube.beams() == null ? null : cube.beams().mean();
        double width = beam == null ? cube.localFrame().pixelSize() : beam.geometricMean();
        double cubeSize = Math.min(cube.nx(), cube.ny()) * cube.localFrame().pixelSize();
        double length =
                Double.isFinite(geometry.semiMajor()) ? 2 * LENGTH_OVER_REGION * geometry.semiMajor() : cubeSize;
        return PositionVelocityDiagram.along(cube, geometry.x(), geometry.y(), geometry.positionAngle(), length, width);
    }

    /**
     * @param data an image
     * @param model another of the same size
     * @return data minus model
     */
    public static Image difference(Image data, Image model) {
        double[] difference = data.values().clone();
        for (int k = 0; k < difference.length; k++) {
            difference[k] -= model.values()[k];
        }
        return new Image(difference, data.nx(), data.ny(), data.frame(), data.xIndex(), data.yIndex(), data.unit());
    }
}
