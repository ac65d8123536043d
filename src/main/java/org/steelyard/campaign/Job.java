// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.List;

/**
 * The work of a campaign. A job is a small value that an engine may send to other machines. It is a record whose
 * components are numbers, texts, enumerations, paths, arrays of primitives, lists and maps of these, or further such
 * records. Large data stay in files, which {@link #open} reads on each machine.
 *
 * @param <S> data and tables that the workers of one machine share
 */
public interface Job<S> {

    /**
     * @return the files that {@link #open} reads. An engine on other machines copies them there and replaces the paths
     *     inside the job by those of the copies.
     */
    List<Path> files();

    /**
     * Reads and prepares the data that the workers of one machine share. Called once in each process.
     *
     * @return the shared data; not modified by the workers
     */
    S open();

    /**
     * Creates one worker.
     *
     * @param shared the data that {@link #open} returned
     * @return a worker for one thread, with its own scratch memory
     */
    Task task(S shared);

    /** A worker, which runs tasks on one thread. */
    @FunctionalInterface
    interface Task {

        /**
         * Runs one task. The result depends on the job and the input alone. Random numbers follow from the campaign's
         * seed and the task's index, never from an earlier task.
         *
         * @param input of the task
         * @return the result
         * @throws org.steelyard.units.InputException if the user's input is invalid; the campaign then ends
         */
        TaskResult run(TaskInput input);
    }
}
