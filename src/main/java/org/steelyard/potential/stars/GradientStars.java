// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.component.Span;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.MgeSpeedTable;
import org.steelyard.potential.MgeTable;

/**
 * The stars as a multi-Gaussian expansion of their light whose mass-to-light ratio is linear in the size of the
 * Gaussians, as in Jeans models (Cappellari 2008, MNRAS 390, 71, section 3.1.2; Mitzkus et al. 2017, MNRAS 464, 4789):
 * Gaussian k of dispersion sigma_k has Upsilon_k = max(0, {@link StellarPotential#MASS_TO_LIGHT} + {@link #SLOPE}
 * sigma_k), and
 *
 * <pre>
 * v^2(r) = sum_k Upsilon_k v_k^2(r)
 * </pre>
 *
 * with the circular speed v_k of Gaussian k at M/L = 1.
 */
public final class GradientStars implements MgePotential {

    /** [Msun/Lsun/arcsec] change of M/L per size of a Gaussian. */
    public static final ParameterDeclaration SLOPE = ParameterDeclaration.of(
                    "mass_to_light_slope",
                    "dM/L/dr",
                    "Msun/Lsun/arcsec",
                    "change of the mass-to-light ratio per arcsec of a Gaussian's dispersion")
            .startingAt(0, "0.0")
            .between(-100, 100)
            .triedOver(Span.between(-1, 1));

    private static final List<ParameterDeclaration> PARAMETERS = List.of(MASS_TO_LIGHT, SLOPE);

    private final MgeTable table;
    private final MgeStars constant;

    /**
     * @param table the expansion on the sky
     * @param frozenInclination [deg] inclination of the deprojection, or null for the inclination of the disk
     */
    public GradientStars(MgeTable table, @Nullable Double frozenInclination) {
        this.table = table;
        this.constant = new MgeStars(table, frozenInclination);
    }

    @Override
    public String keyword() {
        return "mge-gradient";
    }

    @Override
    public String meaning() {
        return "multi-Gaussian expansion of the starlight with a mass-to-light ratio that is linear in radius";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return PARAMETERS;
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
        double[] sigma = table.sigmaArcsec();
        double[] one = new double[sigma.length];
        Arrays.fill(one, 1);
        return new Speeds(
                MgeSpeedTable.of(table.toPhysical(pcPerArcsec), pc), sigma, one, constant.frozenInclination());
    }

    private record Speeds(
            MgeSpeedTable table,
            double[] sigma,
            double[] weights,
            @Nullable Double frozenInclination) implements MgeSpeeds {

        @Override
        public StellarSpeeds weighted(double[] other) {
            return new Speeds(table, sigma, other, frozenInclination);
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
            double[] ratio = new double[sigma.length];
            double[] one = new double[sigma.length];
            double[] size = new double[sigma.length];
            for (int k = 0; k < sigma.length; k++) {
                double own = Math.max(0, parameters[0] + parameters[1] * sigma[k]);
                ratio[k] = weights[k] * own;
                one[k] = own > 0 ? weights[k] : 0;
                size[k] = own > 0 ? weights[k] * sigma[k] : 0;
            }
            table.speedSquared(at, ratio, out, inclined() ? perInclination : null);
            if (perParameter != null) {
                table.speedSquared(at, one, perParameter[0], null);
                table.speedSquared(at, size, perParameter[1], null);
            }
        }
    }
}
