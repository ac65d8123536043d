// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.Shipped;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.observe.ForwardModel;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The flux map from a cube by the line profiles of a model (Horne 1986, PASP 98, 609), on the axes of the shipped cube.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FluxWeightsTest {

    /** Of the largest flux: voxels are floats, 6e-8, and a flux is a sum of some ten of them. */
    private static final double FLOAT = 1e-6;

    /** Relative: some sums in double precision. */
    private static final double ROUNDING = 1e-12;

    /** [standard deviation] */
    private static final double SIGMAS = 4;

    /** Of the light, what falls beside the mask, which is dilated by half a beam about what is above the noise. */
    private static final double BESIDE = 0.03;

    /** [Jy/beam] */
    private static final double RMS = 1.5e-3;

    private static final int DRAWS = 12;

    private final ParallelFor threads = new ParallelFor(2);
    private CubeFit shipped;
    private double[] truth;

    private static CubeFit prepare(Configuration config) {
        StellarPotential stars = GalaxySetup.stars(config);
        CubeData data = CubeData.read(config);
        return data.prepare(data.guess(config, stars), stars, 1866);
    }

    @BeforeAll
    void prepare() {
        Configuration config = Shipped.ngc1380();
        config = config.withModel(new ModelConfig(2, 1e-4, 4, ModelConfig.LineProfile.INTEGRATED))
                .withFit(config.fit().withNoiseRms(RMS));
        shipped = prepare(config);
        Map<String, Double> values = Map.of(
                "mbh",
                1.5e8,
                "mass_to_light",
                2.0,
                "inclination",
                76.0,
                "position_angle",
                187.0,
                "vsys",
                1866.0,
                "x",
                28.7,
                "y",
                45.4,
                "dispersion",
                11.0,
                "flux_scale",
                1.3);
        truth = shipped.space().names().stream().mapToDouble(values::get).toArray();
    }

    @AfterAll
    void close() {
        threads.close();
    }

    /** The shipped fit of other voxels and beams, with the light that it had. */
    private CubeFit of(float[] voxels, BeamTable beams) {
        CubeObservation observation = shipped.observation();
        SpectralCube cube = observation.cube();
        SpectralCube other = new SpectralCube(
                voxels,
                cube.nx(),
                cube.ny(),
                cube.axis(),
                cube.frame(),
                cube.xIndex(),
                cube.yIndex(),
                cube.channelIndex(),
                beams,
                cube.unit(),
                cube.objectName());
        CubeObservation observed = new CubeObservation(
                observation.file(),
                other,
                observation.frame(),
                observation.mask(),
                observation.emission(),
                observation.firstChannel(),
                observation.channels(),
                List.of());
        ObservedModel model = shipped.model();
        return new CubeFit(
                shipped.config(),
                new ObservedModel(model.accuracy(), observed, model.response(), model.galaxy(), model.flux()),
                shipped.space(),
                shipped.region(),
                shipped.ellipse(),
                shipped.data(),
                shipped.noise(),
                shipped.noiseShape(),
                shipped.correlation());
    }

    /** The model of every voxel. */
    private float[] model(CubeFit fit) {
        CubeObservation observation = fit.observation();
        SpectralCube cube = observation.cube();
        int plane = cube.nx() * cube.ny();
        boolean[] inside = new boolean[plane];
        Arrays.fill(inside, true);
        FitRegion all = new FitRegion(
                new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny()),
                inside,
                1,
                IntStream.range(0, plane)
                        .map(p -> cube.xIndex() + p % cube.nx())
                        .toArray(),
                IntStream.range(0, plane)
                        .map(p -> cube.yIndex() + p / cube.nx())
                        .toArray());
        ForwardModel forward = new ForwardModel(fit.model().allChannels().setup(all), threads);
        double[] model = new double[forward.size()];
        GalaxyModel.State s = fit.galaxy().at(truth, null);
        forward.evaluate(s.disk(), s.x(), s.y(), s.vsys(), s.fluxScale(), model);
        float[] voxels = new float[plane * cube.channels()];
        for (int p = 0; p < plane; p++) {
            for (int c = 0; c < cube.channels(); c++) {
                voxels[c * plane + p] = (float) model[p * cube.channels() + c];
            }
        }
        return voxels;
    }

    /** [Jy km/s] of each pixel in which the mask holds any channel: all channels of some voxels, by their widths. */
    private static double[] sum(CubeObservation observation, float[] voxels, DoubleUnaryOperator of, boolean squared) {
        int plane = observation.cube().nx() * observation.cube().ny();
        double[] sum = new double[plane];
        BitSet held = held(observation);
        for (int v = 0; v < voxels.length; v++) {
            if (held.get(v % plane)) {
                double weight = observation.momentWeight(v / plane);
                sum[v % plane] += of.applyAsDouble(voxels[v]) * (squared ? weight * weight : weight);
            }
        }
        return sum;
    }

    private static BitSet held(CubeObservation observation) {
        int plane = observation.cube().nx() * observation.cube().ny();
        BitSet held = new BitSet();
        observation.mask().bits().stream().forEach(v -> held.set(v % plane));
        return held;
    }

    private static double largest(double[] map) {
        return Arrays.stream(map).max().orElseThrow();
    }

    /** The variance of each pixel's flux, where that of every voxel is 1. */
    private static double[] variance(FluxWeights weights, int plane) {
        double[] variance = new double[plane];
        for (int c = 0; c < weights.pixels().length; c++) {
            for (int k = 0; k < weights.pixels()[c].length; k++) {
                variance[weights.pixels()[c][k]] += Math.pow(weights.weights()[c][k], 2);
            }
        }
        return variance;
    }

    private void assertFindsItsOwnFlux(CubeFit empty, float[] model, float[] seen) {
        CubeFit fit = of(seen, empty.observation().cube().beams());
        FluxWeights weights =
                OptimalExtraction.weights(fit.model(), fit.region(), ChannelCorrelation.NONE, truth, threads);
        double[] expected = sum(fit.observation(), model, v -> v, false);
        double tolerance = FLOAT * largest(expected);
        assertTrue(tolerance > 0);
        assertArrayEquals(expected, weights.flux(fit.observation()), tolerance, "in the cube");
        assertArrayEquals(
                expected, OptimalExtraction.flux(weights, fit.model(), truth, threads), tolerance, "in the model");
    }

    @Test
    void aModelsOwnFluxIsFoundExactly() {
        float[] model = model(shipped);
        assertFindsItsOwnFlux(shipped, model, model);
        double light = Arrays.stream(shipped.flux().intrinsic()).sum() * 1.3;
        double found =
                Arrays.stream(sum(shipped.observation(), model, v -> v, false)).sum();
        assertEquals(1, found / light, BESIDE);
    }

    @Test
    void everyChannelHasItsOwnBeam() {
        List<Beam> beams = new ArrayList<>();
        for (int c = 0; c < shipped.observation().cube().channels(); c++) {
            beams.add(new Beam(0.2 + 0.001 * c, 0.17, 60 - c));
        }
        CubeFit fit = of(shipped.observation().cube().values(), new BeamTable(beams));
        float[] model = model(fit);
        assertFindsItsOwnFlux(fit, model, model);
        double light = Arrays.stream(fit.flux().intrinsic()).sum() * 1.3;
        double found =
                Arrays.stream(sum(fit.observation(), model, v -> v, false)).sum();
        assertEquals(1, found / light, BESIDE, "a channel's flux goes with its own beam's area");
    }

    @Test
    void blankVoxelsAreLeftOutWithoutBias() {
        float[] model = model(shipped);
        float[] seen = model.clone();
        int plane =
                shipped.observation().cube().nx() * shipped.observation().cube().ny();
        for (int v = 0; v < seen.length; v++) {
            seen[v] = (v / plane + v % plane) % 3 == 0 ? Float.NaN : seen[v];
        }
        CubeFit fit = of(seen, shipped.observation().cube().beams());
        FluxWeights weights =
                OptimalExtraction.weights(fit.model(), fit.region(), ChannelCorrelation.NONE, truth, threads);
        double[] expected = sum(shipped.observation(), model, v -> v, false);
        double[] found = weights.flux(fit.observation());
        int many = 0;
        for (int p = 0; p < plane; p++) {
            int pixel = p;
            double share = IntStream.range(0, seen.length / plane)
                            .mapToDouble(c -> shipped.observation().momentWeight(c)
                                    * (seen[c * plane + pixel] > 0 ? model[c * plane + pixel] : 0))
                            .sum()
                    / expected[p];
            // Where less than half of the line is seen the flux is the mask's.
            if (expected[p] == 0 || share > 0.501) {
                assertEquals(expected[p], found[p], FLOAT * largest(expected));
                many++;
            }
        }
        assertTrue(many > plane / 2, many + " of " + plane);
        assertTrue(
                Arrays.stream(FluxWeights.masked(fit.observation()).flux(fit.observation()))
                                .sum()
                        < 0.8 * Arrays.stream(expected).sum(),
                "a sum over the mask misses what is blank");
    }

    /**
     * With noise that channels share, the weights find a model's flux exactly, and with less noise than the weights for
     * white noise.
     */
    @Test
    void noiseThatChannelsShareIsKnown() {
        CubeObservation observation = shipped.observation();
        int plane = observation.cube().nx() * observation.cube().ny();
        ChannelCorrelation hanning = new ChannelCorrelation(new double[] {2 / 3.0, 1 / 6.0});
        float[] model = model(shipped);
        CubeFit fit = of(model, observation.cube().beams());
        FluxWeights weights = OptimalExtraction.weights(fit.model(), fit.region(), hanning, truth, threads);
        double[] expected = sum(fit.observation(), model, v -> v, false);
        assertArrayEquals(expected, weights.flux(fit.observation()), FLOAT * largest(expected));
        double[] known = sharedVariance(weights, hanning, plane);
        double[] ignored = sharedVariance(
                OptimalExtraction.weights(fit.model(), fit.region(), ChannelCorrelation.NONE, truth, threads),
                hanning,
                plane);
        int better = 0;
        for (int p = 0; p < plane; p++) {
            assertTrue(known[p] <= ignored[p] * (1 + 1e-3), "pixel " + p + ": " + known[p] + ", " + ignored[p]);
            better += known[p] < 0.99 * ignored[p] ? 1 : 0;
        }
        assertTrue(better > plane / 20, better + " of " + plane);
    }

    /** The variance of each pixel's flux, where voxels have unit variance and channels this correlation. */
    private static double[] sharedVariance(FluxWeights weights, ChannelCorrelation between, int plane) {
        double[][] dense = new double[plane][weights.pixels().length];
        for (int c = 0; c < weights.pixels().length; c++) {
            for (int k = 0; k < weights.pixels()[c].length; k++) {
                dense[weights.pixels()[c][k]][c] = weights.weights()[c][k];
            }
        }
        double[] variance = new double[plane];
        for (int p = 0; p < plane; p++) {
            for (int i = 0; i < dense[p].length; i++) {
                for (int j = 0; j < dense[p].length; j++) {
                    variance[p] += dense[p][i] * dense[p][j] * between.at(i - j);
                }
            }
        }
        return variance;
    }

    @Test
    void whiteNoiseHasTheLeastVariance() {
        CubeObservation observation = shipped.observation();
        int plane = observation.cube().nx() * observation.cube().ny();
        float[] model = model(shipped);
        double[] variance = variance(
                OptimalExtraction.weights(
                        shipped.model().allChannels(), shipped.region(), ChannelCorrelation.NONE, truth, threads),
                plane);
        double[] flux = sum(observation, model, v -> v, false);
        double[] squares = sum(observation, model, v -> v * v, false);
        double[] everything = sum(observation, model, v -> 1, true);
        double least = 0;
        double plain = 0;
        for (int p = held(observation).nextSetBit(0);
                p >= 0;
                p = held(observation).nextSetBit(p + 1)) {
            if (flux[p] > FLOAT * largest(flux)) {
                // Channels of one width w: sigma^2 w^2 (sum m)^2 / sum m^2, the sums here having one w each.
                double width = observation.momentWeight(0);
                assertEquals(1, variance[p] * squares[p] / (width * flux[p] * flux[p]), FLOAT);
                assertTrue(variance[p] < everything[p], "Cauchy-Schwarz");
                least += variance[p];
                plain += everything[p];
            }
        }
        double[] masked = variance(FluxWeights.masked(observation), plane);
        assertTrue(
                least < 0.8 * Arrays.stream(masked).sum(),
                least + " " + Arrays.stream(masked).sum());
        assertTrue(least < 0.4 * plain, least + " " + plain);
    }

    @Test
    void drawnNoiseReachesTheMapWithItsVariance() {
        CubeFit fit = shipped.refined(truth, threads);
        CubeNoise noise = fit.cubeNoise();
        SpectralCube cube = fit.observation().cube();
        int plane = cube.nx() * cube.ny();
        double[] variance = variance(fit.flux().weights(), plane);
        double worst = largest(variance);
        double sum = 0;
        int count = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] map = new double[plane];
            noise.add(RandomSource.XO_SHI_RO_256_PP.create(draw), fit.noise(), new double[fit.data().length], map);
            for (int p = 0; p < plane; p++) {
                if (variance[p] > FLOAT * worst) {
                    sum += map[p] * map[p] / (variance[p] * RMS * RMS);
                    count++;
                } else {
                    assertEquals(0, map[p], 1e-2 * RMS * Math.sqrt(worst));
                }
            }
        }
        double beam = cube.beams().at(0).area() / fit.observation().frame().pixelArea();
        assertEquals(1, sum / count, SIGMAS * Math.sqrt(2 * beam / count));
    }

    @Test
    void whiteNoiseInTheCubeHasThatVarianceInTheMap() {
        float[] white = new float[shipped.observation().cube().values().length];
        var normal = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(7));
        for (int v = 0; v < white.length; v++) {
            white[v] = (float) normal.sample();
        }
        CubeFit fit = of(white, shipped.observation().cube().beams());
        FluxWeights weights =
                OptimalExtraction.weights(fit.model(), fit.region(), ChannelCorrelation.NONE, truth, threads);
        double[] map = weights.flux(fit.observation());
        double[] variance = variance(weights, map.length);
        double sum = 0;
        int count = 0;
        for (int p = 0; p < map.length; p++) {
            if (variance[p] > 0) {
                sum += map[p] * map[p] / variance[p];
                count++;
            }
        }
        assertTrue(count > 1000, "pixels: " + count);
        assertEquals(1, sum / count, SIGMAS * Math.sqrt(2.0 / count));
    }

    @Test
    void maskedIsTheSumOverTheMask() {
        CubeObservation observation = shipped.observation();
        int plane = observation.cube().nx() * observation.cube().ny();
        double[] expected = new double[plane];
        observation.mask().bits().stream()
                .forEach(v ->
                        expected[v % plane] += observation.cube().values()[v] * observation.momentWeight(v / plane));
        assertArrayEquals(expected, FluxWeights.masked(observation).flux(observation), ROUNDING * largest(expected));
        Configuration config = shipped.config();
        CubeFit masked = prepare(config.withDisk(config.disk().withFluxExtraction(DiskConfig.FluxExtraction.MASKED)));
        assertSame(masked, masked.refined(truth, threads), "the first map stays");
        assertEquals(Map.of(), masked.profile());
        CubeFit refined = shipped.refined(truth, threads);
        assertNotSame(shipped, refined);
        assertEquals(1.3, refined.profile().get("flux_scale"));
        assertArrayEquals(shipped.flux().intrinsic(), masked.flux().intrinsic());
    }
}
