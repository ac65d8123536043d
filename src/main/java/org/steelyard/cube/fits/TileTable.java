// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The binary table of a tile-compressed image, with one row per tile and variable-length cells in the heap. Cells are
 * read on demand.
 */
final class TileTable implements Closeable {

    private final FitsHeader header;
    private final TableLayout layout;
    private final ByteSource rows;
    private final ByteSource heap;
    private final long dataStart;
    private final long heapStart;
    private final long dataEnd;

    TileTable(Path file, HduIndex.Entry entry) throws IOException {
        header = entry.header();
        layout = TableLayout.of(header);
        dataStart = entry.dataStart();
        dataEnd = dataStart + entry.data().bytes();
        long rowBytes = layout.rowLength() * layout.rows();
        heapStart = dataStart
                + (header.has("THEAP") ? header.whole("THEAP", 0, entry.data().bytes()) : rowBytes);
        rows = ByteSource.open(file);
        heap = ByteSource.open(file);
    }

    /** Whether there is a column or a keyword of that name. */
    boolean has(String name) {
        return layout.columns().containsKey(name) || header.has(name);
    }

    /** Number in a tile's row: from the column, otherwise from the keyword; NaN if neither exists. */
    double number(long row, String name) throws IOException {
        TableLayout.Column column = layout.columns().get(name);
        return column == null ? header.number(name) : column.number(cell(row, column));
    }

    /** Bytes of a variable-length cell; empty if the column does not exist. */
    byte[] cell(long row, String name) throws IOException {
        TableLayout.Column column = layout.columns().get(name);
        if (column == null) {
            return new byte[0];
        }
        if (column.type() != 'P' && column.type() != 'Q') {
            throw new IOException("column " + name + " does not hold cells of variable length (P or Q), its type is "
                    + column.type());
        }
        boolean wide = column.type() == 'Q';
        ByteBuffer descriptor = cell(row, column);
        long count = wide ? descriptor.getLong() : descriptor.getInt();
        long offset = wide ? descriptor.getLong() : Integer.toUnsignedLong(descriptor.getInt());
        long most = dataEnd - heapStart;
        if (count < 0 || count > most || offset < 0 || offset > most - count * column.elementSize()) {
            throw new IOException("tile " + (row + 1) + " is damaged: its " + count + " values from byte " + offset
                    + " are not all in the heap of " + most + " bytes");
        }
        byte[] bytes = new byte[Math.toIntExact(count * column.elementSize())];
        if (bytes.length > 0) {
            heap.at(heapStart + offset, bytes.length).get(bytes);
        }
        return bytes;
    }

    private ByteBuffer cell(long row, TableLayout.Column column) throws IOException {
        return rows.at(dataStart + row * layout.rowLength() + column.offset(), column.size());
    }

    @Override
    public void close() throws IOException {
        rows.close();
        heap.close();
    }
}
