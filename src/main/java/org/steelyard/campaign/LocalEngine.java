package org.steelyard.campaign;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.steelyard.kernel.ParallelFor;

/** Runs tasks on the cores of this machine, each with its own task and model. */
public final class LocalEngine implements Engine {

    private final ParallelFor threads;

    /**
     * @param threads how many tasks are done at a time
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
        public void run(List<TaskInput> requests, Consumer<TaskResult> sink) {
            threads.run(requests.size(), (index, worker) -> {
                TaskResult row = tasks.get(worker).run(requests.get(index));
                synchronized (this) {
                    sink.accept(row);
                }
            });
        }

        @Override
        public void close() {}
    }
}
