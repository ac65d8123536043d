// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.RawFits;
import org.steelyard.SharedData;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;
import org.steelyard.kernel.Convolution;

/**
 * Beam, convolution and deconvolution, compared with radio_beam, astropy and scikit-image, and the second moments of
 * the beam.
 */
class BeamReferenceTest {

    /** Required accuracy relative to the peak. */
    private static final double CONVOLUTION = 1e-10;

    private static final double DECONVOLUTION = 1e-8;

    /** Relative to the second moment: its part beyond 6 standard deviations is 7e-7 in two dimensions. */
    private static final double MOMENT = 2e-6;

    private static final double PIXEL = 0.05;

    @Test
    void convolvesAsAstropy() throws IOException {
        var file = SharedData.path("reference/beam_convolution/beam_convolution.fits");
        double[] image = RawFits.read(file, null);
        for (String line : Files.readAllLines(SharedData.path("reference/beam_convolution/beams.csv"))) {
            if (line.startsWith("#") || line.startsWith("index")) {
                continue;
            }
            String[] cells = line.split(",");
            Beam beam = Beam.ofAxes(
                    Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
            double[] expectedKernel = RawFits.read(file, "KERNEL" + cells[0]);
            int half = Integer.parseInt(cells[4]) / 2;
            double[] kernel = BeamKernel.sample(beam, new LocalFrame(-PIXEL, 0, 0, PIXEL), half);
            double peak = 0;
            for (double k : expectedKernel) {
                peak = Math.max(peak, k);
            }
            double worstKernel = 0;
            for (int i = 0; i < kernel.length; i++) {
                worstKernel = Math.max(worstKernel, Math.abs(kernel[i] - expectedKernel[i]) / peak);
            }
            double[] expected = RawFits.read(file, "CONV" + cells[0]);
            double[] out = new double[expected.length];
            Convolution.convolve(image, 56, 48, kernel, out);
            double worst = 0;
            double top = 0;
            for (int i = 0; i < out.length; i++) {
                worst = Math.max(worst, Math.abs(out[i] - expected[i]));
                top = Math.max(top, expected[i]);
            }
            System.out.println(
                    "beam " + cells[0] + ": kernel " + worstKernel + " of its peak, convolution " + worst / top);
            assertTrue(worst < CONVOLUTION * top, "convolution " + line);
            assertTrue(worstKernel < KERNEL, "kernel " + line + ": " + worstKernel);
        }
    }

    /** Relative to the peak: rounding of an exponential and of the sum by which it is divided. */
    private static final double KERNEL = 1e-13;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 30})
    void deconvolvesAsScikitImage(int iterations) throws IOException {
        var file = SharedData.path("reference/richardson_lucy/richardson_lucy.fits");
        double[] expected = RawFits.read(file, "RL" + iterations);
        double[] estimate =
                Deconvolution.richardsonLucy(RawFits.read(file, null), 43, 41, RawFits.read(file, "PSF"), iterations);
        double peak = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            peak = Math.max(peak, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(estimate[i] - expected[i]));
        }
        System.out.println("Richardson-Lucy " + iterations + ": " + worst / peak + " of the peak");
        assertTrue(worst < DECONVOLUTION * peak, "" + worst / peak);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 20, 45, 77, 90, 123, 160, 180})
    void hasTheBeamsSecondMoments(double angle) {
        Beam beam = new Beam(0.5, 0.35, angle);
        double turn = Math.toRadians(30);
        LocalFrame[] frames = {
            new LocalFrame(-PIXEL, 0, 0, PIXEL),
            new LocalFrame(PIXEL, 0, 0, PIXEL),
            new LocalFrame(
                    -PIXEL * Math.cos(turn), PIXEL * Math.sin(turn), PIXEL * Math.sin(turn), PIXEL * Math.cos(turn))
        };
        for (LocalFrame frame : frames) {
            int half = BeamKernel.halfWidth(beam, frame);
            double[] kernel = BeamKernel.sample(beam, frame, half);
            double[] moments = new double[3];
            for (int y = -half; y <= half; y++) {
                for (int x = -half; x <= half; x++) {
                    double k = kernel[(y + half) * (2 * half + 1) + x + half];
                    double east = frame.eastPerX() * x + frame.eastPerY() * y;
                    double north = frame.northPerX() * x + frame.northPerY() * y;
                    moments[0] += k * east * east;
                    moments[1] += k * east * north;
                    moments[2] += k * north * north;
                }
            }
            double major = beam.sigmaMajor() * beam.sigmaMajor();
            double minor = beam.sigmaMinor() * beam.sigmaMinor();
            double s = Math.sin(Math.toRadians(angle));
            double c = Math.cos(Math.toRadians(angle));
            assertEquals(major * s * s + minor * c * c, moments[0], MOMENT * major);
            assertEquals((major - minor) * s * c, moments[1], MOMENT * major);
            assertEquals(major * c * c + minor * s * s, moments[2], MOMENT * major);
        }
    }
}
