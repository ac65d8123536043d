// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.FlatDispersion;
import org.steelyard.disk.flow.CircularOrbits;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.units.InputException;

/**
 * Section {@code [disk]}.
 *
 * @param shape warp and thickness (keys {@code warp}, {@code thickness})
 * @param dispersion law of the velocity dispersion
 * @param flow motion besides rotation
 * @param nearSide +1 or -1: which side is near, for {@code flow = "alpha"} and {@code "free-fall"}
 * @param surfaceBrightness where the intrinsic flux comes from
 * @param freeLightCentre whether a profile has a centre of its own (key {@code light_centre})
 * @param outerRadius [arcsec] an analytic profile ends there, or null
 * @param fluxExtraction how a flux map comes from the cube
 * @param lucyIterations Richardson-Lucy iterations, 0 for none; null for a cube's own map: as many as its fit asks for
 * @param relativistic true for transverse Doppler effect and gravitational redshift (key {@code doppler})
 */
public record DiskConfig(
        DiskShape shape,
        DispersionLaw dispersion,
        RadialFlow flow,
        int nearSide,
        SurfaceBrightness surfaceBrightness,
        boolean freeLightCentre,
        Double outerRadius,
        FluxExtraction fluxExtraction,
        Integer lucyIterations,
        boolean relativistic) {

    /** Richardson-Lucy iterations where none are given. */
    public static final int ITERATIONS = 10;

    /** Richardson-Lucy iterations have long fitted the noise by then. */
    private static final int MOST_ITERATIONS = 1000;

    /** @throws InputException for a number out of its limits */
    public DiskConfig {
        require(nearSide == 1 || nearSide == -1, "disk.near_side = " + nearSide + " must be 1 or -1");
        require(
                lucyIterations == null || lucyIterations >= 0 && lucyIterations <= MOST_ITERATIONS,
                "disk.lucy_iterations = " + lucyIterations + " must be from 0 to " + MOST_ITERATIONS);
        positive("disk.outer_radius", outerRadius, "arcsec");
    }

    /** @return a flat dispersion, no flow, and the cube's own light, deconvolved */
    public static DiskConfig defaults() {
        return new DiskConfig(
                DiskShape.PLAIN,
                new FlatDispersion(),
                new CircularOrbits(),
                1,
                new FluxMapLight(true),
                false,
                null,
                FluxExtraction.OPTIMAL,
                null,
                false);
    }

    /**
     * @return the light about its centre
     * @throws InputException if it cannot have one of its own
     */
    public SurfaceBrightness light() {
        if (!freeLightCentre) {
            return surfaceBrightness;
        }
        require(
                shape.plain(),
                "disk.light_centre = \"free\" needs a flat, thin disk; leave out disk.warp and disk.thickness, or the key");
        if (surfaceBrightness instanceof LightProfile profile) {
            return new OffsetLight(profile);
        }
        throw new InputException("disk.light_centre = \"free\" needs a profile of the light, like"
                + " disk.surface_brightness = \"exponential\"; a flux map has its light where the data have it");
    }

    /** @return whether the light is a map on the sky, not a profile of radius */
    public boolean mapped() {
        return surfaceBrightness instanceof FluxMapLight;
    }

    /** @return the Richardson-Lucy iterations, {@value #ITERATIONS} where none are given */
    public int iterations() {
        return lucyIterations == null ? ITERATIONS : lucyIterations;
    }

    /** @return whether the light is a map that is deconvolved with the beam */
    public boolean deconvolved() {
        return surfaceBrightness instanceof FluxMapLight map && map.deconvolved();
    }

    /**
     * @param changed warp and thickness
     * @return this section with that shape
     */
    public DiskConfig withShape(DiskShape changed) {
        return new DiskConfig(
                changed,
                dispersion,
                flow,
                nearSide,
                surfaceBrightness,
                freeLightCentre,
                outerRadius,
                fluxExtraction,
                lucyIterations,
                relativistic);
    }

    /**
     * @param law of the velocity dispersion
     * @return this section with that law
     */
    public DiskConfig withDispersion(DispersionLaw law) {
        return new DiskConfig(
                shape,
                law,
                flow,
                nearSide,
                surfaceBrightness,
                freeLightCentre,
                outerRadius,
                fluxExtraction,
                lucyIterations,
                relativistic);
    }

    /**
     * @param changed motion besides rotation
     * @return this section with that motion
     */
    public DiskConfig withFlow(RadialFlow changed) {
        return new DiskConfig(
                shape,
                dispersion,
                changed,
                nearSide,
                surfaceBrightness,
                freeLightCentre,
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
    public DiskConfig withSurfaceBrightness(SurfaceBrightness source, Double radius) {
        return new DiskConfig(
                shape,
                dispersion,
                flow,
                nearSide,
                source,
                freeLightCentre && source instanceof LightProfile,
                radius,
                fluxExtraction,
                lucyIterations,
                relativistic);
    }

    /**
     * @param iterations of Richardson-Lucy, 0 for none; null as above
     * @return this section with so many
     */
    public DiskConfig withLucyIterations(Integer iterations) {
        return new DiskConfig(
                shape,
                dispersion,
                flow,
                nearSide,
                surfaceBrightness,
                freeLightCentre,
                outerRadius,
                fluxExtraction,
                iterations,
                relativistic);
    }

    /**
     * @param changed how a flux map comes from the cube
     * @return this section with that way
     */
    public DiskConfig withFluxExtraction(FluxExtraction changed) {
        return new DiskConfig(
                shape,
                dispersion,
                flow,
                nearSide,
                surfaceBrightness,
                freeLightCentre,
                outerRadius,
                changed,
                lucyIterations,
                relativistic);
    }

    /** The extraction of the flux map from the cube. */
    public enum FluxExtraction {
        /** Weighted by the line profiles of a first fit, so that channels without line in a pixel add no noise. */
        OPTIMAL,
        /** The sum over the mask, as published fits use it. */
        MASKED
    }
}
