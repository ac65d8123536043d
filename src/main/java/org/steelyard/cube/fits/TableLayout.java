// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns of a binary table (FITS standard 4.0, section 7.3) and their places in a row.
 *
 * @param rowLength [byte] length of a row
 * @param rows number of rows
 * @param columns columns by their name in capitals
 */
record TableLayout(int rowLength, long rows, Map<String, Column> columns) {

    private static final Pattern FORM = Pattern.compile("(\\d{0,9})([A-Z])([A-Z]?).*");

    /** Largest number of columns in the FITS standard 4.0, section 7.3.1. */
    private static final int MOST_COLUMNS = 999;

    /**
     * A column.
     *
     * @param index number of the column, from 1
     * @param offset [byte] place in the row
     * @param type letter of TFORM
     * @param element type of the elements of a variable-length cell
     * @param scale TSCAL
     * @param zero TZERO
     */
    record Column(int index, int offset, char type, char element, double scale, double zero) {

        /** [byte] Size of a number or descriptor. */
        int size() {
            return TableLayout.size(type);
        }

        /** [byte] Size of an element of a variable-length cell. */
        int elementSize() {
            return TableLayout.size(element);
        }

        /** The number at the start of a cell. */
        double number(ByteBuffer cell) {
            return zero
                    + scale
                            * switch (type) {
                                case 'D' -> cell.getDouble();
                                case 'E' -> cell.getFloat();
                                case 'K' -> cell.getLong();
                                case 'J' -> cell.getInt();
                                case 'I' -> cell.getShort();
                                case 'B' -> cell.get() & 0xff;
                                default -> Double.NaN;
                            };
        }
    }

    /**
     * Reads the columns.
     *
     * @param header of the table
     * @return its layout
     * @throws IOException if the header does not describe a table
     */
    static TableLayout of(FitsHeader header) throws IOException {
        int rowLength = (int) header.whole("NAXIS1", 0, Integer.MAX_VALUE);
        Map<String, Column> columns = new LinkedHashMap<>();
        long offset = 0;
        for (int i = 1; i <= header.whole("TFIELDS", 0, MOST_COLUMNS); i++) {
            String form = header.text("TFORM" + i);
            Matcher matcher = FORM.matcher(form);
            if (!matcher.matches() || size(matcher.group(2).charAt(0)) == 0) {
                throw new IOException("TFORM" + i + " = '" + form + "' is no format of a column");
            }
            char type = matcher.group(2).charAt(0);
            boolean descriptor = type == 'P' || type == 'Q';
            char element =
                    descriptor && !matcher.group(3).isEmpty() ? matcher.group(3).charAt(0) : 'B';
            long repeat = matcher.group(1).isEmpty() ? 1 : Long.parseLong(matcher.group(1));
            long length = type == 'X' ? (repeat + 7) / 8 : repeat * size(type);
            if (offset + length > rowLength) {
                throw new IOException("the columns up to TFORM" + i + " = '" + form + "' are longer than a row of "
                        + rowLength + " bytes (NAXIS1)");
            }
            if (repeat > 0) {
                columns.put(
                        header.text("TTYPE" + i).toUpperCase(Locale.ROOT),
                        new Column(
                                i,
                                (int) offset,
                                type,
                                element,
                                header.number("TSCAL" + i, 1),
                                header.number("TZERO" + i, 0)));
            }
            offset += length;
        }
        return new TableLayout(rowLength, header.whole("NAXIS2", 0, Long.MAX_VALUE), columns);
    }

    /** [byte] Size of a value; 0 for an unknown type. */
    private static int size(char type) {
        return switch (type) {
            case 'L', 'B', 'A', 'X' -> 1;
            case 'I' -> 2;
            case 'J', 'E' -> 4;
            case 'K', 'D', 'P', 'C' -> 8;
            case 'Q', 'M' -> 16;
            default -> 0;
        };
    }

    /**
     * Tiles of a compressed image (FITS standard 4.0, section 10.1).
     *
     * @param axes lengths of the axes of the image
     * @param tile lengths of a tile, at most those of the image
     */
    record TileGrid(int[] axes, int[] tile) {

        /**
         * Reads the shape of the tiles.
         *
         * @param header of the table of tiles
         * @param axes lengths of the axes of the image
         * @return the tiles
         * @throws IOException if a length is no whole number from 1
         */
        static TileGrid of(FitsHeader header, int[] axes) throws IOException {
            int[] tile = new int[axes.length];
            for (int i = 0; i < axes.length; i++) {
                String keyword = "ZTILE" + (i + 1);
                long length = header.has(keyword) ? header.whole(keyword, 1, Integer.MAX_VALUE) : i == 0 ? axes[0] : 1;
                tile[i] = (int) Math.min(length, Math.max(1, axes[i]));
            }
            return new TileGrid(axes, tile);
        }

        /** Number of tiles along an axis. */
        int along(int axis) {
            return (int) (((long) axes[axis] + tile[axis] - 1) / tile[axis]);
        }

        /** Number of tiles in all. */
        double count() {
            double count = 1;
            for (int i = 0; i < axes.length; i++) {
                count *= along(i);
            }
            return count;
        }

        /** Number of values in the largest tile. */
        double largest() {
            return Arrays.stream(tile).asDoubleStream().reduce(1, (a, b) -> a * b);
        }
    }
}
