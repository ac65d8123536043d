// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import java.util.Locale;
import org.steelyard.units.InputException;

/**
 * Opacity of the atmosphere above the ALMA site at the zenith, near the lines of CO, in median weather.
 *
 * <p>The opacity is linear in the amount of water. Its two terms come from the model {@code am} (Paine 2024, version 14.0) for
 * the 25th and 50th percentiles of water at the site, as tabulated by the AtLAST sensitivity calculator
 * ({@code am_code/output/ACT_30_1000_GHz_el90_annual_25.txt} and {@code _50.txt}), between the narrow lines of ozone. The median weather is
 * an opacity of 0.061 at 225 GHz (ALMA site studies, legacy.nrao.edu/alma/site/compare-225), about 1.3 mm of precipitable water.
 */
final class Opacity {

    /** Median opacity at 225 GHz. */
    private static final double MEDIAN_225 = 0.061;

    /** [GHz], and opacities at the two amounts of water. Between the windows no line of CO is observed at low redshift. */
    private static final double[][][] WINDOWS = {
        {
            {112.0, 0.05354, 0.05565},
            {113.0, 0.06877, 0.07059},
            {114.2, 0.10161, 0.10274},
            {114.8, 0.13025, 0.13075},
            {115.1, 0.14994, 0.15001},
            {115.27, 0.1626, 0.1624},
            {115.5, 0.18338, 0.18270},
            {115.89, 0.23027, 0.22855}
        },
        {
            {211, reference(211, 0.026485), reference(211, 0.042724)},
            {240, reference(240, 0.026485), reference(240, 0.042724)}
        },
        {
            {328.0, 0.26276, 0.50898},
            {328.5, 0.21198, 0.41114},
            {329.0, 0.17942, 0.34574},
            {329.5, 0.15642, 0.29914},
            {330.0, 0.13956, 0.26487},
            {330.5, 0.12693, 0.23911},
            {331.0, 0.11744, 0.21951},
            {331.5, 0.11033, 0.20449},
            {332.2, 0.10549, 0.19119},
            {333.3, 0.09732, 0.17405},
            {334.4, 0.08837, 0.15966},
            {335.6, 0.08573, 0.15334},
            {337.0, 0.08090, 0.14479},
            {338.0, 0.07937, 0.14160},
            {339.0, 0.07858, 0.13979},
            {341.0, 0.07813, 0.13852},
            {342.3, 0.07886, 0.13932},
            {343.8, 0.08102, 0.14198},
            {344.5, 0.08132, 0.14267},
            {345.3, 0.08329, 0.14517},
            {346.09, 0.08283, 0.14536}
        }
    };

    private Opacity() {}

    /** Between 211 and 240 GHz the opacity goes with the square of the frequency; the values are those at 228.9 GHz. */
    private static double reference(double frequency, double opacity) {
        return opacity * Math.pow(frequency / 228.9, 2);
    }

    /**
     * @param frequency [Hz]
     * @return [-] opacity at the zenith in median weather
     * @throws InputException outside the windows
     */
    static double median(double frequency) {
        double low = reference(225, 0.026485);
        double water = (MEDIAN_225 - low) / (reference(225, 0.042724) - low);
        double ghz = frequency / 1e9;
        for (double[][] window : WINDOWS) {
            for (int k = 1; k < window.length; k++) {
                double[] a = window[k - 1];
                double[] b = window[k];
                if (ghz >= a[0] && ghz <= b[0]) {
                    double share = (ghz - a[0]) / (b[0] - a[0]);
                    double dry = a[1] + share * (b[1] - a[1]);
                    return dry + water * (a[2] + share * (b[2] - a[2]) - dry);
                }
            }
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "the opacity of the atmosphere is known at 112 to 115.9, 211 to 240 and 328 to 346.1 GHz, and the line is observed at %.3f GHz; give the system temperature or the noise of a channel",
                ghz));
    }
}
