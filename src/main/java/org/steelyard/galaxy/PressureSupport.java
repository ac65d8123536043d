// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.units.InputException;

/**
 * Support of the gas by its random motions (method page, section 3; Burkert et al. 2010, ApJ 725, 2324, eq. 9, for a disk
 * whose height does not change):
 *
 * <pre>  v_rot^2 = v_c^2 + sigma^2 dln(Sigma sigma^2)/dlnr </pre>
 *
 * with the dispersion sigma(r) and the gas' surface density Sigma(r), which is in proportion to its light. Where the
 * right side is negative no orbit is in equilibrium, and the kernels take v_rot = 0.
 *
 * @param on whether it counts
 * @param measured ln Sigma against radius [arcsec] from a map of the light; null before it is measured, and where the
 *     light is a profile
 */
public record PressureSupport(boolean on, @Nullable DoubleUnaryOperator measured) {

    /** Rotation at the circular speed. */
    public static final PressureSupport NONE = new PressureSupport(false, null);

    /** Support whose density is the light profile of the galaxy, or is still to be measured. */
    public static final PressureSupport OF_LIGHT = new PressureSupport(true, null);

    /** Step of ln r in {@link #at}: truncation 1e-8 and rounding 1e-11 of the slope. */
    private static final double STEP = 1e-4;

    /** [any] least density, below that of any light which the kernels see. */
    private static final double FAINTEST = 1e-300;

    /**
     * @param logDensity ln Sigma against radius [arcsec]
     * @return this support with that density
     */
    PressureSupport with(DoubleUnaryOperator logDensity) {
        return new PressureSupport(on, logDensity);
    }

    /** Values of a function of radius with its derivatives by parameter, {@code [parameter][radius]} or null. */
    record Radial(double[] values, double @Nullable [] @Nullable [] derivatives) {

        /** Logarithm, with its derivatives. */
        Radial logarithm() {
            double[] logarithm = Arrays.stream(values)
                    .map(value -> Math.log(Math.max(value, FAINTEST)))
                    .toArray();
            double[][] relative = derivatives == null ? null : new double[derivatives.length][values.length];
            for (int k = 0; relative != null && k < relative.length; k++) {
                for (int j = 0; j < values.length; j++) {
                    relative[k][j] = values[j] > FAINTEST ? derivatives[k][j] / values[j] : 0;
                }
            }
            return new Radial(logarithm, relative);
        }
    }

    /**
     * The support at the radii of a table, with its exact derivatives.
     *
     * @param table radii [arcsec]
     * @param dispersion [km/s] sigma
     * @param light profile of the gas' light, any unit; null for a map
     * @return [km2/s2] v_rot^2 - v_c^2, with derivatives by the parameters of the dispersion and then of the light
     */
    Radial at(RadiusTable table, Radial dispersion, @Nullable Radial light) {
        double[] sigma = dispersion.values();
        Radial ofLight = light != null ? light.logarithm() : measured(table.radii());
        Radial ofDispersion = dispersion.logarithm();
        double[] pressure = new double[sigma.length];
        for (int j = 0; j < sigma.length; j++) {
            pressure[j] = ofLight.values()[j] + 2 * ofDispersion.values()[j];
        }
        double[] slope = new double[sigma.length];
        table.logSlopes(pressure, slope);
        double[] support = new double[sigma.length];
        for (int j = 0; j < sigma.length; j++) {
            support[j] = sigma[j] * sigma[j] * slope[j];
        }
        double[][] perDispersion = ofDispersion.derivatives();
        double[][] perLight = ofLight.derivatives();
        if (perDispersion == null || perLight == null) {
            return new Radial(support, null);
        }
        double[][] derivatives = new double[perDispersion.length + perLight.length][sigma.length];
        for (int k = 0; k < derivatives.length; k++) {
            boolean width = k < perDispersion.length;
            double[] relative = width ? perDispersion[k] : perLight[k - perDispersion.length];
            double weight = width ? 2 : 1;
            table.logSlopes(relative, derivatives[k]);
            for (int j = 0; j < sigma.length; j++) {
                double grown = width ? 2 * relative[j] * slope[j] : 0;
                derivatives[k][j] = sigma[j] * sigma[j] * (weight * derivatives[k][j] + grown);
            }
        }
        return new Radial(support, derivatives);
    }

    private Radial measured(double[] radii) {
        return new Radial(Arrays.stream(radii).map(density()).toArray(), new double[0][]);
    }

    private DoubleUnaryOperator density() {
        if (measured == null) {
            throw new InputException("the pressure of the gas needs its density against radius, and its light is a map;"
                    + " give the map to a fit or a simulation, or choose a profile of the light");
        }
        return measured;
    }

    /**
     * The support at one radius: the readable form of the one that the kernels evaluate.
     *
     * @param radius [arcsec]
     * @param dispersion the dispersion law
     * @param ofDispersion values of its parameters. Not modified
     * @param light the gas' light
     * @param ofLight values of its parameters. Not modified
     * @return [km2/s2] v_rot^2 - v_c^2; 0 at the centre
     */
    double at(
            double radius, DispersionLaw dispersion, double[] ofDispersion, SurfaceBrightness light, double[] ofLight) {
        if (!on || radius == 0) {
            return 0;
        }
        double[] radii = {radius * Math.exp(-STEP), radius, radius * Math.exp(STEP)};
        double[] sigma = new double[radii.length];
        dispersion.evaluate(ofDispersion, radii, sigma, null);
        DoubleUnaryOperator density = light instanceof LightProfile profile
                ? r -> Math.log(Math.max(profile.value(ofLight, r), FAINTEST))
                : density();
        double rise =
                density.applyAsDouble(radii[2]) - density.applyAsDouble(radii[0]) + 2 * Math.log(sigma[2] / sigma[0]);
        return sigma[1] * sigma[1] * rise / (2 * STEP);
    }
}
