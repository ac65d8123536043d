package org.steelyard.campaign;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The result of one task. The array is lent and not to be modified.
 *
 * @param index of the task
 * @param values its numbers
 * @param note a word on it, for example why a refit failed; empty if there is nothing to say
 */
public record TaskResult(int index, double[] values, String note) implements Serializable {

    /**
     * @param index of the task
     * @param values its numbers
     */
    public TaskResult(int index, double... values) {
        this(index, values, "");
    }

    /** The same index, note and bits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TaskResult row
                && index == row.index
                && note.equals(row.note)
                && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + index;
    }
}
