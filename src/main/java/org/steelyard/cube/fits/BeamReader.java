// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.units.InputException;

/**
 * Reads the beam of a cube. Sources, in this order: the user's value, a CASA {@code BEAMS} table, BMAJ in degrees,
 * BMMAJ in arcsec, and, with a warning, the last beam that AIPS noted in HISTORY.
 */
final class BeamReader {

    private static final Pattern AIPS =
            Pattern.compile("BMAJ=\\s*([-+.\\dEe]+)\\s+BMIN=\\s*([-+.\\dEe]+)\\s+BPA=\\s*([-+.\\dEe]+)");

    private static final String REMEDY =
            "give data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }";

    /** Relative excess of BMIN over BMAJ that is rounding. */
    private static final double AXES_ROUNDING = 1e-3;

    private BeamReader() {}

    /**
     * Reads the beams.
     *
     * @param file file that may contain a table of beams
     * @param header header of the cube
     * @param channels number of channels of the cube
     * @param overrides the user's beam replaces that of the header
     * @param warnings assumptions are added
     * @return the beams, null if there are none
     * @throws InputException if a table of beams does not match the cube
     */
    static BeamTable read(
            HduIndex file, FitsHeader header, int channels, HeaderOverrides overrides, List<String> warnings) {
        if (overrides.beam() != null) {
            return BeamTable.common(overrides.beam(), channels);
        }
        boolean single = header.number("BMAJ") > 0;
        if (header.isTrue("CASAMBM") || !single) {
            HduIndex.NamedTable table = file.table("BEAMS");
            if (table != null) {
                return fromTable(table, channels, warnings);
            }
            if (header.isTrue("CASAMBM")) {
                warnings.add("CASAMBM announces a beam per channel, but there is no BEAMS table");
            }
        }
        Beam beam = single ? fromKeywords(header, "BMAJ", "BMIN", "BPA", 3600, warnings) : fallback(header, warnings);
        if (beam == null) {
            warnings.add("no beam in the header; " + REMEDY);
            return null;
        }
        return BeamTable.common(beam, channels);
    }

    private static Beam fallback(FitsHeader header, List<String> warnings) {
        if (header.number("BMMAJ") > 0) {
            warnings.add("beam taken from BMMAJ and BMMIN, read as arcsec");
            return fromKeywords(header, "BMMAJ", "BMMIN", "BMPA", 1, warnings);
        }
        Beam beam = null;
        for (String line : header.history()) {
            Matcher matcher = AIPS.matcher(line);
            if (matcher.find()) {
                try {
                    double major = Double.parseDouble(matcher.group(1)) * 3600;
                    double minor = Double.parseDouble(matcher.group(2)) * 3600;
                    beam = Beam.ofAxes(major, minor, Double.parseDouble(matcher.group(3)));
                } catch (NumberFormatException | InputException e) {
                    // A line that only resembles a beam is ignored.
                }
            }
        }
        if (beam != null) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "no BMAJ; beam %.4g x %.4g arcsec at %.1f deg taken from HISTORY; check it or give data.beam",
                    beam.major(),
                    beam.minor(),
                    beam.positionAngle()));
        }
        return beam;
    }

    private static Beam fromKeywords(
            FitsHeader header, String major, String minor, String angle, double scale, List<String> warnings) {
        double first = header.number(major) * scale;
        double second = header.number(minor) * scale;
        if (!(second > 0)) {
            warnings.add(minor + " is missing; the beam is taken as round");
            second = first;
        }
        if (second > first * (1 + AXES_ROUNDING)) {
            double own = header.number(angle, 0);
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s, %.4g arcsec, exceeds %s, %.4g arcsec; since %s is the angle of %s, the beam is read as %.4g x"
                            + " %.4g arcsec at %.1f deg; if only the names are exchanged its angle is %.1f deg: give"
                            + " data.beam = { major = \"%s arcsec\", minor = \"%s arcsec\", position_angle ="
                            + " \"%s deg\" }",
                    minor,
                    second,
                    major,
                    first,
                    angle,
                    major,
                    second,
                    first,
                    Math.floorMod(Math.round(10 * own + 900), 1800L) / 10.0,
                    own,
                    (float) second,
                    (float) first,
                    (float) own));
        }
        if (Double.isNaN(header.number(angle)) && first != second) {
            warnings.add(angle + " is missing; the beam's position angle is taken as 0");
        }
        return Beam.ofAxes(first, second, header.number(angle, 0));
    }

    private static BeamTable fromTable(HduIndex.NamedTable table, int channels, List<String> warnings) {
        try {
            Beam[] beams = rows(table, channels);
            List<Beam> known = new ArrayList<>();
            List<Integer> missing = new ArrayList<>();
            for (int c = 0; c < channels; c++) {
                if (beams[c] == null) {
                    missing.add(c + 1);
                } else {
                    known.add(beams[c]);
                }
            }
            if (known.isEmpty()) {
                warnings.add("the BEAMS table contains no usable beam; " + REMEDY);
                return null;
            }
            if (!missing.isEmpty()) {
                Beam mean = new BeamTable(known).mean();
                warnings.add("no beam for " + (missing.size() == 1 ? "channel " : "channels ") + abbreviated(missing)
                        + " in the BEAMS table; the mean of the others is used");
                missing.forEach(channel -> beams[channel - 1] = mean);
            }
            return new BeamTable(List.of(beams));
        } catch (IOException e) {
            throw new InputException("BEAMS table cannot be read: " + e.getMessage(), e);
        }
    }

    /** Beam of every channel; null where the table has no finite and positive one. */
    private static Beam[] rows(HduIndex.NamedTable table, int channels) throws IOException {
        TableLayout.Column major = table.column("BMAJ");
        TableLayout.Column minor = table.column("BMIN");
        TableLayout.Column angle = table.column("BPA");
        TableLayout.Column channel = table.column("CHAN");
        TableLayout.Column polarisation = table.column("POL");
        long rows = table.layout().rows();
        if (major == null || minor == null || angle == null || rows < channels) {
            throw new InputException("BEAMS table has " + rows + " rows for " + channels
                    + " channels, or lacks BMAJ, BMIN or BPA; " + REMEDY);
        }
        boolean byNumber = channel != null && isPermutation(table, channel, polarisation, channels);
        Beam[] beams = new Beam[channels];
        for (long row = 0; row < rows; row++) {
            long target = byNumber ? (long) table.value(row, channel) : row;
            boolean otherPolarisation =
                    byNumber && polarisation != null && rows > channels && table.value(row, polarisation) != 0;
            if (target >= 0 && target < channels && !otherPolarisation) {
                beams[(int) target] = beam(
                        table.value(row, major) * angleUnit(table, major, "arcsec") * 3600,
                        table.value(row, minor) * angleUnit(table, minor, "arcsec") * 3600,
                        table.value(row, angle) * angleUnit(table, angle, "deg"));
            }
        }
        return beams;
    }

    private static Beam beam(double major, double minor, double angle) {
        boolean usable = major > 0 && minor > 0 && Double.isFinite(major + minor + angle);
        return usable ? Beam.ofAxes(major, minor, angle) : null;
    }

    /**
     * Whether CHAN numbers all channels. In some files it is zero or garbage, and rows are then in the order of the
     * channels.
     */
    private static boolean isPermutation(
            HduIndex.NamedTable table, TableLayout.Column channel, TableLayout.Column polarisation, int channels)
            throws IOException {
        java.util.BitSet seen = new java.util.BitSet();
        for (long row = 0; row < table.layout().rows(); row++) {
            double number = table.value(row, channel);
            boolean first = polarisation == null || table.value(row, polarisation) == 0;
            if (first && number >= 0 && number < channels) {
                seen.set((int) number);
            }
        }
        return seen.cardinality() == channels;
    }

    private static double angleUnit(HduIndex.NamedTable table, TableLayout.Column column, String otherwise) {
        String unit = table.unit(column).toLowerCase(Locale.ROOT);
        return switch (unit.isEmpty() ? otherwise : unit) {
            case "arcsec", "arcseconds", "asec" -> 1 / 3600.0;
            case "arcmin" -> 1 / 60.0;
            case "deg", "degree", "degrees" -> 1;
            case "rad" -> Math.toDegrees(1);
            case "mas" -> 1 / 3.6e6;
            default -> throw new InputException("BEAMS table: unit '" + unit + "' is not an angle; " + REMEDY);
        };
    }

    private static String abbreviated(List<Integer> numbers) {
        List<String> shown = new ArrayList<>();
        numbers.stream().limit(5).forEach(n -> shown.add(n.toString()));
        return String.join(", ", shown) + (numbers.size() > 5 ? ", ... (" + numbers.size() + ")" : "");
    }
}
