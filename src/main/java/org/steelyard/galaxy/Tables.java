package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The arrays of one model, used anew by the next. One thread at a time. */
public final class Tables {

    private final List<double[]> arrays = new ArrayList<>();
    private final BitSet taken = new BitSet();

    /** Gives all arrays back. */
    void clear() {
        taken.clear();
    }

    /** An array of zeros, until {@link #clear}. */
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
