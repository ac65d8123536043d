package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.config.ModelConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.Sampling;

/**
 * What must hold for every model cube, whatever its numbers: conservation, symmetries, finiteness, the same bits for
 * any number of threads.
 */
class ModelPropertiesTest {

    /** Part of the flux: as the issue asks. The line and the beam lose 1e-12 each, the box none. */
    private static final double FLUX = 1e-6;

    /** Of the peak: the same sums in another order. */
    private static final double ROUNDING = 1e-12;

    /**
     * Of the peak: velocities of 3000 km/s are subtracted, which rounds the channels' edges at 1e-13 of the
     * dispersion's scale, and half the box is summed backwards.
     */
    private static final double SYMMETRIC = 1e-10;

    private static final double MIDDLE = TestGalaxy.VSYS / 1.01;

    private static TestGalaxy wide() {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.nx = 60;
        galaxy.ny = 58;
        galaxy.x0 = 0;
        galaxy.y0 = 0;
        galaxy.softening = 0.05;
        galaxy.channels = 40;
        galaxy.axis = TestGalaxy.vrad(MIDDLE - 780, 40);
        List<Beam> beams = new ArrayList<>();
        for (int c = 0; c < galaxy.channels; c++) {
            beams.add(new Beam(0.2 + 0.001 * c, 0.15 - 0.0005 * c, 35 + 2 * c));
        }
        galaxy.beams = new BeamTable(beams);
        galaxy.set("x", 30.3, "y", 29.2);
        return galaxy;
    }

    private static double totalFlux(TestGalaxy galaxy) {
        double[] cube = galaxy.cube();
        double sum = 0;
        for (int i = 0; i < cube.length; i++) {
            int c = i % galaxy.channels;
            double area = galaxy.beams.at(c).area() / galaxy.frame.pixelArea();
            sum += cube[i] * galaxy.spectralAxis().width(c) / area * galaxy.block * galaxy.block;
        }
        return sum;
    }

    @Test
    void fluxIsConserved() {
        TestGalaxy galaxy = wide();
        galaxy.flux = new double[galaxy.nx * galaxy.ny];
        double input = 0;
        for (int y = 18; y < 40; y++) {
            for (int x = 18; x < 42; x++) {
                double flux = 0.01 * (1.2 + Math.sin(x) * Math.cos(2 * y));
                galaxy.flux[y * galaxy.nx + x] = flux;
                input += flux;
            }
        }
        for (Sampling sampling : new Sampling[] {Sampling.uniform(3), Sampling.adaptive(1e-5)}) {
            galaxy.sampling = sampling;
            for (int block : new int[] {1, 2}) {
                galaxy.block = block;
                double ratio = totalFlux(galaxy) / input / galaxy.value("flux_scale");
                System.out.printf(
                        "flux out / flux in - 1 = %.1e (map, %s, blocks of %d)%n", ratio - 1, sampling, block);
                assertEquals(1, ratio, FLUX);
            }
        }
    }

    /**
     * The Gaussian disk is 0.14 arcsec across its minor axis: sums over sub-pixels of 0.02 arcsec integrate it to
     * rounding, the adaptive ones to their tolerance.
     */
    @Test
    void anAnalyticProfileHasTheFluxOfItsParameter() {
        TestGalaxy galaxy = wide();
        galaxy.brightness = new GaussianLight();
        galaxy.set("sb_radius", 0.25, "flux_scale", 7.5);
        for (Sampling sampling : new Sampling[] {Sampling.uniform(3), Sampling.adaptive(1e-6)}) {
            galaxy.sampling = sampling;
            double ratio = totalFlux(galaxy) / 7.5;
            System.out.printf("flux out / flux in - 1 = %.1e (analytic, %s)%n", ratio - 1, sampling);
            assertEquals(1, ratio, FLUX);
        }
    }

    @Test
    void ascendingAndDescendingAxesGiveTheSameCube() {
        for (ModelConfig.LineProfile profile : ModelConfig.LineProfile.values()) {
            for (Sampling sampling : new Sampling[] {Sampling.uniform(3), Sampling.adaptive(1e-5)}) {
                TestGalaxy up = wide();
                up.profile = profile;
                up.sampling = sampling;
                up.flux = disk(up);
                TestGalaxy down = wide();
                down.profile = profile;
                down.sampling = sampling;
                down.flux = up.flux;
                down.axis = TestGalaxy.vrad(MIDDLE - 780 + 39 * 40, -40);
                List<Beam> beams = new ArrayList<>(up.beams.beams());
                Collections.reverse(beams);
                down.beams = new BeamTable(beams);
                double[] ascending = up.cube();
                double[] descending = down.cube();
                double peak = TestGalaxy.peak(ascending);
                int n = up.channels;
                for (int i = 0; i < ascending.length; i++) {
                    assertEquals(ascending[i], descending[i / n * n + n - 1 - i % n], ROUNDING * peak);
                }
            }
        }
    }

    /** A smooth disk of flux about the centre of the box, symmetric about it. */
    private static double[] disk(TestGalaxy galaxy) {
        double[] flux = new double[galaxy.nx * galaxy.ny];
        for (int p = 0; p < flux.length; p++) {
            double dx = p % galaxy.nx - 0.5 * (galaxy.nx - 1);
            double dy = p / galaxy.nx - 0.5 * (galaxy.ny - 1);
            flux[p] = Math.hypot(dx, dy) > 12 ? 0 : 0.01 * Math.exp(-Math.hypot(dx, dy) / 5);
        }
        return flux;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aFlippedAxisGivesTheMirroredCube(int oversampling) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.sampling = sampling(oversampling);
        double[] cube = galaxy.cube();
        TestGalaxy mirror = new TestGalaxy();
        mirror.sampling = galaxy.sampling;
        mirror.frame = new LocalFrame(TestGalaxy.PIXEL, 0, 0, TestGalaxy.PIXEL);
        mirror.set("x", mirrored(galaxy.value("x"), galaxy.x0, galaxy.nx));
        mirror.flux = new double[galaxy.flux.length];
        for (int p = 0; p < mirror.flux.length; p++) {
            mirror.flux[p] = galaxy.flux[p / galaxy.nx * galaxy.nx + galaxy.nx - 1 - p % galaxy.nx];
        }
        double[] seen = mirror.cube();
        double peak = TestGalaxy.peak(cube);
        for (int i = 0; i < cube.length; i++) {
            int p = i / galaxy.channels;
            int q = p / galaxy.nx * galaxy.nx + galaxy.nx - 1 - p % galaxy.nx;
            assertEquals(cube[i], seen[q * galaxy.channels + i % galaxy.channels], ROUNDING * peak);
        }
    }

    private static Sampling sampling(int oversampling) {
        return oversampling == 0 ? Sampling.adaptive(1e-5) : Sampling.uniform(oversampling);
    }

    private static double mirrored(double x, int x0, int nx) {
        return 2 * x0 + nx + 1 - x;
    }

    /** New columns are the old rows from the top, new rows the old columns: dx' = -dy, dy' = dx. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void pixelsTurnedByARightAngleGiveTheTurnedCube(int oversampling) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.sampling = sampling(oversampling);
        double[] cube = galaxy.cube();
        TestGalaxy turned = new TestGalaxy();
        turned.sampling = galaxy.sampling;
        turned.nx = galaxy.ny;
        turned.ny = galaxy.nx;
        turned.x0 = galaxy.y0;
        turned.y0 = galaxy.x0;
        turned.frame = new LocalFrame(0, -TestGalaxy.PIXEL, -TestGalaxy.PIXEL, 0);
        turned.set("x", mirrored(galaxy.value("y"), galaxy.y0, galaxy.ny), "y", galaxy.value("x"));
        turned.flux = new double[galaxy.flux.length];
        int[] place = new int[galaxy.flux.length];
        for (int p = 0; p < place.length; p++) {
            place[p] = p % galaxy.nx * turned.nx + galaxy.ny - 1 - p / galaxy.nx;
            turned.flux[place[p]] = galaxy.flux[p];
        }
        double[] seen = turned.cube();
        double peak = TestGalaxy.peak(cube);
        for (int i = 0; i < cube.length; i++) {
            int q = place[i / galaxy.channels];
            assertEquals(cube[i], seen[q * galaxy.channels + i % galaxy.channels], ROUNDING * peak);
        }
    }

    /**
     * With the black hole on the middle of the middle pixel the cube is its own image under a half turn and a change of
     * the velocity's sign.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBlackHoleOnAPixelGivesAFiniteSymmetricCube(int oversampling) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.sampling = sampling(oversampling);
        galaxy.axis = TestGalaxy.vrad(MIDDLE - 350, 20);
        galaxy.flux = disk(galaxy);
        galaxy.set("x", galaxy.x0 + 13, "y", galaxy.y0 + 12);
        double[] cube = galaxy.cube();
        double peak = TestGalaxy.peak(cube);
        for (int i = 0; i < cube.length; i++) {
            assertTrue(Double.isFinite(cube[i]));
            assertEquals(cube[i], cube[cube.length - 1 - i], SYMMETRIC * peak);
        }
    }

    /**
     * On every one of the sub-pixels of the middle pixel, and where nothing attracts: numbers, and derivatives that are
     * numbers.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBlackHoleOnASubPixelGivesAFiniteCube(int oversampling) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.sampling = sampling(oversampling);
        galaxy.bits = 4;
        galaxy.relativistic = oversampling % 2 == 1;
        int s = Math.max(1, oversampling);
        for (int k = 1; k <= s; k += Math.max(1, s / 3)) {
            for (double mass : new double[] {1.5e8, 1e10}) {
                galaxy.set("mbh", mass);
                double sub = (k - 0.5) / s - 0.5;
                galaxy.set("x", galaxy.x0 + 13 + sub, "y", galaxy.y0 + 12 - sub);
                try (ParallelFor threads = new ParallelFor(1)) {
                    CubeProblem problem = galaxy.problem(new double[galaxy.cube().length], 1, threads);
                    double[][] jacobian = new double[problem.parameterCount()][problem.residualCount()];
                    double[] residuals = new double[problem.residualCount()];
                    problem.evaluate(problem.start(), residuals, jacobian);
                    assertTrue(TestGalaxy.peak(residuals) > 0);
                    for (int i = 0; i < residuals.length; i++) {
                        assertTrue(Double.isFinite(residuals[i]), "model");
                        for (double[] row : jacobian) {
                            assertTrue(Double.isFinite(row[i]), "derivative");
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void hasTheSameBitsOnOneThreadAndTwo(int oversampling) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.sampling = sampling(oversampling);
        galaxy.bits = 4;
        galaxy.brightness = new ExponentialLight();
        galaxy.set("sb_radius", 0.35);
        double[] data = galaxy.cube(1);
        assertArrayEquals(data, galaxy.cube(2));
        double[][][] jacobians = new double[2][][];
        for (int threads = 1; threads <= 2; threads++) {
            try (ParallelFor parallel = new ParallelFor(threads)) {
                CubeProblem problem = galaxy.problem(data, 1, parallel);
                double[][] jacobian = new double[problem.parameterCount()][problem.residualCount()];
                problem.evaluate(problem.start(), new double[problem.residualCount()], jacobian);
                jacobians[threads - 1] = jacobian;
            }
        }
        assertArrayEquals(jacobians[0], jacobians[1]);
        galaxy.set("mbh", 4e7, "inclination", 64, "position_angle", 20, "x", 15.8, "vsys", TestGalaxy.VSYS + 9);
        double noise = TestGalaxy.peak(data) / 50;
        assertEquals(galaxy.fit(data, noise, 1), galaxy.fit(data, noise, 2), "the fit");
    }
}
