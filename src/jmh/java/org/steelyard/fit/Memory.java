// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.Page;
import org.steelyard.cli.WorkloadConfig;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/**
 * Memory of a fit of a 1 GB cube whose region is 100 x 100 pixels and 100 channels: the command, in a JVM of its own
 * with little heap.
 */
public final class Memory {

    private static final int SIDE = 1000;
    private static final int CHANNELS = 268;
    private static final int REGION = 100;
    private static final double NOISE = 3e-4;

    /** Pixels and channels from the first of the cube to the first of the disk's part. */
    private static final int BEFORE = (SIDE - REGION) / 2;

    private static final int BEFORE_CHANNEL = (CHANNELS - REGION) / 2;

    /** [MB] The goal, then what tells where the limit is. */
    private static final int[] HEAPS = {256, 512, 1024, 2048};

    private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

    private Memory() {}

    /** Prints the table. */
    public static void run() throws IOException, InterruptedException {
        Page page = new Page(
                "memory",
                "`steelyard fit` of a cube of 1000 x 1000 pixels and 268 channels (1.07 GB of floats), 100 channels and a circle of 100 pixels across given, "
                        + "in heaps of several sizes (-XX:+UseSerialGC -Xmx, peaks from -Xlog:gc).");
        page.head("heap [MB]", "outcome", "peak before a collection [MB]", "peak after one [MB]", "seconds");
        Path folder = Files.createTempDirectory("steelyard-memory");
        try {
            Path config = prepare(folder);
            for (int heap : HEAPS) {
                if (fit(page, folder, config, heap)) {
                    break;
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
        page.keep();
    }

    private static Path prepare(Path folder) throws IOException {
        Path small = folder.resolve("small.fits");
        List<String> overrides = List.of(
                "simulate.size=[100, 100]",
                "data.velocities=[\"1371.3 km/s\", \"2361.3 km/s\"]",
                "parameters.x.start=50.5",
                "parameters.y.start=50.5",
                "parameters.sb_radius.start=0.6 arcsec",
                "disk.surface_brightness=exponential",
                "model.oversampling=2");
        Simulation.run(
                WorkloadConfig.disk(overrides),
                new SimulationOptions("benchmark", "", NOISE, 1, false, false, 2),
                small);
        CubeFile file = CubeFile.open(small, HeaderOverrides.NONE);
        write(folder.resolve("large.fits"), file.read(file.box(), 0, file.channels()));
        Path mge = folder.resolve("mge.ecsv");
        Files.copy(WorkloadConfig.disk(List.of()).potential().mge(), mge);
        String centre = "{ start = " + (BEFORE + 50.5) + " }";
        return Files.writeString(
                folder.resolve("large.toml"),
                String.join(
                        "\n",
                        "[data]",
                        "cube = \"large.fits\"",
                        "channels = [" + (BEFORE_CHANNEL + 1) + ", " + (BEFORE_CHANNEL + REGION) + "]",
                        "[galaxy]",
                        "angular_diameter_distance = \"17.1 Mpc\"",
                        "[potential]",
                        "mge = \"mge.ecsv\"",
                        "[fit]",
                        "region = { semi_major = \"1.5 arcsec\", axis_ratio = 1.0, position_angle = \"187 deg\" }",
                        "[parameters]",
                        "x = " + centre,
                        "y = " + centre,
                        ""));
    }

    /** The small cube in the middle of a large one, noise around it, plane by plane. */
    private static void write(Path file, SpectralCube small) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        float[] noise = new float[SIDE * (SIDE + 37)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (NOISE * random.nextGaussian());
        }
        byte[] head = header(small);
        ByteBuffer plane = ByteBuffer.allocate(4 * SIDE * SIDE);
        try (OutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.write(head);
            for (int c = 0; c < CHANNELS; c++) {
                plane.asFloatBuffer().put(noise, random.nextInt(37 * SIDE), SIDE * SIDE);
                int from = c - BEFORE_CHANNEL;
                if (from >= 0 && from < REGION) {
                    for (int y = 0; y < REGION; y++) {
                        for (int x = 0; x < REGION; x++) {
                            float value = small.values()[(from * REGION + y) * REGION + x];
                            plane.putFloat(4 * ((BEFORE + y) * SIDE + BEFORE + x), value);
                        }
                    }
                }
                out.write(plane.array());
            }
            long bytes = 4L * SIDE * SIDE * CHANNELS;
            out.write(new byte[(int) ((2880 - bytes % 2880) % 2880)]);
        }
    }

    private static byte[] header(SpectralCube small) {
        double first = small.axis().centre(0);
        double step = small.axis().centre(1) - first;
        double rest = small.axis().restFrequency();
        List<String> cards = new ArrayList<>(List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                  -32",
                "NAXIS   =                    3",
                card("NAXIS1", SIDE),
                card("NAXIS2", SIDE),
                card("NAXIS3", CHANNELS),
                "BUNIT   = 'Jy/beam '",
                "CTYPE1  = 'RA---SIN'",
                card("CRVAL1", 54.115),
                card("CRPIX1", BEFORE + 50),
                card("CDELT1", -0.03 / 3600),
                "CUNIT1  = 'deg     '",
                "CTYPE2  = 'DEC--SIN'",
                card("CRVAL2", -34.976),
                card("CRPIX2", BEFORE + 50),
                card("CDELT2", 0.03 / 3600),
                "CUNIT2  = 'deg     '",
                "CTYPE3  = 'FREQ    '",
                card("CRVAL3", first * rest),
                card("CRPIX3", BEFORE_CHANNEL + 1),
                card("CDELT3", step * rest),
                "CUNIT3  = 'Hz      '",
                card("RESTFRQ", rest),
                "SPECSYS = 'LSRK    '",
                card("BMAJ", 0.22 / 3600),
                card("BMIN", 0.17 / 3600),
                card("BPA", 60),
                "END"));
        StringBuilder head = new StringBuilder();
        cards.forEach(card -> head.append(String.format(Locale.ROOT, "%-80s", card)));
        head.append(" ".repeat((2880 - head.length() % 2880) % 2880));
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String card(String key, double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6;
        return String.format(Locale.ROOT, whole ? "%-8s= %20.0f" : "%-8s= %20.12E", key, value);
    }

    private static boolean fit(Page page, Path folder, Path config, int heap) throws IOException, InterruptedException {
        Path log = folder.resolve("gc.log");
        Path said = folder.resolve("said.txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx" + heap + "m",
                        "-Xlog:gc:file=" + log,
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.steelyard.cli.Main",
                        "fit",
                        "--debug",
                        config.toString(),
                        "-o",
                        folder.resolve("run-" + heap).toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int code = process.waitFor();
        double seconds = 1e-9 * (System.nanoTime() - start);
        int before = 0;
        int after = 0;
        Matcher pause = PAUSE.matcher(Files.readString(log));
        while (pause.find()) {
            before = Math.max(before, Integer.parseInt(pause.group(1)));
            after = Math.max(after, Integer.parseInt(pause.group(2)));
        }
        String last = code == 0 ? "done" : "exit " + code + ": " + fault(Files.readAllLines(said));
        page.row(heap, last, before, after, seconds);
        return code == 0;
    }

    /** Where memory ended: the error and the first places in this program. */
    private static String fault(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("Error") || line.contains("at org.steelyard"))
                .limit(6)
                .map(String::strip)
                .collect(Collectors.joining(", "));
    }
}
