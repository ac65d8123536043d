// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.inference.ParameterSpace;

/**
 * Radii of the rings of light that the data choose: half a beam apart over the fit region, and a beam apart beyond it, as far as light of the
 * disk reaches the region through the beam.
 */
final class RingRadii {

    /** [beam FWHM] Distance of two rings inside the fit region. */
    private static final double INSIDE = 0.5;

    /** [beam FWHM] How far outside the region light is modelled on the sky: the beam falls to 0.2 % there. */
    private static final double REACH = 1.5;

    /** Rings inside the region: beyond these they are farther apart. */
    private static final int MOST = 40;

    /** Least cosine of the inclination in distances along the minor axis. */
    private static final double LEAST_COSINE = 0.15;

    private RingRadii() {}

    /**
     * @param light the rings that the user gives, or none
     * @param region pixels that are fitted
     * @param frame [arcsec/pixel] the pixels on the sky
     * @param space the parameters at their starts
     * @param outerRadius [arcsec] where the light ends, infinite for nowhere
     * @param beam [arcsec] FWHM
     * @return [arcsec] radii, ascending
     */
    static double[] of(
            RingedLight light,
            FitRegion region,
            LocalFrame frame,
            ParameterSpace space,
            double outerRadius,
            double beam) {
        if (!light.radii().isEmpty()) {
            return light.radii().stream().mapToDouble(Double::doubleValue).toArray();
        }
        double inside = Math.min(outerRadius, farthest(region, frame, space, 0));
        double outside = Math.min(outerRadius, farthest(region, frame, space, REACH * beam));
        double step = Math.max(INSIDE * beam, inside / MOST);
        List<Double> radii = new ArrayList<>();
        double r = 0;
        for (; r < inside + 0.5 * step; r += step) {
            radii.add(r);
        }
        step *= 2;
        for (r += 0.5 * step; r < outside + 0.5 * step && radii.size() < RingedLight.MOST; r += step) {
            radii.add(r);
        }
        return radii.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** [arcsec] Largest radius in the disk of a place within a distance of the region. */
    private static double farthest(FitRegion region, LocalFrame frame, ParameterSpace space, double margin) {
        double angle = Math.toRadians(FitParameters.start(space, DiskOrientation.POSITION_ANGLE));
        double inclination = Math.toRadians(FitParameters.start(space, DiskOrientation.INCLINATION));
        double deproject = 1 / Math.max(LEAST_COSINE, Math.cos(inclination));
        double farthest = 0;
        for (int b = 0; b < region.blocks(); b++) {
            double half = 0.5 * (region.block() + 1);
            double dx = region.blockX()[b] + half - FitParameters.start(space, KinematicCentre.X);
            double dy = region.blockY()[b] + half - FitParameters.start(space, KinematicCentre.Y);
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            double along = Math.abs(east * Math.sin(angle) + north * Math.cos(angle));
            double across = Math.abs(east * Math.cos(angle) - north * Math.sin(angle));
            farthest = Math.max(farthest, Math.hypot(along + margin, deproject * across));
            farthest = Math.max(farthest, Math.hypot(along, deproject * (across + margin)));
        }
        return farthest;
    }
}
