// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.steelyard.units.InputException;

/**
 * A log of finished tasks, from which a killed campaign resumes. Every result is one record with its own checksum
 * ({@link CheckpointRecord}); a header identifies the campaign. A truncated last record is dropped; any other damage is
 * refused.
 *
 * <p>A campaign of independent tasks runs those that have no result in the log. An algorithm that chooses its tasks
 * from earlier results starts again from its beginning, and {@link #next} replays the recorded results. The state of
 * the algorithm is never stored.
 */
public final class Checkpoint implements AutoCloseable {

    /** File name extension of a checkpoint. */
    public static final String ENDING = ".log";

    /** [ns] Interval between writes to the disk: a power failure loses at most this much work, a kill loses none. */
    private static final long SYNC_INTERVAL = 2_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final WritableByteChannel output;
    private final CheckpointRecord.Content content;
    private final boolean emptied;
    private final Map<Integer, TaskResult> byIndex = new HashMap<>();
    private int replayed;
    private long synced = System.nanoTime();

    private Checkpoint(
            Path file,
            FileChannel channel,
            WritableByteChannel output,
            CheckpointRecord.Content content,
            boolean emptied) {
        this.file = file;
        this.channel = channel;
        this.output = output;
        this.content = content;
        this.emptied = emptied;
        content.results().forEach(result -> byIndex.put(result.index(), result));
    }

    /**
     * Opens the checkpoint of a campaign and creates it if there is none.
     *
     * @param file the checkpoint; its folder is created if necessary
     * @param campaign identity that the checkpoint must have
     * @param resume whether to continue from an existing checkpoint; if not, one with results is refused, so that no
     *     work is lost
     * @return the checkpoint, ready for further results
     * @throws InputException if the file belongs to another campaign, is damaged, is in use, or cannot be written
     */
    public static Checkpoint open(Path file, Fingerprint campaign, boolean resume) {
        return open(file, campaign, resume, channel -> channel);
    }

    /** Opens a checkpoint that writes its bytes through another channel to that of the file. */
    static Checkpoint open(
            Path file, Fingerprint campaign, boolean resume, UnaryOperator<WritableByteChannel> through) {
        FileChannel channel = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean existed = Files.exists(file);
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            lock(file, channel);
            CheckpointRecord.Content content = CheckpointRecord.read(file, channel, campaign);
            if (!resume && !content.results().isEmpty()) {
                throw new InputException(file + ": holds " + content.results().size()
                        + " finished tasks of an interrupted campaign; resume it, or remove the file to start again");
            }
            channel.truncate(content.end());
            channel.position(content.end());
            WritableByteChannel output = through.apply(channel);
            if (content.end() == 0) {
                write(output, CheckpointRecord.header(campaign));
            }
            boolean emptied = existed && content.end() == 0 && !content.truncated();
            return new Checkpoint(file, channel, output, content, emptied);
        } catch (IOException e) {
            closeQuietly(channel);
            throw failure(file, e);
        } catch (InputException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** The results that the file held when it was opened, in the order of their records. */
    List<TaskResult> results() {
        return content.results();
    }

    /** The recorded result of a task; null if there was none when the file was opened. */
    TaskResult result(int index) {
        return byIndex.get(index);
    }

    /** How many of some tasks have a recorded result. */
    int count(List<TaskInput> tasks) {
        return (int)
                tasks.stream().filter(task -> byIndex.containsKey(task.index())).count();
    }

    /** Whether a kill had cut off the last record, which was dropped. */
    boolean truncated() {
        return content.truncated();
    }

    /** Whether the file existed without a single byte, as a kill or a full disk leaves it. */
    boolean emptied() {
        return emptied;
    }

    /**
     * Replays the next recorded result.
     *
     * @return the next result in the order of the records; null after the last
     */
    public TaskResult next() {
        return replayed < results().size() ? results().get(replayed++) : null;
    }

    /**
     * Records a result.
     *
     * @param result passed to the operating system before this method returns, and on the disk soon after
     * @throws InputException if it cannot be written
     */
    public void append(TaskResult result) {
        try {
            write(output, CheckpointRecord.encode(result));
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

    private static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
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
            throw new InputException(file + ": another run is writing it; wait until that run has ended");
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The first error is the one to report.
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
