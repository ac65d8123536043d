package org.steelyard.galaxy;

import java.util.List;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.MgeSpeedTable;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.MultiGaussianExpansion;
import org.steelyard.potential.PowerLawMass;
import org.steelyard.potential.SplineMass;
import org.steelyard.potential.TabulatedCurve;

/**
 * Squared circular speed of the stars at fixed radii, M/L = 1 where they have light, as a function of inclination and of the parameters of the mass
 * profile, with derivatives (METHOD section 3).
 */
public sealed interface StellarSpeeds {

    /** @return names of the parameters of the profile, besides inclination and mass-to-light ratio */
    List<String> parameters();

    /** @return whether a mass-to-light ratio scales the speeds */
    default boolean hasLight() {
        return true;
    }

    /** @return whether the speeds depend on the inclination */
    default boolean inclined() {
        return false;
    }

    /**
     * @param inclination [rad]
     * @param profile values of {@link #parameters()}. Not modified
     * @param out [km2/s2] squared speeds. Modified
     * @param perInclination [km2/s2/rad] their derivative, or null. Modified where {@link #inclined()}
     * @param perParameter their derivatives, one row per parameter, or null. Modified
     */
    void evaluate(double inclination, double[] profile, double[] out, double[] perInclination, double[][] perParameter);

    /** No stars. */
    record None() implements StellarSpeeds {
        @Override
        public List<String> parameters() {
            return List.of();
        }

        @Override
        public boolean hasLight() {
            return false;
        }

        @Override
        public void evaluate(
                double inclination, double[] profile, double[] out, double[] perInclination, double[][] perParameter) {
            java.util.Arrays.fill(out, 0);
        }
    }

    /** Speeds that do not change. */
    record Frozen(double[] squared) implements StellarSpeeds {

        public static Frozen of(CircularVelocity curve, double[] radii) {
            double[] squared = new double[radii.length];
            for (int j = 0; j < squared.length; j++) {
                squared[j] = curve.speedSquared(radii[j]);
            }
            return new Frozen(squared);
        }

        public static Frozen ofTable(double[] radius, double[] speed, double[] radii) {
            return of(TabulatedCurve.ofSpeed(radius, speed), radii);
        }

        @Override
        public List<String> parameters() {
            return List.of();
        }

        @Override
        public void evaluate(
                double inclination, double[] profile, double[] out, double[] perInclination, double[][] perParameter) {
            System.arraycopy(squared, 0, out, 0, squared.length);
        }
    }

    /** A multi-Gaussian expansion, co-inclined with the gas. */
    record Mge(MgeSpeedTable table) implements StellarSpeeds {

        public static Mge of(MgeTable mge, double pcPerArcsec, double[] radiiArcsec) {
            MultiGaussianExpansion expansion = mge.toPhysical(pcPerArcsec);
            return new Mge(expansion.prepare(scaled(radiiArcsec, pcPerArcsec)));
        }

        @Override
        public List<String> parameters() {
            return List.of();
        }

        @Override
        public boolean inclined() {
            return true;
        }

        @Override
        public void evaluate(
                double inclination, double[] profile, double[] out, double[] perInclination, double[][] perParameter) {
            table.speedSquared(inclination, out, perInclination);
        }
    }

    /** M(r) = c1 r^beta. */
    record PowerLaw(double[] radii) implements StellarSpeeds {

        @Override
        public List<String> parameters() {
            return List.of("c1", "beta");
        }

        @Override
        public boolean hasLight() {
            return false;
        }

        @Override
        public void evaluate(
                double inclination, double[] profile, double[] out, double[] perInclination, double[][] perParameter) {
            PowerLawMass law = new PowerLawMass(profile[0], profile[1]);
            for (int j = 0; j < radii.length; j++) {
                out[j] = law.speedSquared(radii[j]);
                if (perParameter != null) {
                    perParameter[0][j] = out[j] / profile[0];
                    perParameter[1][j] = out[j] * Math.log(radii[j]);
                }
            }
        }
    }

    /** Free masses within fixed radii, a monotone spline between (Boizelle et al. 2019). Derivatives are central differences. */
    record Spline(double[] nodes, double[] radii) implements StellarSpeeds {

        /** Relative step: truncation 1e-8 and rounding 1e-11 of the derivative. */
        private static final double STEP = 1e-4;

        @Override
        public List<String> parameters() {
            return java.util.stream.IntStream.rangeClosed(1, nodes.length)
                    .mapToObj(n -> "mass_" + n)
                    .toList();
        }

        @Override
        public boolean hasLight() {
            return false;
        }

        @Override
        public void evaluate(
                double inclination, double[] profile, double[] out, double[] perInclination, double[][] perParameter) {
            fill(profile, out);
            if (perParameter == null) {
                return;
            }
            double[] low = new double[out.length];
            for (int k = 0; k < profile.length; k++) {
                double[] moved = profile.clone();
                double step = STEP * profile[k];
                moved[k] = profile[k] - step;
                fill(moved, low);
                moved[k] = profile[k] + step;
                fill(moved, perParameter[k]);
                for (int j = 0; j < out.length; j++) {
                    perParameter[k][j] = (perParameter[k][j] - low[j]) / (2 * step);
                }
            }
        }

        private void fill(double[] masses, double[] out) {
            SplineMass mass = SplineMass.of(nodes, masses);
            for (int j = 0; j < out.length; j++) {
                out[j] = mass.speedSquared(radii[j]);
            }
        }
    }

    /** @return the numbers times a factor */
    static double[] scaled(double[] numbers, double factor) {
        double[] out = new double[numbers.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = factor * numbers[i];
        }
        return out;
    }
}
