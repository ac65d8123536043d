package org.steelyard.campaign;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One task of a campaign. The array is lent and not to be modified.
 *
 * @param index of the task: names it, and seeds its random numbers
 * @param input numbers that it works on; empty where the index says all
 */
public record TaskInput(int index, double[] input) implements Serializable {

    /**
     * @param index of a task that needs no numbers
     */
    public TaskInput(int index) {
        this(index, new double[0]);
    }

    /**
     * @param count of tasks
     * @return tasks 0 to {@code count - 1} without input
     */
    public static List<TaskInput> upTo(int count) {
        return IntStream.range(0, count).mapToObj(TaskInput::new).toList();
    }
}
