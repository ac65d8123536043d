// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.cube.PixelBox;
import org.steelyard.units.InputException;

/** Small files that announce much: they are refused before memory is allocated for what they announce. */
class HugeClaimsTest {

    /** [byte] Reading the header of a small file takes less than a megabyte; its buffers are 64 kB each. */
    private static final long MOST_BYTES = 8_000_000;

    @TempDir
    private Path folder;

    private static String refused(Path file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        String message = assertThrows(
                        InputException.class,
                        () -> CubeFile.open(file, HeaderOverrides.NONE).readAll())
                .getMessage();
        long used = threads.getThreadAllocatedBytes(id) - before;
        assertTrue(used < MOST_BYTES, message + ": " + used + " bytes");
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "NAXIS, -1, NAXIS = -1 is no whole number from 0 to 999",
        "NAXIS, 1E30, NAXIS = 1E30 is no whole number from 0 to 999",
        "NAXIS, 1E999999999, NAXIS = 1E999999999 is no whole number",
        "NAXIS1, 1.5, NAXIS1 = 1.5 is no whole number",
        "NAXIS2, 2147483648, NAXIS2 = 2147483648 is no whole number from 0 to 2147483647",
        "NAXIS3, 2147483647, truncated",
        "BITPIX, 2147483647, 'BITPIX = 2147483647 is not one of 8, 16, 32, 64, -32, -64'",
        "PCOUNT, 9223372036854775807, the header announces data of more than",
        "GCOUNT, 1099511627776, truncated"
    })
    void headerOfAPlainFile(String keyword, String value, String words) throws IOException {
        TestFits fits = TestFits.cube(4, 5, 6).set("PCOUNT", 0).set("GCOUNT", 1);
        byte[] bytes = fits.set(keyword, value).bytes();
        String plain = refused(Files.write(folder.resolve("plain.fits"), bytes));
        assertTrue(plain.contains(words), plain);
        String zipped = refused(Files.write(folder.resolve("zipped.fits.gz"), gzip(bytes)));
        assertTrue(zipped.contains(words), zipped);
    }

    /** A product of axes that overflows a long must not wrap to a small number. */
    @Test
    void axesWhoseProductOverflows() throws IOException {
        TestFits fits = TestFits.cube(4, 5, 6);
        for (int axis = 1; axis <= 3; axis++) {
            fits.set("NAXIS" + axis, 1 << 30);
        }
        String message = refused(Files.write(folder.resolve("a.fits"), fits.bytes()));
        assertTrue(message.contains("of more than 9223372036854775807 bytes"), message);
    }

    @Test
    void headerWithoutEnd() throws IOException {
        byte[] start = TestFits.cube(4, 5, 6).bytes();
        byte[] blanks = new byte[30_000_000];
        Arrays.fill(blanks, (byte) ' ');
        System.arraycopy(start, 0, blanks, 0, 800);
        Path file = Files.write(folder.resolve("a.fits.gz"), gzip(blanks));
        String message = assertThrows(InputException.class, () -> CubeFile.open(file, HeaderOverrides.NONE))
                .getMessage();
        assertTrue(message.contains("has no END in its first 16 MB"), message);
    }

    /** Cards of a file of two tiles, each of them changed in turn. */
    @ParameterizedTest
    @CsvSource({
        "ZNAXIS, -1, ZNAXIS = -1 is no whole number",
        "ZNAXIS3, 2147483647, 'tiles, the table 2 rows'",
        "ZTILE1, 0, ZTILE1 = 0 is no whole number from 1",
        "ZTILE1, -64, ZTILE1 = -64 is no whole number from 1",
        "ZBITPIX, 7, ZBITPIX = 7 is not one of",
        "TFIELDS, 1000, TFIELDS = 1000 is no whole number from 0 to 999",
        "TFORM1, '''9''', TFORM1 = '9' is no format of a column",
        "TFORM1, '''999999999J''', longer than a row",
        "TFORM1, '''8A''', does not hold cells of variable length",
        "NAXIS2, 100000000, truncated"
    })
    void headerOfTiles(String keyword, String value, String words) throws IOException {
        String message = refused(tiles(cards -> changed(cards, keyword, value), 24, 0));
        assertTrue(message.contains(words), message);
    }

    /** Images that no compression makes so small. */
    @Test
    void tilesThatHoldTooMuch() throws IOException {
        UnaryOperator<String> giant = cards -> {
            String changed = cards;
            for (String axis : new String[] {"ZNAXIS1", "ZTILE1", "ZNAXIS2", "ZTILE2"}) {
                changed = changed(changed, axis, "30000");
            }
            return changed;
        };
        String message = refused(tiles(giant, 24, 0));
        assertTrue(message.contains("too much for"), message);
    }

    @ParameterizedTest
    @CsvSource({"2147483392, 0", "-16, 0", "24, 2147483647"})
    void cellsOutsideTheHeap(int length, int offset) throws IOException {
        String message = refused(tiles(cards -> cards, length, offset));
        assertTrue(message.contains("are not all in the heap"), message);
    }

    /** A gzipped tile may hold no more than its pixels. */
    @Test
    void tileThatInflatesToMuchMore() throws IOException {
        byte[] bomb = gzip(new byte[20_000_000]);
        String message = refused(tiles(cards -> changed(cards, "PCOUNT", "" + 2 * bomb.length), bomb));
        assertTrue(message.contains("holds more than"), message);
    }

    /** Of a sparse cube of 40 GB, beyond the memory, a box is read; the whole is refused with the remedy. */
    @Test
    void boxOfACubeLargerThanMemory() throws IOException {
        byte[] header = TestFits.cube(1, 1, 2)
                .set("NAXIS1", 10_000)
                .set("NAXIS2", 10_000)
                .set("NAXIS3", 100)
                .set("CDELT1", -1e-7)
                .set("CDELT2", 1e-7)
                .bytes();
        Path file = Files.write(folder.resolve("sparse.fits"), Arrays.copyOf(header, header.length - 2880));
        try (java.io.RandomAccessFile open = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() + 40_000_000_000L);
        }
        CubeFile cube = CubeFile.open(file, HeaderOverrides.NONE);
        assertEquals(
                2 * 3 * 5,
                cube.read(new PixelBox(9_000, 9_990, 9_002, 9_993), 90, 5).values().length);
        String message = assertThrows(InputException.class, cube::readAll).getMessage();
        assertTrue(message.contains("choose a smaller region or fewer channels"), message);
    }

    private static String changed(String cards, String keyword, String value) {
        String card = String.format("%-80s", String.format("%-8s= %20s", keyword, value));
        return cards.replaceFirst(
                "(?s)" + keyword + " *=.{" + (80 - Math.max(8, keyword.length()) - 1) + "}",
                java.util.regex.Matcher.quoteReplacement(card));
    }

    private Path tiles(UnaryOperator<String> change, int length, int offset) throws IOException {
        byte[] cell = gzip(new byte[4 * 4 * 5]);
        return file(change, cell, length == 24 ? cell.length : length, offset);
    }

    private Path tiles(UnaryOperator<String> change, byte[] cell) throws IOException {
        return file(change, cell, cell.length, 0);
    }

    /** A cube of 4 x 5 x 2 in two tiles with the same content. */
    private Path file(UnaryOperator<String> change, byte[] cell, int length, int offset) throws IOException {
        StringBuilder cards = new StringBuilder();
        String[] table = {
            "XTENSION",
            "'BINTABLE'",
            "BITPIX",
            "8",
            "NAXIS",
            "2",
            "NAXIS1",
            "8",
            "NAXIS2",
            "2",
            "PCOUNT",
            "" + 2 * cell.length,
            "GCOUNT",
            "1",
            "TFIELDS",
            "1",
            "TTYPE1",
            "'COMPRESSED_DATA'",
            "TFORM1",
            "'1PB(99)'",
            "ZIMAGE",
            "T",
            "ZBITPIX",
            "-32",
            "ZNAXIS",
            "3",
            "ZNAXIS1",
            "4",
            "ZNAXIS2",
            "5",
            "ZNAXIS3",
            "2",
            "ZTILE1",
            "4",
            "ZTILE2",
            "5",
            "ZTILE3",
            "1",
            "ZCMPTYPE",
            "'GZIP_1'",
            "ZQUANTIZ",
            "'NONE'"
        };
        for (int i = 0; i < table.length; i += 2) {
            cards.append(String.format("%-80s", String.format("%-8s= %20s", table[i], table[i + 1])));
        }
        byte[] own = TestFits.cube(4, 5, 2).bytes();
        for (int at = 0; at < own.length; at += 80) {
            String card = new String(own, at, 80, StandardCharsets.US_ASCII);
            if (card.startsWith("END")) {
                break;
            }
            if (!card.matches("(SIMPLE|BITPIX|NAXIS).*")) {
                cards.append(card);
            }
        }
        cards.append(String.format("%-80s", "END"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String primary = String.format("%-80s", String.format("%-8s= %20s", "SIMPLE", "T"))
                + String.format("%-80s", String.format("%-8s= %20s", "BITPIX", "8"))
                + String.format("%-80s", String.format("%-8s= %20s", "NAXIS", "0"))
                + String.format("%-80s", "END");
        out.writeBytes(TestFits.padded(primary.getBytes(StandardCharsets.US_ASCII), (byte) ' '));
        out.writeBytes(TestFits.padded(change.apply(cards.toString()).getBytes(StandardCharsets.US_ASCII), (byte) ' '));
        java.nio.ByteBuffer data = java.nio.ByteBuffer.allocate(16 + 2 * cell.length);
        data.putInt(length)
                .putInt(offset)
                .putInt(length)
                .putInt(offset)
                .put(cell)
                .put(cell);
        out.writeBytes(TestFits.padded(data.array(), (byte) 0));
        return Files.write(folder.resolve("tiles.fits.fz"), out.toByteArray());
    }
}
