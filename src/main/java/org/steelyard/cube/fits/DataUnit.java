// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.util.Set;

/**
 * Size of the data of an HDU, as its header states it. Every number is checked before memory is allocated for it.
 *
 * @param bitpix [bit] size of a value, negative for reals
 * @param axes lengths of the axes in FITS order
 * @param bytes [byte] length of the data without padding
 */
record DataUnit(int bitpix, int[] axes, long bytes) {

    /** Values of BITPIX in the FITS standard 4.0, section 4.4.1.1. */
    private static final Set<Integer> BITPIX = Set.of(8, 16, 32, 64, -32, -64);

    /** Largest number of axes in the FITS standard 4.0, section 4.4.1.1. */
    private static final int MOST_AXES = 999;

    /**
     * Reads the keywords of the data unit.
     *
     * @param header of the HDU
     * @return its size
     * @throws IOException if a keyword is missing, is no whole number or out of range
     */
    static DataUnit of(FitsHeader header) throws IOException {
        int bitpix = bitpix(header, "BITPIX");
        int[] axes = axes(header, "NAXIS");
        if (axes.length == 0) {
            return new DataUnit(bitpix, axes, 0);
        }
        boolean groups = axes[0] == 0 && header.isTrue("GROUPS");
        long values = 1;
        for (int i = groups ? 1 : 0; i < axes.length; i++) {
            values = product(values, axes[i]);
        }
        long parameters = header.has("PCOUNT") ? header.whole("PCOUNT", 0, Long.MAX_VALUE) : 0;
        long group = header.has("GCOUNT") ? header.whole("GCOUNT", 0, Long.MAX_VALUE) : 1;
        long all = product(group, sum(parameters, values));
        return new DataUnit(bitpix, axes, product(all, Math.abs(bitpix) / 8));
    }

    /**
     * Reads the keywords of the image that a table of compressed tiles holds.
     *
     * @param header of the table
     * @return the size of the image before compression
     * @throws IOException if a keyword is missing, is no whole number or out of range
     */
    static DataUnit ofCompressed(FitsHeader header) throws IOException {
        int bitpix = bitpix(header, "ZBITPIX");
        int[] axes = axes(header, "ZNAXIS");
        long bytes = Math.abs(bitpix) / 8;
        for (int axis : axes) {
            bytes = product(bytes, axis);
        }
        return new DataUnit(bitpix, axes, bytes);
    }

    private static int bitpix(FitsHeader header, String keyword) throws IOException {
        int bitpix = (int) header.whole(keyword, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (!BITPIX.contains(bitpix)) {
            throw new IOException(keyword + " = " + bitpix + " is not one of 8, 16, 32, 64, -32, -64");
        }
        return bitpix;
    }

    private static int[] axes(FitsHeader header, String keyword) throws IOException {
        int[] axes = new int[(int) header.whole(keyword, 0, MOST_AXES)];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = (int) header.whole(keyword + (i + 1), 0, Integer.MAX_VALUE);
        }
        return axes;
    }

    private static long product(long a, long b) throws IOException {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw tooLong(e);
        }
    }

    private static long sum(long a, long b) throws IOException {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw tooLong(e);
        }
    }

    private static IOException tooLong(ArithmeticException e) {
        return new IOException(
                "the header announces data of more than " + Long.MAX_VALUE + " bytes; check BITPIX, NAXISn and PCOUNT",
                e);
    }
}
