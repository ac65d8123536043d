// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.steelyard.photometry.StarlightMge;
import org.steelyard.potential.MgeTable;
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
            names = "--pixel",
            paramLabel = "ANGLE",
            description = "Side of a pixel where the file does not say it, for example \"0.05 arcsec\".")
    private String pixelSize;

    @Option(
            names = "--gaussians",
            paramLabel = "N",
            defaultValue = "14",
            description = "Largest number of Gaussians; default ${DEFAULT-VALUE}.")
    private int most;

    /** Largest number of Gaussians. */
    int gaussians() {
        return most;
    }

    /** [arcsec] Side of a pixel, null if it is not given. */
    Double pixel() {
        return positive("--pixel", pixelSize, Unit.Dimension.ANGLE);
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
            throw new InputException(Numbers.text(
                    "--inclination \"%s\": the flattest Gaussian has the axis ratio %.4f, which an oblate body shows only"
                            + " above %.2f deg; give a larger inclination or rounder Gaussians",
                    angle, least, Math.toDegrees(Math.acos(least))));
        }
    }

    /** Total magnitude, effective radius and, with a distance [Mpc], luminosity. */
    static Map<String, String> totals(StarlightMge light, Double megaparsec) {
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put("total_magnitude", Numbers.text("%.4f mag", light.totalMagnitude()));
        if (megaparsec != null) {
            totals.put("luminosity", Numbers.text("%.4e Lsun at %.6g Mpc", light.luminosity(megaparsec), megaparsec));
        }
        totals.put("effective_radius", Numbers.text("%.5g arcsec", light.effectiveRadius()));
        return totals;
    }

    /** Errors of the image name its file. */
    static <T> T naming(Path file, Supplier<T> work) {
        try {
            return work.get();
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
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
