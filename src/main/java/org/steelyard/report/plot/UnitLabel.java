package org.steelyard.report.plot;

/** Units as a journal prints them. */
public final class UnitLabel {

    private UnitLabel() {}

    /**
     * @param fits a unit as FITS writes it, for example {@code Jy/beam km/s}
     * @return the same with negative exponents, as {@link Label} reads it
     */
    public static String of(String fits) {
        return fits.strip()
                .replaceAll("[ .*]+", " ")
                .replaceAll("/\\s*([A-Za-z]+)", " $1^{\u22121}")
                .replaceAll("([A-Za-z])-1\\b", "$1^{\u22121}");
    }
}
