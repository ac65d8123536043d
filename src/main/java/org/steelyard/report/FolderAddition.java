// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.campaign.Checkpoint;

/**
 * Adds files to the folder of a run. All are written to a subfolder first and then moved one by one, result.json last, so that
 * readers find complete files only.
 */
final class FolderAddition {

    private static final String PART = ".errors.tmp";

    private FolderAddition() {}

    /** Writes files. */
    @FunctionalInterface
    interface Content {

        /**
         * @param part an empty folder. Modified: the files are added, result.json among them
         * @return why there are no figures, null if there are
         * @throws IOException if a file cannot be written
         */
        @Nullable
        Throwable write(Path part) throws IOException;
    }

    /**
     * Adds files and removes the checkpoints of the campaigns that made them.
     *
     * @param folder of a run
     * @param content writes the files
     * @param campaigns names of the campaigns
     * @throws org.steelyard.units.InputException if the folder cannot be written; the run remains valid
     * @throws FiguresException if there are no figures; all else is written
     */
    static void write(Path folder, Content content, List<String> campaigns) {
        Path part = folder.resolve(PART);
        Throwable undrawn;
        try {
            FolderReplacement.delete(part);
            Files.createDirectory(part);
            List<Path> written = new ArrayList<>();
            try {
                undrawn = content.write(part);
                try (Stream<Path> files = Files.walk(part)) {
                    files.filter(Files::isRegularFile).forEach(written::add);
                }
                written.sort(Comparator.comparing(file -> file.endsWith(RunFiles.RESULT)));
                Files.createDirectories(folder.resolve(RunFiles.FIGURES));
                for (Path file : written) {
                    Files.move(file, folder.resolve(part.relativize(file).toString()), StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                FolderReplacement.delete(part);
            }
            removeCheckpoints(folder.resolve(RunFiles.CHECKPOINT), campaigns);
        } catch (IOException e) {
            throw FolderErrors.unwritable(folder, e, "free some space, then resume it");
        }
        if (undrawn != null) {
            throw new FiguresException(folder, undrawn);
        }
    }

    /** Removes the checkpoints of some campaigns, and keeps those of others. */
    private static void removeCheckpoints(Path checkpoints, List<String> campaigns) throws IOException {
        for (String campaign : campaigns) {
            Files.deleteIfExists(checkpoints.resolve(campaign + Checkpoint.ENDING));
        }
        if (Files.isDirectory(checkpoints)) {
            boolean empty;
            try (Stream<Path> left = Files.list(checkpoints)) {
                empty = left.findAny().isEmpty();
            }
            if (empty) {
                Files.delete(checkpoints);
            }
        }
    }
}
