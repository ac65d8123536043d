// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * Celestial coordinates of the pixels of an image: a linear map to the plane of projection, the projection, and a
 * rotation of the sphere (Calabretta &amp; Greisen 2002, "paper II").
 *
 * @param projection map projection
 * @param longitude [deg] CRVAL of right ascension or galactic longitude
 * @param latitude [deg] CRVAL of declination or galactic latitude
 * @param referenceX [pixel] CRPIX of the columns
 * @param referenceY [pixel] CRPIX of the rows
 * @param matrix [deg/pixel] {lon per x, lon per y, lat per x, lat per y}; lent
 * @param poleLongitude [deg] LONPOLE
 * @param poleLatitude [deg] LATPOLE, used by SFL and CAR
 * @param slantX PV2_1 of a SIN projection
 * @param slantY PV2_2 of a SIN projection
 * @param system reference system: RADESYS such as ICRS or FK5, GALACTIC, or empty
 * @param equinox EQUINOX, NaN if not given
 * @param celestial false where the header has no sky coordinates and only the pixel size is known
 */
public record SkyFrame(
        Projection projection,
        double longitude,
        double latitude,
        double referenceX,
        double referenceY,
        double[] matrix,
        double poleLongitude,
        double poleLatitude,
        double slantX,
        double slantY,
        String system,
        double equinox,
        boolean celestial) {

    /** Name of the galactic system. */
    private static final String GALACTIC = "GALACTIC";

    /**
     * Rows: the axes of the galactic system (l = 0, l = 90, north pole) in ICRS. ESA 1997, The Hipparcos Catalogue,
     * volume 1, equation 1.5.11.
     */
    private static final double[][] GALACTIC_AXES = {
        {-0.0548755604162154, -0.873437090234885, -0.4838350155487132},
        {0.4941094278755837, -0.4448296299600112, 0.746982244497219},
        {-0.8676661490190047, -0.1980763734312015, 0.4559837761750669}
    };

    /** [deg] The NCP projection has no image of the sky at smaller distances of CRVAL2 from the equator. */
    private static final double LEAST_NCP_LATITUDE = 1e-6;

    /** @throws InputException if a value is not finite, the matrix is singular, or NCP is used at the equator */
    public SkyFrame {
        if (projection == Projection.NCP && Math.abs(latitude) < LEAST_NCP_LATITUDE) {
            throw new InputException("projection NCP at declination " + latitude
                    + " deg is not defined; regrid to SIN, or give data.pixel = \"0.05 arcsec\"");
        }
        double determinant = matrix[0] * matrix[3] - matrix[1] * matrix[2];
        if (!(Math.abs(determinant) > 0)
                || !Double.isFinite(longitude + latitude + referenceX + referenceY + determinant)) {
            throw new InputException(
                    "sky coordinates: CRVAL " + longitude + ", " + latitude + " deg, CRPIX " + referenceX + ", "
                            + referenceY
                            + " and CDELT, PC or CD must be finite and give pixels of non-zero size; correct the header"
                            + " or give data.pixel = \"0.05 arcsec\"");
        }
    }

    /**
     * Creates a frame with square pixels, north up and east to the left.
     *
     * @param projection map projection, usually SIN
     * @param ra [deg] right ascension of the reference pixel
     * @param dec [deg] declination of the reference pixel
     * @param referenceX [pixel] column of the reference pixel
     * @param referenceY [pixel] row of the reference pixel
     * @param arcsecPerPixel [arcsec] side of a pixel
     * @return the frame
     */
    public static SkyFrame northUp(
            Projection projection, double ra, double dec, double referenceX, double referenceY, double arcsecPerPixel) {
        double step = arcsecPerPixel / 3600;
        double[] matrix = {-step, 0, 0, step};
        return new SkyFrame(projection, ra, dec, referenceX, referenceY, matrix, 180, dec, 0, 0, "ICRS", 2000, true);
    }

    /**
     * Creates the frame of a file without sky coordinates: north up, east to the left, absolute positions undefined.
     *
     * @param arcsecPerPixel [arcsec] side of a pixel
     * @return the frame
     * @throws InputException if the pixel size is not positive
     */
    public static SkyFrame linear(double arcsecPerPixel) {
        if (!(arcsecPerPixel > 0)) {
            throw new InputException(
                    "pixel " + arcsecPerPixel + " arcsec must be positive; write it like data.pixel = \"0.05 arcsec\"");
        }
        double step = arcsecPerPixel / 3600;
        double[] matrix = {-step, 0, 0, step};
        return new SkyFrame(Projection.TAN, 0, 0, 1, 1, matrix, 180, 0, 0, 0, "", Double.NaN, false);
    }

    /**
     * Converts a pixel to sky coordinates. Galactic coordinates are converted to equatorial ones (ICRS).
     *
     * @param px [pixel] column; 1.0 is the centre of the first column of the file
     * @param py [pixel] row; 1.0 is the centre of the first row of the file
     * @return [deg] {right ascension in [0, 360), declination}; NaN outside the projected sphere
     */
    public double[] toWorld(double px, double py) {
        double[] v = direction(px, py);
        double ra = Math.toDegrees(Math.atan2(v[1], v[0]));
        double dec = Math.toDegrees(Math.atan2(v[2], Math.hypot(v[0], v[1])));
        // The sum rounds to 360 for a tiny negative angle.
        double positive = ra < 0 ? ra + 360 : ra;
        return new double[] {positive < 360 ? positive : 0, dec};
    }

    /**
     * Converts sky coordinates to a pixel.
     *
     * @param ra [deg] right ascension
     * @param dec [deg] declination
     * @return [pixel] {column, row}, counted from 1.0 at the centre of the first; NaN where the projection is not
     *     defined
     */
    public double[] toPixel(double ra, double dec) {
        double[] plane;
        double cos = Math.cos(Math.toRadians(dec));
        double alpha = Math.toRadians(ra);
        double[] v = fromEquatorial(
                new double[] {cos * Math.cos(alpha), cos * Math.sin(alpha), Math.sin(Math.toRadians(dec))});
        if (projection == Projection.GLS) {
            double lonOnSky = Math.toDegrees(Math.atan2(v[1], v[0]));
            double latOnSky = Math.atan2(v[2], Math.hypot(v[0], v[1]));
            double turn = Math.IEEEremainder(lonOnSky - longitude, 360);
            plane = new double[] {Math.toRadians(turn) * Math.cos(latOnSky), latOnSky - Math.toRadians(latitude)};
        } else {
            double[] r = rotation();
            double[] nativeVector = new double[3];
            for (int i = 0; i < 3; i++) {
                nativeVector[i] = r[i] * v[0] + r[3 + i] * v[1] + r[6 + i] * v[2];
            }
            plane = projection.project(nativeVector, slantX(), northernSlant());
        }
        double lon = Math.toDegrees(plane[0]);
        double lat = Math.toDegrees(plane[1]);
        double determinant = matrix[0] * matrix[3] - matrix[1] * matrix[2];
        return new double[] {
            referenceX + (matrix[3] * lon - matrix[1] * lat) / determinant,
            referenceY + (matrix[0] * lat - matrix[2] * lon) / determinant
        };
    }

    /**
     * Returns the linear map from pixels to sky offsets at a pixel.
     *
     * @param px [pixel] column
     * @param py [pixel] row
     * @return offsets to the east and north per pixel
     */
    public LocalFrame at(double px, double py) {
        double[] here = direction(px, py);
        double[] alongX = difference(direction(px + 1, py), direction(px - 1, py));
        double[] alongY = difference(direction(px, py + 1), direction(px, py - 1));
        double rho = Math.hypot(here[0], here[1]);
        double[] east = {-here[1] / rho, here[0] / rho, 0};
        double[] north = {-here[2] * east[1], here[2] * east[0], rho};
        return new LocalFrame(dot(east, alongX), dot(east, alongY), dot(north, alongX), dot(north, alongY));
    }

    /**
     * Returns the frame of a sub-image.
     *
     * @param dx [pixel] number of columns removed before the first
     * @param dy [pixel] number of rows removed before the first
     * @return the frame of the sub-image, counted from its own first pixel
     */
    public SkyFrame shifted(int dx, int dy) {
        return new SkyFrame(
                projection,
                longitude,
                latitude,
                referenceX - dx,
                referenceY - dy,
                matrix,
                poleLongitude,
                poleLatitude,
                slantX,
                slantY,
                system,
                equinox,
                celestial);
    }

    private double northernSlant() {
        return projection == Projection.NCP ? 1 / Math.tan(Math.toRadians(latitude)) : slantY;
    }

    /**
     * Returns the position angle of the north of the file's own coordinates.
     *
     * @param px [pixel] column
     * @param py [pixel] row
     * @return [deg] angle from equatorial north through east; 0 unless the coordinates are galactic
     */
    public double northAngle(double px, double py) {
        if (!system.equals(GALACTIC)) {
            return 0;
        }
        double[] here = direction(px, py);
        double[] pole = GALACTIC_AXES[2];
        double alongEast = -here[1] * pole[0] + here[0] * pole[1];
        double alongNorth = pole[2] - here[2] * (here[0] * pole[0] + here[1] * pole[1] + here[2] * pole[2]);
        return Math.toDegrees(Math.atan2(alongEast, alongNorth));
    }

    /** A direction in the file's own system. */
    private double[] fromEquatorial(double[] v) {
        if (!system.equals(GALACTIC)) {
            return v;
        }
        double[] own = new double[3];
        for (int i = 0; i < 3; i++) {
            double[] axis = GALACTIC_AXES[i];
            own[i] = axis[0] * v[0] + axis[1] * v[1] + axis[2] * v[2];
        }
        return own;
    }

    /** Direction of a pixel as an equatorial unit vector. */
    private double[] direction(double px, double py) {
        double[] own = ownDirection(px, py);
        if (!system.equals(GALACTIC)) {
            return own;
        }
        double[] v = new double[3];
        for (int i = 0; i < 3; i++) {
            v[i] = GALACTIC_AXES[0][i] * own[0] + GALACTIC_AXES[1][i] * own[1] + GALACTIC_AXES[2][i] * own[2];
        }
        return v;
    }

    /** Direction of a pixel as a unit vector in the file's own system. */
    private double[] ownDirection(double px, double py) {
        double dx = px - referenceX;
        double dy = py - referenceY;
        double lon = Math.toRadians(matrix[0] * dx + matrix[1] * dy);
        double lat = Math.toRadians(matrix[2] * dx + matrix[3] * dy);
        if (projection == Projection.GLS) {
            double dec = Math.toRadians(latitude) + lat;
            double ra = Math.toRadians(longitude) + lon / Math.cos(dec);
            return new double[] {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
        }
        double[] v = projection.deproject(lon, lat, slantX, northernSlant());
        double[] r = rotation();
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            out[i] = r[3 * i] * v[0] + r[3 * i + 1] * v[1] + r[3 * i + 2] * v[2];
        }
        return out;
    }

    /** Rotation matrix from the native to the celestial sphere, in row order (paper II, equation 2). */
    private double[] rotation() {
        double[] pole = celestialPole();
        double sinA = Math.sin(pole[0]);
        double cosA = Math.cos(pole[0]);
        double sinD = Math.sin(pole[1]);
        double cosD = Math.cos(pole[1]);
        double sinP = Math.sin(Math.toRadians(poleLongitude));
        double cosP = Math.cos(Math.toRadians(poleLongitude));
        // In the frame rotated by the pole's right ascension: x' = -sinD c + cosD z, y' = -s, z' = cosD c + sinD z with
        // c = vx cosP + vy sinP = cos theta cos(phi - phi_p) and s = vy cosP - vx sinP.
        double[] first = {-sinD * cosP, -sinD * sinP, cosD};
        double[] second = {sinP, -cosP, 0};
        double[] r = new double[9];
        for (int i = 0; i < 3; i++) {
            r[i] = cosA * first[i] - sinA * second[i];
            r[3 + i] = sinA * first[i] + cosA * second[i];
        }
        r[6] = cosD * cosP;
        r[7] = cosD * sinP;
        r[8] = sinD;
        return r;
    }

    /** Right ascension and declination [rad] of the native pole (paper II, equations 8 to 10). */
    private double[] celestialPole() {
        double alpha = Math.toRadians(longitude);
        double delta = Math.toRadians(latitude);
        if (projection.referenceLatitude() > 0) {
            return new double[] {alpha, delta};
        }
        double sinP = Math.sin(Math.toRadians(poleLongitude));
        double cosP = Math.cos(Math.toRadians(poleLongitude));
        // theta_0 = phi_0 = 0: delta_p = atan2(0, cos phi_p) +- acos(sin delta_0 / |cos phi_p|)
        double base = Math.atan2(0, cosP);
        double ratio = Math.sin(delta) / Math.abs(cosP);
        double turn = Math.acos(Math.max(-1, Math.min(1, ratio)));
        double upper = wrap(base + turn);
        double lower = wrap(base - turn);
        double preferred = Math.toRadians(poleLatitude);
        boolean upperValid = Math.abs(upper) <= Math.PI / 2 + 1e-12;
        boolean lowerValid = Math.abs(lower) <= Math.PI / 2 + 1e-12;
        boolean takeUpper = upperValid && (!lowerValid || Math.abs(upper - preferred) <= Math.abs(lower - preferred));
        double poleDelta = takeUpper ? upper : lower;
        if (Math.abs(Math.cos(poleDelta)) < 1e-12) {
            return new double[] {
                poleDelta > 0 ? alpha + Math.toRadians(poleLongitude) - Math.PI : alpha - Math.toRadians(poleLongitude),
                poleDelta
            };
        }
        double sinTurn = sinP / Math.cos(delta);
        double cosTurn = -Math.tan(poleDelta) * Math.tan(delta);
        return new double[] {alpha - Math.atan2(sinTurn, cosTurn), poleDelta};
    }

    private static double wrap(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }

    private static double[] difference(double[] a, double[] b) {
        return new double[] {(a[0] - b[0]) / 2, (a[1] - b[1]) / 2, (a[2] - b[2]) / 2};
    }

    private static double dot(double[] a, double[] b) {
        return (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / Constants.ARCSEC;
    }
}
