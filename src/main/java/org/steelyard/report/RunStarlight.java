// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Path;
import org.steelyard.report.figure.StarlightFigure;

/**
 * The starlight of a run that started from an image.
 *
 * @param figure of the image and its model
 * @param tables writes {@code mge.ecsv} and what belongs to it
 */
public record RunStarlight(StarlightFigure figure, Tables tables) {

    /** The expansion in the run's folder. */
    static final String MGE = "mge.ecsv";

    /** Writes files. */
    public interface Tables {

        /**
         * Writes them.
         *
         * @param folder in which they are written
         * @throws IOException if a file cannot be written
         */
        void write(Path folder) throws IOException;
    }
}
