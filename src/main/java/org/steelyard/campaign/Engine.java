package org.steelyard.campaign;

import java.util.List;
import java.util.function.Consumer;

/** Runs the tasks of campaigns. The results have the same bits on every engine. */
public interface Engine extends AutoCloseable {

    /**
     * Makes a job's workers ready; its data are read, and travel, once for all its tasks.
     *
     * @param job what they do
     * @return the workers, to be closed
     * @throws org.steelyard.units.InputException if the job's input is at fault
     */
    Workers open(Job<?> job);

    /** @return how many tasks are done at a time: batches of several times as many keep the workers busy */
    int parallelism();

    @Override
    void close();

    /** The workers of one job. */
    interface Workers extends AutoCloseable {

        /**
         * Runs tasks and returns when all are finished.
         *
         * @param requests in any number, with different indices
         * @param sink is given every answer as it comes, in any order, one at a time
         * @throws org.steelyard.units.InputException if a task or the sink says that the user's input is at fault; the
         *     other tasks then stop
         */
        void run(List<TaskInput> requests, Consumer<TaskResult> sink);

        @Override
        void close();
    }
}
