// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.steelyard.potential.MgeTable;
import org.steelyard.starlight.DustFit;

/**
 * An expansion, from wherever it comes.
 *
 * @param table the expansion
 * @param facts for the header of the table, in order
 * @param results to print, in order; they stand in the header too
 * @param notes to print
 * @param beside what is written beside the table
 * @param variants other tables of the same starlight, which are written beside it
 */
record Starlight(
        MgeTable table,
        Map<String, String> facts,
        Map<String, String> results,
        List<String> notes,
        List<Beside> beside,
        List<DustFit.Variant> variants) {

    /** An expansion without variants. */
    Starlight(
            MgeTable table,
            Map<String, String> facts,
            Map<String, String> results,
            List<String> notes,
            List<Beside> beside) {
        this(table, facts, results, notes, beside, List.of());
    }

    /**
     * A file beside the table.
     *
     * @param suffix that follows the table's name without its extension
     * @param write writes the file, all computing done
     */
    record Beside(String suffix, Consumer<Path> write) {}
}
