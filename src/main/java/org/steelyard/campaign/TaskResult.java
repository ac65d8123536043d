// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The result of one task. The array must not be modified.
 *
 * @param index of the task
 * @param values the numbers
 * @param note a remark, for example why a refit failed; empty if there is none
 */
public record TaskResult(int index, double[] values, String note) implements Serializable {

    /**
     * Creates a result without a note.
     *
     * @param index of the task
     * @param values the numbers
     */
    public TaskResult(int index, double... values) {
        this(index, values, "");
    }

    /** Compares index, note and the bits of the values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TaskResult that
                && index == that.index
                && note.equals(that.note)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + index;
    }
}
