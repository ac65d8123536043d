// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.stream.IntStream;

/** The data that enter chi^2. */
public final class DataSelection {

    private DataSelection() {}

    /**
     * @param data of any kind, NaN where there are none. Not modified
     * @param noise one standard deviation of each. Not modified
     * @return indices of the data with a value and a positive noise, ascending
     */
    public static int[] usable(double[] data, double[] noise) {
        return IntStream.range(0, data.length)
                .filter(i -> !Double.isNaN(data[i]) && noise[i] > 0)
                .toArray();
    }
}
