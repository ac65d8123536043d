package org.steelyard.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.units.InputException;

/** A log cut anywhere is gone on with; a log with any bit wrong is refused. */
class CheckpointTest {

    private static final Fingerprint CAMPAIGN = Fingerprint.of("0.1.0", "fit", 1L);

    private static final List<TaskResult> ROWS = List.of(
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
            ROWS.forEach(checkpoint::append);
        }
    }

    private static String refused(Path file, Fingerprint campaign, boolean resume) {
        return assertThrows(
                        InputException.class,
                        () -> Checkpoint.open(file, campaign, resume).close())
                .getMessage();
    }

    @Test
    void whatWasWrittenIsReadWithTheSameBits() {
        try (Checkpoint checkpoint = Checkpoint.open(file, CAMPAIGN, true)) {
            assertEquals(ROWS, checkpoint.rows());
            assertFalse(checkpoint.cut());
            ROWS.forEach(row -> assertEquals(row, checkpoint.next()));
            assertNull(checkpoint.next());
        }
    }

    @Test
    void aLogThatIsCutAtAnyByteGoesOn() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.log"), Arrays.copyOf(whole, length));
            int kept;
            try (Checkpoint checkpoint = Checkpoint.open(cut, CAMPAIGN, true)) {
                kept = checkpoint.rows().size();
                assertEquals(ROWS.subList(0, kept), checkpoint.rows());
                ROWS.subList(kept, ROWS.size()).forEach(checkpoint::append);
            }
            assertTrue(kept == ROWS.size() || length < whole.length);
            assertEquals(-1, Files.mismatch(file, cut), "cut at " + length);
        }
    }

    @Test
    void aLogWithAnyBitWrongIsRefused() throws IOException {
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
    void anotherCampaignsLogIsRefused() {
        assertTrue(refused(file, Fingerprint.of("0.1.0", "fit", 2L), true).contains("another run"));
    }

    @Test
    void finishedWorkIsNotLostWithoutBeingAskedFor() {
        String message = refused(file, CAMPAIGN, false);
        assertTrue(message.contains("4 finished tasks") && message.contains("resume it"), message);
    }

    @Test
    void aLogInUseIsRefused() {
        Checkpoint used = Checkpoint.open(file, CAMPAIGN, true);
        assertTrue(refused(file, CAMPAIGN, true).contains("another run is writing"));
        used.close();
    }

    @Test
    void aFileThatIsNoLogIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("letter"), "Dear editor,\n".repeat(20));
        assertTrue(refused(other, CAMPAIGN, true).contains("no checkpoint"));
        Path empty = Files.createFile(folder.resolve("short"));
        Files.writeString(empty, "Dear");
        assertTrue(refused(empty, CAMPAIGN, true).contains("damaged"));
        Path blocked = folder.resolve("letter/below.log");
        assertTrue(refused(blocked, CAMPAIGN, true).contains("cannot be written"));
    }

    /** Root can mount a small disk; others skip. */
    @Test
    void aFullDiskIsToldAndWhatIsThereStays() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                shell("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString()),
                "no small disk can be mounted");
        try {
            Path log = disk.resolve("small.log");
            int[] written = new int[1];
            String message = assertThrows(InputException.class, () -> {
                        try (Checkpoint checkpoint = Checkpoint.open(log, CAMPAIGN, false)) {
                            for (; ; written[0]++) {
                                checkpoint.append(new TaskResult(written[0], new double[100]));
                            }
                        }
                    })
                    .getMessage();
            assertTrue(message.contains("cannot be written") && message.contains("resume it"), message);
            assertTrue(written[0] > 10, written[0] + " rows fit");
            try (Checkpoint checkpoint = Checkpoint.open(log, CAMPAIGN, true)) {
                assertEquals(written[0], checkpoint.rows().size());
                assertTrue(checkpoint.cut());
            }
        } finally {
            shell("umount", disk.toString());
        }
    }

    private static boolean shell(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void partsOfAFingerprintDoNotRunIntoOneAnother() {
        assertFalse(Fingerprint.of("ab", "c").equals(Fingerprint.of("a", "bc")));
    }
}
