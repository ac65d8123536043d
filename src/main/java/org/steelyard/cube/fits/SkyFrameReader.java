// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.util.List;
import java.util.Locale;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.units.InputException;

/**
 * Reads celestial coordinates from a header: CDELT with CROTA, PC (also the old PC01_01), or CD; LONPOLE, LATPOLE; PV
 * of a slant SIN (Calabretta &amp; Greisen 2002, "paper II").
 */
final class SkyFrameReader {

    private SkyFrameReader() {}

    /**
     * Reads the coordinates.
     *
     * @param header header of the image
     * @param axes axes of columns and rows
     * @param overrides the user's pixel size replaces the header's coordinates
     * @param warnings assumptions are added
     * @return the frame
     * @throws InputException if the coordinates are incomplete or the projection is not supported
     */
    static SkyFrame read(FitsHeader header, CubeAxes axes, HeaderOverrides overrides, List<String> warnings) {
        String first = AxisType.of(header, axes.x());
        String second = AxisType.of(header, axes.y());
        boolean celestial = AxisType.isCelestial(first)
                && AxisType.isCelestial(second)
                && AxisType.isLongitude(first) != AxisType.isLongitude(second);
        if (overrides.pixelArcsec() != null) {
            if (celestial) {
                warnings.add("sky coordinates of the header are ignored, since a pixel size is given");
            }
            return SkyFrame.linear(overrides.pixelArcsec());
        }
        if (!celestial) {
            throw new InputException(
                    "no sky coordinates (CTYPE '" + first + "', '" + second + "'); give data.pixel = \"0.05 arcsec\"");
        }
        boolean swapped = !AxisType.isLongitude(first);
        int lon = swapped ? axes.y() : axes.x();
        int lat = swapped ? axes.x() : axes.y();
        Projection projection = projection(header, lon, warnings);
        double lonUnit = degrees(header, lon);
        double latUnit = degrees(header, lat);
        double longitude = header.number("CRVAL" + (lon + 1)) * lonUnit;
        double latitude = header.number("CRVAL" + (lat + 1)) * latUnit;
        if (Math.abs(latitude) > 90) {
            throw new InputException("CRVAL" + (lat + 1) + " = " + latitude
                    + " deg is outside -90 to 90 deg; correct the header or give data.pixel = \"0.05 arcsec\"");
        }
        double[] lonRow = row(header, lon, lon, lat);
        double[] latRow = row(header, lat, lon, lat);
        double[] matrix = {
            lonUnit * lonRow[swapped ? 1 : 0],
            lonUnit * lonRow[swapped ? 0 : 1],
            latUnit * latRow[swapped ? 1 : 0],
            latUnit * latRow[swapped ? 0 : 1]
        };
        boolean zenithal = projection != Projection.SFL && projection != Projection.GLS && projection != Projection.CAR;
        warnRotation(header, lon, lat, warnings);
        double defaultPole = latitude >= (zenithal ? 90 : 0) ? 0 : 180;
        String slant = "PV" + (lat + 1) + "_";
        boolean sin = projection == Projection.SIN;
        return new SkyFrame(
                projection,
                longitude,
                latitude,
                reference(header, axes.x()),
                reference(header, axes.y()),
                matrix,
                header.number("LONPOLE", defaultPole),
                header.number("LATPOLE", 90),
                sin ? header.number(slant + "1", 0) : 0,
                sin ? header.number(slant + "2", 0) : 0,
                system(header, first + second),
                header.number("EQUINOX", header.number("EPOCH")),
                true);
    }

    /** The reference pixel, 0 where the header has none. */
    private static double reference(FitsHeader header, int axis) {
        String keyword = "CRPIX" + (axis + 1);
        if (header.has(keyword) && Double.isNaN(header.number(keyword))) {
            throw new InputException(keyword + " = '" + header.text(keyword)
                    + "' is no number; correct the header or give data.pixel = \"0.05 arcsec\"");
        }
        return header.number(keyword, 0);
    }

    /** Beams relative to equatorial north; in a galactic file BPA counts from galactic north. */
    static BeamTable equatorial(BeamTable beams, SkyFrame frame, CubeAxes axes, List<String> warnings) {
        double x = (axes.lengths()[axes.x()] + 1) / 2.0;
        double y = (axes.lengths()[axes.y()] + 1) / 2.0;
        double angle = frame.northAngle(x, y);
        if (angle != 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the sky coordinates are galactic; position angles are those from equatorial north, in which BPA is"
                            + " %.1f deg larger than in the header",
                    angle));
        }
        return beams.rotated(angle);
    }

    /** The rotation is that of CROTA2 (the latitude axis); CROTA1 counts if it stands alone (paper II, section 6.1). */
    private static void warnRotation(FitsHeader header, int lon, int lat, List<String> warnings) {
        double own = header.number("CROTA" + (lat + 1));
        double other = header.number("CROTA" + (lon + 1));
        boolean matrix = LinearTerms.hasCd(header) || LinearTerms.hasPc(header);
        double stated = Double.isNaN(own) ? other : own;
        if (matrix && Math.abs(stated) > 0) {
            warnings.add(
                    "CROTA" + (lat + 1) + " = " + stated + " deg is ignored, since the header has a PC or CD matrix");
        } else if (Double.isNaN(own) && Math.abs(other) > 0) {
            warnings.add("CROTA" + (lon + 1) + " = " + other + " deg is read as the rotation of the image, since CROTA"
                    + (lat + 1) + " is missing; check the position angle");
        } else if (!matrix && Math.abs(other) > 0 && other != own) {
            warnings.add("CROTA" + (lat + 1) + " = " + own + " deg is the rotation of the image; CROTA" + (lon + 1)
                    + " = " + other + " deg differs and is ignored; check the position angle");
        }
    }

    private static String system(FitsHeader header, String ctypes) {
        if (ctypes.contains("GLON")) {
            return "GALACTIC";
        }
        String system = header.text("RADESYS");
        return system.isEmpty() ? header.text("RADECSYS") : system;
    }

    private static Projection projection(FitsHeader header, int lon, List<String> warnings) {
        String ctype = AxisType.of(header, lon);
        String code = ctype.length() > 5 ? ctype.substring(5).replace("-", "").strip() : "";
        code = code.endsWith("SIP") || code.length() > 3 ? code.substring(0, 3) : code;
        if (code.isEmpty()) {
            warnings.add("CTYPE '" + ctype + "' names no projection; SIN is assumed");
            return Projection.SIN;
        }
        try {
            return Projection.valueOf(code);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "projection '" + code + "' of CTYPE '" + ctype
                            + "' is not supported; regrid to SIN or TAN, or give data.pixel = \"0.05 arcsec\"",
                    e);
        }
    }

    private static double degrees(FitsHeader header, int axis) {
        String unit = header.text("CUNIT" + (axis + 1)).toLowerCase(Locale.ROOT);
        return switch (unit) {
            case "", "deg", "degree", "degrees" -> 1;
            case "arcmin" -> 1 / 60.0;
            case "arcsec" -> 1 / 3600.0;
            case "mas" -> 1 / 3.6e6;
            case "rad", "radian" -> Math.toDegrees(1);
            default ->
                throw new InputException("CUNIT" + (axis + 1) + " '" + unit + "' is not an angle; correct the header");
        };
    }

    /** Step of a world axis, in its unit, per pixel of the two celestial axes. */
    private static double[] row(FitsHeader header, int axis, int lon, int lat) {
        if (LinearTerms.hasCd(header)) {
            return new double[] {LinearTerms.cd(header, axis, lon), LinearTerms.cd(header, axis, lat)};
        }
        double step = header.number("CDELT" + (axis + 1), Double.NaN);
        double rotation = header.number("CROTA" + (lat + 1), header.number("CROTA" + (lon + 1), 0));
        if (!LinearTerms.hasPc(header) && rotation != 0) {
            // Paper II, equation 188
            double sin = Math.sin(Math.toRadians(rotation));
            double cos = Math.cos(Math.toRadians(rotation));
            double other = header.number("CDELT" + ((axis == lon ? lat : lon) + 1));
            return axis == lon ? new double[] {step * cos, -other * sin} : new double[] {other * sin, step * cos};
        }
        return new double[] {step * LinearTerms.pc(header, axis, lon), step * LinearTerms.pc(header, axis, lat)};
    }
}
