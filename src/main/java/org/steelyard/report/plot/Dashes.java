// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a curve into dashes. XChart draws a curve segment by segment and would restart the dash pattern at each; so it
 * gets the dashes as solid curves with NaN between them.
 */
final class Dashes {

    private Dashes() {}

    /**
     * @param x horizontal coordinates
     * @param y vertical coordinates; NaN interrupts the curve
     * @param pattern lengths of dash, gap, dash, gap, ...
     * @param unit units of x and y per unit of the pattern
     * @return {x, y} of the dashes, NaN between them
     */
    static double[][] cut(double[] x, double[] y, float[] pattern, double unit) {
        List<double[]> points = new ArrayList<>();
        int part = 0;
        double left = pattern[0] * unit;
        for (int k = 1; k < x.length; k++) {
            double length = Math.hypot(x[k] - x[k - 1], y[k] - y[k - 1]);
            if (!Double.isFinite(length)) {
                points.add(new double[] {x[k], Double.NaN});
                continue;
            }
            double done = 0;
            while (done < length) {
                double step = Math.min(left, length - done);
                if (part % 2 == 0) {
                    points.add(between(x, y, k, done / length));
                    points.add(between(x, y, k, (done + step) / length));
                }
                done += step;
                left -= step;
                if (left <= 0) {
                    points.add(new double[] {x[k], Double.NaN});
                    part = (part + 1) % pattern.length;
                    left = pattern[part] * unit;
                }
            }
        }
        return new double[][] {
            points.stream().mapToDouble(point -> point[0]).toArray(),
            points.stream().mapToDouble(point -> point[1]).toArray()
        };
    }

    private static double[] between(double[] x, double[] y, int k, double share) {
        return new double[] {x[k - 1] + share * (x[k] - x[k - 1]), y[k - 1] + share * (y[k] - y[k - 1])};
    }
}
