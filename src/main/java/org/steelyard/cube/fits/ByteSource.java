// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cube.fits;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Random access to the bytes of a file, or to the content of a gzipped file. Access to a gzipped file is fast in
 * ascending order only. Not thread-safe.
 */
abstract class ByteSource implements Closeable {

    /** Largest ratio of content to compressed bytes, that of DEFLATE. */
    static final long MOST_COMPRESSION = 1032;

    private static final int BUFFER = 1 << 16;

    private byte[] window = new byte[BUFFER];
    private long windowStart;
    private int windowLength;

    /**
     * Opens a file; its first bytes tell whether it is gzipped.
     *
     * @param file a readable file
     * @return its bytes
     * @throws IOException if it cannot be read
     */
    static ByteSource open(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            boolean gzipped = stream.read() == 0x1f && stream.read() == 0x8b;
            return gzipped ? new Gzipped(file) : new Plain(file);
        }
    }

    /**
     * Returns a range of bytes.
     *
     * @param position first byte
     * @param length number of bytes
     * @return a big-endian buffer of exactly those bytes, valid until the next call
     * @throws EOFException if the content ends earlier
     */
    ByteBuffer at(long position, int length) throws IOException {
        if (position < windowStart || position + length > windowStart + windowLength) {
            boolean overlaps = position >= windowStart && position < windowStart + windowLength;
            int kept = overlaps ? (int) (windowStart + windowLength - position) : 0;
            byte[] next = length > window.length ? new byte[length] : window;
            System.arraycopy(window, windowLength - kept, next, 0, kept);
            window = next;
            windowStart = position;
            windowLength = kept;
            windowLength += fill(position + kept, window, kept);
            if (windowLength < length) {
                throw new EOFException("the file ends at byte " + (position + windowLength) + ", before the data end");
            }
        }
        return ByteBuffer.wrap(window, (int) (position - windowStart), length);
    }

    /** [byte] Largest possible length of the content; of a file that is not compressed, its length. */
    abstract long most() throws IOException;

    /** Whether the file is gzipped. */
    abstract boolean isCompressed();

    /**
     * Reads from a position until the array is full from an index on, or the content ends. Returns the number of bytes
     * read.
     */
    abstract int fill(long position, byte[] into, int from) throws IOException;

    private static final class Plain extends ByteSource {
        private final FileChannel channel;

        Plain(Path file) throws IOException {
            channel = FileChannel.open(file);
        }

        @Override
        long most() throws IOException {
            return channel.size();
        }

        @Override
        boolean isCompressed() {
            return false;
        }

        @Override
        int fill(long position, byte[] into, int from) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, from, into.length - from);
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position() - from) >= 0) {}
            return buffer.position() - from;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Gzipped extends ByteSource {
        private final Path file;
        private InputStream stream;
        private long next;

        Gzipped(Path file) throws IOException {
            this.file = file;
            rewind();
        }

        private void rewind() throws IOException {
            stream = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), BUFFER);
            next = 0;
        }

        @Override
        long most() throws IOException {
            return MOST_COMPRESSION * Files.size(file);
        }

        @Override
        boolean isCompressed() {
            return true;
        }

        @Override
        int fill(long position, byte[] into, int from) throws IOException {
            if (position < next) {
                stream.close();
                rewind();
            }
            while (next < position) {
                long skipped = stream.skip(position - next);
                if (skipped == 0) {
                    if (stream.read() < 0) {
                        return 0;
                    }
                    skipped = 1;
                }
                next += skipped;
            }
            int end = from;
            try {
                for (int got = 0; got >= 0 && end < into.length; end += Math.max(got, 0)) {
                    got = stream.read(into, end, into.length - end);
                }
            } catch (EOFException e) {
                next = Long.MAX_VALUE; // truncated file: the bytes read may be sufficient, and a later call restarts
                return end - from;
            }
            next += end - from;
            return end - from;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
