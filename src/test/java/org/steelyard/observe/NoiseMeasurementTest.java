// SPDX-License-Identifier: Apache-2.0
package org.steelyard.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.CubeGrid;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralResponse;

/** Noise with known correlations, drawn and measured again. */
class NoiseMeasurementTest {

    private static final double PIXEL = 0.05;
    private static final Beam BEAM = new Beam(0.22, 0.17, 60);
    private static final LocalFrame FRAME = new LocalFrame(-PIXEL, 0, 0, PIXEL);

    /** Standard errors that a measured correlation may differ from the true one; some 20 are compared in each test. */
    private static final double SIGMAS = 4;

    /** Cubes drawn for a share. */
    private static final int CUBES = 20;

    /** A cube of noise. */
    private static SpectralCube noise(int n, int channels, Beam beam, ChannelCorrelation between, long seed) {
        SpectralCube cube =
                new CubeGrid(n, n, PIXEL, 50, -30, 230.538e9, 1500, 1500 + 10.0 * (channels - 1), 10, BEAM).zeros("");
        double[][] mixing = between.factor(cube.channels());
        double[] kernel = BeamKernel.sample(beam, FRAME, BeamKernel.halfWidth(beam, FRAME));
        for (int c = 0; c < cube.channels(); c++) {
            int channel = c;
            UniformRandomProvider[] random = IntStream.range(0, Math.min(c + 1, mixing[0].length))
                    .mapToObj(k -> RandomSource.XO_SHI_RO_256_PP.create(1000 * seed + channel - k))
                    .toArray(UniformRandomProvider[]::new);
            double[] plane = BeamNoise.channel(n, n, kernel, 2e-3, mixing[c], random);
            for (int p = 0; p < plane.length; p++) {
                cube.values()[c * plane.length + p] = (float) plane[p];
            }
        }
        return cube;
    }

    private static NoiseMeasurement measure(SpectralCube cube, BitSet emission) {
        CubeMask mask = new CubeMask(emission, cube.nx(), cube.ny(), cube.channels());
        return NoiseMeasurement.of(cube, mask, FRAME, BeamTable.common(BEAM, cube.channels()));
    }

    private static ChannelCorrelation of(SpectralResponse response) {
        return new ChannelCorrelation(response.noiseCorrelation(10, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void hanningIsRecognisedAndItsExactCorrelationUsed(int averaging) {
        SpectralResponse response = SpectralResponse.hanning(averaging);
        NoiseMeasurement measured = measure(noise(64, 40, BEAM, of(response), 7), new BitSet());
        double[] expected = response.noiseCorrelation(10, 6);
        for (int k = 0; k < 6; k++) {
            assertEquals(expected[k], measured.channels()[k], SIGMAS * measured.channelErrors()[k], "lag " + (k + 1));
        }
        for (NoiseMeasurement.Shift shift : measured.space()) {
            assertEquals(shift.beam(), shift.measured(), 2 * SIGMAS * shift.error(), shift.toString());
        }
        assertEquals(1, measured.beamScale());
        assertEquals(response, measured.response(10));
        assertTrue(measured.shows(response, 10));
        double[] used = measured.correlation(10).lags();
        assertArrayEquals(java.util.Arrays.copyOf(expected, used.length), used, 1e-12);
    }

    /** Neither family nor white: the width of the Gaussian that was drawn, and the lags as they are measured. */
    @Test
    void anotherResponseIsAGaussian() {
        SpectralResponse response = SpectralResponse.ofChannels(2.2);
        NoiseMeasurement measured = measure(noise(64, 40, BEAM, of(response), 3), new BitSet());
        SpectralResponse found = measured.response(10);
        assertEquals(SpectralResponse.Shape.GAUSSIAN, found.shape());
        assertEquals(2.2, found.fwhm(), 0.15, "a correlation of 0.8 to 0.01");
        assertEquals(measured.channels()[0], measured.correlation(10).lags()[0]);
    }

    /** Of 20 cubes of independent channels, none is taken for a response; their correlation is exactly none. */
    @Test
    void independentChannelsStayIndependent() {
        for (int seed = 0; seed < CUBES; seed++) {
            NoiseMeasurement measured = measure(noise(48, 30, BEAM, ChannelCorrelation.NONE, seed), new BitSet());
            assertTrue(measured.enough());
            assertEquals(SpectralResponse.NONE, measured.response(10));
            assertTrue(measured.correlation(10).none(), "seed " + seed);
            assertEquals(1, measured.beamScale());
        }
    }

    /** A cube with some ten beams in each of a few channels says nothing. */
    @Test
    void fewDataAreNotBelieved() {
        NoiseMeasurement measured = measure(noise(14, 4, BEAM, of(SpectralResponse.hanning(1)), 2), new BitSet());
        assertFalse(measured.enough());
        assertTrue(measured.correlation(10).none());
        assertEquals(SpectralResponse.NONE, measured.response(10));
        assertEquals(1, measured.beamScale());
    }

    /** A line of 50 noise units inside the mask, and blank pixels, change nothing that matters. */
    @Test
    void emissionAndBlanksAreLeftOut() {
        SpectralCube cube = noise(64, 40, BEAM, of(SpectralResponse.hanning(1)), 5);
        BitSet emission = new BitSet();
        int plane = 64 * 64;
        for (int c = 10; c < 25; c++) {
            for (int p = 0; p < plane; p++) {
                int x = p % 64 - 32;
                int y = p / 64 - 32;
                if (x * x + y * y < 200) {
                    emission.set(c * plane + p);
                    cube.values()[c * plane + p] += 0.1f;
                }
            }
        }
        for (int v = 0; v < cube.values().length; v += 64) {
            cube.values()[v] = Float.NaN;
        }
        NoiseMeasurement measured = measure(cube, emission);
        assertEquals(SpectralResponse.hanning(1), measured.response(10));
    }

    /** Faint emission in all channels is told apart from the spectrometer's response. */
    @Test
    void aContinuumIsNoResponse() {
        SpectralCube cube = noise(64, 40, BEAM, of(SpectralResponse.hanning(1)), 6);
        SpectralCube sky = noise(64, 1, BEAM, ChannelCorrelation.NONE, 99);
        for (int v = 0; v < cube.values().length; v++) {
            cube.values()[v] += 0.7f * sky.values()[v % (64 * 64)];
        }
        NoiseMeasurement measured = measure(cube, new BitSet());
        double share = 0.49 / 1.49;
        assertEquals(share, measured.common(), 0.05, "of some 500 beams in one channel");
        assertEquals(SpectralResponse.hanning(1), measured.response(10));
    }

    /**
     * Faint emission of broad lines in independent channels: it correlates neighbours as Hanning smoothing with averaging
     * by 4 does, but their neighbours as well. The part of it in the line mask is not seen.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 30})
    void faintEmissionIsNoResponse(int free) {
        int channels = 40;
        double amplitude = 0.5;
        ChannelCorrelation broad =
                new ChannelCorrelation(SpectralResponse.ofChannels(6).noiseCorrelation(10, 16)).regularised(1e-6);
        for (int seed = 0; seed < CUBES / 2; seed++) {
            SpectralCube cube = noise(64, channels, BEAM, ChannelCorrelation.NONE, seed);
            SpectralCube sky = noise(64, channels, BEAM, broad, 50 + seed);
            BitSet line = new BitSet();
            int plane = 64 * 64;
            for (int v = 0; v < cube.values().length; v++) {
                cube.values()[v] += (float) (amplitude * Math.abs(sky.values()[v]));
                if (v / plane >= free && v % 64 > 16 && v % 64 < 48) {
                    line.set(v);
                }
            }
            assertEquals(SpectralResponse.NONE, measure(cube, line).response(10), "seed " + seed);
        }
    }

    /** Where every channel has emission, voxels beside it give the errors' correlation, but not the response. */
    @Test
    void withoutLineFreeChannelsThereIsNoProposal() {
        SpectralCube cube = noise(64, 40, BEAM, of(SpectralResponse.hanning(4)), 8);
        BitSet line = new BitSet();
        for (int c = 0; c < 40; c++) {
            line.set(c * 64 * 64);
        }
        NoiseMeasurement measured = measure(cube, line);
        assertTrue(measured.enough());
        assertFalse(measured.correlation(10).none());
        assertEquals(SpectralResponse.NONE, measured.response(10));
        assertEquals(SpectralResponse.hanning(4), measure(cube, new BitSet()).response(10));
    }

    /** A continuum in so few channels that none are distant cannot be told from a response. */
    @Test
    void fewChannelsDoNotExcludeAContinuum() {
        SpectralCube cube = noise(96, 7, BEAM, ChannelCorrelation.NONE, 9);
        SpectralCube sky = noise(96, 1, BEAM, ChannelCorrelation.NONE, 98);
        for (int v = 0; v < cube.values().length; v++) {
            cube.values()[v] += 0.5f * sky.values()[v % (96 * 96)];
        }
        NoiseMeasurement measured = measure(cube, new BitSet());
        assertTrue(Double.isNaN(measured.common()));
        assertEquals(SpectralResponse.NONE, measured.response(10));
    }

    /** Natural weights: the noise has the correlation of the beam itself, which is narrower by the root of 2. */
    @Test
    void noiseOfASmallerBeamIsMeasured() {
        double scale = 1 / Math.sqrt(2);
        Beam smaller = new Beam(scale * BEAM.major(), scale * BEAM.minor(), BEAM.positionAngle());
        NoiseMeasurement measured = measure(noise(64, 30, smaller, ChannelCorrelation.NONE, 4), new BitSet());
        assertEquals(scale, measured.beamScale(), 0.02, "two steps of the scales that are tried");
    }
}
