package org.steelyard.galaxy;

import java.util.Map;
import org.steelyard.cube.LocalFrame;
import org.steelyard.kernel.RadiusTable;

/** Circular speeds of a galaxy against radius, from the same tables that a fit uses. */
public final class CircularSpeeds {

    /** Any frame: circular speeds do not depend on the pixels. */
    private static final LocalFrame FRAME = new LocalFrame(-1, 0, 0, 1);

    private CircularSpeeds() {}

    /**
     * @param galaxy the components
     * @param values by parameter name, as {@link Galaxy#vector} takes them; centre and systemic velocity may be left out
     * @param radii [arcsec] two or more, ascending, positive. Not modified
     * @return the speeds and their parts
     * @throws org.steelyard.units.InputException if a value gives no potential
     */
    public static SpeedCurve of(Galaxy galaxy, Map<String, Double> values, double[] radii) {
        RadiusTable table = new RadiusTable(radii[0], radii[radii.length - 1]);
        return new GalaxyModel(galaxy, FRAME, table).speeds(galaxy.centred(values), radii);
    }
}
