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
 * The bytes of a {@link Checkpoint}, big-endian. Header: magic, format version, the campaign's fingerprint, CRC-32 of
 * these. Record: index, number of values, bytes of the note, CRC-32 of these three, values, note in UTF-8, CRC-32 of
 * values and note. The sizes have a checksum of their own, so that a damaged size is not mistaken for the end of the
 * file.
 */
final class CheckpointRecord {

    private static final long MAGIC = 0x535445454c594152L; // STEELYAR
    private static final int VERSION = 1;
    private static final int CRC = Integer.BYTES;
    private static final int HEADER = Long.BYTES + Integer.BYTES + Fingerprint.LENGTH + CRC;
    private static final int SIZES = 3 * Integer.BYTES;

    private CheckpointRecord() {}

    /**
     * What a log holds.
     *
     * @param rows answers in order
     * @param end where the next record goes; 0 for a log without a header
     * @param cut whether a kill had cut off what followed
     */
    record Content(List<TaskResult> rows, long end, boolean cut) {}

    static ByteBuffer header(Fingerprint campaign) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER).putLong(MAGIC).putInt(VERSION).put(campaign.bytes());
        return seal(bytes, 0).flip();
    }

    static ByteBuffer encode(TaskResult row) {
        byte[] note = row.note().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(SIZES + CRC + body(row.values().length, note.length) + CRC)
                .putInt(row.index())
                .putInt(row.values().length)
                .putInt(note.length);
        seal(bytes, 0);
        int begin = bytes.position();
        for (double value : row.values()) {
            bytes.putDouble(value);
        }
        return seal(bytes.put(note), begin).flip();
    }

    /** Reads what is there; the channel's position is of no account. */
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
        List<TaskResult> rows = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int begin = bytes.position();
            TaskResult row = decode(file, bytes, rows.size());
            if (row == null) {
                return new Content(rows, begin, true);
            }
            rows.add(row);
        }
        return new Content(rows, bytes.limit(), false);
    }

    private static void checkHeader(Path file, ByteBuffer bytes, Fingerprint campaign) {
        if (bytes.getLong() != MAGIC) {
            throw damaged(file, "it is no checkpoint of Steelyard");
        }
        int version = bytes.getInt();
        byte[] owner = new byte[Fingerprint.LENGTH];
        bytes.get(owner);
        if (!sealed(bytes, 0)) {
            throw damaged(file, "its header has a wrong checksum");
        }
        if (version != VERSION) {
            throw new InputException(file + ": its format is version " + version + ", this program's is " + VERSION
                    + "; finish it with the program that began it, or remove it to start anew");
        }
        if (!Arrays.equals(owner, campaign.bytes())) {
            throw new InputException(
                    file
                            + ": belongs to another run (other configuration, data, options, seed or program version); repeat that run and resume it, or remove the file to start again");
        }
    }

    /** Reads one record; null if it is cut off. */
    private static TaskResult decode(Path file, ByteBuffer bytes, int number) {
        if (bytes.remaining() < SIZES + CRC) {
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

    /** Puts the checksum of what stands from {@code begin} on. */
    private static ByteBuffer seal(ByteBuffer bytes, int begin) {
        return bytes.putInt(checksum(bytes, begin));
    }

    /** Takes the checksum that follows, and says whether it is that of what stands from {@code begin} on. */
    private static boolean sealed(ByteBuffer bytes, int begin) {
        int wanted = checksum(bytes, begin);
        return bytes.getInt() == wanted;
    }

    private static int checksum(ByteBuffer bytes, int begin) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().position(begin).limit(bytes.position()));
        return (int) crc.getValue();
    }

    private static InputException damaged(Path file, String how) {
        return new InputException(
                file + ": the checkpoint is damaged: " + how + "; remove it to start anew, or put back a sound copy");
    }
}
