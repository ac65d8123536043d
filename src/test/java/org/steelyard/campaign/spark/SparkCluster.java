// SPDX-License-Identifier: Apache-2.0
package org.steelyard.campaign.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A standalone cluster on the loopback interface: a master and workers of one core each, in separate processes. */
public final class SparkCluster implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String master;

    /**
     * Starts the cluster. The test is skipped if there are no Spark jars.
     *
     * @param folder for logs and scratch files
     * @param workers number of workers
     */
    public SparkCluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        this.home = home();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            port = free.getLocalPort();
        }
        master = "spark://" + LOOPBACK + ":" + port;
        daemon(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                LOOPBACK,
                "--port",
                "" + port,
                "--webui-port",
                "0");
        awaitPort(port);
        for (int worker = 0; worker < workers; worker++) {
            Path work = folder.resolve("worker-" + worker);
            daemon(
                    "worker-" + worker,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    LOOPBACK,
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    work.toString(),
                    master);
        }
    }

    /** The folder with Spark's jars: SPARK_HOME, or that of examples/errors-on-spark. */
    public static Path home() {
        String given = System.getenv("SPARK_HOME");
        Path home = given != null ? Path.of(given) : Path.of("target/spark").toAbsolutePath();
        boolean there = Files.isDirectory(home.resolve("jars"));
        if (!there) {
            System.out.println("skipped: no Spark in " + home + "/jars; see examples/errors-on-spark/README.md");
        }
        assumeTrue(there, "no Spark in " + home);
        return home;
    }

    /** The address of the master, as in {@code --engine spark=}. */
    public String master() {
        return master;
    }

    /** Installs the program as a jar with its folder lib. The test classes are among the libraries. */
    public static Path install(Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        List<Path> classes = new ArrayList<>();
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!entry.isEmpty() && Files.isDirectory(path)) {
                classes.add(path);
            } else if (!entry.isEmpty()
                    && !entry.contains("spark")
                    && !entry.contains("scala")
                    && !entry.contains("junit")) {
                Files.copy(path, lib.resolve(path.getFileName()));
            }
        }
        for (Path tree : classes) {
            boolean tests = tree.endsWith("test-classes");
            jar(tree, tests ? lib.resolve("tests.jar") : folder.resolve("steelyard.jar"));
        }
        return folder;
    }

    /** The class path of an installed program with Spark. */
    public static String classPath(Path installed) {
        return home().resolve("jars") + "/*" + File.pathSeparator + installed.resolve("steelyard.jar")
                + File.pathSeparator + installed.resolve("lib") + "/*";
    }

    private static void jar(Path tree, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(tree)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(tree.relativize(path).toString()));
                Files.copy(path, out);
            }
        }
    }

    /** A JVM with Spark's environment. */
    public static ProcessBuilder java(String classPath, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dspark.driver.host=" + LOOPBACK,
                "-Dspark.driver.bindAddress=" + LOOPBACK,
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider",
                "-cp",
                classPath));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home().toString());
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        // Without it the launcher of executors looks for a build of Spark.
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return builder;
    }

    private void daemon(String name, String... arguments) throws IOException {
        ProcessBuilder builder = java(home.resolve("jars") + "/*", arguments);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        processes.add(builder.start());
    }

    private static void awaitPort(int port) throws InterruptedException {
        for (int attempt = 0; attempt < 300; attempt++) {
            try (Socket socket = new Socket(LOOPBACK, port)) {
                assertTrue(socket.isConnected());
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the master does not answer");
    }

    /** Kills running executors; their workers start others. */
    public long killExecutors(int most) {
        List<ProcessHandle> executors = processes.stream()
                .flatMap(process -> process.toHandle().children())
                .limit(most)
                .toList();
        executors.forEach(ProcessHandle::destroyForcibly);
        return executors.size();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
