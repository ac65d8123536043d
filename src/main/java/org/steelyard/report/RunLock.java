// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.steelyard.units.InputException;

/**
 * Reserves the folder of a run for one process. The file {@code .DIR.lock} beside the folder is locked by the operating
 * system and removed at the end. The lock of a process that died is free.
 */
public final class RunLock implements AutoCloseable {

    /** The file may vanish between opening and locking, when its owner ends. */
    private static final int ATTEMPTS = 5;

    /** [byte] Largest size of the sparse lock file. */
    private static final long MOST_BYTES = 1_000_000;

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Reserves a folder, which need not exist. Where the parent folder or its file system permits no lock file, nothing
     * is reserved.
     *
     * @param folder of a run
     * @return the reservation, to be closed
     * @throws InputException if another process writes to the folder
     */
    public static RunLock of(Path folder) {
        Path target = FolderReplacement.target(folder);
        Path file = target.resolveSibling("." + target.getFileName() + ".lock");
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                RunLock lock = attempt(file, folder);
                if (lock != null) {
                    return lock;
                }
            }
        } catch (IOException e) {
            return new RunLock(file, null);
        }
        throw busy(folder);
    }

    /** The lock; null if the file was removed meanwhile. */
    private static RunLock attempt(Path file, Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null; // this process holds it
            }
            if (lock == null) {
                throw busy(folder);
            }
            // A file that its owner has removed is another file than the one of that name. The file must not be opened
            // for this: closing it again would free the lock. Its size tells them apart.
            long size = 1
                    + Math.floorMod(System.nanoTime() * ProcessHandle.current().pid(), MOST_BYTES);
            try {
                channel.truncate(0).write(ByteBuffer.wrap(new byte[1]), size - 1);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            held = Files.exists(file) && Files.size(file) == size;
            return held ? new RunLock(file, channel) : null;
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static InputException busy(Path folder) {
        return new InputException(folder
                + ": another process is fitting or computing errors there; wait for it, or choose another folder");
    }

    /** Frees the folder; a second call does nothing. */
    @Override
    public void close() {
        if (channel == null || !channel.isOpen()) {
            return;
        }
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FolderErrors.unwritable(file, e, "remove it");
        }
    }
}
