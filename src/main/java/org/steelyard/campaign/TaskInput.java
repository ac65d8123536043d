// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The input of one task of a campaign. The array must not be modified.
 *
 * @param index of the task; identifies it and seeds its random numbers
 * @param values the input values; empty if the index suffices
 */
public record TaskInput(int index, double[] values) implements Serializable {

    /**
     * Creates the input of a task that needs only its index.
     *
     * @param index of the task
     */
    public TaskInput(int index) {
        this(index, new double[0]);
    }

    /**
     * Lists tasks that need only their index.
     *
     * @param count number of tasks
     * @return tasks 0 to {@code count - 1}
     */
    public static List<TaskInput> upTo(int count) {
        return IntStream.range(0, count).mapToObj(TaskInput::new).toList();
    }
}
