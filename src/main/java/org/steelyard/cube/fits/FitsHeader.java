// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.Cursor;
import nom.tam.util.FitsInputStream;

/** A tolerant header: an absent or malformed value is empty or NaN. */
record FitsHeader(Header header) {

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
            return new FitsHeader(new Header(new FitsInputStream(new ByteArrayInputStream(clean))));
        } catch (RuntimeException e) {
            throw new IOException("header cannot be parsed: " + e.getMessage(), e);
        }
    }

    /** Value of a keyword as text without surrounding blanks; empty if absent. */
    String text(String keyword) {
        HeaderCard card = header.getCard(keyword);
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

    boolean isTrue(String keyword) {
        return text(keyword).startsWith("T");
    }

    boolean has(String keyword) {
        return header.containsKey(keyword);
    }

    /** Lengths of the axes in FITS order. */
    int[] axes() {
        int[] axes = new int[(int) integer("NAXIS", 0)];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = (int) integer("NAXIS" + (i + 1), 0);
        }
        return axes;
    }

    /** Number of bytes of the data unit without padding. */
    long dataSize() {
        int[] axes = axes();
        if (axes.length == 0) {
            return 0;
        }
        long size = 1;
        for (int i = 0; i < axes.length; i++) {
            size *= i == 0 && axes[0] == 0 && isTrue("GROUPS") ? 1 : axes[i];
        }
        return Math.abs(integer("BITPIX", 8)) / 8 * integer("GCOUNT", 1) * (integer("PCOUNT", 0) + size);
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
