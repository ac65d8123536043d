// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential.stars;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
public record MgeStars(MgeTable table, @Nullable Double frozenInclination) implements MgePotential {

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
    public MgeSpeeds at(double[] radii, double pcPerArcsec) {
        MultiGaussianExpansion expansion = table.toPhysical(pcPerArcsec);
        double[] pc = Arrays.stream(radii).map(r -> pcPerArcsec * r).toArray();
        if (frozenInclination == null) {
            double[] one = new double[expansion.size()];
            Arrays.fill(one, 1);
            return new Inclined(MgeSpeedTable.of(expansion, pc), one);
        }
        return new Frozen(this, radii.clone(), pcPerArcsec, frozen(table, radii, pcPerArcsec));
    }

    @Override
    public CircularVelocity atUnitMassToLight(double inclination, double pcPerArcsec) {
        return table.toPhysical(pcPerArcsec)
                .at(frozenInclination == null ? inclination : Math.toRadians(frozenInclination));
    }

    private double[] frozen(MgeTable gaussians, double[] radii, double pcPerArcsec) {
        return gaussians
                .toPhysical(pcPerArcsec)
                .at(Math.toRadians(Objects.requireNonNull(frozenInclination)))
                .speedsSquared(radii, pcPerArcsec);
    }

    private record Frozen(MgeStars stars, double[] radii, double pcPerArcsec, double[] squared) implements MgeSpeeds {

        @Override
        public StellarSpeeds weighted(double[] weights) {
            double[] brightness = stars.table.surfaceBrightness();
            Arrays.setAll(brightness, k -> weights[k] * brightness[k]);
            MgeTable other = new MgeTable(brightness, stars.table.sigmaArcsec(), stars.table.axisRatio());
            return StellarSpeeds.constant(stars.frozen(other, radii, pcPerArcsec));
        }

        @Override
        public void evaluate(
                double inclination,
                double[] parameters,
                double[] out,
                double @Nullable [] perInclination,
                double[] @Nullable [] perParameter) {
            System.arraycopy(squared, 0, out, 0, squared.length);
        }
    }

    private record Inclined(MgeSpeedTable table, double[] weights) implements MgeSpeeds {

        @Override
        public StellarSpeeds weighted(double[] other) {
            return new Inclined(table, other);
        }

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
            table.speedSquared(inclination, weights, out, perInclination);
        }
    }
}
