// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.SharedData;

/** Lines integrated over channels, compared with 40-digit values (reference/line_profile). */
class LineProfileReferenceTest {

    /** Relative to the line's flux: the error of the polynomial is 4e-14 and that of its clamp 3e-13. */
    private static final double TOLERANCE = 1e-12;

    private static final Pattern HEAD = Pattern.compile(
            "F=([0-9.]+).*centre v=([-0-9.]+) km/s, sigma=([0-9.]+) km/s, binned on (\\d+) channels: centre_i = ([-0-9.]+) \\+ i\\*\\(([-0-9.]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"descending", "edge", "huge_sigma", "narrow", "offgrid", "wide"})
    void integratesTheLine(String name) throws IOException {
        integratesTheLine(name, new ScalarKernels());
        integratesTheLine(name, new VectorKernels());
    }

    private static void integratesTheLine(String name, Kernels kernels) throws IOException {
        List<String> lines = Files.readAllLines(SharedData.path("reference/line_profile/" + name + ".csv"));
        Matcher head = HEAD.matcher(lines.get(0));
        assertTrue(head.find(), lines.get(0));
        double[] h = new double[6];
        for (int i = 0; i < h.length; i++) {
            h[i] = Double.parseDouble(head.group(i + 1));
        }
        int channels = (int) h[3];
        double[] edges = new double[channels + 1];
        for (int i = 0; i <= channels; i++) {
            edges[i] = h[4] + (i - 0.5) * h[5];
        }
        Samples samples = new Samples();
        samples.add(0, 0, h[0]);
        samples.reserve(0);
        samples.velocity[0] = h[1];
        samples.dispersion[0] = h[2];
        Spectra spectra = new Spectra(1, 1, channels, 1);
        ChannelGrid grid = new ChannelGrid(edges, new double[edges.length], new double[channels], false);
        LineProfileKernel profile = new LineProfileKernel(0, kernels);
        profile.start(grid, samples, 0, -1);
        profile.fill(new int[] {0}, 0, 1, new int[] {0, 1}, 0, 0, spectra);
        int rows = 0;
        for (String line : lines) {
            if (!line.startsWith("#") && !line.startsWith("channel")) {
                String[] cells = line.split(",");
                assertEquals(
                        Double.parseDouble(cells[2]),
                        spectra.get(0, 0, 0, Integer.parseInt(cells[0])),
                        TOLERANCE * h[0],
                        line);
                rows++;
            }
        }
        assertEquals(channels, rows);
    }
}
