package org.steelyard.simulate;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.JumpableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.config.Configuration;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.BeamNoise;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.units.InputException;

/**
 * Makes the cube that a telescope would make of a configuration's disk, with noise that the beam correlates, and writes the truth beside it. The same seed gives
 * the same bytes for any number of threads: every channel draws its noise from a stream of its own.
 */
public final class Simulation {

    private Simulation() {}

    /**
     * @param config the disk; every parameter needs its start. Its surface brightness is an analytic profile, or a flux map on the axes of the cube, of which only
     *     the shape counts: {@code flux_scale} is the line's flux [Jy km/s]. The cube's axes are those of {@code [simulate]} or of {@code data.cube}
     * @param run how
     * @param out the cube, replaced if it exists; the truth is written to {@code OUT_truth.json}, maps to {@code OUT_m0.fits}, {@code OUT_m1.fits} and
     *     {@code OUT_m1_error.fits}
     * @throws InputException if something is missing or cannot be written
     */
    public static void run(Configuration config, SimulationOptions options, Path out) {
        boolean map = config.disk().mapped()
                && !config.disk().deconvolved()
                && config.data().fluxMap() != null;
        if (config.disk().mapped() && !map) {
            throw new InputException(
                    "disk.surface_brightness: a simulation needs a profile (exponential, gaussian, ring or "
                            + "exponential-hole), or \"map\" with data.flux_map");
        }
        SpectralCube empty = SimulatedAxes.of(config);
        GalaxyModel galaxy = galaxy(config, empty);
        double[] values = values(config, galaxy);
        SpectralCube cube;
        try (ParallelFor threads = new ParallelFor(options.threads())) {
            cube = empty.withValues(model(config, empty, galaxy, values, threads));
            addNoise(cube, options, threads);
        }
        String line = String.format(
                Locale.ROOT,
                "steelyard simulate: noise %s Jy/beam, seed %d; not an observation",
                options.rms(),
                options.seed());
        FitsProvenance provenance = new FitsProvenance("Steelyard " + options.version(), List.of(line));
        CubeWriter.writePlain(out, Hdu.of("", cube), true, provenance);
        if (options.maps()) {
            SimulatedMaps.write(out, cube, options.rms(), provenance);
        }
        SimulationTruth.write(out, config, options, galaxy, values);
    }

    private static LocalFrame frame(SpectralCube cube) {
        return cube.frame().at(0.5 * (cube.nx() + 1), 0.5 * (cube.ny() + 1));
    }

    private static GalaxyModel galaxy(Configuration config, SpectralCube cube) {
        if (config.potential().gas() == PotentialConfig.GasSource.FROM_CUBE) {
            throw new InputException(
                    "potential.gas = \"from-cube\": a simulation has no cube yet; use \"none\" or a table");
        }
        LocalFrame frame = frame(cube);
        Double vsys = config.parameter(KinematicCentre.SYSTEMIC_VELOCITY).start();
        double scale = GalaxySetup.scale(config, vsys == null ? 0 : vsys).pcPerArcsec();
        Galaxy galaxy = GalaxySetup.galaxy(
                config,
                GalaxySetup.stars(config),
                GalaxySetup.gas(config),
                scale,
                Double.POSITIVE_INFINITY);
        return new GalaxyModel(
                galaxy, frame, GalaxySetup.radii(frame.pixelSize(), Math.hypot(cube.nx(), cube.ny())));
    }

    private static double[] values(Configuration config, GalaxyModel galaxy) {
        for (String name : galaxy.names()) {
            ParameterSetting set = config.parameter(name);
            if (set.start() == null && set.tie() == null) {
                throw new InputException("parameters." + name
                        + ".start is missing: a simulation needs the value of every parameter ("
                        + String.join(", ", galaxy.names()) + ")");
            }
        }
        ParameterSpace space = FitParameters.space(galaxy.galaxy(), config, Map.of());
        double[] values = space.physical(space.startFree());
        Arrays.setAll(values, k -> {
            Double start = config.parameter(galaxy.names().get(k)).start();
            return start == null ? values[k] : start;
        });
        return values;
    }

    private static float[] model(
            Configuration config, SpectralCube cube, GalaxyModel galaxy, double[] values, ParallelFor threads) {
        LocalFrame frame = frame(cube);
        int half = 0;
        for (int c = 0; c < cube.channels(); c++) {
            half = Math.max(half, BeamKernel.halfWidth(cube.beams().at(c), frame));
        }
        int margin = half;
        PixelGrid grid = new PixelGrid(frame, -margin, -margin, cube.nx() + 2 * margin, cube.ny() + 2 * margin);
        int plane = cube.nx() * cube.ny();
        int[] x = IntStream.range(0, plane).map(p -> p % cube.nx() + margin).toArray();
        int[] y = IntStream.range(0, plane).map(p -> p / cube.nx() + margin).toArray();
        Channels channels = new Channels(cube.axis(), config.model().lineProfile() == ModelConfig.LineProfile.SAMPLED);
        Sampling sampling = config.model().oversampling() == null
                ? Sampling.adaptive(config.model().tolerance())
                : Sampling.uniform(config.model().oversampling());
        ForwardModel model = new ForwardModel(
                new ForwardModel.Setup(
                        grid, channels, cube.beams(), true, flux(config, cube, margin), x, y, 1, sampling),
                threads);
        double[] out = new double[model.size()];
        GalaxyModel.State state = galaxy.at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        float[] voxels = new float[out.length];
        for (int p = 0; p < plane; p++) {
            for (int c = 0; c < cube.channels(); c++) {
                voxels[c * plane + p] = (float) out[p * cube.channels() + c];
            }
        }
        return voxels;
    }

    /** The flux map with a margin around it, of unit total; null where the disk has a profile of its own. */
    private static double[] flux(Configuration config, SpectralCube cube, int margin) {
        if (!config.disk().mapped()) {
            return null;
        }
        Path file = config.data().fluxMap();
        Image map = ImageFile.read(file, HeaderOverrides.NONE);
        if (map.nx() != cube.nx() || map.ny() != cube.ny()) {
            throw new InputException(file + ": the flux map has " + map.nx() + " x " + map.ny() + " pixels, the cube "
                    + cube.nx() + " x " + cube.ny() + "; make it on the cube's grid");
        }
        double total = Arrays.stream(map.values()).filter(v -> v > 0).sum();
        if (!(total > 0)) {
            throw new InputException(file + ": the flux map has no positive flux");
        }
        int width = cube.nx() + 2 * margin;
        double[] flux = new double[width * (cube.ny() + 2 * margin)];
        for (int y = 0; y < cube.ny(); y++) {
            for (int x = 0; x < cube.nx(); x++) {
                double value = map.at(y, x);
                flux[(y + margin) * width + x + margin] = value > 0 ? value / total : 0;
            }
        }
        return flux;
    }

    private static void addNoise(SpectralCube cube, SimulationOptions options, ParallelFor threads) {
        if (options.rms() == 0) {
            return;
        }
        LocalFrame frame = frame(cube);
        int plane = cube.nx() * cube.ny();
        JumpableUniformRandomProvider source =
                (JumpableUniformRandomProvider) RandomSource.XO_SHI_RO_256_PP.create(options.seed());
        UniformRandomProvider[] streams = source.jumps(cube.channels()).toArray(UniformRandomProvider[]::new);
        threads.run(cube.channels(), (c, worker) -> {
            double[] beam = BeamKernel.sample(
                    cube.beams().at(c), frame, BeamKernel.halfWidth(cube.beams().at(c), frame));
            double[] noise = BeamNoise.channel(cube.nx(), cube.ny(), beam, options.rms(), streams[c]);
            for (int p = 0; p < plane; p++) {
                cube.values()[c * plane + p] += (float) noise[p];
            }
        });
    }
}
