// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.units.InputException;

/**
 * Surface brightness as a function of radius in the plane of the disk, not normalised: {@link NormalisedProfile} gives
 * it unit flux, and {@code flux_scale} [Jy km/s] is the line's flux.
 */
public interface LightProfile extends SurfaceBrightness {

    /** The line's flux [Jy km/s]. */
    ParameterDeclaration FLUX = ParameterDeclaration.of("flux_scale", "f_{0}", "Jy km/s", "flux of the line")
            .startingAt(1, "1.0")
            .between(1e-6, 1e9);

    @Override
    default List<ParameterDeclaration> fluxScale() {
        return List.of(FLUX);
    }

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @throws InputException if a value is out of its range
     */
    void require(double[] parameters);

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @param r [arcsec] in the plane of the disk
     * @return brightness, in arbitrary units
     */
    double value(double[] parameters, double r);

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @param r [arcsec] in the plane of the disk
     * @param out partial derivatives of {@link #value} with respect to the parameters [1/arcsec]. Modified
     */
    void derivatives(double[] parameters, double r, double[] out);

    /**
     * @param parameters values of {@link #parameters()}. Not modified
     * @return [arcsec] ascending radii between which the profile is smooth; beyond the last the flux is negligible
     */
    double[] panels(double[] parameters);

    /**
     * Starting values measured from the observed flux.
     *
     * @param meanRadius [arcsec] flux-weighted mean radius in the plane of the disk
     * @param spread [arcsec] flux-weighted standard deviation of the radius
     * @return values of {@link #parameters()}
     */
    double[] startingValues(double meanRadius, double spread);

    /**
     * @param start [arcsec] first radius
     * @param step [arcsec] positive
     * @param count number of steps
     * @return [arcsec] radii in equal steps
     */
    static double[] steps(double start, double step, int count) {
        double[] at = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            at[i] = start + i * step;
        }
        return at;
    }

    /**
     * @param what name of the value in a message
     * @param value [arcsec]
     * @throws InputException unless it is positive and finite
     */
    static void positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InputException(what + " is " + value + " arcsec; it must be positive and finite");
        }
    }

    /**
     * @param what name of the value in a message
     * @param value [arcsec]
     * @throws InputException if it is negative or not finite
     */
    static void notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InputException(what + " is " + value + " arcsec; it must be finite and not negative");
        }
    }
}
