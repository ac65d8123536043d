package org.steelyard.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** From a pixel to the sky and back. */
class SkyFrameProperties {

    /** [pixel] rounding of degrees of 360 at pixels of 1e-5 deg: 360 x 1e-16 / 1e-5, a dozen operations. */
    private static final double ROUNDING = 1e-7;

    @Property(seed = "1", tries = 500)
    void pixelToSkyAndBack(
            @ForAll @DoubleRange(min = 0, max = 360) double ra,
            @ForAll @DoubleRange(min = -89, max = 89) double dec,
            @ForAll @DoubleRange(min = -500, max = 500) double x,
            @ForAll @DoubleRange(min = -500, max = 500) double y,
            @ForAll Projection projection) {
        SkyFrame frame = SkyFrame.northUp(projection, ra, dec, 10, 20, 0.05);
        double[] world = frame.toWorld(10 + x, 20 + y);
        double[] pixel = frame.toPixel(world[0], world[1]);
        assertEquals(10 + x, pixel[0], ROUNDING, "x of " + ra + ", " + dec);
        assertEquals(20 + y, pixel[1], ROUNDING, "y of " + ra + ", " + dec);
    }
}
