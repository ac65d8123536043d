// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.Map;
import org.steelyard.potential.MgeTable;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/** Writes a multi-Gaussian expansion as the table that {@link MgeTable#read(Path)} takes. */
public final class StarlightTable {

    private StarlightTable() {}

    /**
     * Writes an expansion: columns surface_brightness [Lsun/pc2], sigma [arcsec] and axis_ratio, the order of JamPy.
     *
     * @param mge the expansion
     * @param facts what the header says, in order
     * @param file to write or replace
     */
    public static void write(MgeTable mge, Map<String, String> facts, Path file) {
        ColumnTable.Builder table = ColumnTable.builder()
                .numbers("surface_brightness", "Lsun/pc2", mge.surfaceBrightness())
                .numbers("sigma", "arcsec", mge.sigmaArcsec())
                .numbers("axis_ratio", "", mge.axisRatio());
        facts.forEach(table::meta);
        TableWriter.write(table.build(), file);
    }

    /**
     * What the header of a table says.
     *
     * @param file a table
     * @param key of the header
     * @return its value; empty where the header has none, or the file is no table
     */
    public static String fact(Path file, String key) {
        try {
            return TableReader.read(file).meta(key);
        } catch (InputException e) {
            return "";
        }
    }
}
