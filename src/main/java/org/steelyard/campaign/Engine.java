// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.util.List;
import java.util.function.Consumer;

/** Runs the tasks of campaigns. The results have the same bits on every engine. */
public interface Engine extends AutoCloseable {

    /**
     * Starts the workers of a job. The job's data are read and distributed once for all its tasks.
     *
     * @param job the work
     * @return the workers, to be closed
     * @throws org.steelyard.units.InputException if the input of the job is invalid
     */
    Workers open(Job<?> job);

    /** @return the number of tasks that run at the same time; batches of several times as many keep all workers busy */
    int parallelism();

    @Override
    void close();

    /** The workers of one job. */
    interface Workers extends AutoCloseable {

        /**
         * Runs tasks and returns when all are finished.
         *
         * @param tasks any number, with different indices
         * @param sink receives each result when its task is finished, in any order, one at a time
         * @throws org.steelyard.units.InputException if a task or the sink reports invalid input; the other tasks then
         *     stop
         */
        void run(List<TaskInput> tasks, Consumer<TaskResult> sink);

        @Override
        void close();
    }
}
