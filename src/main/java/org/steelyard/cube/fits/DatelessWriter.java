// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.utilities.FitsCheckSum;
import nom.tam.util.FitsOutputStream;

/**
 * Writes HDUs with CHECKSUM and DATASUM of the FITS standard, without the time of day. nom-tam-fits writes the time
 * into the comments of three header cards; they are replaced so that the same content gives the same bytes.
 */
final class DatelessWriter {

    private static final int CARD = 80;

    /** Column of the first character of a text value, after the opening quote. */
    private static final int TEXT = 11;

    private static final String UNSET = "0000000000000000";

    private DatelessWriter() {}

    /**
     * Writes a file.
     *
     * @param fits HDUs to write; their headers get checksums
     * @param stream destination
     * @throws FitsException if the library rejects a header
     * @throws IOException if the stream cannot be written
     */
    static void write(Fits fits, FitsOutputStream stream) throws FitsException, IOException {
        fits.setChecksum();
        for (int i = 0; i < fits.getNumberOfHDUs(); i++) {
            BasicHDU<?> hdu = fits.getHDU(i);
            stream.write(header(hdu));
            hdu.getData().write(stream);
        }
    }

    private static byte[] header(BasicHDU<?> hdu) throws FitsException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FitsOutputStream out = new FitsOutputStream(bytes)) {
            hdu.getHeader().write(out);
        }
        byte[] header = bytes.toByteArray();
        comment(header, "SIMPLE  ", "conforms to the FITS standard");
        comment(header, "DATASUM ", "checksum of the data");
        int sum = comment(header, "CHECKSUM", "checksum of the HDU") + TEXT;
        put(header, sum, UNSET);
        long all = FitsCheckSum.sumOf(FitsCheckSum.checksum(header), FitsCheckSum.getStoredDatasum(hdu.getHeader()));
        put(header, sum, FitsCheckSum.encode(all, true));
        return header;
    }

    /** Replaces the comment of a keyword. Returns the position of its card, or -1 if it is absent. */
    private static int comment(byte[] header, String keyword, String text) {
        for (int card = 0; card < header.length; card += CARD) {
            String line = new String(header, card, CARD, StandardCharsets.US_ASCII);
            if (line.startsWith(keyword)) {
                String value = line.substring(0, line.indexOf(" / ") + 3);
                put(header, card, String.format("%-" + CARD + "s", value + text));
                return card;
            }
        }
        return -1;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
