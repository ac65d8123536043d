// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.units.InputException;

/**
 * Section {@code [budget]}: systematic tests, each of which changes one choice. A list that is null makes no test.
 *
 * @param dispersion laws of the velocity dispersion
 * @param flow motions besides rotation
 * @param oversampling sub-pixels along a pixel's side
 * @param block pixels along a block's side
 * @param regionScale factors on the fit ellipse's axes
 * @param lucyIterations numbers of Richardson-Lucy iterations
 * @param surfaceBrightness where the intrinsic flux comes from
 * @param fluxMap other flux maps
 * @param commonBeam whether one mean beam takes the place of each channel's own; null for no
 * @param noise variation of the noise over the field
 * @param likelihood correlation of the noise between blocks
 * @param frozenStars whether the stars' speeds are frozen at the fitted inclination, or freed where the fit has them
 *     frozen; null for no
 * @param massToLight variation of the stars' mass-to-light ratio with radius
 * @param gas sources of the gas' own gravity: {@link PotentialConfig.GasSource} or the {@link Path} of a table
 * @param pressureSupport whether the support of the gas by its random motions is brought in, or left out where the fit
 *     has it; null for no
 * @param mge other tables of the stars
 * @param distance [Mpc] other distances
 * @param combine how rows of one group are added; null for the largest
 */
public record BudgetConfig(
        List<DispersionLaw> dispersion,
        List<RadialFlow> flow,
        List<Integer> oversampling,
        List<Integer> block,
        List<Double> regionScale,
        List<Integer> lucyIterations,
        List<SurfaceBrightness> surfaceBrightness,
        List<Path> fluxMap,
        Boolean commonBeam,
        List<FitConfig.Noise> noise,
        List<FitConfig.Likelihood> likelihood,
        Boolean frozenStars,
        List<PotentialConfig.MassToLight> massToLight,
        List<Object> gas,
        Boolean pressureSupport,
        List<Path> mge,
        List<Double> distance,
        Combine combine) {

    /** The combination of the changes of one group. */
    public enum Combine {
        /** The largest upward and the largest downward change of a group; groups are added in quadrature. */
        LARGEST,
        /** All changes in quadrature, separately upward and downward. */
        QUADRATURE
    }

    /** @throws InputException for a number out of its limits */
    public BudgetConfig {
        if (regionScale != null) {
            for (double scale : regionScale) {
                require(scale > 0 && scale <= 10, "budget.region_scale = " + scale + " must be above 0 and at most 10");
            }
        }
        if (distance != null) {
            for (double mpc : distance) {
                require(mpc > 0, "budget.distance = " + mpc + " Mpc must be positive");
            }
        }
    }
}
