// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.steelyard.table.ColumnTable;

/**
 * Surface brightness of a disk whose light is that of rings.
 *
 * @param radius [arcsec] of each ring. Lent
 * @param brightness [Jy km/s/arcsec2] in the plane of the disk at each ring. Lent
 * @param error [Jy km/s/arcsec2] standard error of the same, which includes those of the parameters; NaN for a brightness of 0, whose
 *     bound was reached. Lent
 */
public record RingProfile(double[] radius, double[] brightness, double[] error) {

    /**
     * @param table of {@link #table()}
     * @return the profile
     */
    public static RingProfile of(ColumnTable table) {
        return new RingProfile(table.numbers("radius"), table.numbers("brightness"), table.numbers("error"));
    }

    /** @return the columns radius [arcsec], brightness and error [Jy km/s/arcsec2] */
    public ColumnTable table() {
        return ColumnTable.builder()
                .numbers("radius", "arcsec", radius)
                .numbers("brightness", "Jy km/s/arcsec2", brightness)
                .numbers("error", "Jy km/s/arcsec2", error)
                .build();
    }

    /** As {@code result.json} holds it. */
    Map<String, Object> quantities() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("radius", values(radius, "arcsec"));
        all.put("brightness", values(brightness, "Jy km/s/arcsec2"));
        all.put("error", values(error, "Jy km/s/arcsec2"));
        return all;
    }

    private static Map<String, Object> values(double[] numbers, String unit) {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put(
                "values",
                Arrays.stream(numbers)
                        .mapToObj(number -> Double.isFinite(number) ? number : null)
                        .toList());
        quantity.put("unit", unit);
        return quantity;
    }

    /**
     * Standard errors of amplitudes whose columns scatter with a covariance: the diagonal of (D D^T)^-1 S (D D^T)^-1.
     *
     * @param normal D D^T. Not modified
     * @param scatter S, the covariance of D r for residuals r of noise. Not modified
     * @return the errors; NaN where the columns are dependent
     */
    static double[] errors(double[][] normal, double[][] scatter) {
        int n = normal.length;
        double[] errors = new double[n];
        Arrays.fill(errors, Double.NaN);
        double[] scale = new double[n];
        Arrays.setAll(scale, i -> 1 / Math.sqrt(normal[i][i]));
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        DMatrixRMaj middle = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse.set(i, j, normal[i][j] * scale[i] * scale[j]);
                middle.set(i, j, scatter[i][j] * scale[i] * scale[j]);
            }
        }
        if (!CommonOps_DDRM.invert(inverse)) {
            return errors;
        }
        DMatrixRMaj half = CommonOps_DDRM.mult(inverse, middle, null);
        DMatrixRMaj covariance = CommonOps_DDRM.mult(half, inverse, null);
        Arrays.setAll(errors, i -> scale[i] * Math.sqrt(covariance.get(i, i)));
        return errors;
    }
}
