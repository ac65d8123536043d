package org.steelyard.campaign.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.steelyard.campaign.Job;
import org.steelyard.units.InputException;

/**
 * A job in serialised form with the bytes of its files. Spark keeps one in each executor, where it is unpacked once;
 * each thread borrows a worker. Safe for threads.
 */
final class BroadcastJob implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Serializable job;
    private final LinkedHashMap<String, byte[]> files;
    private transient Supplier<Job.Task> maker;
    private transient Deque<Job.Task> idle;

    private BroadcastJob(Serializable job, Map<String, byte[]> files) {
        this.job = job;
        this.files = new LinkedHashMap<>(files);
    }

    static BroadcastJob of(Job<?> job) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Path file : job.files()) {
            try {
                files.put(file.toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return new BroadcastJob(JobCodec.encode(job), files);
    }

    /** A worker that no other thread has. */
    synchronized Job.Task borrow() {
        if (maker == null) {
            maker = maker(JobCodec.decode(job, unpack()));
            idle = new ArrayDeque<>();
        }
        return idle.isEmpty() ? maker.get() : idle.pop();
    }

    synchronized void giveBack(Job.Task worker) {
        idle.push(worker);
    }

    private static <S> Supplier<Job.Task> maker(Job<S> job) {
        S shared = job.open();
        return () -> job.task(shared);
    }

    /** Writes the files to a folder of this process; it goes when the process ends in order. */
    private UnaryOperator<Path> unpack() {
        Map<Path, Path> places = new LinkedHashMap<>();
        try {
            Path folder = Files.createTempDirectory("steelyard");
            folder.toFile().deleteOnExit();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path own = Files.createDirectory(folder.resolve(Integer.toString(places.size())));
                own.toFile().deleteOnExit();
                Path original = Path.of(file.getKey());
                Path place = Files.write(own.resolve(original.getFileName()), file.getValue());
                place.toFile().deleteOnExit();
                places.put(original, place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an executor cannot write its copy of the data", e);
        }
        return path -> places.getOrDefault(path, path);
    }
}
