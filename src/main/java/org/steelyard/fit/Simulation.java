package org.steelyard.fit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.Projection;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralLine;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.BeamNoise;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/**
 * Makes the cube that a telescope would make of a configuration's disk, with noise that the beam correlates, and writes the truth beside it. The same seed gives
 * the same bytes: every channel draws its noise from a stream of its own.
 */
public final class Simulation {

    /** Seeds of the channels' streams are this far apart, so that those of neighbouring seeds do not meet. */
    private static final long STREAM = 0x9E3779B97F4A7C15L;

    private Simulation() {}

    /**
     * @param config the disk; every parameter needs its start, and the surface brightness is an analytic profile. The cube's axes are those of {@code [simulate]} or of
     *     {@code data.cube}
     * @param rms [Jy/beam] of the noise in one channel, 0 for none
     * @param seed of the noise
     * @param out the cube, replaced if it exists; the truth is written to {@code OUT_truth.json}
     * @throws InputException if something is missing or cannot be written
     */
    public static void run(FitConfig config, double rms, long seed, Path out) {
        if (ModelParameters.brightness(config.disk().surfaceBrightness()).isEmpty()) {
            throw new InputException(
                    "disk.surface_brightness: a simulation needs an analytic profile: exponential, gaussian, ring or exponential-hole");
        }
        SpectralCube template = config.grid() == null ? ofCube(config) : ofGrid(config);
        MgeTable mge = config.potential().mge() == null
                ? null
                : MgeTable.read(config.potential().mge());
        LocalFrame frame = template.frame().at(0.5 * (template.nx() + 1), 0.5 * (template.ny() + 1));
        RadiusTable table = CubeFit.radii(frame.pixelSize(), Math.hypot(template.nx(), template.ny()));
        Double vsys = config.parameter("vsys").start();
        double scale = InitialGuess.scale(config, vsys == null ? 0 : vsys).pcPerArcsec();
        if (config.potential().gas() != FitConfig.GasSource.NONE) {
            throw new InputException("potential.gas: a simulation has no gas mass; use \"none\"");
        }
        GalaxyModel galaxy = new GalaxyModel(
                config,
                frame,
                scale,
                table,
                CubeFit.stars(config, mge, scale, table.radii()),
                new double[table.radii().length]);
        double[] values = values(config, galaxy.names());
        float[] cube = model(config, template, frame, galaxy, values);
        addNoise(cube, template, frame, rms, seed);
        String line = String.format(
                Locale.ROOT, "steelyard simulate: noise %s Jy/beam, seed %d; not an observation", rms, seed);
        CubeWriter.writePlain(
                out, Hdu.of("", template.withValues(cube)), true, new FitsProvenance("Steelyard", List.of(line)));
        writeTruth(out, galaxy, values, rms, seed);
    }

    private static double[] values(FitConfig config, List<String> names) {
        for (String given : config.parameters().keySet()) {
            if (!names.contains(given)) {
                throw new InputException("parameters." + given + " is no parameter of this model, which has "
                        + String.join(", ", names));
            }
        }
        double[] values = new double[names.size()];
        for (int i = 0; i < values.length; i++) {
            Double start = config.parameter(names.get(i)).start();
            if (start == null) {
                throw new InputException("parameters." + names.get(i)
                        + ".start is missing: a simulation needs the value of every parameter ("
                        + String.join(", ", names) + ")");
            }
            values[i] = start;
        }
        return values;
    }

    private static SpectralCube ofCube(FitConfig config) {
        CubeFile file = CubeObservation.open(config);
        int n = Math.multiplyExact(Math.multiplyExact(file.nx(), file.ny()), file.channels());
        return new SpectralCube(
                new float[n],
                file.nx(),
                file.ny(),
                file.axis(),
                file.frame(),
                0,
                0,
                0,
                file.beamsOrNull(),
                BrightnessUnit.JY_PER_BEAM,
                config.galaxy().name());
    }

    private static SpectralCube ofGrid(FitConfig config) {
        FitConfig.Data data = config.data();
        FitConfig.Grid grid = config.grid();
        Double rest = data.line() != null ? (Double) SpectralLine.frequency(data.line()) : data.restFrequency();
        if (data.pixel() == null || data.beam() == null || data.velocities() == null || rest == null) {
            throw new InputException(
                    "[simulate] needs data.pixel, data.beam, data.velocities and data.line for the axes of its cube");
        }
        double first = data.velocities()[0];
        int channels = (int) Math.round((data.velocities()[1] - first) / grid.channelWidth()) + 1;
        double start = rest * VelocityConvention.RADIO.nuOverRest(first);
        double step = rest
                * (VelocityConvention.RADIO.nuOverRest(first + grid.channelWidth())
                        - VelocityConvention.RADIO.nuOverRest(first));
        NativeAxis axis = new NativeAxis(
                "FREQ", "Hz", 1, start, step, NativeAxis.Sampling.FREQUENCY, VelocityConvention.RADIO, rest);
        SkyFrame frame = SkyFrame.northUp(
                Projection.SIN,
                grid.ra(),
                grid.dec(),
                Math.floorDiv(grid.nx() + 1, 2),
                Math.floorDiv(grid.ny() + 1, 2),
                data.pixel());
        return new SpectralCube(
                new float[Math.multiplyExact(Math.multiplyExact(grid.nx(), grid.ny()), channels)],
                grid.nx(),
                grid.ny(),
                SpectralAxis.of(axis, channels, "LSRK"),
                frame,
                0,
                0,
                0,
                BeamTable.common(data.beam(), channels),
                BrightnessUnit.JY_PER_BEAM,
                config.galaxy().name());
    }

    private static float[] model(
            FitConfig config, SpectralCube template, LocalFrame frame, GalaxyModel galaxy, double[] values) {
        int half = 0;
        for (int c = 0; c < template.channels(); c++) {
            half = Math.max(half, BeamKernel.halfWidth(template.beams().at(c), frame));
        }
        int margin = half;
        PixelGrid grid = new PixelGrid(frame, -margin, -margin, template.nx() + 2 * margin, template.ny() + 2 * margin);
        int plane = template.nx() * template.ny();
        int[] x = IntStream.range(0, plane).map(p -> p % template.nx() + margin).toArray();
        int[] y = IntStream.range(0, plane).map(p -> p / template.nx() + margin).toArray();
        Channels channels =
                new Channels(template.axis(), config.model().lineProfile() == FitConfig.LineProfile.SAMPLED);
        Sampling sampling = config.model().oversampling() == null
                ? Sampling.adaptive(config.model().tolerance())
                : Sampling.uniform(config.model().oversampling());
        float[] cube = new float[plane * template.channels()];
        try (ParallelFor threads = new ParallelFor(1)) {
            ForwardModel model = new ForwardModel(
                    new ForwardModel.Setup(grid, channels, template.beams(), true, null, x, y, 1, sampling), threads);
            double[] out = new double[model.size()];
            GalaxyModel.State state = galaxy.at(values, null);
            model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
            for (int p = 0; p < plane; p++) {
                for (int c = 0; c < template.channels(); c++) {
                    cube[c * plane + p] = (float) out[p * template.channels() + c];
                }
            }
        }
        return cube;
    }

    private static void addNoise(float[] cube, SpectralCube template, LocalFrame frame, double rms, long seed) {
        if (rms == 0) {
            return;
        }
        int plane = template.nx() * template.ny();
        for (int c = 0; c < template.channels(); c++) {
            UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed * STREAM + c);
            double[] beam = BeamKernel.sample(
                    template.beams().at(c),
                    frame,
                    BeamKernel.halfWidth(template.beams().at(c), frame));
            double[] noise = BeamNoise.channel(template.nx(), template.ny(), beam, rms, random);
            for (int p = 0; p < plane; p++) {
                cube[c * plane + p] += (float) noise[p];
            }
        }
    }

    private static void writeTruth(Path out, GalaxyModel galaxy, double[] values, double rms, long seed) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode truth = mapper.createObjectNode();
        ObjectNode parameters = truth.putObject("parameters");
        for (int i = 0; i < values.length; i++) {
            parameters.put(galaxy.names().get(i), values[i]);
        }
        truth.put("noise_jy_per_beam", rms).put("seed", seed).put("pc_per_arcsec", galaxy.pcPerArcsec());
        double[] radii = {0.05, 0.1, 0.2, 0.5, 1, 2};
        SpeedCurve curve = galaxy.speeds(values, radii);
        ObjectNode speeds = truth.putObject("v_circ_km_per_s");
        for (int k = 0; k < radii.length; k++) {
            speeds.put(Double.toString(radii[k]), curve.vCirc()[k]);
        }
        truth.setAll((ObjectNode) mapper.valueToTree(Map.of("sha256", Provenance.sha256(out))));
        Path file =
                out.resolveSibling(out.getFileName().toString().replaceFirst("\\.fits(\\.gz)?$", "") + "_truth.json");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(truth) + "\n");
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
