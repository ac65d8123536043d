// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.steelyard.units.InputException;

/** Messages for folders that cannot be read or written. */
final class FolderErrors {

    private FolderErrors() {}

    static InputException unreadable(Path folder, IOException e, String remedy) {
        return new InputException(
                folder + ": cannot be read: " + reason(e) + "; "
                        + (e instanceof AccessDeniedException ? "give read permission" : remedy),
                e);
    }

    static InputException unwritable(Path folder, IOException e, String remedy) {
        return new InputException(folder + ": cannot be written: " + reason(e) + "; " + remedy, e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission for " + e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return "no such file " + e.getMessage();
        }
        if (e instanceof CharacterCodingException) {
            return "a text file of it is damaged, it is not UTF-8";
        }
        if (e instanceof JsonProcessingException json) {
            return "result.json is damaged, "
                    + json.getOriginalMessage().replaceAll("(?s)[:(\\n].*", "").strip();
        }
        return e instanceof NotDirectoryException ? "not a folder " + e.getMessage() : e.getMessage();
    }
}
