// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.units.InputException;

/**
 * Section {@code [potential]}; stars come from at most one of {@code mge}, {@code stars}, {@code powerLaw},
 * {@code spline}.
 *
 * @param mge the table of the multi-Gaussian expansion, or null
 * @param mgeCovariance the covariance of its numbers, or null where it counts as known
 * @param mgeSet other tables of the same starlight, such as other corrections for dust; empty for none
 * @param stars a table of circular speeds at M/L = 1, or null
 * @param powerLaw true for M(r) = c1 r^beta
 * @param spline [arcsec] node radii of a free mass profile, ascending, or null
 * @param mgeInclination [deg] at which the stars' speeds are frozen, or null: the disk's
 * @param massToLight how the ratio of the stars of {@code mge} varies
 * @param gas the gas' own gravity
 * @param gasTable its table where {@code gas} is {@link GasSource#TABLE}, else null
 * @param softening [arcsec] Plummer radius of the black hole, 0 for a point
 * @param alphaCo [Msun pc-2 / (K km/s)] CO-to-H2 conversion for {@link GasSource#FROM_CUBE}
 * @param r21 line ratio for {@link GasSource#FROM_CUBE}
 * @param heliumFactor total gas per hydrogen, for {@link GasSource#FROM_CUBE}
 * @param pressureSupport whether the random motions of the gas support it besides its rotation
 */
public record PotentialConfig(
        Path mge,
        Path mgeCovariance,
        List<Path> mgeSet,
        Path stars,
        boolean powerLaw,
        double[] spline,
        Double mgeInclination,
        MassToLight massToLight,
        GasSource gas,
        Path gasTable,
        double softening,
        double alphaCo,
        double r21,
        double heliumFactor,
        boolean pressureSupport) {

    /**
     * @throws InputException for two mass models of the stars, nodes that do not ascend, or a size out of its limits
     */
    public PotentialConfig {
        mgeSet = List.copyOf(mgeSet);
        if (spline != null) {
            spline = spline.clone();
            require(
                    spline.length >= 2 && spline[0] > 0,
                    "potential.spline needs two or more positive radii, like [\"0.1 arcsec\", \"1 arcsec\"]");
            for (int node = 1; node < spline.length; node++) {
                require(spline[node - 1] < spline[node], "potential.spline: the radii must ascend");
            }
        }
        require(
                mgeInclination == null || mgeInclination > 0 && mgeInclination <= 90,
                "potential.mge_inclination = " + mgeInclination + " deg is outside 0 to 90 deg");
        require(softening >= 0, "potential.softening = " + softening + " arcsec must not be negative");
        positive("potential.alpha_co", alphaCo, "");
        positive("potential.r21", r21, "");
        positive("potential.helium_factor", heliumFactor, "");
        int models = (mge != null ? 1 : 0) + (stars != null ? 1 : 0) + (powerLaw ? 1 : 0) + (spline != null ? 1 : 0);
        require(
                models <= 1,
                "potential: mge, stars, power_law and spline each weigh the stars, and " + models
                        + " are given; give one of them");
    }

    /**
     * @param mge the table of the multi-Gaussian expansion
     * @return its stars and a point mass, without gas
     */
    public static PotentialConfig ofMge(Path mge) {
        return new PotentialConfig(
                mge,
                null,
                List.of(),
                null,
                false,
                null,
                null,
                MassToLight.CONSTANT,
                GasSource.NONE,
                null,
                0,
                3.1,
                0.7,
                1.36,
                false);
    }

    /** The key that gives the stars; null where none does. */
    String stellarKey() {
        return mge != null
                ? "mge"
                : stars != null ? "stars" : powerLaw ? "power_law" : spline != null ? "spline" : null;
    }

    /**
     * @param table of the multi-Gaussian expansion
     * @param covarianceOrNull of its numbers, null where it counts as known
     * @param set other tables of the same starlight, empty for none
     * @return this section with that table
     */
    public PotentialConfig withMge(Path table, Path covarianceOrNull, List<Path> set) {
        return with(table, covarianceOrNull, set, mgeInclination, massToLight, gas, gasTable, pressureSupport);
    }

    /**
     * @param inclination [deg] at which the stars' speeds are frozen, or null: the disk's
     * @return this section with that inclination
     */
    public PotentialConfig withMgeInclination(Double inclination) {
        return with(mge, mgeCovariance, mgeSet, inclination, massToLight, gas, gasTable, pressureSupport);
    }

    /**
     * @param variation of the mass-to-light ratio
     * @return this section with that variation
     */
    public PotentialConfig withMassToLight(MassToLight variation) {
        return with(mge, mgeCovariance, mgeSet, mgeInclination, variation, gas, gasTable, pressureSupport);
    }

    /**
     * @param source of the gas' own gravity
     * @param table of its speeds for {@link GasSource#TABLE}, else null
     * @return this section with that gas
     */
    public PotentialConfig withGas(GasSource source, Path table) {
        return with(mge, mgeCovariance, mgeSet, mgeInclination, massToLight, source, table, pressureSupport);
    }

    /**
     * @param supported whether the random motions of the gas support it
     * @return this section with or without that
     */
    public PotentialConfig withPressureSupport(boolean supported) {
        return with(mge, mgeCovariance, mgeSet, mgeInclination, massToLight, gas, gasTable, supported);
    }

    private PotentialConfig with(
            Path otherMge,
            Path covariance,
            List<Path> set,
            Double inclination,
            MassToLight variation,
            GasSource source,
            Path table,
            boolean supported) {
        return new PotentialConfig(
                otherMge,
                covariance,
                set,
                stars,
                powerLaw,
                spline,
                inclination,
                variation,
                source,
                table,
                softening,
                alphaCo,
                r21,
                heliumFactor,
                supported);
    }

    /** How the mass-to-light ratio varies with radius. */
    public enum MassToLight {
        /** One ratio. */
        CONSTANT,
        /** Linear in the dispersion of each Gaussian. */
        LINEAR,
        /** One for each Gaussian. */
        PER_GAUSSIAN
    }

    /** Where the gas' own gravity comes from. */
    public enum GasSource {
        /** The gas' gravity is neglected. */
        NONE,
        /** A table of radii and speeds. */
        TABLE,
        /** The flux profile of the cube and a conversion factor (method page, section 3). */
        FROM_CUBE
    }
}
