// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.units.InputException;

/**
 * The files that the command writes beside its table. The header of the table lists them, so that a new table of the same name leaves
 * none of them behind: an expansion corrected for dust must not stay beside one that is not.
 *
 * @param target the table
 * @param files beside it
 */
record Companions(Path target, List<Path> files) {

    /** Name in the header. */
    private static final String KEY = "written_beside";

    private static final String SEPARATOR = ", ";

    static Companions of(Path target, List<Starlight.Beside> beside) {
        return new Companions(
                target,
                beside.stream()
                        .map(one -> target.resolveSibling(stem(target) + one.suffix()))
                        .toList());
    }

    /** A file's name without its extension. */
    static String stem(Path target) {
        return target.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    /** Those of the table that is there; none where it cannot be read. Only names that this command makes count. */
    static Companions earlier(Path target) {
        List<Path> files = new ArrayList<>();
        String listed = Files.exists(target) ? StarlightTable.fact(target, KEY) : "";
        for (String name : listed.split(SEPARATOR, -1)) {
            if (name.matches("[^/\\\\]+") && name.startsWith(stem(target))) {
                files.add(target.resolveSibling(name));
            }
        }
        files.remove(target);
        return new Companions(target, files);
    }

    /** What the header of the table says of them. */
    Map<String, String> fact() {
        return Map.of(
                KEY, files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(SEPARATOR)));
    }

    /** Removes the files that are not among those of a newer table. */
    void removeBut(Companions newer) {
        for (Path file : files) {
            try {
                if (!newer.files().contains(file)) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new InputException(
                        file + " belongs to the table that was replaced and cannot be removed: " + e.getMessage()
                                + "; remove it",
                        e);
            }
        }
    }
}
