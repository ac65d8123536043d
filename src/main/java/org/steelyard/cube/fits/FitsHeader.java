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
}
