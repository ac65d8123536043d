// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import org.steelyard.cube.SkyFrame;

/** Images without sky coordinates, of which only the size of the pixels is known, as {@link WcsCards} writes them. */
final class OffsetFrame {

    /** CTYPE of the columns. */
    static final String X = "XOFFSET";

    /** CTYPE of the rows. */
    static final String Y = "YOFFSET";

    static final String UNIT = "deg";

    private static final double ARCSEC_PER_DEGREE = 3600;

    private OffsetFrame() {}

    /**
     * @param header of an image without sky coordinates
     * @return its frame, of pixels of 1 arcsec where the header is no own one
     */
    static SkyFrame of(FitsHeader header) {
        Double pixel = pixel(header, HeaderOverrides.NONE).pixelArcsec();
        return SkyFrame.linear(pixel == null ? 1 : pixel);
    }

    /**
     * @param header of a cube
     * @param overrides what the user gives
     * @return the same, with the pixels of an own header where the user gives none
     */
    static HeaderOverrides pixel(FitsHeader header, HeaderOverrides overrides) {
        double step = Math.abs(header.number("CDELT1", 0)) * ARCSEC_PER_DEGREE;
        boolean own = AxisType.of(header, 0).equals(X) && header.text("CUNIT1").equals(UNIT) && step > 0;
        return own && overrides.pixelArcsec() == null ? overrides.withPixel(step) : overrides;
    }
}
