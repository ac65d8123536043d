// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The numbers of a run are complete in its folder, but its figures could not be drawn or written. */
public final class FiguresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FiguresException(Path folder, Throwable cause) {
        super(
                folder + ": the numbers are written, the figures are not: " + reason(cause) + "; then draw them with"
                        + " `steelyard plot " + folder + "`",
                cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof UncheckedIOException e) {
            return reason(e.getCause());
        }
        if (cause instanceof OutOfMemoryError) {
            return "out of memory; give Java a larger heap";
        }
        return cause instanceof IOException ? cause.getMessage() : "this is a bug in the program: " + cause;
    }

    /** @return whether the computer lacks fonts, room or memory; if not, the program has a bug */
    public boolean isOfTheSystem() {
        return getCause() instanceof IOException
                || getCause() instanceof UncheckedIOException
                || getCause() instanceof OutOfMemoryError;
    }
}
