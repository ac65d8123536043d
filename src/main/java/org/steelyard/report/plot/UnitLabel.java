// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

/** Units in the typography of a journal. */
public final class UnitLabel {

    private UnitLabel() {}

    /**
     * @param fits a unit in the notation of FITS, for example {@code Jy/beam km/s}
     * @return the unit with negative exponents, in the notation of {@link Label}
     */
    public static String of(String fits) {
        return fits.strip()
                .replaceAll("[ .*]+", " ")
                .replaceAll("/\\s*([A-Za-z]+)", " $1^{\u22121}")
                .replaceAll("([A-Za-z])-1\\b", "$1^{\u22121}");
    }
}
