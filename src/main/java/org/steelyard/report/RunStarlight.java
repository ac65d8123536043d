// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.steelyard.report.plot.Figure;

/**
 * The starlight of a run that started from an image.
 *
 * @param figures of the image and its model, then of the dust if there is some
 * @param tables writes {@code mge.ecsv} and what belongs to it
 */
public record RunStarlight(List<Figure> figures, Tables tables) {

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
