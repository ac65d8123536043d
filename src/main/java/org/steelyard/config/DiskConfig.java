package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import org.steelyard.units.InputException;

/**
 * Section {@code [disk]}.
 *
 * @param dispersion law of the velocity dispersion
 * @param flow motion besides rotation
 * @param nearSide +1 or -1: which side is near, for {@link Flow#ALPHA}
 * @param surfaceBrightness where the intrinsic flux comes from
 * @param outerRadius [arcsec] an analytic profile ends there, or null
 * @param fluxExtraction how a flux map comes from the cube
 * @param lucyIterations Richardson-Lucy iterations, 0 for none
 * @param relativistic true for transverse Doppler effect and gravitational redshift (key {@code doppler})
 */
public record DiskConfig(
        Dispersion dispersion,
        Flow flow,
        int nearSide,
        Brightness surfaceBrightness,
        Double outerRadius,
        FluxExtraction fluxExtraction,
        int lucyIterations,
        boolean relativistic) {

    /** @throws InputException for a number out of its limits */
    public DiskConfig {
        require(nearSide == 1 || nearSide == -1, "disk.near_side = " + nearSide + " must be 1 or -1");
        require(lucyIterations >= 0, "disk.lucy_iterations = " + lucyIterations + " must not be negative");
        positive("disk.outer_radius", outerRadius, "arcsec");
    }

    /** @return a flat dispersion, no flow, and the cube's own light after ten iterations */
    public static DiskConfig defaults() {
        return new DiskConfig(
                Dispersion.FLAT, Flow.NONE, 1, Brightness.DECONVOLVED, null, FluxExtraction.OPTIMAL, 10, false);
    }

    /**
     * @param law of the velocity dispersion
     * @return this section with that law
     */
    public DiskConfig withDispersion(Dispersion law) {
        return new DiskConfig(
                law, flow, nearSide, surfaceBrightness, outerRadius, fluxExtraction, lucyIterations, relativistic);
    }

    /**
     * @param changed motion besides rotation
     * @return this section with that motion
     */
    public DiskConfig withFlow(Flow changed) {
        return new DiskConfig(
                dispersion,
                changed,
                nearSide,
                surfaceBrightness,
                outerRadius,
                fluxExtraction,
                lucyIterations,
                relativistic);
    }

    /**
     * @param source of the intrinsic flux
     * @param radius [arcsec] an analytic profile ends there, or null
     * @return this section with that light
     */
    public DiskConfig withSurfaceBrightness(Brightness source, Double radius) {
        return new DiskConfig(dispersion, flow, nearSide, source, radius, fluxExtraction, lucyIterations, relativistic);
    }

    /**
     * @param iterations of Richardson-Lucy, 0 for none
     * @return this section with so many
     */
    public DiskConfig withLucyIterations(int iterations) {
        return new DiskConfig(
                dispersion, flow, nearSide, surfaceBrightness, outerRadius, fluxExtraction, iterations, relativistic);
    }

    /**
     * @param changed how a flux map comes from the cube
     * @return this section with that way
     */
    public DiskConfig withFluxExtraction(FluxExtraction changed) {
        return new DiskConfig(
                dispersion, flow, nearSide, surfaceBrightness, outerRadius, changed, lucyIterations, relativistic);
    }

    /** The law of the gas' velocity dispersion (METHOD section 5). */
    public enum Dispersion {
        /** The same everywhere. */
        FLAT,
        /** Falls off exponentially to a floor. */
        EXPONENTIAL,
        /** A Gaussian ring over a floor. */
        GAUSSIAN
    }

    /** Motion besides rotation (METHOD section 4). */
    public enum Flow {
        /** Pure rotation. */
        NONE,
        /** Inflow at the cost of rotation, parameter {@code alpha}. */
        ALPHA,
        /** A constant radial speed, parameter {@code vrad}. */
        VRAD,
        /** Radial speed in proportion to the circular speed, parameter {@code kappa}. */
        KAPPA,
        /** Rotation in proportion to the circular speed, parameter {@code omega}. */
        OMEGA
    }

    /** Where the intrinsic flux comes from (METHOD section 7). */
    public enum Brightness {
        /** The cube's masked moment 0 (or the flux map), deconvolved. */
        DECONVOLVED,
        /** The flux map as it is. */
        MAP,
        /** exp(-r/radius). */
        EXPONENTIAL,
        /** exp(-r^2/2 radius^2). */
        GAUSSIAN,
        /** A Gaussian ring. */
        RING,
        /** An exponential with a central hole. */
        EXPONENTIAL_HOLE
    }

    /** How the flux map comes from the cube. */
    public enum FluxExtraction {
        /** Weighted by the line profiles that a first fit expects, so that a channel without line in a pixel brings no noise. */
        OPTIMAL,
        /** The sum over the mask, as the papers have it. */
        MASKED
    }
}
