// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The values of an image in the order of the file, first axis fastest, scaled, with blanks as NaN. */
interface VoxelSource extends Closeable {

    /**
     * Reads consecutive values of the file.
     *
     * @param start index of the first value in the file
     * @param count number of values
     * @param into destination. Modified
     * @param offset index of the first value in {@code into}
     * @param stride step in {@code into}
     * @throws IOException if the data end early or are damaged
     */
    void read(long start, int count, float[] into, int offset, int stride) throws IOException;

    /** Conversion of stored numbers to values. */
    record Scaling(double scale, double zero, boolean hasBlank, long blank) {

        static Scaling of(FitsHeader header, double unitScale) {
            double scale = header.number("BSCALE", 1) * unitScale;
            double zero = header.number("BZERO", 0) * unitScale;
            return new Scaling(scale, zero, header.has("BLANK"), header.integer("BLANK", 0));
        }

        float ofInteger(long stored) {
            return hasBlank && stored == blank ? Float.NaN : (float) (zero + scale * stored);
        }

        float ofReal(double stored) {
            return (float) (zero + scale * stored);
        }
    }

    /** An uncompressed data unit. */
    record Plain(ByteSource bytes, long dataStart, int bitpix, Scaling scaling) implements VoxelSource {

        /** Values that are in memory as bytes at a time. */
        private static final int PIECE = 1 << 20;

        @Override
        public void read(long start, int count, float[] into, int offset, int stride) throws IOException {
            int size = Math.abs(bitpix) / 8;
            int index = offset;
            for (int done = 0; done < count; done += PIECE) {
                int piece = Math.min(PIECE, count - done);
                ByteBuffer buffer = bytes.at(dataStart + (start + done) * size, piece * size);
                for (int i = 0; i < piece; i++, index += stride) {
                    into[index] = switch (bitpix) {
                        case -32 -> scaling.ofReal(buffer.getFloat());
                        case -64 -> scaling.ofReal(buffer.getDouble());
                        case 16 -> scaling.ofInteger(buffer.getShort());
                        case 32 -> scaling.ofInteger(buffer.getInt());
                        case 64 -> scaling.ofInteger(buffer.getLong());
                        default -> scaling.ofInteger(buffer.get() & 0xff);
                    };
                }
            }
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
