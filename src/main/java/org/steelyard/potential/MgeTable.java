// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/**
 * A multi-Gaussian expansion as it is published: on the sky.
 *
 * @param surfaceBrightness [Lsun/pc2] peak of each Gaussian
 * @param sigmaArcsec [arcsec] dispersion along the major axis
 * @param axisRatio q' as observed, in (0, 1]
 */
public record MgeTable(double[] surfaceBrightness, double[] sigmaArcsec, double[] axisRatio) {

    /** [Lsun/pc2] Nuclei of galaxies are brighter; logarithms of any surface brightness are smaller. */
    private static final double FAINTEST_PEAK = 12;

    /** [Lsun/pc2] Above the densest star clusters. */
    private static final double BRIGHTEST_PEAK = 1e8;

    /** [arcsec] Above the widest Gaussian of the nearest giant galaxies. */
    private static final double WIDEST = 1500;

    /** Number of Gaussians whose speeds still take a second to tabulate. */
    private static final int MOST_GAUSSIANS = 500;

    private static final String LINEAR = "surface_brightness";
    private static final String LOGARITHMIC = "log_surface_brightness";
    private static final String SIGMA = "sigma";
    private static final String AXIS_RATIO = "axis_ratio";
    private static final String FORM = "an MGE table needs the columns " + LINEAR + " [Lsun/pc2] or " + LOGARITHMIC
            + " [log10 of it], " + SIGMA + " [arcsec] and " + AXIS_RATIO + ", and no others; for example a line '"
            + LINEAR + "," + SIGMA
            + "," + AXIS_RATIO + "' and below it '16508.6,0.584,0.864'";

    /**
     * Copies the arrays.
     *
     * @throws InputException if a component is not as said; the message counts components from 1
     */
    public MgeTable {
        surfaceBrightness = surfaceBrightness.clone();
        sigmaArcsec = sigmaArcsec.clone();
        axisRatio = axisRatio.clone();
        if (sigmaArcsec.length > MOST_GAUSSIANS) {
            throw new InputException("MGE: " + sigmaArcsec.length + " Gaussians are more than the " + MOST_GAUSSIANS
                    + " that can be summed; a galaxy needs 5 to 20");
        }
        for (int k = 0; k < sigmaArcsec.length; k++) {
            Require.positive("MGE component " + (k + 1) + ": sigma", sigmaArcsec[k], "arcsec");
        }
        MultiGaussianExpansion.of(surfaceBrightness, sigmaArcsec, axisRatio);
    }

    /**
     * Reads ECSV, CSV or white-space text. The name of the column says whether the surface brightness is linear or
     * log10.
     *
     * @param file with the columns surface_brightness or log_surface_brightness, sigma, axis_ratio
     * @return the table
     * @throws InputException if a column is unknown or missing, has the wrong unit, or holds what is no number in range
     */
    public static MgeTable read(Path file) {
        return read(file, Double.NaN);
    }

    /**
     * As {@link #read(Path)}, with the conversion at the galaxy's distance in the message on a sigma in parsecs.
     *
     * @param file with the columns surface_brightness or log_surface_brightness, sigma, axis_ratio
     * @param megaparsec [Mpc] distance of the galaxy, NaN if it is not known
     * @return the table
     * @throws InputException if a column is unknown or missing, has the wrong unit, or holds what is no number in range
     */
    public static MgeTable read(Path file, double megaparsec) {
        ColumnTable table = TableReader.read(file);
        if (table.rows() == 0) {
            throw new InputException(file + ": has no rows; " + FORM);
        }
        Set<String> names = new HashSet<>(table.names());
        boolean logarithmic = names.contains(LOGARITHMIC);
        if (!names.equals(Set.of(logarithmic ? LOGARITHMIC : LINEAR, SIGMA, AXIS_RATIO))) {
            throw new InputException(file + ": has the columns " + String.join(", ", table.names()) + "; " + FORM);
        }
        double[] brightness = logarithmic
                ? Arrays.stream(logarithms(table))
                        .map(value -> Math.pow(10, value))
                        .toArray()
                : table.quantities(LINEAR, Unit.Dimension.SURFACE_BRIGHTNESS);
        try {
            return new MgeTable(
                    brightness, sigma(table, megaparsec), table.quantities(AXIS_RATIO, Unit.Dimension.NONE));
        } catch (InputException e) {
            throw e.getMessage().startsWith("MGE") ? new InputException(file + ": " + e.getMessage(), e) : e;
        }
    }

    /**
     * The weight of a table in an average over a set, as {@code steelyard mge} writes it.
     *
     * @param file with an entry {@code weight} in its header
     * @return the weight, NaN where the header says none
     * @throws InputException if the file cannot be read, or the weight is no number from 0 up
     */
    public static double weight(Path file) {
        String written = TableReader.read(file).meta("weight");
        if (written.isEmpty()) {
            return Double.NaN;
        }
        try {
            double weight = Double.parseDouble(written);
            if (weight >= 0 && Double.isFinite(weight)) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InputException(file + ": the weight in its header is " + written + "; it must be a number from 0 up");
    }

    private static double[] sigma(ColumnTable table, double megaparsec) {
        String unit = table.unit(SIGMA);
        if (!unit.isEmpty() && table.unitOf(SIGMA).dimension() == Unit.Dimension.LENGTH) {
            double distance = Double.isNaN(megaparsec) ? 1 : megaparsec;
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: column %s is in %s and must be in arcsec, because the distance is a key of its own: at an angular-diameter distance of %.5g Mpc%s divide sigma by %.5g %s/arcsec",
                    table.source(),
                    SIGMA,
                    unit,
                    distance,
                    Double.isNaN(megaparsec) ? " (in proportion at others)" : "",
                    new DistanceScale(distance).pcPerArcsec()
                            / table.unitOf(SIGMA).scale(),
                    unit));
        }
        return table.quantities(SIGMA, Unit.Dimension.ANGLE);
    }

    private static double[] logarithms(ColumnTable table) {
        String unit = table.unit(LOGARITHMIC)
                .replaceAll("\\s", "")
                .replace("sol", "")
                .replace("sun", "")
                .replace("um", "");
        if (!Set.of("", "dex", "dex(L/pc2)", "[L/pc2]", "log10(L/pc2)", "log(L/pc2)")
                .contains(unit)) {
            throw new InputException(table.source() + ": column " + LOGARITHMIC + " has the unit '"
                    + table.unit(LOGARITHMIC) + "'; it is the log10 of Lsun/pc2: write no unit, or dex(Lsun/pc2)");
        }
        return table.numbers(LOGARITHMIC);
    }

    /**
     * What is allowed and seldom meant: a negative Gaussian, with which some expansions draw a ring or dust; Gaussians
     * that are all wider than the disk, as numbers in another unit are.
     *
     * @param fitted [arcsec] semi-major axis of the region that is fitted, NaN if it is not known
     * @return one line each; the lines count components from 1
     */
    public List<String> warnings(double fitted) {
        List<String> warnings = new ArrayList<>();
        double narrowest = Arrays.stream(sigmaArcsec).min().orElse(Double.NaN);
        if (narrowest > fitted) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "even the narrowest Gaussian, sigma = %.4g arcsec, is wider than the fitted region of %.4g arcsec, so that the stars' density is constant over the disk; sigma must be in arcsec, not in pc or pixels",
                    narrowest,
                    fitted));
        }
        double widest = Arrays.stream(sigmaArcsec).max().orElse(Double.NaN);
        if (widest > WIDEST) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the widest Gaussian has sigma = %.4g arcsec, more than %.0f arcsec; sigma must be in arcsec, not in pc or pixels",
                    widest,
                    WIDEST));
        }
        double brightest = Arrays.stream(surfaceBrightness).max().orElse(Double.NaN);
        if (brightest < FAINTEST_PEAK) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the brightest Gaussian has only %.4g Lsun/pc2; if these are logarithms, name the column %s",
                    brightest,
                    LOGARITHMIC));
        } else if (brightest > BRIGHTEST_PEAK) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the brightest Gaussian has %.4g Lsun/pc2, more than any galaxy; check the unit, and whether the column"
                            + " is %s or %s",
                    brightest,
                    LINEAR,
                    LOGARITHMIC));
        }
        for (int k = 0; k < surfaceBrightness.length; k++) {
            if (surfaceBrightness[k] < 0) {
                warnings.add("MGE component " + (k + 1) + ": surface brightness " + surfaceBrightness[k]
                        + " Lsun/pc2 is negative; its mass is taken away, which is right for a ring or dust alone");
            }
        }
        return warnings;
    }

    /**
     * @param pcPerArcsec [pc/arcsec] as of {@link org.steelyard.units.DistanceScale#pcPerArcsec}
     * @return the expansion in physical units
     */
    public MultiGaussianExpansion toPhysical(double pcPerArcsec) {
        double[] sigma = Arrays.stream(sigmaArcsec).map(s -> s * pcPerArcsec).toArray();
        return MultiGaussianExpansion.of(surfaceBrightness, sigma, axisRatio);
    }

    /** @return [Lsun/pc2] peaks, a copy */
    @Override
    public double[] surfaceBrightness() {
        return surfaceBrightness.clone();
    }

    /** @return [arcsec] dispersions, a copy */
    @Override
    public double[] sigmaArcsec() {
        return sigmaArcsec.clone();
    }

    /** @return q' as observed, a copy */
    @Override
    public double[] axisRatio() {
        return axisRatio.clone();
    }
}
