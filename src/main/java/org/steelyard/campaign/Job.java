package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.List;

/**
 * The work of a campaign. A job is a small value that is sent to the machines that do the work: a record whose
 * components are numbers, texts, enumerations, paths, arrays of primitives, lists and maps of these, and further such
 * records, for example a {@link org.steelyard.config.Configuration}. Large data are read there, from its files.
 *
 * @param <S> what the workers of one machine share: data, tables
 */
public interface Job<S> {

    /**
     * @return the files that {@link #open} reads. An engine on other machines carries them there, and the paths inside
     *     the job then point to the copies.
     */
    List<Path> files();

    /**
     * Reads and prepares what the workers of one machine share; called once in each process.
     *
     * @return what they share; not modified by them
     */
    S open();

    /**
     * Makes one worker.
     *
     * @param shared what {@link #open} made
     * @return a worker that runs on one thread, with scratch memory of its own
     */
    Task task(S shared);

    /** One worker. */
    @FunctionalInterface
    interface Task {

        /**
         * Runs one task. The result depends on the job and the task alone: random numbers are drawn from the campaign's
         * seed and the task's index, never from an earlier task.
         *
         * @param request what to do
         * @return what came out
         * @throws org.steelyard.units.InputException if the user's input is at fault: the campaign ends
         */
        TaskResult run(TaskInput request);
    }
}
