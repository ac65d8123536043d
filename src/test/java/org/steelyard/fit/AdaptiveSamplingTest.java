package org.steelyard.fit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.observe.Sampling;

/**
 * Adaptive sampling against much finer sampling, wherever the black hole lies in its pixel and however the disk is
 * turned.
 */
class AdaptiveSamplingTest {

    /**
     * The bound on a cell's error is the tolerance; the errors of the tens of cells in a pixel, of either sign, add up
     * to ten times that.
     */
    private static final double CELLS = 20;

    /**
     * Of the peak, at the tolerance that fits use, 1e-5: an eightieth of the noise of a block at 60 standard
     * deviations, the best that such cubes have.
     */
    private static final double DEFAULT_ERROR = 2e-4;

    /**
     * Uniform 20 x 20 sub-pixels miss the innermost parts: 3.7e-3 of the peak at most here, falling as 1/s^2 to 7e-4 at
     * 60 x 60.
     */
    private static final double UNIFORM_20 = 5e-3;

    private static final double UNIFORM_60 = 1e-3;

    private static final double[] TOLERANCES = {1e-2, 1e-3, 1e-4, 1e-5};
    private static final int PLACES = 3;

    @ParameterizedTest
    @CsvSource({"1.5e8, 62", "1.5e9, 62", "1.5e8, 85", "1.5e9, 85", "0, 62"})
    void convergesWhereverTheBlackHoleIs(double mass, double inclination) {
        SplittableRandom random = new SplittableRandom(3);
        double[] worst = new double[TOLERANCES.length];
        for (int place = 0; place < PLACES; place++) {
            TestGalaxy galaxy = new TestGalaxy();
            galaxy.bits = 4;
            galaxy.set("mbh", mass, "inclination", inclination, "position_angle", random.nextDouble(360));
            galaxy.set("x", 16 + random.nextDouble(), "y", 9 + random.nextDouble());
            galaxy.sampling = Sampling.adaptive(1e-8);
            double[] best = galaxy.cube();
            double peak = TestGalaxy.peak(best);
            for (int k = 0; k < TOLERANCES.length; k++) {
                galaxy.sampling = Sampling.adaptive(TOLERANCES[k]);
                worst[k] = Math.max(worst[k], TestGalaxy.worst(galaxy.cube(), best) / peak);
            }
        }
        StringBuilder line = new StringBuilder("M_BH " + mass + ", i " + inclination + ": largest error");
        for (int k = 0; k < TOLERANCES.length; k++) {
            line.append(String.format(", %.1e at tolerance %.0e", worst[k], TOLERANCES[k]));
        }
        System.out.println(line);
        for (int k = 0; k < TOLERANCES.length; k++) {
            assertTrue(worst[k] < CELLS * TOLERANCES[k], line.toString());
        }
        assertTrue(worst[3] < DEFAULT_ERROR, line.toString());
    }

    /** The finest adaptive cube is what uniform ones tend to: it does not converge to something else. */
    @ParameterizedTest
    @CsvSource({"1.5e8, 62, false", "1.5e9, 62, false", "1.5e9, 85, false", "1.5e8, 62, true"})
    void isTheLimitOfUniformSampling(double mass, double inclination, boolean analytic) {
        TestGalaxy galaxy = new TestGalaxy();
        galaxy.bits = 4;
        galaxy.set("mbh", mass, "inclination", inclination);
        if (analytic) {
            galaxy.brightness = new ExponentialLight();
            galaxy.set("sb_radius", 0.35);
        }
        galaxy.sampling = Sampling.adaptive(1e-8);
        double[] best = galaxy.cube();
        double peak = TestGalaxy.peak(best);
        galaxy.sampling = Sampling.uniform(20);
        double at20 = TestGalaxy.worst(galaxy.cube(), best) / peak;
        galaxy.sampling = Sampling.uniform(60);
        double at60 = TestGalaxy.worst(galaxy.cube(), best) / peak;
        galaxy.sampling = Sampling.adaptive(1e-5);
        double atDefault = TestGalaxy.worst(galaxy.cube(), best) / peak;
        System.out.printf(
                "M_BH %.1e, i %.0f, analytic %s: from the adaptive limit uniform 20 is off by %.1e, 60 by %.1e, adaptive 1e-5 by %.1e%n",
                mass, inclination, analytic, at20, at60, atDefault);
        assertTrue(at20 < UNIFORM_20 && at60 < UNIFORM_60 && at60 < at20 / 2, at20 + " " + at60);
        assertTrue(atDefault < DEFAULT_ERROR, "" + atDefault);
    }
}
