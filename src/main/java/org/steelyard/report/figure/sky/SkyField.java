// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.sky;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.steelyard.cube.Image;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;

/**
 * Field of view of a map, centred on the disk.
 *
 * @param east [arcsec] half width
 * @param north [arcsec] half height
 */
public record SkyField(double east, double north) {

    /** Size of the field over the size of what it must contain. */
    private static final double MARGIN = 1.12;

    /** Largest axis ratio of the field; the short side is extended to it. */
    private static final double LARGEST_ELONGATION = 1.4;

    /**
     * @param shown image whose finite pixels the field contains
     * @param geometry with the fit ellipse, which the field contains too
     * @return the field of view
     */
    public static SkyField of(Image shown, SkyGeometry geometry) {
        double east = 0;
        double north = 0;
        AffineTransform map = SkyPanel.pixelsToSky(shown.frame().at(geometry.x(), geometry.y()), shown, geometry);
        Point2D offset = new Point2D.Double();
        for (int y = 0; y < shown.ny(); y++) {
            for (int x = 0; x < shown.nx(); x++) {
                if (Double.isFinite(shown.at(y, x))) {
                    map.transform(new Point2D.Double(x + 0.5, y + 0.5), offset);
                    east = Math.max(east, Math.abs(offset.getX()));
                    north = Math.max(north, Math.abs(offset.getY()));
                }
            }
        }
        if (Double.isFinite(geometry.semiMajor())) {
            Shape region = SkyPanel.ellipse(
                    geometry.semiMajor(), geometry.semiMajor() * geometry.axisRatio(), geometry.regionPositionAngle());
            Rectangle2D box = region.getBounds2D();
            east = Math.max(east, box.getMaxX());
            north = Math.max(north, box.getMaxY());
        }
        double least = Math.max(Math.max(east, north) / LARGEST_ELONGATION, Double.MIN_NORMAL);
        return new SkyField(MARGIN * Math.max(east, least), MARGIN * Math.max(north, least));
    }

    /** @return height over width */
    public double aspect() {
        return north / east;
    }

    /**
     * @param left [pt] left edge of the frame
     * @param top [pt] upper edge of the frame
     * @param width [pt] of the frame
     * @return axes of the offsets east (to the left) and north (up) [arcsec]
     */
    public Axes axes(double left, double top, double width) {
        return new Axes(
                left, top, width, width * aspect(), AxisScale.linear(east, -east), AxisScale.linear(-north, north));
    }
}
