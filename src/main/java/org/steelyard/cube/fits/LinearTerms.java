// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

/** Elements of the CD and PC matrices, with FITS defaults; axes count from 0. */
final class LinearTerms {

    private LinearTerms() {}

    static boolean hasCd(FitsHeader header) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (header.has("CD" + (i + 1) + "_" + (j + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean hasPc(FitsHeader header) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (!Double.isNaN(storedPc(header, i, j))) {
                    return true;
                }
            }
        }
        return false;
    }

    static double cd(FitsHeader header, int i, int j) {
        return header.number("CD" + (i + 1) + "_" + (j + 1), 0);
    }

    static double pc(FitsHeader header, int i, int j) {
        double value = storedPc(header, i, j);
        return Double.isNaN(value) ? (i == j ? 1 : 0) : value;
    }

    /** Step of world axis i per pixel of axis j, in the unit of i. */
    static double step(FitsHeader header, int i, int j) {
        return hasCd(header) ? cd(header, i, j) : header.number("CDELT" + (i + 1)) * pc(header, i, j);
    }

    /** PCi_j, the old PC0i_0j of casacore, or PC00i00j of 1988. */
    private static double storedPc(FitsHeader header, int i, int j) {
        int row = i + 1;
        int column = j + 1;
        double old = header.number("PC0" + row + "_0" + column, header.number("PC00" + row + "00" + column));
        return header.number("PC" + (i + 1) + "_" + (j + 1), old);
    }
}
