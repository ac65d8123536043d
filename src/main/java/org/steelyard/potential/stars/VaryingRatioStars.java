// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.MgeSpeedTable;
import org.steelyard.potential.MgeTable;

/**
 * The stars as a multi-Gaussian expansion of their light in which each Gaussian has its own mass-to-light ratio, linear
 * in the parameters p: Upsilon_k = max(0, sum_j s_jk p_j), and
 *
 * <pre>
 * v^2(r) = sum_k Upsilon_k v_k^2(r)
 * </pre>
 *
 * with the circular speed v_k of Gaussian k at M/L = 1 (Cappellari 2008, MNRAS 390, 71, section 3.1.2).
 */
public final class VaryingRatioStars implements MgePotential {

    /** [Msun/Lsun/arcsec] change of M/L per size of a Gaussian. */
    public static final ParameterDeclaration SLOPE = ParameterDeclaration.of(
                    "mass_to_light_slope",
                    "dM/L/dr",
                    "Msun/Lsun/arcsec",
                    "change of the mass-to-light ratio per arcsec of a Gaussian's dispersion")
            .startingAt(0, "0.0")
            .between(-100, 100)
            .triedOver(Span.between(-1, 1))
            .simplerAt(0);

    /** [Msun/Lsun] of the first Gaussian of the table; further ones count up. */
    public static final ParameterDeclaration FIRST_RATIO = ParameterDeclaration.of(
                    "mass_to_light_1", "M/L_{1}", "Msun/Lsun", "mass-to-light ratio of the Gaussian of that number")
            .startingAt(1, "2.0")
            .between(0, 1e3)
            .number(1);

    private final String keyword;
    private final String meaning;
    private final List<ParameterDeclaration> parameters;
    /** {@code [parameter][Gaussian]} s_jk. */
    private final double[][] shares;

    private final MgeTable table;
    private final MgeStars constant;

    private VaryingRatioStars(
            String keyword,
            String meaning,
            List<ParameterDeclaration> parameters,
            double[][] shares,
            MgeTable table,
            @Nullable Double frozenInclination) {
        this.keyword = keyword;
        this.meaning = meaning;
        this.parameters = parameters;
        this.shares = shares;
        this.table = table;
        this.constant = new MgeStars(table, frozenInclination);
    }

    /**
     * A ratio that is linear in the size of the Gaussians (Mitzkus et al. 2017, MNRAS 464, 4789): Upsilon_k = {@link
     * StellarPotential#MASS_TO_LIGHT} + {@link #SLOPE} sigma_k.
     *
     * @param table the expansion on the sky
     * @param frozenInclination [deg] inclination of the deprojection, or null for the inclination of the disk
     * @return the stars
     */
    public static VaryingRatioStars linear(MgeTable table, @Nullable Double frozenInclination) {
        double[] sigma = table.sigmaArcsec();
        double[] one = new double[sigma.length];
        Arrays.fill(one, 1);
        return new VaryingRatioStars(
                "mge-gradient",
                "multi-Gaussian expansion of the starlight with a mass-to-light ratio that is linear in radius",
                List.of(MASS_TO_LIGHT, SLOPE),
                new double[][] {one, sigma},
                table,
                frozenInclination);
    }

    /**
     * A ratio for every Gaussian, {@link #FIRST_RATIO} and the following.
     *
     * @param table the expansion on the sky
     * @param frozenInclination [deg] inclination of the deprojection, or null for the inclination of the disk
     * @return the stars
     */
    public static VaryingRatioStars perGaussian(MgeTable table, @Nullable Double frozenInclination) {
        int n = table.sigmaArcsec().length;
        double[][] identity = new double[n][n];
        for (int k = 0; k < n; k++) {
            identity[k][k] = 1;
        }
        return new VaryingRatioStars(
                "mge-per-gaussian",
                "multi-Gaussian expansion of the starlight with a mass-to-light ratio for each Gaussian",
                IntStream.rangeClosed(1, n).mapToObj(FIRST_RATIO::number).toList(),
                identity,
                table,
                frozenInclination);
    }

    @Override
    public String keyword() {
        return keyword;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return parameters;
    }

    @Override
    public boolean hasLight() {
        return false;
    }

    @Override
    public double lowestInclination() {
        return constant.lowestInclination();
    }

    @Override
    public List<String> warnings(double fitted) {
        return constant.warnings(fitted);
    }

    @Override
    public @Nullable CircularVelocity atUnitMassToLight(double inclination, double pcPerArcsec) {
        return constant.atUnitMassToLight(inclination, pcPerArcsec);
    }

    @Override
    public MgeSpeeds at(double[] radii, double pcPerArcsec) {
        double[] pc = Arrays.stream(radii).map(r -> pcPerArcsec * r).toArray();
        double[] one = new double[table.sigmaArcsec().length];
        Arrays.fill(one, 1);
        return new Speeds(
                MgeSpeedTable.of(table.toPhysical(pcPerArcsec), pc), shares, one, constant.frozenInclination());
    }

    private record Speeds(
            MgeSpeedTable table,
            double[][] shares,
            double[] weights,
            @Nullable Double frozenInclination) implements MgeSpeeds {

        @Override
        public StellarSpeeds weighted(double[] other) {
            return new Speeds(table, shares, other, frozenInclination);
        }

        @Override
        public boolean inclined() {
            return frozenInclination == null;
        }

        @Override
        public void evaluate(
                double inclination,
                double[] parameters,
                double[] out,
                double @Nullable [] perInclination,
                double[] @Nullable [] perParameter) {
            double at = frozenInclination == null ? inclination : Math.toRadians(frozenInclination);
            double[] masses = new double[weights.length];
            double[] lit = new double[weights.length];
            for (int k = 0; k < weights.length; k++) {
                double ratio = 0;
                for (int j = 0; j < parameters.length; j++) {
                    ratio += shares[j][k] * parameters[j];
                }
                masses[k] = weights[k] * Math.max(0, ratio);
                lit[k] = ratio >= 0 ? weights[k] : 0;
            }
            table.speedSquared(at, masses, out, inclined() ? perInclination : null);
            for (int j = 0; perParameter != null && j < parameters.length; j++) {
                double[] share = new double[weights.length];
                for (int k = 0; k < share.length; k++) {
                    share[k] = lit[k] * shares[j][k];
                }
                table.speedSquared(at, share, perParameter[j], null);
            }
        }
    }
}
