// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Arrays that one evaluation of a model takes and the next one uses again. For one thread at a time. */
public final class ArrayPool {

    private final List<double[]> arrays = new ArrayList<>();
    private final BitSet taken = new BitSet();

    /** Returns all arrays to the pool. */
    public void clear() {
        taken.clear();
    }

    /**
     * @param length of the array
     * @return an array of zeros, valid until {@link #clear}
     */
    public double[] take(int length) {
        int k = taken.nextClearBit(0);
        while (k < arrays.size() && arrays.get(k).length != length) {
            k = taken.nextClearBit(k + 1);
        }
        if (k == arrays.size()) {
            arrays.add(new double[length]);
        }
        taken.set(k);
        double[] array = arrays.get(k);
        Arrays.fill(array, 0);
        return array;
    }
}
