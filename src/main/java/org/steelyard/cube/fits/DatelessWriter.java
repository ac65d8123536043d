// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Data;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.utilities.FitsCheckSum;
import nom.tam.util.FitsOutputStream;

/**
 * Writes HDUs with CHECKSUM and DATASUM of the FITS standard, without the time of day, so that the same content gives
 * the same bytes. nom-tam-fits writes the time into comments, and in the digits of the default locale, which a header
 * cannot contain.
 */
final class DatelessWriter {

    private static final int BLOCK = 2880;
    private static final int CARD = 80;

    /** Column of the first character of a text value, after the opening quote. */
    private static final int TEXT = 11;

    private static final String UNSET = "0000000000000000";

    private DatelessWriter() {}

    /**
     * Writes a file.
     *
     * @param fits HDUs to write
     * @param stream destination
     * @throws FitsException if the library rejects a header
     * @throws IOException if the stream cannot be written
     */
    static void write(Fits fits, FitsOutputStream stream) throws FitsException, IOException {
        for (int i = 0; i < fits.getNumberOfHDUs(); i++) {
            BasicHDU<?> hdu = fits.getHDU(i);
            long sum = sum(hdu.getData());
            stream.write(header(hdu, sum));
            hdu.getData().write(stream);
        }
    }

    /** The checksum of the blocks of some data, written out once for it. */
    private static long sum(Data data) throws FitsException, IOException {
        SummedBlocks sink = new SummedBlocks();
        try (FitsOutputStream out = new FitsOutputStream(sink)) {
            data.write(out);
        }
        return sink.sum;
    }

    /** Adds up the checksums of pieces of whole FITS blocks. */
    private static final class SummedBlocks extends OutputStream {

        private final byte[] piece = new byte[100 * BLOCK];
        private int held;
        private long sum;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int n = Math.min(length - done, piece.length - held);
                System.arraycopy(bytes, offset + done, piece, held, n);
                done += n;
                held += n;
                if (held == piece.length) {
                    add();
                }
            }
        }

        @Override
        public void close() {
            add();
        }

        private void add() {
            sum = FitsCheckSum.sumOf(sum, FitsCheckSum.checksum(ByteBuffer.wrap(piece, 0, held)));
            held = 0;
        }
    }

    /** Header blocks with both checksums before the END card. */
    private static byte[] header(BasicHDU<?> hdu, long dataSum) throws FitsException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FitsOutputStream out = new FitsOutputStream(bytes)) {
            hdu.getHeader().write(out);
        }
        String cards = bytes.toString(StandardCharsets.US_ASCII).stripTrailing();
        if (!cards.endsWith("END")) {
            throw new FitsException("header has no END card");
        }
        String end = cards.substring(0, cards.length() - 3);
        String full = end
                + card("CHECKSUM", UNSET, "checksum of the HDU")
                + card("DATASUM", Long.toString(dataSum), "checksum of the data")
                + "END";
        int length = (full.length() + BLOCK - 1) / BLOCK * BLOCK;
        byte[] header = (full + " ".repeat(length - full.length())).getBytes(StandardCharsets.US_ASCII);
        comment(header, "SIMPLE  ", "conforms to the FITS standard");
        long all = FitsCheckSum.sumOf(FitsCheckSum.checksum(header), dataSum);
        put(header, end.length() + TEXT, FitsCheckSum.encode(all, true));
        return header;
    }

    private static String card(String keyword, String value, String comment) {
        String quoted = String.format(Locale.ROOT, "'%-8s'", value);
        String text = String.format(Locale.ROOT, "%-8s= %-20s / %s", keyword, quoted, comment);
        return String.format(Locale.ROOT, "%-" + CARD + "s", text);
    }

    /** Replaces the comment of a keyword, if it is there. */
    private static void comment(byte[] header, String keyword, String text) {
        for (int card = 0; card < header.length; card += CARD) {
            String line = new String(header, card, CARD, StandardCharsets.US_ASCII);
            if (line.startsWith(keyword)) {
                String value = line.substring(0, line.indexOf(" / ") + 3);
                put(header, card, String.format(Locale.ROOT, "%-" + CARD + "s", value + text));
                return;
            }
        }
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
