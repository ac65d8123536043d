// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.steelyard.units.InputException;

/**
 * A profile of light with unit flux: 2 pi times the integral of r f(r) dr, from 0 to the outer cut-off, is 1.
 *
 * <p>f is the flux per arcsec2 in the plane of the disk. On the sky the same light comes from an area smaller by cos i,
 * and the flux per arcsec2 is {@link #onSky}.
 */
public final class NormalisedProfile {

    private static final GaussIntegrator GAUSS = new GaussIntegratorFactory().legendre(20);

    private final LightProfile law;
    private final double[] values;
    private final double cutoff;
    private final double norm;
    private final double[] normDerivatives;

    private NormalisedProfile(LightProfile law, double[] values, double cutoff) {
        law.require(values);
        this.law = law;
        this.values = values;
        this.cutoff = cutoff;
        int parameters = values.length;
        double[] partial = new double[parameters];
        double[] integral = new double[parameters + 1];
        double[] panels = law.panels(values);
        double first = panels[0];
        for (int p = 0; p < panels.length; p++) {
            double from = p == 0 ? 0 : panels[p - 1];
            double to = Math.min(panels[p], cutoff);
            if (p == 0 && first == 0 || to <= from) {
                continue;
            }
            for (int g = 0; g < GAUSS.getNumberOfPoints(); g++) {
                double r = 0.5 * (from + to) + 0.5 * (to - from) * GAUSS.getPoint(g);
                double area = Math.PI * (to - from) * GAUSS.getWeight(g) * r;
                law.derivatives(values, r, partial);
                integral[parameters] += area * law.value(values, r);
                for (int k = 0; k < parameters; k++) {
                    integral[k] += area * partial[k];
                }
            }
        }
        norm = 1 / integral[parameters];
        normDerivatives = new double[parameters];
        for (int k = 0; k < parameters; k++) {
            normDerivatives[k] = -norm * norm * integral[k];
        }
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new InputException("light profile " + law.keyword() + " with " + law.parameterNames() + " = "
                    + Arrays.toString(values) + " has no light within " + cutoff
                    + " arcsec; enlarge the cut-off radius");
        }
    }

    /**
     * @param law the profile's shape
     * @param values of the law's parameters. Not modified
     * @return the profile without cut-off
     * @throws InputException if a value is out of its range
     */
    public static NormalisedProfile of(LightProfile law, double... values) {
        return new NormalisedProfile(law, values.clone(), Double.POSITIVE_INFINITY);
    }

    /**
     * @param law the profile's shape
     * @param values of the law's parameters. Not modified
     * @param cutoff [arcsec] radius beyond which there is no light; positive, may be infinite
     * @return the profile
     * @throws InputException if the cut-off is not positive or leaves no light, or if a value is out of its range
     */
    public static NormalisedProfile within(LightProfile law, double[] values, double cutoff) {
        if (!(cutoff > 0)) {
            throw new InputException("outer cut-off radius is " + cutoff + " arcsec; it must be positive");
        }
        return new NormalisedProfile(law, values.clone(), cutoff);
    }

    /** @return [arcsec] radius beyond which there is no light, perhaps infinite */
    public double cutoff() {
        return cutoff;
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @return [1/arcsec2] fraction of the flux per area of the disk
     */
    public double value(double r) {
        return r > cutoff ? 0 : continued(r);
    }

    /**
     * The profile continued beyond the cut-off with the same normalisation, which a table of radii can interpolate up
     * to the edge.
     *
     * @param r [arcsec] in the plane of the disk
     * @return [1/arcsec2] fraction of the flux per area of the disk
     */
    public double continued(double r) {
        return norm * law.value(values, r);
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @param inclination [rad] of the disk
     * @return [1/arcsec2] fraction of the flux per area on the sky, {@link #value} over cos i
     */
    public double onSky(double r, double inclination) {
        return value(r) / Math.cos(inclination);
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @param out partial derivatives of {@link #value} with respect to the parameters of the law [1/arcsec3], at a
     *     fixed cut-off, including the change of the normalisation. Modified
     */
    public void derivatives(double r, double[] out) {
        if (r > cutoff) {
            Arrays.fill(out, 0, values.length, 0);
            return;
        }
        continuedDerivatives(r, out);
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @param out partial derivatives of {@link #continued}, as in {@link #derivatives}. Modified
     */
    public void continuedDerivatives(double r, double[] out) {
        law.derivatives(values, r, out);
        double value = law.value(values, r);
        for (int k = 0; k < values.length; k++) {
            out[k] = norm * out[k] + normDerivatives[k] * value;
        }
    }
}
