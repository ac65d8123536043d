// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.steelyard.units.InputException;

/** The units of images of galaxies. All are proportional to flux. */
public enum ImageUnit {
    /** Electrons in a pixel, collected in the exposure. */
    ELECTRONS("electrons", "electron", "e", "e-"),
    /** Electrons per second in a pixel. */
    ELECTRONS_PER_SECOND("electrons/s", "electron/s", "e/s", "e-/s", "electrons/sec", "electron/sec"),
    /** Counts of the detector in a pixel, collected in the exposure. */
    COUNTS("counts", "count", "adu", "dn", "cts"),
    /** Counts per second in a pixel. */
    COUNTS_PER_SECOND("counts/s", "count/s", "adu/s", "dn/s", "cts/s", "counts/sec"),
    /** Nanomaggies in a pixel, as of SDSS: AB magnitude 22.5. */
    NANOMAGGIES("nanomaggies", "nanomaggy", "nmgy"),
    /** Surface brightness in MJy/sr, as of JWST. */
    MEGAJANSKY_PER_STERADIAN("MJy/sr", "mjy sr-1", "mjy/steradian");

    /** [mag] AB magnitude of one nanomaggy. */
    private static final double NANOMAGGY = 22.5;

    /** [Jy] AB magnitude 0 (Oke and Gunn 1983). */
    private static final double AB_JANSKY = 3631;

    private final String symbol;

    @SuppressWarnings("ImmutableEnumChecker") // not modified after construction and not exposed
    private final List<String> others;

    ImageUnit(String symbol, String... others) {
        this.symbol = symbol;
        this.others = List.of(others);
    }

    /**
     * Finds a unit.
     *
     * @param text as in a FITS header's BUNIT
     * @return the unit
     * @throws InputException if it is empty or not known; names those that are
     */
    public static ImageUnit parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        String known = Arrays.stream(values()).map(unit -> unit.symbol).collect(Collectors.joining(", "));
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.toLowerCase(Locale.ROOT).equals(wanted) || unit.others.contains(wanted))
                .findFirst()
                .orElseThrow(() -> new InputException("unit '" + text + "' of the image is not known; give one of "
                        + known + ", where those without /s are the sum over the exposure"));
    }

    /** @return the usual way to write it */
    public String symbol() {
        return symbol;
    }

    /** @return whether the unit has a magnitude of its own, so that no zero-point is needed */
    public boolean isAbsolute() {
        return this == NANOMAGGIES || this == MEGAJANSKY_PER_STERADIAN;
    }

    /** @return whether the image is the sum over the exposure, so that its magnitude needs the exposure */
    public boolean isSum() {
        return this == ELECTRONS || this == COUNTS;
    }

    /**
     * The zero-point of an absolute unit.
     *
     * @param pixel [arcsec] side of a pixel
     * @return [mag] AB magnitude of a pixel with one unit
     */
    public double zeroPoint(double pixel) {
        if (this == NANOMAGGIES) {
            return NANOMAGGY;
        }
        if (this == MEGAJANSKY_PER_STERADIAN) {
            double steradian = Math.pow(pixel * Math.PI / 648000, 2);
            return -2.5 * Math.log10(1e6 * steradian / AB_JANSKY);
        }
        throw new IllegalStateException(symbol + " has no zero-point of its own");
    }

    /**
     * Electrons that one unit stands for.
     *
     * @param gain [electron per count, or per absolute unit], null if it is not given
     * @param exposure [s] null if it is not given
     * @return [electron per unit of the image]
     * @throws InputException if a number that the noise needs is not given
     */
    public double electrons(Double gain, Double exposure) {
        boolean perSecond = this == ELECTRONS_PER_SECOND || this == COUNTS_PER_SECOND;
        boolean counted = this == ELECTRONS || this == ELECTRONS_PER_SECOND;
        if (counted && gain != null) {
            throw new InputException("gain " + gain + " is for an image in counts, but this one is in " + symbol
                    + "; leave the gain out");
        }
        if (!counted && gain == null) {
            throw new InputException("image in " + symbol + ": the gain is missing, with which the noise is computed;"
                    + " give the electrons that 1 " + symbol + (perSecond ? " collects in a second" : " stands for")
                    + ", for example 7");
        }
        if (perSecond && exposure == null) {
            throw new InputException("image in " + symbol + ": the exposure is missing, with which the noise is"
                    + " computed; write it like \"900 s\"");
        }
        return (counted ? 1 : gain) * (perSecond ? exposure : 1);
    }
}
