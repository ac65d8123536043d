package org.steelyard.report.figure;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.steelyard.cube.Image;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.Axes;
import org.steelyard.report.plot.AxisScale;

/**
 * How much of the sky a map shows about the centre of the disk.
 *
 * @param east [arcsec] half width
 * @param north [arcsec] half height
 */
record SkyField(double east, double north) {

    /** Room about what has to be seen. */
    private static final double MARGIN = 1.12;

    /** A panel is no more elongated than this; the short side grows. */
    private static final double MOST_ELONGATED = 1.4;

    /**
     * @param shown image whose finite pixels have to be seen
     * @param geometry with the fit ellipse, which has to be seen too
     * @return the field
     */
    static SkyField of(Image shown, SkyGeometry geometry) {
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
        double least = Math.max(Math.max(east, north) / MOST_ELONGATED, Double.MIN_NORMAL);
        return new SkyField(MARGIN * Math.max(east, least), MARGIN * Math.max(north, least));
    }

    /** @return height of a panel over its width */
    double aspect() {
        return north / east;
    }

    /** @return axes in a rectangle of that aspect */
    Axes axes(double left, double top, double width) {
        return new Axes(
                left, top, width, width * aspect(), AxisScale.linear(east, -east), AxisScale.linear(-north, north));
    }
}
