// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.steelyard.inference.Solution;
import org.steelyard.photometry.profile.ProfileMge;

/**
 * Starlight: the minimum of all 200 x 200 pixels with ten Gaussians and a PSF of three, from a start 5 to 10 % off in every parameter, in
 * blocks (as it is searched) and pixel by pixel (as it is finished); and twelve Gaussians of a profile of 300 points.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StarlightBench {

    private static final int N = 200;
    private static final int GAUSSIANS = 10;

    private PixelFit pixels;
    private PixelFit blocks;
    private ImageModel start;
    private double[] radius;
    private double[] profile;

    @Setup(Level.Trial)
    public void prepare() {
        Psf psf = Psf.round(new double[] {0.6, 0.3, 0.1}, new double[] {0.7, 1.6, 5});
        ImageModel truth = new ImageModel(gaussians(0), 33, 99.7, 101.2, 50, 0);
        start = new ImageModel(gaussians(1), 31, 99.5, 101, 48, 0);
        double[] image = truth.image(N, N, psf);
        double[] variance = image.clone();
        ZigguratSampler.NormalizedGaussian normal =
                ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(1));
        for (int p = 0; p < image.length; p++) {
            image[p] += Math.sqrt(variance[p]) * normal.sample();
        }
        pixels = fit(PixelRuns.pixels(N, N, new BitSet()), psf, image, variance);
        blocks = fit(PixelRuns.blocks(N, N, new BitSet(), 99.7, 101.2), psf, image, variance);
        radius = Gaussians.spaced(0.01, 300, 300);
        profile = new double[radius.length];
        for (int i = 0; i < radius.length; i++) {
            profile[i] = Math.pow(1 + radius[i], -4);
        }
    }

    /** Ten Gaussians, changed by up to 10 % of {@code off}. */
    private static Gaussians gaussians(double off) {
        double[] flux = new double[GAUSSIANS];
        double[] sigma = new double[GAUSSIANS];
        double[] ratio = new double[GAUSSIANS];
        for (int k = 0; k < GAUSSIANS; k++) {
            flux[k] = 1e4 * (1 + k) * (1 + 0.1 * off * Math.sin(3 * k));
            sigma[k] = 0.6 * Math.pow(100, k / 9.0) * (1 + 0.05 * off * Math.sin(k));
            ratio[k] = (0.9 - 0.025 * k) * (1 + 0.04 * off * Math.cos(2 * k));
        }
        return new Gaussians(flux, sigma, ratio);
    }

    private static PixelFit fit(PixelRuns runs, Psf psf, double[] image, double[] variance) {
        double[] weight = runs.means(variance);
        double[] area = runs.areas();
        for (int i = 0; i < weight.length; i++) {
            weight[i] = Math.sqrt(area[i] / weight[i]);
        }
        return new PixelFit(
                new PixelProblem.Data(runs, runs.means(image), weight),
                psf,
                new PixelProblem.Freedom(new double[] {0.25, 120}, new double[] {0.1, 1}, 5, true, false, null));
    }

    @Benchmark
    public Solution pixelByPixel() {
        return pixels.solve(start);
    }

    @Benchmark
    public Solution inBlocks() {
        return blocks.solve(start);
    }

    @Benchmark
    public ProfileMge profileOfTwelve() {
        return ProfileMge.fit(radius, profile, 12);
    }
}
