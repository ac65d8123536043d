// SPDX-License-Identifier: Apache-2.0
package org.steelyard;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the shared reference data are: {@code $STEELYARD_SHARED}, or {@code ../shared}. Tests that need them skip without.
 */
public final class SharedData {

    private SharedData() {}

    /**
     * @param relative a path below the shared folder
     * @return the file; where it is absent, the calling test is skipped and the reason printed
     */
    public static Path path(String relative) {
        String variable = System.getenv("STEELYARD_SHARED");
        Path file = Path.of(variable == null ? "../shared" : variable)
                .resolve(relative)
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(file)) {
            String reason = "skipped: " + file + " is absent; set STEELYARD_SHARED to the folder with the shared data";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return file;
    }
}
