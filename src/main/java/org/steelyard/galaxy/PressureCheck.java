// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.steelyard.kernel.DiskState;
import org.steelyard.potential.BlackHole;

/** Whether the gas can rotate at all against its pressure. */
public final class PressureCheck {

    /** [peak] Light below this counts as none. */
    private static final double FAINT = 1e-3;

    private PressureCheck() {}

    /**
     * @param model the galaxy
     * @param values of its parameters. Not modified
     * @param first [arcsec] least radius
     * @param last [arcsec] greatest radius
     * @return one line for the user if v_rot^2 is negative where there is light between these radii
     */
    public static List<String> of(GalaxyModel model, double[] values, double first, double last) {
        Galaxy galaxy = model.galaxy();
        if (!galaxy.pressure().on()) {
            return List.of();
        }
        DiskState disk = model.at(values, null).disk();
        double mass = values[model.names().indexOf(BlackHole.MASS.name())];
        double[] radii = model.radii();
        double peak = Arrays.stream(radii).map(r -> light(disk, r)).max().orElse(0);
        double[] found = Arrays.stream(radii)
                .filter(r -> r >= first && r <= Math.min(last, galaxy.outerRadius()))
                .filter(r -> light(disk, r) >= FAINT * peak)
                .filter(r -> disk.table().valueAt(disk.speedSquared(), r * r)
                                + galaxy.blackHole().speedSquared(mass, galaxy.pcPerArcsec(), r)
                        < 0)
                .toArray();
        return found.length == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "potential.pressure_support: the pressure of the gas exceeds gravity between %.3g and %.3g arcsec, and v_rot is 0 there; the dispersion is too large for a thin disk, so do not quote a mass",
                        found[0],
                        found[found.length - 1]));
    }

    private static double light(DiskState disk, double radius) {
        return disk.brightness() == null ? 1 : disk.table().valueAt(disk.brightness(), radius * radius);
    }
}
