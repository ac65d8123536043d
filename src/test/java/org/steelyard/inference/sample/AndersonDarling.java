package org.steelyard.inference.sample;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Anderson-Darling test of a sample against the unit normal distribution. */
final class AndersonDarling {

    /** Exceeded by 1 % of normal samples of any size (Stephens 1974, JASA 69, 730, table 1, case 0). */
    static final double LIMIT_1_PERCENT = 3.857;

    private AndersonDarling() {}

    static double statistic(double[] z) {
        double[] sorted = z.clone();
        Arrays.sort(sorted);
        NormalDistribution unit = new NormalDistribution(null, 0, 1);
        int n = sorted.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (2 * i + 1)
                    * (Math.log(unit.cumulativeProbability(sorted[i]))
                            + Math.log(unit.cumulativeProbability(-sorted[n - 1 - i])));
        }
        return -n - sum / n;
    }
}
