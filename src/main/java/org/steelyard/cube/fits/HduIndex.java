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
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.FitsException;
import nom.tam.util.FitsInputStream;
import org.steelyard.units.InputException;

/** Finds the HDUs of a file by their headers without reading data. Errors of the file become one line that names it. */
final class HduIndex implements Closeable {

    private static final int BLOCK = 2880;

    /** A header and the position of its data. */
    record Entry(int index, FitsHeader header, long dataStart) {

        boolean isCompressedImage() {
            return header.isTrue("ZIMAGE");
        }

        boolean isImage() {
            return index == 0 || "IMAGE".equals(header.text("XTENSION")) || isCompressedImage();
        }

        /** Lengths of the axes of the image, also of a compressed one. */
        int[] axes() {
            if (!isCompressedImage()) {
                return header.axes();
            }
            int[] axes = new int[(int) header.integer("ZNAXIS", 0)];
            for (int i = 0; i < axes.length; i++) {
                axes[i] = (int) header.integer("ZNAXIS" + (i + 1), 0);
            }
            return axes;
        }

        private long next() {
            return dataStart + (header.dataSize() + BLOCK - 1) / BLOCK * BLOCK;
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
        return new Entry(index, FitsHeader.parse(blocks.toByteArray()), next);
    }

    /**
     * Checks the length of the file.
     *
     * @throws InputException if the file ends before the data of this HDU
     */
    void checkComplete(Entry entry) {
        try {
            long needed = entry.dataStart() + entry.header().dataSize();
            if (bytes.size() >= 0 && bytes.size() < needed) {
                throw new InputException(file + ": truncated: the header announces " + needed + " bytes, the file has "
                        + bytes.size() + "; fetch it again");
            }
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The binary table with this EXTNAME, null if there is none. The header is already parsed; nom-tam-fits offers only
     * a deprecated constructor that reads data without it.
     */
    @SuppressWarnings("deprecation")
    NamedTable table(String name) {
        Entry entry = find(e -> "BINTABLE".equals(e.header().text("XTENSION"))
                && name.equals(e.header().text("EXTNAME").toUpperCase(Locale.ROOT)));
        if (entry == null) {
            return null;
        }
        try {
            long size = entry.header().dataSize();
            ByteBuffer data = bytes.at(entry.dataStart(), Math.toIntExact(size));
            byte[] padded = new byte[(int) ((size + BLOCK - 1) / BLOCK * BLOCK)];
            data.get(padded, 0, (int) size);
            BinaryTable table = new BinaryTable(entry.header().header());
            table.read(new FitsInputStream(new java.io.ByteArrayInputStream(padded)));
            return new NamedTable(entry.header(), table);
        } catch (IOException | FitsException e) {
            throw new InputException(file + ": table " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A binary table with its header. */
    record NamedTable(FitsHeader header, BinaryTable table) {

        /** Index of a column by TTYPE, from 0; -1 if absent. */
        int column(String name) {
            for (int i = 1; i <= header.integer("TFIELDS", 0); i++) {
                if (name.equals(header.text("TTYPE" + i).toUpperCase(Locale.ROOT))) {
                    return i - 1;
                }
            }
            return -1;
        }

        String unit(int column) {
            return header.text("TUNIT" + (column + 1));
        }

        double value(int row, int column) throws FitsException {
            return table.getDouble(row, column);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
