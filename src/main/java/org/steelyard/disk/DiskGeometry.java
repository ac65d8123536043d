// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import java.util.Locale;
import org.steelyard.units.InputException;

/**
 * How a thin disk lies on the sky (method page, section 2):
 *
 * <pre>  x_d =  dE sin(Gamma) + dN cos(Gamma)
 *  y_d = (dE cos(Gamma) - dN sin(Gamma)) / cos(i) </pre>
 *
 * @param inclination [rad] i, 0 face-on, below pi/2
 * @param positionAngle [rad] Gamma, of the receding half of the major axis, north through east
 */
public record DiskGeometry(double inclination, double positionAngle) {

    /** @throws InputException if the inclination is outside 0 to 90 deg, 90 excluded, or an angle is not finite */
    public DiskGeometry {
        if (!(inclination >= 0 && inclination < Math.PI / 2)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "inclination %.6g deg of the disk is outside 0 to 90 deg (90 excluded: a thin disk has no image edge-on);"
                            + " a disk that turns the other way has a position angle 180 deg larger",
                    Math.toDegrees(inclination)));
        }
        if (!Double.isFinite(positionAngle)) {
            throw new InputException("position angle " + positionAngle + " rad of the disk must be finite");
        }
    }

    /**
     * @param inclination [deg]
     * @param positionAngle [deg]
     * @return the geometry
     */
    public static DiskGeometry ofDegrees(double inclination, double positionAngle) {
        return new DiskGeometry(Math.toRadians(inclination), Math.toRadians(positionAngle));
    }

    /**
     * @param dE [arcsec] offset east of the centre
     * @param dN [arcsec] offset north
     * @return [arcsec] {x_d, y_d} in the plane of the disk
     */
    public double[] toDisk(double dE, double dN) {
        double sine = Math.sin(positionAngle);
        double cosine = Math.cos(positionAngle);
        return new double[] {dE * sine + dN * cosine, (dE * cosine - dN * sine) / Math.cos(inclination)};
    }

    /**
     * @param xDisk [arcsec] along the receding half of the major axis
     * @param yDisk [arcsec] in the plane of the disk, towards position angle + 90 deg
     * @return [arcsec] {dE, dN} on the sky; the inverse of {@link #toDisk}
     */
    public double[] toSky(double xDisk, double yDisk) {
        double sine = Math.sin(positionAngle);
        double cosine = Math.cos(positionAngle);
        double minor = yDisk * Math.cos(inclination);
        return new double[] {xDisk * sine + minor * cosine, xDisk * cosine - minor * sine};
    }

    /**
     * @param dE [arcsec] offset east of the centre
     * @param dN [arcsec] offset north
     * @return [arcsec] radius in the plane of the disk
     */
    public double radius(double dE, double dN) {
        double[] disk = toDisk(dE, dN);
        return Math.hypot(disk[0], disk[1]);
    }
}
