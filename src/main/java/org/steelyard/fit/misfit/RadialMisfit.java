// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.fit.diagnosis.RadiusMisfit;

/** Chi^2 by radius. */
final class RadialMisfit {

    private static final int MOST = 20;

    private RadialMisfit() {}

    /**
     * @param squares sums of squared residuals at each place. Not modified
     * @param counts of data at each place. Not modified
     * @param radius [arcsec] of each place. Not modified
     * @param beam [arcsec] FWHM: least width of a range
     * @return chi^2 of ranges of radius
     */
    static List<RadiusMisfit> of(double[] squares, int[] counts, double[] radius, double beam) {
        double reach = Arrays.stream(radius).max().orElse(0);
        double width = Math.max(beam, reach / MOST);
        int ranges = (int) Math.floor(reach / width) + 1;
        double[] sum = new double[ranges];
        int[] count = new int[ranges];
        for (int k = 0; k < squares.length; k++) {
            int range = (int) (radius[k] / width);
            sum[range] += squares[k];
            count[range] += counts[k];
        }
        List<RadiusMisfit> all = new ArrayList<>();
        for (int k = 0; k < ranges; k++) {
            if (count[k] > 0) {
                all.add(new RadiusMisfit((k + 0.5) * width, sum[k] / count[k], count[k]));
            }
        }
        return all;
    }
}
