// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.util.Arrays;
import java.util.Set;
import org.steelyard.potential.MgeTable;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.starlight.StarlightText;
import org.steelyard.units.InputException;
import org.steelyard.units.Quantity;
import org.steelyard.units.Unit;
import picocli.CommandLine.Option;

/** What every source of an expansion has. */
final class CommonOptions {

    @Option(
            names = "--inclination",
            paramLabel = "ANGLE",
            description =
                    "Smallest inclination at which the expansion must be deprojected, for example \"63 deg\": every"
                            + " axis ratio stays above its cosine.")
    private String angle;

    @Option(
            names = "--distance",
            paramLabel = "LENGTH",
            description = "Luminosity distance, for example \"17.1 Mpc\", for the total luminosity.")
    private String distance;

    @Option(
            names = "--format",
            paramLabel = "LIST",
            defaultValue = "png",
            description = "Formats of the figure: one or more of png, svg, pdf; or none. Default ${DEFAULT-VALUE}.")
    private String formats;

    /** [Mpc] Luminosity distance, null if it is not given. */
    Double megaparsec() {
        Double parsec = positive("--distance", distance, Unit.Dimension.LENGTH);
        return parsec == null ? null : parsec / 1e6;
    }

    /** Formats of the figure, empty for none. */
    Set<FigureFormat> figures() {
        return FigureFormat.parseOrNone(formats);
    }

    /** [deg] null if it is not given. */
    Double inclination() {
        Double arcsec = positive("--inclination", angle, Unit.Dimension.ANGLE);
        return arcsec == null ? null : arcsec / 3600;
    }

    /** Refuses a table that cannot be deprojected at the wanted inclination. */
    void checkDeprojection(MgeTable table) {
        Double degrees = inclination();
        double least = Arrays.stream(table.axisRatio()).min().orElse(1);
        if (degrees != null && least <= Math.cos(Math.toRadians(degrees))) {
            throw new InputException(StarlightText.text(
                    "--inclination \"%s\": the flattest Gaussian has the axis ratio %.4f, which an oblate body shows only"
                            + " above %.2f deg; give a larger inclination or rounder Gaussians",
                    angle, least, Math.toDegrees(Math.acos(least))));
        }
    }

    /** A positive quantity in the internal unit of its dimension; null if the option is not given. */
    static Double positive(String option, String text, Unit.Dimension dimension) {
        if (text == null) {
            return null;
        }
        double value;
        try {
            value = Quantity.parse(text).as(dimension);
        } catch (InputException e) {
            throw new InputException(option + " " + e.getMessage(), e);
        }
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(
                    option + " \"" + text + "\" must be positive, like \"" + dimension.example() + "\"");
        }
        return value;
    }
}
