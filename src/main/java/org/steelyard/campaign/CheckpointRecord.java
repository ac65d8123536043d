// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.steelyard.units.InputException;

/**
 * The file format of a {@link Checkpoint}, big-endian. The header holds a magic number, the format version, the
 * campaign's fingerprint, and the CRC-32 of these. A record holds the index, the number of values, the length of the
 * note, and the CRC-32 of these three; then the values, the note in UTF-8, and the CRC-32 of values and note. The
 * lengths have their own checksum, so that a damaged length is not mistaken for the end of the file.
 */
final class CheckpointRecord {

    private static final long MAGIC = 0x535445454c594152L; // STEELYAR
    private static final int VERSION = 1;
    private static final int CRC = Integer.BYTES;
    private static final int HEADER = Long.BYTES + Integer.BYTES + Fingerprint.LENGTH + CRC;
    private static final int LENGTHS = 3 * Integer.BYTES;

    private CheckpointRecord() {}

    /**
     * The content of a checkpoint.
     *
     * @param results in the order of their records
     * @param end [byte] position of the next record; 0 for a file without a header
     * @param truncated whether a kill had cut off what followed
     */
    record Content(List<TaskResult> results, long end, boolean truncated) {

        /** Copies the list. */
        Content {
            results = List.copyOf(results);
        }
    }

    static ByteBuffer header(Fingerprint campaign) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER).putLong(MAGIC).putInt(VERSION).put(campaign.bytes());
        return seal(bytes, 0).flip();
    }

    static ByteBuffer encode(TaskResult result) {
        byte[] note = result.note().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(LENGTHS + CRC + body(result.values().length, note.length) + CRC)
                .putInt(result.index())
                .putInt(result.values().length)
                .putInt(note.length);
        seal(bytes, 0);
        int begin = bytes.position();
        for (double value : result.values()) {
            bytes.putDouble(value);
        }
        return seal(bytes.put(note), begin).flip();
    }

    /** Reads a whole file from its beginning. The channel's position is modified. */
    static Content read(Path file, FileChannel channel, Fingerprint campaign) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.position(0);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        bytes.flip();
        if (bytes.limit() < HEADER) {
            ByteBuffer begun = header(campaign).limit(bytes.limit());
            if (!bytes.equals(begun)) {
                throw damaged(file, "its header is incomplete");
            }
            return new Content(List.of(), 0, bytes.hasRemaining());
        }
        checkHeader(file, bytes, campaign);
        List<TaskResult> results = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int begin = bytes.position();
            TaskResult result = decode(file, bytes, results.size());
            if (result == null) {
                return new Content(results, begin, true);
            }
            results.add(result);
        }
        return new Content(results, bytes.limit(), false);
    }

    private static void checkHeader(Path file, ByteBuffer bytes, Fingerprint campaign) {
        if (bytes.getLong() != MAGIC) {
            throw damaged(file, "it is not a checkpoint of Steelyard");
        }
        int version = bytes.getInt();
        byte[] owner = new byte[Fingerprint.LENGTH];
        bytes.get(owner);
        if (!sealed(bytes, 0)) {
            throw damaged(file, "its header has a wrong checksum");
        }
        if (version != VERSION) {
            throw new InputException(
                    file + ": its format is version " + version + ", and this program reads version " + VERSION
                            + "; finish the campaign with the program that began it, or remove the file to start again");
        }
        if (!Arrays.equals(owner, campaign.bytes())) {
            throw new InputException(
                    file
                            + ": belongs to another run (other configuration, data, options, seed or program version); repeat that run and resume it, or remove the file to start again");
        }
    }

    /** Reads one record; returns null if it is truncated. */
    private static TaskResult decode(Path file, ByteBuffer bytes, int number) {
        if (bytes.remaining() < LENGTHS + CRC) {
            return null;
        }
        int begin = bytes.position();
        int index = bytes.getInt();
        int values = bytes.getInt();
        int note = bytes.getInt();
        if (!sealed(bytes, begin) || values < 0 || note < 0) {
            throw damaged(file, "record " + (number + 1) + " has a wrong checksum");
        }
        if (bytes.remaining() < body(values, note) + (long) CRC) {
            return null;
        }
        int beginBody = bytes.position();
        double[] numbers = new double[values];
        for (int j = 0; j < values; j++) {
            numbers[j] = bytes.getDouble();
        }
        byte[] text = new byte[note];
        bytes.get(text);
        if (!sealed(bytes, beginBody)) {
            throw damaged(file, "record " + (number + 1) + " has a wrong checksum");
        }
        return new TaskResult(index, numbers, new String(text, StandardCharsets.UTF_8));
    }

    private static int body(int values, int note) {
        return Math.addExact(Math.multiplyExact(values, Double.BYTES), note);
    }

    /** Appends the checksum of all bytes from {@code begin} to the current position. */
    private static ByteBuffer seal(ByteBuffer bytes, int begin) {
        return bytes.putInt(checksum(bytes, begin));
    }

    /** Reads a checksum and compares it with that of all bytes from {@code begin} to the current position. */
    private static boolean sealed(ByteBuffer bytes, int begin) {
        int wanted = checksum(bytes, begin);
        return bytes.getInt() == wanted;
    }

    private static int checksum(ByteBuffer bytes, int begin) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().position(begin).limit(bytes.position()));
        return (int) crc.getValue();
    }

    private static InputException damaged(Path file, String damage) {
        return new InputException(
                file + ": the checkpoint is damaged: " + damage + "; remove it to start again, or restore a copy");
    }
}
