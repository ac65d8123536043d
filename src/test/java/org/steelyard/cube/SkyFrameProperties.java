// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** From a pixel to the sky and back, for every projection. */
class SkyFrameProperties {

    /** [pixel] rounding of degrees of 360 at pixels of 1e-5 deg: 360 x 1e-16 / 1e-5, a dozen operations. */
    private static final double ROUNDING = 1e-7;

    private static final double DEGREES_PER_PIXEL = 0.05 / 3600;

    private static void thereAndBack(SkyFrame frame, double x, double y) {
        double[] world = frame.toWorld(x, y);
        assertTrue(world[0] >= 0 && world[0] <= 360, "right ascension " + world[0]);
        assertTrue(Math.abs(world[1]) <= 90, "declination " + world[1]);
        double[] pixel = frame.toPixel(world[0], world[1]);
        assertEquals(x, pixel[0], ROUNDING, "x of " + frame);
        assertEquals(y, pixel[1], ROUNDING, "y of " + frame);
    }

    @Property(seed = "1", tries = 500)
    void pixelToSkyAndBack(
            @ForAll @DoubleRange(min = 0, max = 360) double ra,
            @ForAll @DoubleRange(min = -89, max = 89) double dec,
            @ForAll @DoubleRange(min = -500, max = 500) double x,
            @ForAll @DoubleRange(min = -500, max = 500) double y,
            @ForAll Projection projection) {
        Assume.that(projection != Projection.NCP || dec != 0); // refused
        thereAndBack(SkyFrame.northUp(projection, ra, dec, 10, 20, 0.05), 10 + x, 20 + y);
    }

    /** Rotated, skewed and mirrored pixels, a turned pole, and a slant of SIN. */
    @Property(seed = "2", tries = 500)
    void anyMatrixAndPole(
            @ForAll @DoubleRange(min = 0, max = 360) double ra,
            @ForAll @DoubleRange(min = -89, max = 89) double dec,
            @ForAll @DoubleRange(min = -180, max = 180) double turn,
            @ForAll @DoubleRange(min = 0.5, max = 2) double stretch,
            @ForAll @DoubleRange(min = -0.3, max = 0.3) double slant,
            @ForAll boolean mirrored,
            @ForAll Projection projection) {
        Assume.that(projection != Projection.NCP || dec != 0); // refused
        double cos = DEGREES_PER_PIXEL * Math.cos(Math.toRadians(turn));
        double sin = DEGREES_PER_PIXEL * Math.sin(Math.toRadians(turn));
        double[] matrix = {mirrored ? -cos : cos, stretch * sin, mirrored ? sin : -sin, stretch * cos};
        boolean zenithal = projection.referenceLatitude() > 0;
        double pole = zenithal ? 180 + turn / 2 : 180;
        double used = projection == Projection.SIN ? slant : 0;
        SkyFrame frame =
                new SkyFrame(projection, ra, dec, 10, 20, matrix, pole, dec, used, -used / 2, "ICRS", 2000, true);
        thereAndBack(frame, 130.5, -77.25);
    }

    @Property(seed = "3", tries = 300)
    void aPartOfTheImageShowsTheSameSky(
            @ForAll @DoubleRange(min = 0, max = 360) double ra,
            @ForAll @DoubleRange(min = -89, max = 89) double dec,
            @ForAll @IntRange(min = 0, max = 500) int dx,
            @ForAll @IntRange(min = 0, max = 500) int dy,
            @ForAll Projection projection) {
        Assume.that(projection != Projection.NCP || dec != 0); // refused
        SkyFrame frame = SkyFrame.northUp(projection, ra, dec, 10, 20, 0.05);
        double[] world = frame.toWorld(33.25, 44.5);
        double[] pixel = frame.shifted(dx, dy).toPixel(world[0], world[1]);
        assertEquals(33.25 - dx, pixel[0], ROUNDING);
        assertEquals(44.5 - dy, pixel[1], ROUNDING);
    }

    /** A zenithal projection maps the reference pixel to the reference position, as paper II defines it. */
    @Property(seed = "4", tries = 300)
    void theReferencePixelIsAtTheReferencePosition(
            @ForAll @DoubleRange(min = 0, max = 359.9) double ra,
            @ForAll @DoubleRange(min = -89, max = 89) double dec,
            @ForAll Projection projection) {
        Assume.that(projection != Projection.NCP || dec != 0); // refused
        SkyFrame frame = SkyFrame.northUp(projection, ra, dec, 10, 20, 0.05);
        double[] pixel = frame.toPixel(ra, dec);
        assertEquals(10, pixel[0], ROUNDING, "x of " + frame);
        assertEquals(20, pixel[1], ROUNDING, "y of " + frame);
    }
}
