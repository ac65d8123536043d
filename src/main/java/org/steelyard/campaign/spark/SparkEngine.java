// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.units.InputException;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Runs tasks on a cluster under Apache Spark, or with Spark on this machine. */
public final class SparkEngine implements Engine {

    /** [ms] Time within which a running master accepts a connection. */
    private static final int CONNECT_TIMEOUT = 5_000;

    /** [s] Time within which a free worker offers its cores. Spark itself asks a master three times, 20 s apart. */
    private static final long WORKER_TIMEOUT = 70;

    /**
     * Partitions per core: enough that executors finish together although tasks differ in length, and few enough that
     * Spark's overhead of 10 ms per partition does not matter.
     */
    private static final int PARTITIONS_PER_CORE = 16;

    /** Largest number of tasks in a partition. */
    private static final int LARGEST_PARTITION = 16;

    private static final String SPARK_SCHEME = "spark://";

    private final JavaSparkContext spark;

    private SparkEngine(JavaSparkContext spark) {
        this.spark = spark;
    }

    /**
     * Connects to a cluster. Keeps the settings of {@code spark-submit}.
     *
     * @param master for example {@code spark://host:7077} or {@code local[*]}; null for the
     *     master of {@code spark-submit} or, without one, the cores of this machine
     * @return the engine
     * @throws InputException if the master cannot be reached or no worker offers a core
     */
    public static SparkEngine connect(String master) {
        SparkConf conf = new SparkConf();
        String address = master != null ? master : conf.get("spark.master", "local[*]");
        checkReachable(address);
        conf.setMaster(address);
        conf.setIfMissing("spark.app.name", "steelyard");
        conf.setIfMissing("spark.ui.enabled", "false");
        // The loss of an executor must not end a campaign.
        conf.setIfMissing("spark.task.maxFailures", "16");
        if (!address.startsWith("local")) {
            conf.setIfMissing("spark.jars", String.join(",", ownJars()));
        }
        JavaSparkContext context;
        try {
            context = new JavaSparkContext(conf);
        } catch (Exception e) { // Scala throws undeclared checked exceptions, for example for an invalid master
            throw new InputException(
                    "Spark master " + address + ": Spark does not start: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "; give a master like spark://host:7077 or local[2]",
                    e);
        }
        SparkEngine engine = new SparkEngine(context);
        if (!address.startsWith("local")) {
            engine.awaitWorker(address);
        }
        return engine;
    }

    private static void checkReachable(String master) {
        if (!master.startsWith(SPARK_SCHEME)) {
            return;
        }
        String failure = "";
        for (String address : master.substring(SPARK_SCHEME.length()).split(",", -1)) {
            int colon = address.lastIndexOf(':');
            if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
                throw new InputException("Spark master " + master + ": give host and port, like spark://host:7077");
            }
            int port = Integer.parseInt(address.substring(colon + 1));
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address.substring(0, colon), Math.min(port, 65535)), CONNECT_TIMEOUT);
                return;
            } catch (IOException e) {
                failure = e.getMessage();
            }
        }
        throw new InputException("Spark master " + master + ": cannot be reached (" + failure
                + "); start it, correct the address, or use the local engine");
    }

    /** The program's jar and its libraries, which the executors of a cluster need. */
    private static List<String> ownJars() {
        try {
            Path own = Path.of(Job.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path libraries = own.resolveSibling("lib");
            if (!Files.isRegularFile(own) || !Files.isDirectory(libraries)) {
                throw new InputException(
                        own + ": a cluster needs the program's jar with its folder lib beside it; run mvn package");
            }
            try (Stream<Path> jars = Files.list(libraries)) {
                return Stream.concat(Stream.of(own), jars.sorted())
                        .map(Path::toString)
                        .toList();
            }
        } catch (URISyntaxException | IOException e) {
            throw new InputException("the program's jars cannot be read: " + e.getMessage(), e);
        }
    }

    private void awaitWorker(String master) {
        long deadline = System.nanoTime() + WORKER_TIMEOUT * 1_000_000_000L;
        try {
            while (System.nanoTime() < deadline && !spark.sc().isStopped()) {
                if (executors() > 0) {
                    return;
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new InputException("Spark master " + master + ": no worker offered a core within " + WORKER_TIMEOUT
                + " s; start one, free one, or use the local engine");
    }

    /** The number of executors; Spark's own list includes the driver. */
    private int executors() {
        return spark.sc().isStopped() ? 0 : spark.sc().getExecutorMemoryStatus().size() - 1;
    }

    @Override
    public int parallelism() {
        return spark.defaultParallelism();
    }

    @Override
    public Workers open(Job<?> job) {
        return new SparkWorkers(spark.broadcast(new BroadcastJob(job)));
    }

    @Override
    public void close() {
        spark.close();
    }

    private final class SparkWorkers implements Workers {

        private final Broadcast<BroadcastJob> job;

        SparkWorkers(Broadcast<BroadcastJob> job) {
            this.job = job;
        }

        @Override
        public void run(List<TaskInput> inputs, Consumer<TaskResult> sink) {
            if (inputs.isEmpty()) {
                return;
            }
            int count = partitions(inputs.size(), parallelism());
            JavaRDD<TaskInput> data = spark.parallelize(inputs, count);
            List<Object> partitions =
                    IntStream.range(0, count).boxed().map(Object.class::cast).toList();
            try {
                spark.sc()
                        .runJob(
                                data.rdd(),
                                new PartitionWorker(job),
                                CollectionConverters.asScala(partitions).toSeq(),
                                new Handler(sink),
                                ClassTag$.MODULE$.apply(PartitionWorker.Results.class));
            } catch (Exception e) { // Scala throws undeclared checked exceptions
                throw cause(e);
            }
        }

        @Override
        public void close() {
            job.destroy();
        }
    }

    /** Passes on the results of each finished partition; Spark calls it from one thread. */
    private static final class Handler extends AbstractFunction2<Object, PartitionWorker.Results, BoxedUnit> {

        private final Consumer<TaskResult> sink;

        Handler(Consumer<TaskResult> sink) {
            this.sink = sink;
        }

        @Override
        public BoxedUnit apply(Object index, PartitionWorker.Results partition) {
            if (!partition.error().isEmpty()) {
                throw new InputException(partition.error());
            }
            partition.results().forEach(sink);
            return BoxedUnit.UNIT;
        }
    }

    /** The number of partitions into which tasks are divided. */
    private static int partitions(int tasks, int cores) {
        int size = Math.max(1, Math.min(LARGEST_PARTITION, tasks / (PARTITIONS_PER_CORE * cores)));
        return (tasks + size - 1) / size;
    }

    /** The error itself, without Spark's wrapping. */
    private static RuntimeException cause(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException input) {
                return input;
            }
        }
        return new IllegalStateException("Spark: " + e.getMessage(), e);
    }
}
