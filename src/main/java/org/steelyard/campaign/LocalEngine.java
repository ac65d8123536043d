// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.steelyard.kernel.ParallelFor;

/** Runs tasks on the cores of this machine, one worker per thread. */
public final class LocalEngine implements Engine {

    private final ParallelFor threads;

    /**
     * Starts the threads.
     *
     * @param threads number of tasks that run at the same time
     */
    public LocalEngine(int threads) {
        this.threads = new ParallelFor(threads);
    }

    @Override
    public int parallelism() {
        return threads.threads();
    }

    @Override
    public Workers open(Job<?> job) {
        return new LocalWorkers(tasks(job));
    }

    private <S> List<Job.Task> tasks(Job<S> job) {
        S shared = job.open();
        return Stream.generate(() -> job.task(shared)).limit(parallelism()).toList();
    }

    @Override
    public void close() {
        threads.close();
    }

    private final class LocalWorkers implements Workers {

        private final List<Job.Task> tasks;

        LocalWorkers(List<Job.Task> tasks) {
            this.tasks = tasks;
        }

        @Override
        public void run(List<TaskInput> inputs, Consumer<TaskResult> sink) {
            threads.run(inputs.size(), (index, worker) -> {
                TaskResult result = tasks.get(worker).run(inputs.get(index));
                synchronized (this) {
                    sink.accept(result);
                }
            });
        }

        @Override
        public void close() {}
    }
}
