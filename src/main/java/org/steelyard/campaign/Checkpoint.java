package org.steelyard.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.steelyard.units.InputException;

/**
 * A log of finished tasks, from which a killed campaign resumes. Every result is one record with its own checksum
 * ({@link CheckpointRecord}); a header identifies the campaign. A truncated last record is dropped; any other damage is
 * refused.
 *
 * <p>Independent tasks go on with those whose index is not in {@link #rows()}. An algorithm whose next question depends
 * on earlier answers is run again from its beginning, and the log gives the answers it has ({@link #next}): no state of
 * it is ever stored.
 */
public final class Checkpoint implements AutoCloseable {

    /** Of the file's name, behind the campaign's. */
    public static final String ENDING = ".log";

    /** [ns] A power failure costs no more than this much work; a kill costs none. */
    private static final long SYNC_INTERVAL = 2_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final List<TaskResult> rows;
    private final boolean cut;
    private final boolean emptied;
    private int replayed;
    private long synced = System.nanoTime();

    private Checkpoint(Path file, FileChannel channel, List<TaskResult> rows, boolean cut, boolean emptied) {
        this.file = file;
        this.channel = channel;
        this.rows = rows;
        this.cut = cut;
        this.emptied = emptied;
    }

    /**
     * Opens the log of a campaign; a new one if there is none.
     *
     * @param file the log; its folder is made if need be
     * @param campaign to which it must belong
     * @param resume whether to continue an earlier log; otherwise a log with results is refused, so that no work is
     *     lost
     * @return the log, ready to be appended to
     * @throws InputException if it belongs to another campaign, is damaged, is in use, or cannot be written
     */
    public static Checkpoint open(Path file, Fingerprint campaign, boolean resume) {
        FileChannel channel = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean existed = Files.exists(file);
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            lock(file, channel);
            CheckpointRecord.Content content = CheckpointRecord.read(file, channel, campaign);
            if (!resume && !content.rows().isEmpty()) {
                throw new InputException(
                        file + ": holds " + content.rows().size()
                                + " finished tasks of an interrupted campaign; resume it, or remove the file to start again");
            }
            channel.truncate(content.end());
            channel.position(content.end());
            if (content.end() == 0) {
                write(channel, CheckpointRecord.header(campaign));
            }
            return new Checkpoint(
                    file,
                    channel,
                    List.copyOf(content.rows()),
                    content.cut(),
                    existed && content.end() == 0 && !content.cut());
        } catch (IOException e) {
            closeQuietly(channel);
            throw failure(file, e);
        } catch (InputException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** @return the answers that the log held when it was opened, in the order in which they had come */
    public List<TaskResult> rows() {
        return rows;
    }

    /** @return whether the last record had been cut off by a kill and was dropped */
    public boolean cut() {
        return cut;
    }

    /** @return whether there was a log without a single byte, as a kill or a full disk leaves it */
    public boolean emptied() {
        return emptied;
    }

    /**
     * For an algorithm that asks one question after the other: the next answer of the log.
     *
     * @return the answer that was given the last time; null from where the log ends
     */
    public TaskResult next() {
        return replayed < rows.size() ? rows.get(replayed++) : null;
    }

    /**
     * Adds an answer.
     *
     * @param row the answer; it is with the operating system on return, and on the disk soon after
     * @throws InputException if it cannot be written
     */
    public void append(TaskResult row) {
        try {
            write(channel, CheckpointRecord.encode(row));
            long now = System.nanoTime();
            if (now - synced > SYNC_INTERVAL) {
                channel.force(false);
                synced = now;
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new InputException(file + ": another run is writing it; wait until that has ended");
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The first fault says more.
            }
        }
    }

    private static InputException failure(Path file, IOException e) {
        return new InputException(
                file + ": the checkpoint cannot be written: " + e.getMessage()
                        + "; make room or give write permission, then resume it",
                e);
    }
}
