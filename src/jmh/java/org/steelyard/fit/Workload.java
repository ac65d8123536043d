// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.cli.WorkloadConfig;
import org.steelyard.config.Configuration;
import org.steelyard.cube.Image;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.minimum.Search;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Minimum;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.FitObserver;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.Sampling;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.simulate.Simulation;
import org.steelyard.simulate.SimulationOptions;

/**
 * The disk of {@code examples/benchmark/workload}, simulated with noise and made ready to be fitted, by the program's
 * own way from a cube to a problem. What the benchmarks change, pixels, channels, sampling, parameters, are overrides
 * of the two configurations.
 */
public final class Workload implements AutoCloseable {

    /** [arcsec] Scale of the exponential flux, in the disk plane. */
    private static final double SCALE = 0.6;

    /** [Jy/beam] Makes the brightest block about 60 times its noise. */
    private static final double NOISE = 3e-4;

    private static final long SEED = 1380;

    private final Path folder;
    private final Configuration disk;
    private final InitialGuess guess;
    private final CubeFit fit;

    /**
     * @param diskOverrides KEY=VALUE over {@code disk.toml}
     * @param fitOverrides KEY=VALUE over {@code fit.toml}
     */
    public Workload(List<String> diskOverrides, List<String> fitOverrides) {
        try {
            folder = Files.createTempDirectory("steelyard-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path map = folder.resolve("flux_map.fits");
        Path cube = folder.resolve("cube.fits");
        List<String> ofDisk = new ArrayList<>(diskOverrides);
        ofDisk.add("data.flux_map=" + map);
        disk = WorkloadConfig.disk(ofDisk);
        writeFlux(disk, map);
        Simulation.run(disk, new SimulationOptions("benchmark", "", NOISE, SEED, false, false, 2), cube);
        List<String> ofFit = new ArrayList<>(fitOverrides);
        ofFit.add("data.flux_map=" + map);
        ofFit.add("data.cube=" + cube);
        Configuration config = WorkloadConfig.fit(ofFit);
        StellarPotential stars = GalaxySetup.stars(config);
        CubeData data = CubeData.read(config);
        guess = data.guess(config, stars);
        fit = data.prepare(guess, stars, config.parameter("vsys").start());
    }

    /** The benchmark's disk with a sampling: {@code "3"} for uniform sub-pixels, {@code "1e-5"} for a tolerance. */
    public static Workload sampled(String sampling) {
        return new Workload(List.of(), sampling(sampling));
    }

    /** Overrides for a sampling. */
    public static List<String> sampling(String sampling) {
        return sampling.contains("e")
                ? List.of("model.oversampling=adaptive", "model.tolerance=" + sampling)
                : List.of("model.oversampling=" + sampling);
    }

    private static void writeFlux(Configuration disk, Path file) {
        double pixel = disk.data().pixel();
        int nx = disk.grid().nx();
        int ny = disk.grid().ny();
        double angle = Math.toRadians(disk.parameter("position_angle").start());
        double cos = Math.cos(Math.toRadians(disk.parameter("inclination").start()));
        double[] flux = new double[nx * ny];
        for (int p = 0; p < flux.length; p++) {
            double east = -pixel * (p % nx + 1 - disk.parameter("x").start());
            double north = pixel * (p / nx + 1 - disk.parameter("y").start());
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / cos;
            flux[p] = Math.exp(-Math.hypot(along, across) / SCALE);
        }
        SkyFrame frame = SkyFrame.northUp(
                Projection.SIN,
                disk.grid().ra(),
                disk.grid().dec(),
                Math.floorDiv(nx + 1, 2),
                Math.floorDiv(ny + 1, 2),
                pixel);
        Image image = new Image(flux, nx, ny, frame, 0, 0, "Jy km/s");
        CubeWriter.writePlain(file, Hdu.of("", image), new FitsProvenance("Steelyard benchmark", List.of()));
    }

    /** [1] Values of the parameters from which the cube was made, in the order of the model. */
    public double[] truth() {
        return fit.galaxy().names().stream()
                .mapToDouble(name ->
                        name.equals("flux_scale") ? 1 : disk.parameter(name).start())
                .toArray();
    }

    /** The comparison with the cube. */
    DiskProblem problem(ParallelFor threads) {
        return fit.problem(threads);
    }

    /** Unchanging parts of the forward model. */
    public ForwardModel.Setup setup() {
        return fit.model().setup(fit.region());
    }

    /** The same at another sampling. */
    public ForwardModel.Setup setup(Sampling sampling) {
        ForwardModel.Setup s = setup();
        return new ForwardModel.Setup(
                s.grid(), s.channels(), s.beams(), s.perBeam(), s.flux(), s.blockX(), s.blockY(), s.block(), sampling);
    }

    /** The model at some values. */
    public Point at(double[] values, boolean differentiated) {
        boolean[] wanted = null;
        if (differentiated) {
            wanted = new boolean[values.length];
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = fit.space().coordinate(i) >= 0;
            }
        }
        return new Point(fit.galaxy().at(values, wanted));
    }

    /** Index of a parameter. */
    public int index(String name) {
        return fit.space().index(name);
    }

    /** A model's disk and centre. */
    public record Point(GalaxyModel.State state) {

        /** Evaluates a forward model here. */
        public void evaluate(ForwardModel model, double[] out) {
            model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        }

        /** The disk. */
        public DiskState disk() {
            return state.disk();
        }
    }

    /**
     * A fit from the start of {@code fit.toml} to the minimum, as the program does it: workspaces, trial points, the
     * optimiser.
     */
    Minimum<CubeFit> minimise(ParallelFor threads) {
        FitOptions run = new FitOptions("benchmark", threads.threads(), SEED, FitObserver.NONE, () -> 0);
        return new Search(fit.config(), run, threads, new ArrayList<>())
                .find(
                        fit,
                        vsys -> {
                            throw new IllegalStateException("the distance does not depend on vsys");
                        },
                        () -> guess);
    }

    /** Coordinates at which the timing of an evaluation is taken: the start of {@code fit.toml}. */
    double[] start() {
        return fit.space().startFree();
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
