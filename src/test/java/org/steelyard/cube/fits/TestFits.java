// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Constructs FITS files byte by byte, so that the reader is tested against the standard and not against a library. */
public final class TestFits {

    private final Map<String, String> cards = new LinkedHashMap<>();
    private byte[] data;

    /** A small cube in CASA's format: SIN projection, FREQ axis, one beam. */
    public static TestFits cube(int nx, int ny, int channels) {
        TestFits fits = new TestFits();
        fits.axes(-32, nx, ny, channels);
        fits.set("CTYPE1", "'RA---SIN'")
                .set("CRVAL1", 54.1)
                .set("CDELT1", -1e-5)
                .set("CRPIX1", 2)
                .set("CUNIT1", "'deg'");
        fits.set("CTYPE2", "'DEC--SIN'")
                .set("CRVAL2", -35.0)
                .set("CDELT2", 1e-5)
                .set("CRPIX2", 2)
                .set("CUNIT2", "'deg'");
        fits.set("CTYPE3", "'FREQ'")
                .set("CRVAL3", 229.0e9)
                .set("CDELT3", 1.0e7)
                .set("CRPIX3", 1)
                .set("CUNIT3", "'Hz'");
        fits.set("RESTFRQ", 230.538e9).set("SPECSYS", "'LSRK'").set("BUNIT", "'Jy/beam'");
        fits.set("BMAJ", 1e-4).set("BMIN", 0.8e-4).set("BPA", 30);
        return fits;
    }

    TestFits axes(int bitpix, int... lengths) {
        cards.put("SIMPLE", "T");
        cards.put("BITPIX", Integer.toString(bitpix));
        cards.put("NAXIS", Integer.toString(lengths.length));
        int size = Math.abs(bitpix) / 8;
        for (int i = 0; i < lengths.length; i++) {
            cards.put("NAXIS" + (i + 1), Integer.toString(lengths[i]));
            size *= lengths[i];
        }
        data = new byte[size];
        ByteBuffer buffer = ByteBuffer.wrap(data);
        for (int i = 0; i < size / (Math.abs(bitpix) / 8); i++) {
            switch (bitpix) {
                case 16 -> buffer.putShort((short) i);
                case 32 -> buffer.putInt(i);
                case -64 -> buffer.putDouble(i);
                default -> buffer.putFloat(i);
            }
        }
        return this;
    }

    /** Sets a card; text values include their quotes. */
    public TestFits set(String keyword, Object value) {
        cards.put(
                keyword,
                value instanceof Double number ? String.format(Locale.ROOT, "%.15E", number) : value.toString());
        return this;
    }

    TestFits without(String... keywords) {
        for (String keyword : keywords) {
            cards.remove(keyword);
        }
        return this;
    }

    ByteBuffer data() {
        return ByteBuffer.wrap(data);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder header = new StringBuilder();
        cards.forEach((key, value) -> header.append(String.format(
                "%-80s", key.startsWith("HISTORY") ? "HISTORY " + value : String.format("%-8s= %20s", key, value))));
        header.append(String.format("%-80s", "END"));
        out.writeBytes(padded(header.toString().getBytes(StandardCharsets.US_ASCII), (byte) ' '));
        out.writeBytes(padded(data, (byte) 0));
        return out.toByteArray();
    }

    static byte[] padded(byte[] bytes, byte filler) {
        byte[] out = new byte[(bytes.length + 2879) / 2880 * 2880];
        java.util.Arrays.fill(out, filler);
        System.arraycopy(bytes, 0, out, 0, bytes.length);
        return out;
    }

    /** Writes the file. */
    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a header with a sparse file of zeros as its data. */
    static Path sparse(Path header, Path file, long dataSize) throws IOException {
        String cards = Files.readString(header)
                .lines()
                .map(line -> String.format("%-80s", line))
                .collect(java.util.stream.Collectors.joining());
        byte[] start = padded(cards.getBytes(StandardCharsets.US_ASCII), (byte) ' ');
        Files.write(file, start);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(start.length + (dataSize + 2879) / 2880 * 2880);
        }
        return file;
    }
}
