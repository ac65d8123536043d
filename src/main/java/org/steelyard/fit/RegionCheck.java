// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.List;
import java.util.Locale;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;

/** Whether the region that was fitted lies about the fitted centre, where it was laid about the starting one. */
final class RegionCheck {

    /** Offset, in units of the semi-minor axis, that takes a tenth of the ellipse away on one side. */
    private static final double OFF_CENTRE = 0.15;

    private RegionCheck() {}

    /**
     * @param config the region
     * @param ellipse the region with its centre; null where a map gives it
     * @param pixel [arcsec] size of a pixel
     * @param x [pixel] fitted centre
     * @param y [pixel] fitted centre
     * @return one line for the user if the region is off the centre
     */
    static List<String> of(Configuration config, RegionEllipse ellipse, double pixel, double x, double y) {
        boolean followsStart = ellipse != null
                && config.fit().region() != null
                && config.fit().region().x() == null;
        if (!followsStart) {
            return List.of();
        }
        double offset = pixel * Math.hypot(x - ellipse.x(), y - ellipse.y());
        double share = offset / (ellipse.semiMajor() * ellipse.axisRatio());
        return share <= OFF_CENTRE
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "fit.region lies about the start of the centre, pixel (%.2f, %.2f), %.3g arcsec off the fitted one; give it x = %.2f, y = %.2f and fit again",
                        ellipse.x(),
                        ellipse.y(),
                        offset,
                        x,
                        y));
    }
}
