// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.steelyard.campaign.Job;
import org.steelyard.units.InputException;

/**
 * A job in serialised form with the content of its files. Spark keeps one in each executor. The first thread decodes it
 * there, and each thread borrows a worker. Safe for threads.
 */
final class BroadcastJob implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] job;
    private final LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
    private transient Supplier<Job.Task> workers;
    private transient Deque<Job.Task> idle;

    BroadcastJob(Job<?> job) {
        this.job = JobCodec.encode(job);
        for (Path file : job.files()) {
            try {
                files.put(file.toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** A worker that no other thread uses. */
    synchronized Job.Task borrow() {
        if (workers == null) {
            workers = workers(JobCodec.decode(job, copies()));
            idle = new ArrayDeque<>();
        }
        return idle.isEmpty() ? workers.get() : idle.pop();
    }

    synchronized void giveBack(Job.Task worker) {
        idle.push(worker);
    }

    private static <S> Supplier<Job.Task> workers(Job<S> job) {
        S shared = job.open();
        return () -> job.task(shared);
    }

    /** Writes the files to a folder of this process, which is deleted when the process ends normally. */
    private UnaryOperator<Path> copies() {
        Map<Path, Path> copies = new HashMap<>();
        try {
            Path folder = Files.createTempDirectory("steelyard");
            folder.toFile().deleteOnExit();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path own = Files.createDirectory(folder.resolve(Integer.toString(copies.size())));
                own.toFile().deleteOnExit();
                Path original = Path.of(file.getKey());
                Path copy = Files.write(own.resolve(original.getFileName()), file.getValue());
                copy.toFile().deleteOnExit();
                copies.put(original, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an executor cannot write its copy of the data", e);
        }
        return path -> copies.getOrDefault(path, path);
    }
}
