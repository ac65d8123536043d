// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.PreparedFit;

/**
 * Elliptical rings of the fit region, which hold the same data at any values of the parameters, so that their shares of chi^2
 * can be compared. Where a map gives the region, the rings are circles about the start of the centre.
 */
final class RegionRings {

    /** As many as a table shows at a glance. */
    private static final int COUNT = 5;

    private final int[] ring;
    private final double[] outer;

    private RegionRings(int[] ring, double[] outer) {
        this.ring = ring;
        this.outer = outer;
    }

    /**
     * @param fit of any data
     * @return rings of equal width that hold its data
     */
    static RegionRings of(PreparedFit<?> fit) {
        RegionEllipse ellipse = fit.ellipse();
        LocalFrame frame = fit.galaxy().frame();
        double x = ellipse == null ? FitParameters.start(fit.space(), KinematicCentre.X) : ellipse.x();
        double y = ellipse == null ? FitParameters.start(fit.space(), KinematicCentre.Y) : ellipse.y();
        double angle = Math.toRadians(ellipse == null ? 0 : ellipse.positionAngle());
        double ratio = ellipse == null ? 1 : ellipse.axisRatio();
        double[][] positions = fit.positions();
        double[] radius = new double[positions[0].length];
        double reach = 0;
        for (int k = 0; k < radius.length; k++) {
            double dx = positions[0][k] - x;
            double dy = positions[1][k] - y;
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / ratio;
            radius[k] = Math.hypot(along, across);
            reach = Math.max(reach, radius[k]);
        }
        int[] ring = new int[radius.length];
        for (int k = 0; k < ring.length; k++) {
            ring[k] = reach > 0 ? Math.min(COUNT - 1, (int) (COUNT * radius[k] / reach)) : 0;
        }
        double[] outer = new double[COUNT];
        for (int r = 0; r < COUNT; r++) {
            outer[r] = reach * (r + 1) / COUNT;
        }
        return new RegionRings(ring, outer);
    }

    /** [arcsec] outer semi-major axes. */
    double[] outer() {
        return outer.clone();
    }

    /** Sums of the squared residuals of the data in each ring. */
    double[] chiSquared(double[] residuals) {
        double[] sums = new double[outer.length];
        for (int k = 0; k < ring.length; k++) {
            sums[ring[k]] += residuals[k] * residuals[k];
        }
        return sums;
    }
}
