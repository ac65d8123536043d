// SPDX-License-Identifier: Apache-2.0
package org.steelyard.simulate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.steelyard.units.InputException;

/**
 * Writes the files of a simulation together: to a folder {@code .OUT.tmp} first, from which they are moved beside each
 * other, the cube last. A simulation that fails leaves the files of an earlier one as they were.
 */
final class SimulatedFiles {

    private SimulatedFiles() {}

    /**
     * @param out the cube
     * @param content writes the cube of the given name, and other files beside it
     * @throws InputException if a file cannot be written
     */
    static void write(Path out, Consumer<Path> content) {
        Path target = out.toAbsolutePath();
        if (Files.isDirectory(target) || !Files.isDirectory(target.getParent())) {
            throw new InputException(out + ": cannot be written: "
                    + (Files.isDirectory(target) ? "it is a directory" : "its folder does not exist")
                    + "; choose another place");
        }
        Path part = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            delete(part);
            Files.createDirectory(part);
            try {
                Path cube = part.resolve(target.getFileName());
                content.accept(cube);
                for (Path file : files(part).stream()
                        .sorted(Comparator.comparing(cube::equals))
                        .toList()) {
                    Files.move(file, target.resolveSibling(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                delete(part);
            }
        } catch (AccessDeniedException e) {
            throw new InputException(out + ": cannot be written: no permission; choose another place", e);
        } catch (IOException e) {
            throw new InputException(out + ": cannot be written: " + e.getMessage() + "; choose another place", e);
        } catch (InputException e) {
            throw new InputException(e.getMessage().replace(part.toString(), String.valueOf(target.getParent())), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
