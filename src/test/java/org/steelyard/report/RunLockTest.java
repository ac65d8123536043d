// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.units.InputException;

class RunLockTest {

    @TempDir
    Path folder;

    @Test
    void secondIsRefusedUntilTheFirstEnds() throws IOException {
        Path run = folder.resolve("x.run");
        RunLock first = RunLock.of(run);
        String message =
                assertThrows(InputException.class, () -> RunLock.of(run)).getMessage();
        assertTrue(message.contains("x.run: another"), message);
        RunLock.of(folder.resolve("y.run")).close();
        first.close();
        RunLock.of(run).close();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** The operating system frees the lock of a process that died; the file remains. */
    @Test
    void remainsOfADeadProcessDoNotBlock() throws IOException {
        Path run = folder.resolve("x.run");
        Path file = Files.writeString(folder.resolve(".x.run.lock"), "4711 0");
        RunLock.of(run).close();
        assertFalse(Files.exists(file));
    }

    @Test
    void lockOfAnotherChannelBlocks() throws IOException {
        Path file = folder.resolve(".x.run.lock");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            assertThrows(InputException.class, () -> RunLock.of(folder.resolve("x.run")));
        }
        RunLock.of(folder.resolve("x.run")).close();
    }

    /** A folder that does not exist is reported by those who use it. */
    @Test
    void missingParentReservesNothing() {
        RunLock.of(folder.resolve("no/where/x.run")).close();
    }
    /** Holds the lock of a folder until its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            RunLock lock = RunLock.of(Path.of(args[0]));
            System.out.println("held");
            System.in.read();
            lock.close();
        }
    }

    @Test
    void anotherProcessIsRefusedAndADeadOneIsNot() throws IOException, InterruptedException {
        Path run = folder.resolve("x.run");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        run.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('h', other.getInputStream().read());
            assertThrows(InputException.class, () -> RunLock.of(run));
            assertThrows(InputException.class, () -> RunLock.of(run), "a refused process does not free the lock");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(folder.resolve(".x.run.lock")));
        RunLock.of(run).close();
    }
}
