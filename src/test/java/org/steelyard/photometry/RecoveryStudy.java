// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousUniformSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.profile.ProfileMge;
import org.steelyard.photometry.profile.RadialProfile;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.SpeedBand;

/**
 * Images of Sersic galaxies that differ in index, size, flattening, inclination, PSF, sky and depth, fitted as a user's image is. The
 * truth is an expansion of the Sersic profile by many more Gaussians than the fit may use; it is convolved and integrated over the pixels
 * exactly, and its circular speed is exact.
 */
final class RecoveryStudy {

    /** [arcsec] */
    static final double PIXEL = 0.1;

    /** The frame reaches 11 arcsec from the centre. */
    private static final int N = 221;

    private static final double READ = 5;
    private static final double DISTANCE = 20;
    private static final double[] INDICES = {1, 1.5, 2, 3, 4};

    /** The truth: Gaussians of the Sersic profile between these radii [arcsec]. */
    private static final int TRUE_GAUSSIANS = 36;

    private static final double INNER = 0.005;
    private static final double OUTER = 60;

    /** [arcsec] Radii of the circular speed, after one core sigma of the PSF. */
    static final double[] RADII = {0.3, 1, 3, 10};

    private static final Calibration CALIBRATION = Calibration.of(25, 1, PIXEL, 4.5);

    /** Numbers that were drawn. */
    record Galaxy(
            double index,
            double effective,
            double thickness,
            double inclination,
            double core,
            double sky,
            double electrons,
            long seed) {

        double ratio() {
            double cos = Math.cos(Math.toRadians(inclination));
            return Math.sqrt(thickness * thickness * (1 - cos * cos) + cos * cos);
        }

        Psf psf() {
            return Psf.round(new double[] {0.7, 0.3}, new double[] {core / PIXEL, 2.5 * core / PIXEL});
        }

        double[] radii() {
            double[] radii = new double[RADII.length + 1];
            radii[0] = core;
            System.arraycopy(RADII, 0, radii, 1, RADII.length);
            return radii;
        }

        Gaussians truth() {
            RadialProfile.Sersic sersic = new RadialProfile.Sersic(1, effective, index);
            double outer = Math.min(OUTER, 12 * effective);
            double[] radius = Gaussians.spaced(INNER, outer, 400);
            double[] value = Arrays.stream(radius).map(sersic::at).toArray();
            ProfileMge mge = ProfileMge.fit(radius, value, TRUE_GAUSSIANS);
            double[] flux = new double[mge.size()];
            double[] sigma = new double[mge.size()];
            double[] ratio = new double[mge.size()];
            Arrays.fill(ratio, ratio());
            for (int k = 0; k < flux.length; k++) {
                sigma[k] = mge.sigma()[k] / PIXEL;
                flux[k] = mge.peak()[k] * sigma[k] * sigma[k];
            }
            double total = Arrays.stream(flux).sum();
            return new Gaussians(
                    Arrays.stream(flux).map(f -> f * electrons / total).toArray(), sigma, ratio);
        }
    }

    /** What came out of one image. */
    record Recovered(
            Galaxy galaxy, StarlightFit fit, double magnitude, double effective, double[] speed, double[] pull) {}

    private RecoveryStudy() {}

    static List<Galaxy> galaxies(int count, long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<Galaxy> galaxies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            galaxies.add(new Galaxy(
                    INDICES[i % INDICES.length],
                    between(random, 1.5, 5),
                    between(random, 0.35, 0.8),
                    between(random, 45, 80),
                    Math.exp(between(random, Math.log(0.06), Math.log(0.2))),
                    Math.exp(between(random, Math.log(20), Math.log(2000))),
                    Math.exp(between(random, Math.log(3e6), Math.log(3e8))),
                    1000 * seed + i));
        }
        return galaxies;
    }

    private static double between(UniformRandomProvider random, double low, double high) {
        return ContinuousUniformSampler.of(random, low, high).sample();
    }

    static Recovered recover(Galaxy galaxy) {
        Gaussians truth = galaxy.truth();
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(galaxy.seed());
        ImageModel drawn = new ImageModel(
                truth,
                between(random, 0, 180),
                N / 2 + between(random, -3, 3),
                N / 2 + between(random, -3, 3),
                galaxy.sky(),
                0);
        double[] values = drawn.image(N, N, galaxy.psf());
        PhotonNoise.add(values, READ, random);
        Image image = new Image(values, N, N, SkyFrame.linear(PIXEL), 0, 0, "electrons");
        StarlightOptions options =
                StarlightOptions.defaults().withNoise(1, READ, 0).withInclination(galaxy.inclination());
        StarlightFit fit = StarlightSearch.fit(image, galaxy.psf(), new BitSet(), options, FitObserver.NONE);
        StarlightMge light = new StarlightMge(fit.model().gaussians(), CALIBRATION);
        StarlightMge right = new StarlightMge(truth, CALIBRATION);
        SpeedBand band = SpeedBand.of(light.covariance(fit), galaxy.inclination(), DISTANCE, galaxy.radii());
        double[] exact = speed(right.table(), galaxy.inclination(), galaxy.radii());
        double[] deviation = new double[exact.length];
        double[] pull = new double[exact.length];
        for (int r = 0; r < exact.length; r++) {
            deviation[r] = band.speed()[r] / exact[r] - 1;
            pull[r] = (band.speed()[r] - exact[r]) / band.error()[r];
        }
        return new Recovered(
                galaxy,
                fit,
                light.totalMagnitude() - right.totalMagnitude(),
                light.effectiveRadius() / right.effectiveRadius() - 1,
                deviation,
                pull);
    }

    static double[] speed(MgeTable table, double inclination, double... radius) {
        return Arrays.stream(radius)
                .map(r -> StarlightFitTest.speed(table, inclination, r))
                .toArray();
    }

    /** Share of the images and radii whose true speed is within one error. */
    static double coverage(List<Recovered> all) {
        return all.stream()
                .flatMapToDouble(one -> Arrays.stream(one.pull()))
                .map(pull -> Math.abs(pull) <= 1 ? 1 : 0)
                .average()
                .orElseThrow();
    }

    static void print(List<Recovered> all, PrintStream out) {
        out.println("n R_e q i core sky electrons | Gaussians chi2 sky-pull | dm dR_e% | v_c% at core"
                + Arrays.toString(RADII) + " | pulls");
        for (Recovered one : all) {
            Galaxy g = one.galaxy();
            StarlightFit fit = one.fit();
            out.printf(
                    Locale.ROOT,
                    "%.1f %.2f %.2f %.0f %.3f %4.0f %.1e | %2d %.3f %5.1f%s%s | %6.3f %6.2f |",
                    g.index(),
                    g.effective(),
                    g.ratio(),
                    g.inclination(),
                    g.core(),
                    g.sky(),
                    g.electrons(),
                    fit.model().gaussians().size(),
                    fit.reducedChiSquared(),
                    (fit.model().sky() - g.sky()) / fit.skyError(),
                    fit.widestAtLimit() ? "L" : " ",
                    fit.model().pointSource() > 0 ? "P" : " ",
                    one.magnitude(),
                    100 * one.effective());
            Arrays.stream(one.speed()).forEach(v -> out.printf(Locale.ROOT, " %6.2f", 100 * v));
            out.print(" |");
            Arrays.stream(one.pull()).forEach(v -> out.printf(Locale.ROOT, " %5.1f", v));
            out.println();
        }
        for (int r = 0; r <= RADII.length; r++) {
            int at = r;
            double[] pulls = all.stream().mapToDouble(one -> one.pull()[at]).toArray();
            out.printf(
                    Locale.ROOT,
                    "radius %d: coverage %.2f, rms pull %.2f, mean pull %.2f%n",
                    r,
                    Arrays.stream(pulls).filter(p -> Math.abs(p) <= 1).count() / (double) pulls.length,
                    Math.sqrt(Arrays.stream(pulls).map(p -> p * p).average().orElse(0)),
                    Arrays.stream(pulls).average().orElse(0));
        }
        out.printf(Locale.ROOT, "coverage %.3f%n", coverage(all));
    }

    /**
     * Prints the table.
     *
     * @param args number of images, seed
     */
    public static void main(String[] args) {
        List<Galaxy> galaxies = galaxies(Integer.parseInt(args[0]), Long.parseLong(args[1]));
        List<Recovered> all = IntStream.range(0, galaxies.size())
                .mapToObj(i -> recover(galaxies.get(i)))
                .toList();
        print(all, System.out);
    }
}
