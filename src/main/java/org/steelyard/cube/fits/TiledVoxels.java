// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import nom.tam.fits.compression.algorithm.quant.RandomSequence;
import nom.tam.fits.compression.algorithm.rice.RiceCompressOption;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.ByteRiceCompressor;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.IntRiceCompressor;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.ShortRiceCompressor;

/**
 * A tile-compressed image (FITS standard 4.0, section 10): RICE_1, GZIP_1 and GZIP_2; tiles of any shape; integers, and
 * lossless or quantised reals with or without dither. Only the decoders are those of nom-tam-fits 1.21.2. Its complete
 * reader returns wrong numbers for quantised tiles without dither, for lossless reals with a ZQUANTIZ, and for ZBLANK
 * (its issues 874 and 884).
 *
 * <p>The tiles of one layer stay in memory while it is read. A layer is all tiles with the same position on all axes
 * but the first two.
 */
final class TiledVoxels implements VoxelSource {

    /**
     * Stored value of an exact zero under SUBTRACTIVE_DITHER_2 in files by CFITSIO (ZERO_VALUE in its quantize.c) and
     * astropy. These files have the blank value -2147483647, so blanks are tested first.
     */
    private static final int ZERO_VALUE = -2147483646;

    /**
     * Stored value of an exact zero as the FITS standard 4.0 (section 10.2.1) defines it, and as nom-tam-fits writes it
     * since its pull request 891. Files that follow the standard have another blank value.
     */
    private static final int ZERO_VALUE_OF_THE_STANDARD = -2147483647;

    /** [pixel] Largest block of RICE_1; CFITSIO writes 16 and 32. */
    private static final int MOST_BLOCK = 128;

    private final TileTable table;
    private final int[] axes;
    private final TableLayout.TileGrid grid;
    private final int[] tile;
    private final int bitpix;
    private final String algorithm;
    private final String dither;
    private final long seed;
    private final RiceCompressOption rice;
    private final Scaling scaling;
    private final Map<Long, float[]> layer = new HashMap<>();
    private long layerNumber = -1;

    TiledVoxels(Path file, HduIndex.Entry entry, double unitScale) throws IOException {
        FitsHeader header = entry.header();
        table = new TileTable(file, entry);
        axes = entry.axes();
        grid = TableLayout.TileGrid.of(header, axes);
        tile = grid.tile();
        bitpix = entry.image().bitpix();
        algorithm = header.text("ZCMPTYPE");
        dither = header.text("ZQUANTIZ");
        seed = header.integer("ZDITHER0", 1);
        int block = (int) parameter(header, "BLOCKSIZE", 32);
        int bytes = (int) parameter(header, "BYTEPIX", 4);
        if (block < 1 || block > MOST_BLOCK || bytes != 1 && bytes != 2 && bytes != 4) {
            throw new IOException("RICE_1 with blocks of " + block + " pixels (BLOCKSIZE) of " + bytes
                    + " bytes (BYTEPIX): 1 to " + MOST_BLOCK + " pixels of 1, 2 or 4 bytes can be read");
        }
        rice = new RiceCompressOption().setBlockSize(block).setBytePix(bytes);
        scaling = Scaling.of(header, unitScale);
    }

    private static double parameter(FitsHeader header, String name, double otherwise) {
        for (int i = 1; header.has("ZNAME" + i); i++) {
            if (name.equals(header.text("ZNAME" + i))) {
                return header.number("ZVAL" + i, otherwise);
            }
        }
        return otherwise;
    }

    @Override
    public void read(long start, int count, float[] into, int offset, int stride) throws IOException {
        int[] index = new int[axes.length];
        long rest = start;
        for (int axis = 0; axis < axes.length; axis++) {
            index[axis] = (int) (rest % axes[axis]);
            rest /= axes[axis];
        }
        int done = 0;
        while (done < count) {
            int x = index[0] + done;
            int inTile = x % tile[0];
            int width = Math.min(tile[0], axes[0] - x + inTile);
            int run = Math.min(count - done, width - inTile);
            float[] values = tileAt(x, index);
            int first = inTile + width * row(index);
            for (int i = 0; i < run; i++) {
                into[offset + (done + i) * stride] = values[first + i];
            }
            done += run;
        }
    }

    /** Row inside the tile, counted over all axes but the first, that contains a pixel. */
    private int row(int[] index) {
        int row = 0;
        int step = 1;
        for (int axis = 1; axis < axes.length; axis++) {
            int inTile = index[axis] % tile[axis];
            row += step * inTile;
            step *= Math.min(tile[axis], axes[axis] - index[axis] + inTile);
        }
        return row;
    }

    private float[] tileAt(int x, int[] index) throws IOException {
        long number = 0;
        long above = 0;
        int length = 1;
        for (int axis = axes.length - 1; axis >= 0; axis--) {
            int position = (axis == 0 ? x : index[axis]) / tile[axis];
            int tiles = grid.along(axis);
            number = number * tiles + position;
            above = axis >= 2 ? number : above;
            length *= Math.min(tile[axis], axes[axis] - position * tile[axis]);
        }
        if (above != layerNumber) {
            layer.clear();
            layerNumber = above;
        }
        float[] values = layer.get(number);
        if (values == null) {
            values = decode(number, length);
            layer.put(number, values);
        }
        return values;
    }

    private float[] decode(long number, int length) throws IOException {
        try {
            byte[] cell = table.cell(number, "COMPRESSED_DATA");
            if (cell.length == 0) {
                byte[] gzipped = table.cell(number, "GZIP_COMPRESSED_DATA");
                byte[] raw = gzipped.length > 0 ? inflate(gzipped, length) : table.cell(number, "UNCOMPRESSED_DATA");
                return plain(raw, length);
            }
            if (length / ByteSource.MOST_COMPRESSION > cell.length) {
                throw new IOException("tile " + (number + 1) + " is damaged: its " + cell.length + " bytes cannot hold "
                        + length + " pixels");
            }
            byte[] raw = uncompressed(cell, length);
            boolean quantised = bitpix < 0 && table.has("ZSCALE") && !dither.equals("NONE");
            return quantised ? quantised(raw, length, number) : plain(raw, length);
        } catch (EOFException | ZipException | RuntimeException e) { // the decoders of the library throw any
            throw new IOException("tile " + (number + 1) + " is damaged", e);
        }
    }

    /** Decompresses a tile to big-endian numbers. */
    private byte[] uncompressed(byte[] cell, int length) throws IOException {
        switch (algorithm) {
            case "GZIP_1":
                return inflate(cell, length);
            case "GZIP_2":
                return unshuffled(inflate(cell, length), length);
            case "RICE_1", "RICE_ONE":
                ByteBuffer in = ByteBuffer.wrap(cell);
                ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(length, rice.getBytePix()));
                switch (rice.getBytePix()) {
                    case 1 -> new ByteRiceCompressor(rice).decompress(in, out);
                    case 2 -> {
                        ShortBuffer shorts = ShortBuffer.allocate(length);
                        new ShortRiceCompressor(rice).decompress(in, shorts);
                        out.asShortBuffer().put(shorts.array());
                    }
                    default -> {
                        IntBuffer ints = IntBuffer.allocate(length);
                        new IntRiceCompressor(rice).decompress(in, ints);
                        out.asIntBuffer().put(ints.array());
                    }
                }
                return out.array();
            case "NOCOMPRESS":
                return cell;
            default:
                throw new IOException("compression " + algorithm + " is not supported; unpack the file with funpack");
        }
    }

    /** The content of a gzipped tile, at most that of pixels of 8 bytes. */
    private static byte[] inflate(byte[] cell, int length) throws IOException {
        int most = (int) Math.min(Integer.MAX_VALUE - 16, (long) length * Double.BYTES);
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(cell))) {
            byte[] content = stream.readNBytes(most);
            if (stream.read() >= 0) {
                throw new IOException("a tile of " + length + " pixels holds more than " + most + " bytes");
            }
            return content;
        }
    }

    /**
     * Reverses the byte order of GZIP_2, which stores the first bytes of all numbers, then the second bytes, and so on.
     */
    private static byte[] unshuffled(byte[] bytes, int length) {
        int size = bytes.length / length;
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < length; i++) {
            for (int b = 0; b < size; b++) {
                out[i * size + b] = bytes[b * length + i];
            }
        }
        return out;
    }

    private float[] plain(byte[] raw, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(raw);
        int size = raw.length / length;
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = bitpix < 0
                    ? scaling.ofReal(size == 8 ? buffer.getDouble() : buffer.getFloat())
                    : scaling.ofInteger(integer(buffer, size));
        }
        return values;
    }

    private long integer(ByteBuffer buffer, int size) throws IOException {
        return switch (size) {
            case 1 -> buffer.get() & 0xff;
            case 2 -> buffer.getShort();
            case 4 -> buffer.getInt();
            case 8 -> buffer.getLong();
            default -> throw new IOException("a tile contains numbers of " + size + " bytes");
        };
    }

    /**
     * Whether a stored value that is not blank is an exact zero under SUBTRACTIVE_DITHER_2. The widely used CFITSIO and
     * the FITS standard disagree; both values are accepted. This is safe because quantised data never reach values so
     * close to the end of the range.
     */
    private static boolean isZero(long stored) {
        return stored == ZERO_VALUE || stored == ZERO_VALUE_OF_THE_STANDARD;
    }

    /** Converts quantised numbers to reals (FITS standard 4.0, section 10.2 and appendix I). */
    private float[] quantised(byte[] raw, int length, long number) throws IOException {
        double scale = table.number(number, "ZSCALE");
        double zero = table.number(number, "ZZERO");
        double blank = table.number(number, "ZBLANK");
        boolean dithered = dither.startsWith("SUBTRACTIVE_DITHER");
        boolean keepsZero = dither.equals("SUBTRACTIVE_DITHER_2");
        ByteBuffer buffer = ByteBuffer.wrap(raw);
        int size = raw.length / length;
        int start = (int) ((number + seed - 1) % RandomSequence.length());
        int next = (int) (RandomSequence.get(start) * 500);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            long stored = integer(buffer, size);
            if (stored == blank) {
                values[i] = Float.NaN;
            } else if (keepsZero && isZero(stored)) {
                values[i] = scaling.ofReal(0);
            } else {
                double shift = dithered ? 0.5 - RandomSequence.get(next) : 0;
                values[i] = scaling.ofReal((float) ((stored + shift) * scale + zero));
            }
            if (++next == RandomSequence.length()) {
                start = (start + 1) % RandomSequence.length();
                next = (int) (RandomSequence.get(start) * 500);
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        table.close();
    }

    /**
     * The binary table of a tile-compressed image, with one row per tile and variable-length cells in the heap. Cells are
     * read on demand.
     */
    private static final class TileTable implements Closeable {

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
                    + (header.has("THEAP")
                            ? header.whole("THEAP", 0, entry.data().bytes())
                            : rowBytes);
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
                throw new IOException("column " + name
                        + " does not hold cells of variable length (P or Q), its type is " + column.type());
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
}
