// SPDX-License-Identifier: Apache-2.0
package org.steelyard.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/**
 * The beam of each channel of a simulated cube, from a table. Real cubes have one for each channel: the beam shrinks as
 * the frequency grows, and a channel with flagged data has a wider one.
 */
final class SimulatedBeams {

    private static final String MAJOR = "major";
    private static final String MINOR = "minor";
    private static final String POSITION_ANGLE = "position_angle";

    private SimulatedBeams() {}

    /**
     * Reads ECSV, CSV or white-space text.
     *
     * @param file with the columns major [arcsec], minor [arcsec] and position_angle [deg, north through east], and a
     *     row for each channel
     * @return the beams in the order of the rows
     * @throws InputException if it cannot be read, has other columns, or a row is no beam; names the file and the row
     */
    static BeamTable read(Path file) {
        ColumnTable table = TableReader.read(file);
        if (!new HashSet<>(table.names()).equals(Set.of(MAJOR, MINOR, POSITION_ANGLE))) {
            throw new InputException(file + ": has the columns " + String.join(", ", table.names())
                    + "; simulate.beams needs major [arcsec], minor [arcsec] and position_angle [deg], and no others");
        }
        double[] major = table.quantities(MAJOR, Unit.Dimension.ANGLE);
        double[] minor = table.quantities(MINOR, Unit.Dimension.ANGLE);
        double[] angle = table.degrees(POSITION_ANGLE);
        List<Beam> beams = new ArrayList<>();
        for (int row = 0; row < major.length; row++) {
            if (!(minor[row] > 0 && major[row] >= minor[row] && major[row] < Double.POSITIVE_INFINITY)
                    || !Double.isFinite(angle[row])) {
                throw new InputException(file + ": the beam of channel " + (row + 1) + " is " + major[row] + " x "
                        + minor[row] + " arcsec at PA " + angle[row]
                        + " deg; both axes must be positive, and major must be the longer one");
            }
            beams.add(new Beam(major[row], minor[row], angle[row]));
        }
        return new BeamTable(beams);
    }
}
