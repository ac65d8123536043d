// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/** The number of Richardson-Lucy iterations follows chi^2. */
class DeconvolutionDepthTest {

    /** A light with a cusp, and channels for its fast gas. */
    private static final List<String> CUSP = List.of(
            "parameters.sb_radius=0.2 arcsec",
            "parameters.inclination=65 deg",
            "data.velocities=[\"1450 km/s\", \"2550 km/s\"]");

    private static final double TRUTH = 4e8;

    /** Relative difference of chi^2 of a fit and of its resolved configuration: the flux map settles to 0.1 errors. */
    private static final double SAME = 1e-3;

    /** Residuals at the start that one parameter takes away, and others, for 10, 30, 100 and 300 iterations. */
    private static final Map<Integer, double[]> FALLING = Map.of(
            10, new double[] {50, 6}, 30, new double[] {80, 4}, 100, new double[] {0, 3}, 300, new double[] {0, 0});

    @TempDir
    private Path folder;

    @Test
    void whatTheParametersTakeAwayDoesNotCount() {
        List<Integer> tried = new ArrayList<>();
        // chi^2 at the minimum: 36, 16, 9. The last step gains 7, less than 9.
        int iterations = DeconvolutionDepth.of(
                n -> {
                    tried.add(n);
                    return problem(FALLING.get(n));
                },
                new double[] {0});
        assertEquals(30, iterations);
        assertEquals(List.of(10, 30, 100), tried);
    }

    /** One parameter that moves the first residual alone. */
    private static LeastSquaresProblem problem(double[] start) {
        return new LeastSquaresProblem() {
            @Override
            public double[] start() {
                return new double[] {0};
            }

            @Override
            public int residualCount() {
                return start.length;
            }

            @Override
            public double[] lower() {
                return new double[] {Double.NEGATIVE_INFINITY};
            }

            @Override
            public double[] upper() {
                return new double[] {Double.POSITIVE_INFINITY};
            }

            @Override
            public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
                residuals[0] = start[0] + 3 * point[0];
                residuals[1] = start[1];
                if (jacobianOrNull != null) {
                    jacobianOrNull[0][0] = 3;
                    jacobianOrNull[0][1] = 0;
                }
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"3e-5, true", "1e-3, false"})
    void deepCubesOfACuspHaveMoreIterations(double noise, boolean more) throws Exception {
        Path toml = CompactDisk.write(folder);
        Simulation.run(
                ConfigLoader.load(toml, CUSP, ConfigLoader.Need.NO_DATA),
                new SimulationOptions("test", "", noise, 3, false, false, 2),
                folder.resolve("cube.fits"));
        FitOutcome auto = fit(toml, List.of());
        FitOutcome ten = fit(toml, List.of("disk.lucy_iterations=10"));
        assertEquals(more, auto.resolved().disk().lucyIterations() > 10);
        if (more) {
            assertTrue(auto.result().chi2() < ten.result().chi2());
            assertTrue(Math.abs(mass(auto) - TRUTH) < Math.abs(mass(ten) - TRUTH), mass(auto) + " " + mass(ten));
        } else {
            assertEquals(mass(ten), mass(auto), 0);
        }
        Configuration again = auto.resolved();
        assertEquals(
                auto.result().chi2(),
                GalaxyFit.run(again, options()).result().chi2(),
                SAME * auto.result().chi2());
    }

    private static double mass(FitOutcome fit) {
        return fit.result().parameter("mbh").value();
    }

    private static FitOutcome fit(Path toml, List<String> settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "disk.surface_brightness=deconvolved",
                "parameters.flux_scale=1",
                "parameters.inclination=65 deg",
                CUSP.get(2)));
        all.addAll(settings);
        return GalaxyFit.run(ConfigLoader.load(toml, all, ConfigLoader.Need.DATA), options());
    }

    private static FitOptions options() {
        return new FitOptions("test", 2, 1, FitObserver.NONE, () -> 0);
    }
}
