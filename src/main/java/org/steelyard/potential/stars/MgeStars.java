// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.MgeSpeedTable;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.MultiGaussianExpansion;

/**
 * The stars as a multi-Gaussian expansion of their light, oblate and axisymmetric (method page, section 3; Cappellari
 * 2002, MNRAS 333, 400; 2008, MNRAS 390, 71, eq. 12 to 14).
 *
 * @param table the expansion on the sky
 * @param frozenInclination [deg] inclination of the deprojection, or null for the inclination of the disk
 */
public record MgeStars(MgeTable table, @Nullable Double frozenInclination) implements StellarPotential {

    /** @param table the expansion on the sky, deprojected at the inclination of the disk */
    public MgeStars(MgeTable table) {
        this(table, null);
    }

    @Override
    public String keyword() {
        return "mge";
    }

    @Override
    public String meaning() {
        return "multi-Gaussian expansion of the starlight";
    }

    @Override
    public boolean hasLight() {
        return true;
    }

    @Override
    public double lowestInclination() {
        return frozenInclination != null
                ? 0
                : Math.toDegrees(table.toPhysical(1).minimumInclination());
    }

    @Override
    public List<String> warnings(double fitted) {
        return table.warnings(fitted);
    }

    @Override
    public StellarSpeeds at(double[] radii, double pcPerArcsec) {
        MultiGaussianExpansion expansion = table.toPhysical(pcPerArcsec);
        double[] pc = Arrays.stream(radii).map(r -> pcPerArcsec * r).toArray();
        if (frozenInclination == null) {
            return new Inclined(MgeSpeedTable.of(expansion, pc));
        }
        CircularVelocity frozen = expansion.at(Math.toRadians(frozenInclination));
        return StellarSpeeds.constant(frozen.speedsSquared(radii, pcPerArcsec));
    }

    @Override
    public CircularVelocity atUnitMassToLight(double inclination, double pcPerArcsec) {
        return table.toPhysical(pcPerArcsec)
                .at(frozenInclination == null ? inclination : Math.toRadians(frozenInclination));
    }

    private record Inclined(MgeSpeedTable table) implements StellarSpeeds {

        @Override
        public boolean inclined() {
            return true;
        }

        @Override
        public void evaluate(
                double inclination,
                double[] parameters,
                double[] out,
                double @Nullable [] perInclination,
                double[] @Nullable [] perParameter) {
            table.speedSquared(inclination, out, perInclination);
        }
    }
}
