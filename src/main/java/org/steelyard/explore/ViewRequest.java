// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.steelyard.units.InputException;

/**
 * What the page shows of a model.
 *
 * @param moving whether a value moves, so that a coarser model will do
 * @param bare whether the disk without its black hole is shown, too
 * @param held whether the page has the data and noise of the same channel and line, so that the model alone is sent
 * @param map the only map that is shown, of those in {@link #MAPS}; null for all
 * @param line of the position-velocity diagram; null for none
 * @param column of the line profile, from 0 in the images; -1 for none
 * @param row of the line profile
 * @param channel of the channel map, from 0; -1 for none
 */
record ViewRequest(
        boolean moving,
        boolean bare,
        boolean held,
        @Nullable String map,
        @Nullable Line line,
        int column,
        int row,
        int channel) {

    /**
     * A line on the sky.
     *
     * @param x [pixel] its middle, FITS 1-based
     * @param y [pixel] its middle
     * @param positionAngle [deg] north through east
     * @param length [arcsec]
     */
    record Line(double x, double y, double positionAngle, double length) {}

    /** Names of the maps: moments 0 to 2, and chi^2 of each pixel. */
    static final Set<String> MAPS = Set.of("M0", "M1", "M2", "misfit");

    /** Pixels on a side of an image, and channels, that no array of Java exceeds. */
    private static final int MOST = 1 << 16;

    /** [arcsec] and [pixel] beyond any image. */
    private static final double FARTHEST = 1e6;

    static ViewRequest of(Request request) {
        boolean pixel = request.has("column");
        return new ViewRequest(
                request.flag("moving"),
                request.flag("bare"),
                request.flag("held"),
                request.has("map") ? map(request.text("map")) : null,
                request.has("line") ? line(request.part("line")) : null,
                pixel ? request.index("column", MOST) : -1,
                pixel ? request.index("row", MOST) : -1,
                request.has("channel") ? request.index("channel", MOST) : -1);
    }

    private static String map(String name) {
        if (!MAPS.contains(name)) {
            throw new InputException("map of the request must be one of M0, M1, M2, misfit");
        }
        return name;
    }

    /** Whether a map is shown. */
    boolean shows(String name) {
        return map == null || map.equals(name);
    }

    static Line line(Request line) {
        double length = line.number("length");
        double x = line.number("x");
        double y = line.number("y");
        if (!(length > 0 && length < FARTHEST && Math.abs(x) < FARTHEST && Math.abs(y) < FARTHEST)) {
            throw new InputException("the line of the position-velocity diagram must lie on the image");
        }
        return new Line(x, y, line.number("positionAngle"), length);
    }
}
