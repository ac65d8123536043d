package org.steelyard.disk;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.steelyard.units.InputException;

/**
 * An analytic brightness profile of the disk with unit flux: 2 pi times the integral of r f(r) dr, from 0 to the outer cut-off, is 1.
 *
 * <p>f is the flux per arcsec2 in the plane of the disk. On the sky, where the same light comes from an area smaller by cos i,
 * the flux per arcsec2 is {@link #onSky}.
 */
public final class SurfaceBrightness {

    private static final GaussIntegrator GAUSS = new GaussIntegratorFactory().legendre(20);

    private final RadialShape shape;
    private final double cutoff;
    private final double norm;
    private final double[] normDerivatives;

    private SurfaceBrightness(RadialShape shape, double cutoff) {
        this.shape = shape;
        this.cutoff = cutoff;
        int parameters = shape.parameterCount();
        double[] partial = new double[parameters];
        double[] integral = new double[parameters + 1];
        double[] panels = shape.panels();
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
                shape.derivatives(r, partial);
                integral[parameters] += area * shape.value(r);
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
            throw new InputException(
                    "disk " + shape + " has no light within " + cutoff + " arcsec; enlarge the cut-off radius");
        }
    }

    /**
     * @param shape of the profile
     * @return the profile without cut-off
     */
    public static SurfaceBrightness of(RadialShape shape) {
        return new SurfaceBrightness(shape, Double.POSITIVE_INFINITY);
    }

    /**
     * @param shape of the profile
     * @param cutoff [arcsec] radius beyond which there is no light; positive, may be infinite
     * @return the profile
     * @throws InputException if the cut-off is not positive, or leaves no light
     */
    public static SurfaceBrightness of(RadialShape shape, double cutoff) {
        if (!(cutoff > 0)) {
            throw new InputException("outer cut-off radius is " + cutoff + " arcsec; it must be positive");
        }
        return new SurfaceBrightness(shape, cutoff);
    }

    /** @return the shape before normalisation */
    public RadialShape shape() {
        return shape;
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
     * The profile as if it went on beyond the cut-off, with the same normalisation: what a table of radii can interpolate up to the edge.
     *
     * @param r [arcsec] in the plane of the disk
     * @return [1/arcsec2] fraction of the flux per area of the disk
     */
    public double continued(double r) {
        return norm * shape.value(r);
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
     * @param out partial derivatives of {@link #value} with respect to the parameters of the shape [1/arcsec3], at a fixed
     *     cut-off; the change of the normalisation is in them. Modified.
     */
    public void derivatives(double r, double[] out) {
        if (r > cutoff) {
            Arrays.fill(out, 0, shape.parameterCount(), 0);
            return;
        }
        continuedDerivatives(r, out);
    }

    /**
     * @param r [arcsec] in the plane of the disk
     * @param out partial derivatives of {@link #continued}, as in {@link #derivatives}. Modified.
     */
    public void continuedDerivatives(double r, double[] out) {
        shape.derivatives(r, out);
        double value = shape.value(r);
        for (int k = 0; k < shape.parameterCount(); k++) {
            out[k] = norm * out[k] + normDerivatives[k] * value;
        }
    }
}
