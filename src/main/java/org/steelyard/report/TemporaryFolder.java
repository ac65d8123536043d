// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.steelyard.units.InputException;

/**
 * A folder for files of one command. Closing it deletes them.
 *
 * @param path of the folder
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

    /**
     * Makes a new folder.
     *
     * @return the folder, empty
     * @throws InputException if the system's folder for temporary files cannot be written to
     */
    public static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("steelyard-"));
        } catch (IOException e) {
            throw new InputException(
                    System.getProperty("java.io.tmpdir")
                            + ": no temporary file can be written there; make room, or name another folder to"
                            + " Java",
                    e);
        }
    }

    /** Deletes the folder. What cannot be deleted stays, since no result depends on it. */
    @Override
    public void close() {
        try {
            FolderReplacement.delete(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
