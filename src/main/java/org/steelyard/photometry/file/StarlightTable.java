// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.potential.MgeTable;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/** Writes a multi-Gaussian expansion as the table that {@link MgeTable#read(Path)} takes, and the covariance of its fit. */
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
     * Writes the best values and the covariance of the fitted parameters, a row and a column for each: fluxes [unit of the image],
     * natural logarithms of sigma [pixel], axis ratios, angle of the major axis from the columns towards the rows [rad], column and row
     * of the centre [pixel, from 0], sky and point source [unit of the image]. A parameter at a limit has a covariance of nan.
     *
     * @param fit the fit
     * @param file to write or replace
     */
    public static void writeCovariance(StarlightFit fit, Path file) {
        int n = fit.model().gaussians().size();
        List<String> names = new ArrayList<>();
        for (String name : List.of("flux", "ln_sigma", "axis_ratio")) {
            for (int k = 1; k <= n; k++) {
                names.add(name + "_" + k);
            }
        }
        names.addAll(List.of("angle", "x", "y"));
        if (fit.skyFree()) {
            names.add("sky");
        }
        if (names.size() < fit.parameters().length) {
            names.add("point_source");
        }
        ColumnTable.Builder table =
                ColumnTable.builder().texts("parameter", names).numbers("value", "", fit.parameters());
        for (int j = 0; j < names.size(); j++) {
            table.numbers(names.get(j), "", fit.covariance()[j]);
        }
        TableWriter.write(table.build(), file);
    }
}
