// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The binary table of a tile-compressed image, with one row per tile and variable-length cells in the heap. Cells are
 * read on demand.
 */
final class TileTable implements Closeable {

    private record Column(int offset, char type, char element) {}

    private final FitsHeader header;
    private final ByteSource rows;
    private final ByteSource heap;
    private final long dataStart;
    private final int rowLength;
    private final long heapStart;
    private final Map<String, Column> columns = new HashMap<>();

    TileTable(Path file, HduIndex.Entry entry) throws IOException {
        header = entry.header();
        dataStart = entry.dataStart();
        rowLength = (int) header.integer("NAXIS1", 0);
        heapStart = dataStart + header.integer("THEAP", rowLength * header.integer("NAXIS2", 0));
        int offset = 0;
        for (int i = 1; i <= header.integer("TFIELDS", 0); i++) {
            String form = header.text("TFORM" + i);
            String count = form.replaceAll("[^0-9].*", "");
            String code = form.substring(count.length());
            char type = code.charAt(0);
            int repeat = count.isEmpty() ? 1 : Integer.parseInt(count);
            char element = (type == 'P' || type == 'Q') && code.length() > 1 ? code.charAt(1) : 'B';
            columns.put(header.text("TTYPE" + i).toUpperCase(Locale.ROOT), new Column(offset, type, element));
            offset += repeat * size(type);
        }
        rows = ByteSource.open(file);
        heap = ByteSource.open(file);
    }

    private static int size(char type) throws IOException {
        return switch (type) {
            case 'L', 'B', 'A' -> 1;
            case 'I' -> 2;
            case 'J', 'E' -> 4;
            case 'K', 'D', 'P', 'C' -> 8;
            case 'Q', 'M' -> 16;
            default ->
                throw new IOException("column type " + type + " in a table of compressed tiles is not supported");
        };
    }

    /** Whether there is a column or a keyword of that name. */
    boolean has(String name) {
        return columns.containsKey(name) || header.has(name);
    }

    /** Number in a tile's row: from the column, otherwise from the keyword; NaN if neither exists. */
    double number(long row, String name) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            return header.number(name);
        }
        ByteBuffer cell = rows.at(dataStart + row * rowLength + column.offset(), size(column.type()));
        return switch (column.type()) {
            case 'D' -> cell.getDouble();
            case 'E' -> cell.getFloat();
            case 'J' -> cell.getInt();
            case 'K' -> cell.getLong();
            default -> cell.getShort();
        };
    }

    /** Bytes of a variable-length cell; empty if the column does not exist. */
    byte[] cell(long row, String name) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            return new byte[0];
        }
        boolean wide = column.type() == 'Q';
        ByteBuffer descriptor = rows.at(dataStart + row * rowLength + column.offset(), size(column.type()));
        long length = (wide ? descriptor.getLong() : descriptor.getInt()) * (long) size(column.element());
        long offset = wide ? descriptor.getLong() : Integer.toUnsignedLong(descriptor.getInt());
        byte[] bytes = new byte[Math.toIntExact(length)];
        if (length > 0) {
            heap.at(heapStart + offset, bytes.length).get(bytes);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        heap.close();
    }
}
