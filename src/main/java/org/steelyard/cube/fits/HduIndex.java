// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.steelyard.units.InputException;

/** Finds the HDUs of a file by their headers without reading data. Errors of the file become one line that names it. */
final class HduIndex implements Closeable {

    private static final int BLOCK = 2880;

    /** [byte] Largest length of a header: 200,000 cards. */
    private static final int MOST_HEADER = 16_000_000;

    /**
     * A header and its data.
     *
     * @param index number of the HDU, from 0
     * @param header its header
     * @param dataStart [byte] position of the data in the file
     * @param data size of the data
     * @param image size of the image: that of the data, or that before compression
     */
    record Entry(int index, FitsHeader header, long dataStart, FitsHeader.DataUnit data, FitsHeader.DataUnit image) {

        static Entry of(int index, FitsHeader header, long dataStart) throws IOException {
            FitsHeader.DataUnit data = FitsHeader.DataUnit.of(header);
            if (data.bytes() > Long.MAX_VALUE - BLOCK - dataStart) {
                throw new IOException("the header announces data of " + data.bytes() + " bytes; check NAXISn");
            }
            return new Entry(
                    index,
                    header,
                    dataStart,
                    data,
                    isCompressed(header) ? FitsHeader.DataUnit.ofCompressed(header) : data);
        }

        private static boolean isCompressed(FitsHeader header) {
            return header.isTrue("ZIMAGE");
        }

        boolean isCompressedImage() {
            return isCompressed(header);
        }

        boolean isImage() {
            return index == 0 || "IMAGE".equals(header.text("XTENSION")) || isCompressedImage();
        }

        /** Lengths of the axes of the image, also of a compressed one. */
        int[] axes() {
            return image.axes();
        }

        private long next() {
            return dataStart + (data.bytes() + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    private final Path file;
    private final ByteSource bytes;

    private HduIndex(Path file, ByteSource bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Opens a file.
     *
     * @param file a FITS file, gzipped or not
     * @return its headers
     * @throws InputException if it is missing, unreadable, empty or not a FITS file
     */
    static HduIndex open(Path file) {
        if (!Files.exists(file)) {
            throw new InputException(file + ": no such file; check the path");
        }
        if (Files.isDirectory(file)) {
            throw new InputException(
                    file + ": is a directory, a FITS file is needed; export a CASA image with exportfits");
        }
        if (!Files.isReadable(file)) {
            throw new InputException(file + ": no permission to read it");
        }
        try {
            if (Files.size(file) == 0) {
                throw new InputException(file + ": the file is empty");
            }
            HduIndex index = new HduIndex(file, ByteSource.open(file));
            String start = index.firstCard();
            if (!start.startsWith("SIMPLE")) {
                index.close();
                throw new InputException(file + ": not a FITS file (it does not start with SIMPLE)");
            }
            return index;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private String firstCard() throws IOException {
        try {
            ByteBuffer buffer = bytes.at(0, 80);
            byte[] card = new byte[80];
            buffer.get(card);
            return new String(card, StandardCharsets.US_ASCII);
        } catch (EOFException e) {
            return "";
        }
    }

    ByteSource bytes() {
        return bytes;
    }

    Path file() {
        return file;
    }

    /** First HDU that matches, null if there is none. */
    Entry find(Predicate<Entry> wanted) {
        try {
            Entry entry = entry(0, 0);
            while (entry != null) {
                if (wanted.test(entry)) {
                    return entry;
                }
                entry = entry(entry.index() + 1, entry.next());
            }
            return null;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** All HDUs that match, in the order of the file. */
    List<Entry> all(Predicate<Entry> wanted) {
        List<Entry> matching = new ArrayList<>();
        find(entry -> {
            if (wanted.test(entry)) {
                matching.add(entry);
            }
            return false;
        });
        return matching;
    }

    /** The HDU at a position, null if there is no further header. */
    private Entry entry(int index, long position) throws IOException {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        long next = position;
        boolean ended = false;
        while (!ended) {
            byte[] block = new byte[BLOCK];
            try {
                bytes.at(next, BLOCK).get(block);
            } catch (EOFException e) {
                if (index > 0 && blocks.size() == 0) {
                    return null;
                }
                throw new InputException(
                        file + ": truncated inside the header of HDU " + index + "; fetch the file again", e);
            }
            if (blocks.size() >= MOST_HEADER) {
                throw new InputException(file + ": the header of HDU " + index + " has no END in its first "
                        + MOST_HEADER / 1_000_000 + " MB; the file is damaged, fetch it again");
            }
            String text = new String(block, StandardCharsets.US_ASCII);
            if (blocks.size() == 0 && index > 0 && !text.startsWith("XTENSION")) {
                return null;
            }
            blocks.write(block, 0, BLOCK);
            next += BLOCK;
            for (int card = 0; card < BLOCK && !ended; card += 80) {
                ended = text.startsWith("END     ", card)
                        && text.substring(card + 8, card + 80).isBlank();
            }
        }
        try {
            return Entry.of(index, FitsHeader.parse(blocks.toByteArray()), next);
        } catch (IOException e) {
            throw new IOException("HDU " + index + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks that the file can hold what the header announces.
     *
     * @throws InputException if the file ends before the data of this HDU, or is too short even for data that compress
     *     as well as possible
     */
    void checkComplete(Entry entry) {
        try {
            long needed = entry.dataStart() + entry.data().bytes();
            if (bytes.most() < needed) {
                throw new InputException(file + ": truncated: the header announces " + needed + " bytes, the file has "
                        + (bytes.isCompressed() ? "at most " : "") + bytes.most() + "; fetch it again");
            }
            if (entry.isCompressedImage()) {
                checkTiles(entry);
            }
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The tiles must be those of the table. RICE_1 with its usual blocks compresses less than DEFLATE. */
    private static void checkTiles(Entry entry) throws IOException {
        TableLayout.TileGrid grid = TableLayout.TileGrid.of(entry.header(), entry.axes());
        long rows = TableLayout.of(entry.header()).rows();
        if (grid.count() != rows) {
            throw new IOException("the image of " + Arrays.toString(entry.axes()) + " pixels has " + (long) grid.count()
                    + " tiles, the table " + rows + " rows");
        }
        if (grid.largest() > Integer.MAX_VALUE
                || entry.image().bytes() / ByteSource.MOST_COMPRESSION
                        > entry.data().bytes()) {
            throw new IOException(
                    "the header announces an image of " + entry.image().bytes() + " bytes in tiles of "
                            + Arrays.toString(grid.tile()) + " pixels, too much for "
                            + entry.data().bytes()
                            + " compressed bytes");
        }
    }

    /**
     * The binary table with this EXTNAME, null if there is none.
     *
     * @throws InputException if it is truncated or its header does not describe a table
     */
    NamedTable table(String name) {
        Entry entry = find(e -> "BINTABLE".equals(e.header().text("XTENSION"))
                && name.equals(e.header().text("EXTNAME").toUpperCase(Locale.ROOT)));
        if (entry == null) {
            return null;
        }
        checkComplete(entry);
        try {
            return new NamedTable(entry, TableLayout.of(entry.header()), bytes);
        } catch (IOException e) {
            throw new InputException(file + ": table " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A binary table with its header; its numbers are read on demand. */
    record NamedTable(Entry entry, TableLayout layout, ByteSource bytes) {

        /** The column of that TTYPE, null if absent. */
        TableLayout.Column column(String name) {
            return layout.columns().get(name);
        }

        String unit(TableLayout.Column column) {
            return entry.header().text("TUNIT" + column.index());
        }

        double value(long row, TableLayout.Column column) throws IOException {
            return column.number(
                    bytes.at(entry.dataStart() + row * layout.rowLength() + column.offset(), column.size()));
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
