// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.units.InputException;

/**
 * Replaces the folder of a run, or of another result, as a whole. It is written to {@code DIR.tmp}, which is then renamed
 * to {@code DIR}; an earlier one is kept as {@code DIR.previous}.
 */
final class FolderReplacement {

    /** The folder of a fit. */
    static final Kind RUN = new Kind(
            "run", List.of(RunFiles.RESULT, RunFiles.CONFIGURATION), RunFiles.CONFIGURATION, RunFiles.CHECKPOINT);

    /**
     * A kind of folders.
     *
     * @param name of what they hold
     * @param marks files that every complete folder has
     * @param first file that is written
     * @param alone name of what a folder may hold alone and still be replaced
     */
    record Kind(String name, List<String> marks, String first, String alone) {

        /** Returns whether the folder is complete, has only what may be lost, or is empty. */
        boolean isReplaceable(Path folder) {
            return Files.isDirectory(folder)
                    && (marks.stream().allMatch(mark -> Files.exists(folder.resolve(mark))) || hasOnly(folder, alone));
        }

        /** Returns whether the folder was left by an interrupted program. */
        boolean isUnfinished(Path folder) {
            return Files.exists(folder.resolve(first)) || hasOnly(folder, first);
        }
    }

    /** Writes the files of a run to a folder. */
    interface Content {

        /**
         * @param folder empty folder
         * @throws IOException if a file cannot be written
         */
        void write(Path folder) throws IOException;
    }

    private FolderReplacement() {}

    /**
     * Throws an {@link InputException} if the folder exists and is not an earlier one of its kind, or if its parent cannot be
     * written to.
     */
    static void check(Path folder, Kind kind) {
        Path target = target(folder);
        if (Files.exists(target) && !kind.isReplaceable(target)) {
            throw new InputException(folder + ": exists and is not the folder of an earlier " + kind.name()
                    + "; choose another folder for the " + kind.name());
        }
        Path previous = previous(target);
        if (Files.exists(target) && Files.exists(previous) && !kind.isReplaceable(previous)) {
            throw new InputException(previous
                    + ": exists and is not the folder of an earlier " + kind.name()
                    + ", which would be kept there; move it away");
        }
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new InputException(folder
                    + ": its parent folder does not exist; create it or choose another folder for the " + kind.name());
        }
        if (!Files.isWritable(parent)) {
            throw new InputException(folder + ": no permission to write in " + parent
                    + "; choose another folder for the " + kind.name());
        }
    }

    /** Writes the content and replaces the folder. If the content fails, the folder remains as it was. */
    static void write(Path folder, Kind kind, Content content) throws IOException {
        check(folder, kind);
        Path target = target(folder);
        Path part = target.resolveSibling(target.getFileName() + ".tmp");
        if (Files.exists(part) && !kind.isUnfinished(part)) {
            throw new InputException(
                    part + ": exists and is not the remainder of an interrupted " + kind.name() + "; move it away");
        }
        delete(part);
        try {
            Files.createDirectory(part);
            content.write(part);
            replace(target, part);
        } finally {
            delete(part);
        }
    }

    /** The folder itself where the name is that of a symbolic link, so that the link stays and names the new run. */
    static Path target(Path folder) {
        Path absolute = folder.toAbsolutePath();
        try {
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            Path parent = absolute.normalize().getParent();
            return parent == null ? absolute : parent.toRealPath().resolve(absolute.getFileName());
        } catch (IOException e) { // no such parent: reported by those who need it
            return absolute.normalize();
        }
    }

    private static Path previous(Path target) {
        return target.resolveSibling(target.getFileName() + ".previous");
    }

    private static void replace(Path target, Path part) throws IOException {
        if (Files.exists(target)) {
            Path previous = previous(target);
            delete(previous);
            Files.move(target, previous);
            try {
                Files.move(part, target);
            } catch (IOException e) {
                Files.move(previous, target);
                throw e;
            }
        } else {
            Files.move(part, target);
        }
    }

    private static boolean hasOnly(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.getFileName().toString().equals(name));
        } catch (IOException e) {
            return false;
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
