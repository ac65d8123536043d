// SPDX-License-Identifier: Apache-2.0
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
import org.steelyard.component.DataRange;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.disk.shape.AutoWarp;
import org.steelyard.fit.cube.CubeModel;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.AnnularLight;
import org.steelyard.galaxy.Annuli;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.GasDensity;
import org.steelyard.galaxy.PressureCheck;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.BeamNoise;
import org.steelyard.observe.ChannelCorrelation;
import org.steelyard.units.InputException;

/**
 * Simulates the observation of a configuration's disk as a cube with noise that the beam and the spectrometer's response
 * correlate, and writes the truth beside it. Every channel draws its noise from its own stream, so that a seed gives the same bytes for any
 * number of threads.
 */
public final class Simulation {

    /** Draws of a normal distribution stay below this number of standard deviations. */
    private static final double LARGEST_DEVIATION = 10;

    private Simulation() {}

    /**
     * @param config the disk; every parameter needs its start. Its surface brightness is an analytic profile, or a flux
     *     map on the axes of the cube, of which only the shape counts: {@code flux_scale} is the line's flux [Jy km/s].
     *     The cube's axes are those of {@code [simulate]} or of {@code data.cube}
     * @param options how
     * @param out the cube, which replaces an earlier simulation; the truth is written to {@code OUT_truth.json}, maps to
     *     {@code OUT_m0.fits}, {@code OUT_m1.fits} and {@code OUT_m1_error.fits}
     * @return one line for the user on each unusual feature of the disk
     * @throws InputException if something is missing or cannot be written, or if another file than a simulation has the
     *     name of the cube
     */
    public static List<String> run(Configuration config, SimulationOptions options, Path out) {
        SimulationTruth.requireReplaceable(out);
        if (config.data().freeBeam()) {
            throw new InputException(
                    "data.beam = \"free\" says no beam to simulate with: give data.beam = { major = \"0.12 arcsec\", minor = \"0.10 arcsec\", position_angle = \"77 deg\" }");
        }
        if (config.disk().shape().warp() instanceof AutoWarp) {
            throw new InputException(
                    "disk.warp = \"auto\" says no warp to simulate: give \"linear\" or radii like [0.5, 1.0, 2.0]");
        }
        boolean map = config.disk().mapped()
                && !config.disk().deconvolved()
                && config.data().fluxMap() != null;
        boolean ringed = config.disk().surfaceBrightness() instanceof RingedLight;
        if (ringed && config.potential().pressureSupport()) {
            throw new InputException(
                    "potential.pressure_support: the density of rings has no slope where it bends; choose a profile, like disk.surface_brightness = \"exponential\"");
        }
        if (config.disk().surfaceBrightness() instanceof RingedLight rings
                && rings.brightness().isEmpty()) {
            throw new InputException(
                    "disk.surface_brightness = \"rings\": a fit solves the light, a simulation needs it; give disk.light_rings and disk.ring_brightness, a number for each ring");
        }
        if (config.disk().mapped() && !map) {
            throw new InputException(
                    "disk.surface_brightness: a simulation needs a profile (exponential, gaussian, ring or "
                            + "exponential-hole), or \"map\" with data.flux_map");
        }
        SpectralCube empty = SimulatedAxes.of(config);
        GalaxyModel galaxy = galaxy(config, empty);
        double[] values = values(config, galaxy);
        double[] flux = flux(config, empty);
        if (flux != null) {
            List<String> names = galaxy.names();
            Annuli annuli = Annuli.of(
                    new Annuli.Map(flux, empty.nx(), 0, 0, galaxy.frame()),
                    galaxy.galaxy().shape().warp(),
                    name -> values[names.indexOf(name)],
                    2 * galaxy.frame().pixelSize());
            galaxy = galaxy.galaxy().shape().plain() ? galaxy : galaxy.withLight(AnnularLight.of(annuli));
            galaxy = galaxy.galaxy().pressure().on() ? galaxy.withDensity(GasDensity.of(annuli)) : galaxy;
        }
        SpectralCube cube = evaluated(galaxy, empty, config, options, flux, values);
        requireDisk(cube, options);
        try (ParallelFor threads = new ParallelFor(options.threads())) {
            addNoise(cube, config.data().spectralResponse(), options, threads);
        }
        String line = options.sealed()
                ? "steelyard simulate: not an observation"
                : String.format(
                        Locale.ROOT,
                        "steelyard simulate: noise %s Jy/beam, seed %d; not an observation",
                        options.rms(),
                        options.seed());
        FitsProvenance provenance = new FitsProvenance("Steelyard " + options.version(), List.of(line));
        GalaxyModel simulated = galaxy;
        SimulatedFiles.write(out, file -> {
            CubeWriter.writePlain(file, Hdu.of("", cube), true, provenance);
            if (options.maps()) {
                SimulatedMaps.write(file, cube, options.rms(), provenance);
            }
            SimulationTruth.write(file, config, options, simulated, values);
        });
        return PressureCheck.of(galaxy, values, galaxy.frame().pixelSize(), GalaxySetup.reach(galaxy));
    }

    /** The cube of the model without noise. */
    private static SpectralCube evaluated(
            GalaxyModel galaxy,
            SpectralCube empty,
            Configuration config,
            SimulationOptions options,
            double[] flux,
            double[] values) {
        try (CubeModel model = new CubeModel(
                galaxy, empty, config.model(), config.data().spectralResponse(), flux, options.threads())) {
            return empty.withValues(model.evaluate(values));
        }
    }

    /** A disk outside the cube, or numbers beyond those of a FITS file. */
    private static void requireDisk(SpectralCube cube, SimulationOptions options) {
        double peak = cube.peak();
        if (!(peak > 0)) {
            throw new InputException("the cube holds nothing of the disk; check parameters.x, y, vsys and flux_scale"
                    + " against its pixels and velocities");
        }
        if (!(LARGEST_DEVIATION * options.rms() + peak < Float.MAX_VALUE)) {
            throw new InputException(
                    "peak " + peak + " Jy/beam and noise " + options.rms() + " Jy/beam must stay below "
                            + Float.MAX_VALUE + ", the largest number of the file; check their units");
        }
    }

    private static GalaxyModel galaxy(Configuration config, SpectralCube cube) {
        if (config.potential().gas() == PotentialConfig.GasSource.FROM_CUBE) {
            throw new InputException(
                    "potential.gas = \"from-cube\": a simulation has no cube yet; use \"none\" or a table");
        }
        LocalFrame frame = CubeModel.frame(cube);
        Double vsys = config.parameter(KinematicCentre.SYSTEMIC_VELOCITY).start();
        double scale = GalaxySetup.scale(config, vsys == null ? 0 : vsys).pcPerArcsec();
        Galaxy galaxy = GalaxySetup.galaxy(
                config, GalaxySetup.stars(config), GalaxySetup.gas(config), scale, Double.POSITIVE_INFINITY);
        GalaxyModel model = new GalaxyModel(
                galaxy.withShape(galaxy.shape().within(Math.min(galaxy.outerRadius(), CubeModel.reach(cube)))),
                frame,
                GalaxySetup.radii(frame.pixelSize(), Math.hypot(cube.nx(), cube.ny())));
        if (!(galaxy.light() instanceof RingedLight light)) {
            return model;
        }
        GalaxyModel ringed = model.withRings(
                light.radii().stream().mapToDouble(Double::doubleValue).toArray());
        ringed.rings().require(light);
        return ringed.withRingLight(Arrays.stream(ringed.rings().splines().radii())
                .map(light::brightnessAt)
                .toArray());
    }

    private static double[] values(Configuration config, GalaxyModel galaxy) {
        FitParameters.requireStarts(galaxy.galaxy(), config, "a simulation");
        ParameterSpace space = FitParameters.space(galaxy.galaxy(), config, Map.of(), DataRange.UNKNOWN);
        double[] values = space.physical(space.startFree());
        Arrays.setAll(values, k -> {
            Double start = config.parameter(galaxy.names().get(k)).start();
            return start == null ? values[k] : start;
        });
        return values;
    }

    /** The flux map, of unit total; null where the light is a profile. */
    private static double[] flux(Configuration config, SpectralCube cube) {
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
        double[] flux = new double[cube.nx() * cube.ny()];
        for (int y = 0; y < cube.ny(); y++) {
            for (int x = 0; x < cube.nx(); x++) {
                double value = map.at(y, x);
                flux[y * cube.nx() + x] = value > 0 ? value / total : 0;
            }
        }
        return flux;
    }

    private static void addNoise(
            SpectralCube cube, SpectralResponse response, SimulationOptions options, ParallelFor threads) {
        if (options.rms() == 0) {
            return;
        }
        LocalFrame frame = CubeModel.frame(cube);
        int plane = cube.nx() * cube.ny();
        double[][] mixing = ChannelCorrelation.of(response, cube.axis()).factor(cube.channels());
        // Every channel draws the noise of the channels before it again, from their own streams.
        UniformRandomProvider[][] streams = new UniformRandomProvider[mixing[0].length][];
        Arrays.setAll(streams, k -> streams(options.seed(), cube.channels()));
        threads.run(cube.channels(), (c, worker) -> {
            double[] beam = BeamKernel.sample(
                    cube.beams().at(c), frame, BeamKernel.halfWidth(cube.beams().at(c), frame));
            UniformRandomProvider[] before = IntStream.range(0, Math.min(c + 1, streams.length))
                    .mapToObj(k -> streams[k][c - k])
                    .toArray(UniformRandomProvider[]::new);
            double[] noise = BeamNoise.channel(cube.nx(), cube.ny(), beam, options.rms(), mixing[c], before);
            for (int p = 0; p < plane; p++) {
                cube.values()[c * plane + p] += (float) noise[p];
            }
        });
    }

    /** A stream for every channel. */
    private static UniformRandomProvider[] streams(long seed, int channels) {
        JumpableUniformRandomProvider source =
                (JumpableUniformRandomProvider) RandomSource.XO_SHI_RO_256_PP.create(seed);
        return source.jumps(channels).toArray(UniformRandomProvider[]::new);
    }
}
