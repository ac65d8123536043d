// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.units.InputException;

/** A checkpoint that is cut off anywhere can be resumed; one with any wrong bit is refused. */
class CheckpointTest {

    private static final Fingerprint CAMPAIGN = Fingerprint.of("0.1.0", "fit", 1L);

    private static final List<TaskResult> RESULTS = List.of(
            new TaskResult(3, 1.5, Double.NaN, -0.0),
            new TaskResult(0, new double[] {Double.MIN_VALUE}, "not converged: σ"),
            new TaskResult(7),
            new TaskResult(1, 1e300, Double.NEGATIVE_INFINITY));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("checkpoint/monte_carlo.log");
        try (Checkpoint checkpoint = Checkpoint.open(file, CAMPAIGN, false)) {
            RESULTS.forEach(checkpoint::append);
        }
    }

    private static String refused(Path file, Fingerprint campaign, boolean resume) {
        return assertThrows(
                        InputException.class,
                        () -> Checkpoint.open(file, campaign, resume).close())
                .getMessage();
    }

    @Test
    void resultsAreReadWithTheSameBits() {
        try (Checkpoint checkpoint = Checkpoint.open(file, CAMPAIGN, true)) {
            assertEquals(RESULTS, checkpoint.results());
            assertFalse(checkpoint.truncated());
            RESULTS.forEach(result -> assertEquals(result, checkpoint.next()));
            assertNull(checkpoint.next());
        }
    }

    @Test
    void aFileThatIsCutAtAnyByteCanBeResumed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.log"), Arrays.copyOf(whole, length));
            int kept;
            try (Checkpoint checkpoint = Checkpoint.open(cut, CAMPAIGN, true)) {
                kept = checkpoint.results().size();
                assertEquals(RESULTS.subList(0, kept), checkpoint.results());
                RESULTS.subList(kept, RESULTS.size()).forEach(checkpoint::append);
            }
            assertTrue(kept == RESULTS.size() || length < whole.length);
            assertEquals(-1, Files.mismatch(file, cut), "cut at " + length);
        }
    }

    @Test
    void anyWrongBitIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] bytes = whole.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Path damaged = Files.write(folder.resolve("damaged.log"), bytes);
            assertTrue(refused(damaged, CAMPAIGN, true).contains("damaged"), "bit " + bit);
            assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(damaged)), "the file is left as it was");
        }
    }

    @Test
    void aCheckpointOfAnotherCampaignIsRefused() {
        assertTrue(refused(file, Fingerprint.of("0.1.0", "fit", 2L), true).contains("another run"));
    }

    @Test
    void finishedWorkIsNotOverwritten() {
        String message = refused(file, CAMPAIGN, false);
        assertTrue(message.contains("4 finished tasks") && message.contains("resume it"), message);
    }

    @Test
    void aCheckpointInUseIsRefused() {
        Checkpoint used = Checkpoint.open(file, CAMPAIGN, true);
        assertTrue(refused(file, CAMPAIGN, true).contains("another run is writing"));
        used.close();
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("letter"), "Dear editor,\n".repeat(20));
        assertTrue(refused(other, CAMPAIGN, true).contains("not a checkpoint"));
        Path empty = Files.createFile(folder.resolve("short"));
        Files.writeString(empty, "Dear");
        assertTrue(refused(empty, CAMPAIGN, true).contains("damaged"));
        Path blocked = folder.resolve("letter/below.log");
        assertTrue(refused(blocked, CAMPAIGN, true).contains("cannot be written"));
    }

    /** A disk with room for some bytes: writes what fits, then fails as the operating system does. */
    private static final class FullDisk implements WritableByteChannel {

        private final WritableByteChannel file;
        private int room;

        FullDisk(WritableByteChannel file, int room) {
            this.file = file;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = bytes.slice().limit(Math.min(room, bytes.remaining()));
            int written = file.write(part);
            bytes.position(bytes.position() + written);
            room -= written;
            return written;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Test
    void aFullDiskIsReportedAndKeepsWhatWasWritten() {
        int length = CheckpointRecord.encode(new TaskResult(0, new double[100])).limit();
        int header = CheckpointRecord.header(CAMPAIGN).limit();
        for (int room : new int[] {0, header - 1, header, header + 1, header + length, header + 11 * length + 40}) {
            Path small = folder.resolve(room + ".log");
            int[] written = new int[1];
            String message = assertThrows(InputException.class, () -> {
                        try (Checkpoint checkpoint =
                                Checkpoint.open(small, CAMPAIGN, false, channel -> new FullDisk(channel, room))) {
                            for (; ; written[0]++) {
                                checkpoint.append(new TaskResult(written[0], new double[100]));
                            }
                        }
                    })
                    .getMessage();
            assertTrue(message.contains("cannot be written: No space") && message.contains("resume it"), message);
            assertEquals(Math.max(0, room - header) / length, written[0]);
            try (Checkpoint checkpoint = Checkpoint.open(small, CAMPAIGN, true)) {
                assertEquals(written[0], checkpoint.results().size());
                boolean whole = room == 0 || room >= header && (room - header) % length == 0;
                assertEquals(!whole, checkpoint.truncated());
            }
        }
    }

    @Test
    void boundariesBetweenPartsOfAFingerprintMatter() {
        assertFalse(Fingerprint.of("ab", "c").equals(Fingerprint.of("a", "bc")));
    }
}
