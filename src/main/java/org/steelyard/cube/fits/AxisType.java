// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.util.Locale;

/** Types of FITS axes from their CTYPE. */
final class AxisType {

    private AxisType() {}

    /** CTYPE of an axis, counted from 0, in upper case; empty where the header has none. */
    static String of(FitsHeader header, int axis) {
        return header.text("CTYPE" + (axis + 1)).toUpperCase(Locale.ROOT);
    }

    /** Whether an axis is a celestial coordinate. */
    static boolean isCelestial(String ctype) {
        return isLongitude(ctype) || ctype.startsWith("DEC") || ctype.startsWith("GLAT");
    }

    /** Whether an axis is a celestial longitude. */
    static boolean isLongitude(String ctype) {
        return ctype.equals("RA") || ctype.startsWith("RA-") || ctype.startsWith("GLON");
    }

    /** Whether an axis is spectral. */
    static boolean isSpectral(String ctype) {
        return ctype.matches("(FREQ|VRAD|VOPT|VELO|FELO|ZOPT|WAVE|AWAV|WAVN|ENER|BETA).*");
    }
}
