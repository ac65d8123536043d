package org.steelyard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads images of plain FITS files with a few lines of its own, so that tests of numbers do not lean on the reader
 * under test.
 */
public final class RawFits {

    private static final int RECORD = 2880;
    private static final int CARD = 80;

    private RawFits() {}

    /**
     * @param file a FITS file
     * @param extension EXTNAME, or null for the primary image
     * @return the image's values in file order
     */
    public static double[] read(Path file, String extension) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int at = 0;
        while (at < bytes.capacity()) {
            Map<String, String> header = new HashMap<>();
            boolean end = false;
            while (!end) {
                for (int i = 0; i < RECORD / CARD; i++) {
                    String card = new String(bytes.array(), at + i * CARD, CARD, StandardCharsets.US_ASCII);
                    end |= card.startsWith("END     ");
                    if (card.charAt(8) == '=') {
                        header.put(
                                card.substring(0, 8).strip(),
                                card.substring(10)
                                        .split("/")[0]
                                        .replace("'", "")
                                        .strip());
                    }
                }
                at += RECORD;
            }
            int bits = Integer.parseInt(header.get("BITPIX"));
            int axes = Integer.parseInt(header.get("NAXIS"));
            int n = axes == 0 ? 0 : 1;
            for (int i = 1; i <= axes; i++) {
                n *= Integer.parseInt(header.get("NAXIS" + i));
            }
            if (extension == null || extension.equals(header.get("EXTNAME"))) {
                double[] values = new double[n];
                for (int i = 0; i < n; i++) {
                    values[i] = bits == -64 ? bytes.getDouble(at + 8 * i) : bytes.getFloat(at + 4 * i);
                }
                return values;
            }
            at += (n * Math.abs(bits) / 8 + RECORD - 1) / RECORD * RECORD;
        }
        throw new IOException(file + " has no extension " + extension);
    }
}
