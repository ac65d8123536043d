// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.Cursor;
import nom.tam.util.FitsInputStream;

/**
 * A tolerant header: an absent or malformed value is empty or NaN.
 *
 * @param header cards of this HDU
 * @param primary cards of the primary HDU that this HDU inherits; null if it does not
 * @param duplicates keywords that stand twice with different values, and the values, one line each
 */
record FitsHeader(Header header, Header primary, List<String> duplicates) {

    /** Keywords of the primary HDU that describe its own array. */
    private static final String NOT_INHERITED =
            "SIMPLE|BITPIX|NAXIS\\d*|EXTEND|EXTNAME|XTENSION|PCOUNT|GCOUNT|GROUPS|BSCALE|BZERO|BLANK|CHECKSUM|DATASUM";

    private static final int CARD = 80;
    private static final int BLOCK = 2880;

    /**
     * Parses whole header blocks. Bytes that FITS forbids become blanks, because names of observers contain them in
     * some files.
     */
    static FitsHeader parse(byte[] blocks) throws IOException {
        byte[] clean = blocks.clone();
        for (int i = 0; i < clean.length; i++) {
            if (clean[i] < ' ' || clean[i] > '~') {
                clean[i] = ' ';
            }
        }
        try {
            List<String> duplicates = new ArrayList<>();
            byte[] single = withoutDuplicates(clean, duplicates);
            return new FitsHeader(
                    new Header(new FitsInputStream(new ByteArrayInputStream(single))), null, List.copyOf(duplicates));
        } catch (RuntimeException e) {
            throw new IOException("header cannot be parsed: " + e.getMessage(), e);
        }
    }

    /** Value of a keyword as text without surrounding blanks; empty if absent. */
    String text(String keyword) {
        HeaderCard card = card(keyword);
        return card == null || card.getValue() == null ? "" : card.getValue().strip();
    }

    /** Value of a keyword as a number; NaN if absent or not a number. */
    double number(String keyword) {
        String text = text(keyword).replace('D', 'E').replace('d', 'e');
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    double number(String keyword, double otherwise) {
        double value = number(keyword);
        return Double.isNaN(value) ? otherwise : value;
    }

    long integer(String keyword, long otherwise) {
        double value = number(keyword);
        return Double.isNaN(value) ? otherwise : (long) value;
    }

    /**
     * Value of a mandatory keyword.
     *
     * @throws IOException if it is absent, no whole number or outside the limits
     */
    long whole(String keyword, long least, long most) throws IOException {
        String text = text(keyword);
        try {
            long value = new BigDecimal(text).longValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Reported below.
        }
        throw new IOException(keyword
                + (text.isEmpty() ? " is missing" : " = " + text + " is no whole number")
                + (least == Integer.MIN_VALUE ? "" : " from " + least + (most == Long.MAX_VALUE ? "" : " to " + most)));
    }

    boolean isTrue(String keyword) {
        return text(keyword).startsWith("T");
    }

    boolean has(String keyword) {
        return card(keyword) != null;
    }

    private HeaderCard card(String keyword) {
        HeaderCard own = header.getCard(keyword);
        boolean inherited = own == null && primary != null && !keyword.matches(NOT_INHERITED);
        return inherited ? primary.getCard(keyword) : own;
    }

    /** This header with the cards of the primary header where it has none of its own. */
    FitsHeader inheriting(FitsHeader other) {
        return new FitsHeader(header, other.header, duplicates);
    }

    /**
     * Removes cards whose keyword has stood before, as CFITSIO and Astropy read a header. Comments and continued cards
     * are kept.
     */
    private static byte[] withoutDuplicates(byte[] blocks, List<String> duplicates) {
        Map<String, String> seen = new HashMap<>();
        ByteArrayOutputStream kept = new ByteArrayOutputStream(blocks.length);
        boolean dropped = false;
        for (int at = 0; at < blocks.length; at += CARD) {
            String card = new String(blocks, at, CARD, StandardCharsets.US_ASCII);
            String keyword = card.substring(0, 8).strip();
            if (keyword.equals("CONTINUE") && dropped) {
                continue;
            }
            dropped = false;
            if (card.startsWith("= ", 8) && !keyword.isEmpty()) {
                String value = value(card);
                String before = seen.putIfAbsent(keyword, value);
                dropped = before != null;
                if (dropped && !before.equals(value)) {
                    duplicates.add(keyword + " stands twice in the header, as " + before + " and as " + value
                            + "; the first is used; remove the wrong one");
                }
            }
            if (!dropped) {
                kept.write(blocks, at, CARD);
            }
        }
        while (kept.size() % BLOCK != 0) {
            kept.write(' ');
        }
        return kept.toByteArray();
    }

    /** Value of a card as it is written, without its comment. */
    private static String value(String card) {
        String text = card.substring(10).strip();
        if (text.startsWith("'")) {
            int end = text.indexOf('\'', 1);
            return end < 0 ? text : text.substring(0, end + 1).replaceAll(" *'$", "'");
        }
        int comment = text.indexOf('/');
        return comment < 0 ? text : text.substring(0, comment).strip();
    }

    List<String> history() {
        List<String> lines = new ArrayList<>();
        Cursor<String, HeaderCard> cursor = header.iterator();
        while (cursor.hasNext()) {
            HeaderCard card = cursor.next();
            if ("HISTORY".equals(card.getKey()) && card.getComment() != null) {
                lines.add(card.getComment());
            }
        }
        return lines;
    }

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
                    "the header announces data of more than " + Long.MAX_VALUE
                            + " bytes; check BITPIX, NAXISn and PCOUNT",
                    e);
        }
    }
}
