package org.steelyard;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the reference data are. What {@code src/test/python/make_references.py} made ships with the tests; more is in
 * {@code $STEELYARD_SHARED}, or {@code ../shared}, and the tests that need it skip without.
 */
public final class SharedData {

    private SharedData() {}

    /**
     * @param relative a path below the shipped resources or the shared folder
     * @return the file; where it is absent, the calling test is skipped and the reason printed
     */
    public static Path path(String relative) {
        Path shipped = Path.of("src/test/resources", relative);
        if (Files.exists(shipped)) {
            return shipped.toAbsolutePath();
        }
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
