package org.steelyard.fit.cube;

import java.util.Arrays;
import java.util.Map;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.ModelParameters;
import org.steelyard.galaxy.StellarSpeeds;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.InputException;

/**
 * Everything that a fit of a cube needs, made once from configuration, observation and first guesses; the model changes only through its parameters.
 *
 * @param config the configuration
 * @param observation the data
 * @param space the parameters
 * @param galaxy the physics
 * @param region pixels and blocks
 * @param ellipse of the region, null where a map gives it
 * @param flux of the gas; null for an analytic profile
 * @param data of every block and channel
 * @param noise of the same
 * @param correlation of the noise
 */
public record CubeFit(
        FitConfig config,
        CubeObservation observation,
        ParameterSpace space,
        GalaxyModel galaxy,
        FitRegion region,
        FitConfig.Region ellipse,
        FluxMap flux,
        double[] data,
        double[] noise,
        NoiseCorrelation correlation)
        implements PreparedFit<CubeFit> {

    /** Radii of the tables run from this part of a pixel ... */
    private static final double SMALLEST_RADIUS = 0.005;

    /** ... to this many diagonals of the part that is held, which an inclination of 89.5 deg reaches. */
    private static final double LARGEST_RADIUS = 120;

    /** The centre may move by this many beams [FWHM] from its start. */
    private static final double CENTRE_RANGE = 3;

    /** [peak] of adaptive sub-pixels on the first way to the minimum: chi^2 is rough by some tenths then, and an evaluation takes a fifth of the time. */
    private static final double FIRST_TOLERANCE = 1e-2;

    /** [peak] of the line profiles that weight the flux map: far below the noise of a pixel. */
    private static final double PROFILE_TOLERANCE = 1e-3;

    /** The fit of a configuration that leaves nothing open. */
    public static CubeFit prepare(FitConfig resolved, MgeTable mge, double vsys) {
        CubeObservation observation = CubeObservation.read(resolved);
        return prepare(resolved, observation, InitialGuess.measure(observation, resolved, mge), mge, vsys);
    }

    /**
     * @param config the configuration
     * @param observation the data
     * @param guess start values and region for what the configuration leaves open
     * @param mge the starlight, or null
     * @param vsys [km/s] at which the distance scale is taken
     * @return the fit, ready to go
     */
    public static CubeFit prepare(
            FitConfig config, CubeObservation observation, InitialGuess guess, MgeTable mge, double vsys) {
        double scale = InitialGuess.scale(config, vsys).pcPerArcsec();
        SpectralCube cube = observation.cube();
        RadiusTable table = radii(observation.frame().pixelSize(), Math.hypot(cube.nx(), cube.ny()));
        StellarSpeeds stars = stars(config, mge, scale, table.radii());
        double lowest = InitialGuess.lowestInclination(config, mge);
        double beam = observation.beam().geometricMean();
        int block = config.model().block() != null
                ? config.model().block()
                : Math.max(1, (int) Math.round(beam / observation.frame().pixelSize()));
        ParameterSpace space = ModelParameters.space(
                ModelParameters.names(config, stars),
                config,
                guess.values(),
                lowest,
                CENTRE_RANGE * beam / observation.frame().pixelSize());
        double x = start(space, "x");
        double y = start(space, "y");
        if (!(x >= 0.5
                && x <= observation.file().nx() + 0.5
                && y >= 0.5
                && y <= observation.file().ny() + 0.5)) {
            throw new InputException("parameters.x, parameters.y: the centre starts at pixel (" + x + ", " + y
                    + "), outside the cube of " + observation.file().nx() + " x "
                    + observation.file().ny() + " pixels; correct it");
        }
        FitRegion region = region(config, observation, guess, x, y, block);
        double[] gas = GasSpeeds.of(config, observation, space, scale, table.radii(), beam);
        GalaxyModel galaxy = new GalaxyModel(config, observation.frame(), scale, table, stars, gas);
        double[] data = observation.blockMeans(region);
        double[] noise = observation.blockNoise(config, region);
        return new CubeFit(
                config,
                observation,
                space,
                galaxy,
                region,
                config.fit().regionMask() != null
                        ? null
                        : config.fit().region() != null ? config.fit().region() : guess.region(),
                FluxMap.of(config, observation),
                data,
                noise,
                NoiseCorrelation.of(
                        observation.fittedBeams(), observation.frame(), region, CubeProblem.usable(data, noise)));
    }

    public static RadiusTable radii(double pixel, double diagonal) {
        return new RadiusTable(SMALLEST_RADIUS * pixel, LARGEST_RADIUS * diagonal * pixel);
    }

    public static double start(ParameterSpace space, String name) {
        return space.parameters().get(space.index(name)).start();
    }

    private static FitRegion region(
            FitConfig config, CubeObservation observation, InitialGuess guess, double x, double y, int block) {
        SpectralCube cube = observation.cube();
        PixelBox box = new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny());
        if (config.fit().regionMask() != null) {
            double[] map = observation.map(config.fit().regionMask(), "region mask");
            boolean[] inside = new boolean[map.length];
            for (int p = 0; p < map.length; p++) {
                inside[p] = map[p] > 0.5;
            }
            return FitRegion.of(box, inside, x, y, block, "fit.region_mask");
        }
        FitConfig.Region ellipse = config.fit().region() != null ? config.fit().region() : guess.region();
        return FitRegion.ellipse(box, observation.frame(), x, y, ellipse, block);
    }

    public static StellarSpeeds stars(FitConfig config, MgeTable mge, double scale, double[] radii) {
        PotentialConfig potential = config.potential();
        if (mge != null) {
            if (potential.mgeInclination() != null) {
                return StellarSpeeds.Frozen.of(
                        mge.toPhysical(scale).at(Math.toRadians(potential.mgeInclination())),
                        StellarSpeeds.scaled(radii, scale));
            }
            return StellarSpeeds.Mge.of(mge, scale, radii);
        }
        if (potential.stars() != null) {
            return GasSpeeds.tabulated(potential.stars(), radii);
        }
        if (potential.powerLaw()) {
            return new StellarSpeeds.PowerLaw(StellarSpeeds.scaled(radii, scale));
        }
        if (potential.spline() != null) {
            return new StellarSpeeds.Spline(
                    StellarSpeeds.scaled(potential.spline(), scale), StellarSpeeds.scaled(radii, scale));
        }
        return new StellarSpeeds.None();
    }

    /** @return whether the model's light is the cube's own, with its noise */
    public boolean ownLight() {
        return flux != null && flux.weights() != null;
    }

    /**
     * The same fit of another cube.
     *
     * @param moment [Jy km/s] observed flux of each pixel that is held, from which the model's light follows. Modified
     * @param blocks data of every block and channel
     * @param worker a problem of this fit, which lends its workspace
     * @return the least-squares problem in the likelihood of the configuration
     */
    public DiskProblem ofOther(double[] moment, double[] blocks, CubeProblem worker) {
        FluxMap light = flux.with(config, observation, moment);
        return likelihood(worker.withLight(part(light, grid(region)), blocks));
    }

    private CubeFit with(
            FitConfig other, CubeObservation observed, ParameterSpace parameters, FluxMap light, double[] blocks) {
        return new CubeFit(other, observed, parameters, galaxy, region, ellipse, light, blocks, noise, correlation);
    }

    @Override
    public Map<String, Double> profile() {
        return flux == null || flux.profile() == null ? Map.of() : flux.profile();
    }

    @Override
    public CubeFit coarser() {
        return coarser(FIRST_TOLERANCE);
    }

    private CubeFit coarser(double tolerance) {
        FitConfig.Model model = config.model().coarser(tolerance);
        return model.equals(config.model()) ? this : with(config.withModel(model), observation, space, flux, data);
    }

    @Override
    public CubeFit refined(double[] values, ParallelFor threads) {
        if (!ownLight() || config.disk().fluxExtraction() == DiskConfig.FluxExtraction.MASKED) {
            return this;
        }
        FluxWeights weights = FluxWeights.optimal(coarser(PROFILE_TOLERANCE), values, threads);
        FluxMap light =
                new FluxMap(null, weights, space.byName(values)).with(config, observation, weights.flux(observation));
        return with(config, observation, space, light, data);
    }

    /** @return the same model in all channels of the cube */
    CubeFit allChannels() {
        return with(config, observation.allChannels(), space, flux, data);
    }

    /** @return where pixels are sampled */
    Sampling sampling() {
        return config.model().oversampling() == null
                ? Sampling.adaptive(config.model().tolerance())
                : Sampling.uniform(config.model().oversampling());
    }

    /** The pixels whose light reaches some blocks, as far as there is a flux map. */
    PixelGrid grid(FitRegion blocks) {
        SpectralCube cube = observation.cube();
        var beams = observation.fittedBeams();
        int half = 0;
        for (int c = 0; c < observation.channels(); c++) {
            half = Math.max(half, BeamKernel.halfWidth(beams.at(c), observation.frame()));
        }
        int[] bounds = blocks.around(half);
        if (flux != null) {
            bounds[0] = Math.max(bounds[0], cube.xIndex());
            bounds[1] = Math.max(bounds[1], cube.yIndex());
            bounds[2] = Math.min(bounds[2], cube.xIndex() + cube.nx());
            bounds[3] = Math.min(bounds[3], cube.yIndex() + cube.ny());
        }
        return new PixelGrid(observation.frame(), bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1]);
    }

    /**
     * The forward model of some blocks.
     *
     * @param blocks which
     * @return its unchanging parts
     */
    ForwardModel.Setup setup(FitRegion blocks) {
        PixelGrid grid = grid(blocks);
        int[] blockX = Arrays.stream(blocks.blockX()).map(b -> b - grid.x0()).toArray();
        int[] blockY = Arrays.stream(blocks.blockY()).map(b -> b - grid.y0()).toArray();
        Channels channels = new Channels(
                observation.cube().axis().slice(observation.firstChannel(), observation.channels()),
                config.model().lineProfile() == FitConfig.LineProfile.SAMPLED);
        return new ForwardModel.Setup(
                grid,
                channels,
                observation.fittedBeams(),
                observation.perBeam(),
                flux == null ? null : part(flux, grid),
                blockX,
                blockY,
                blocks.block(),
                sampling());
    }

    private double[] part(FluxMap light, PixelGrid grid) {
        SpectralCube cube = observation.cube();
        double[] part = new double[grid.size()];
        for (int y = 0; y < grid.height(); y++) {
            System.arraycopy(
                    light.intrinsic(),
                    (grid.y0() - cube.yIndex() + y) * cube.nx() + grid.x0() - cube.xIndex(),
                    part,
                    y * grid.width(),
                    grid.width());
        }
        return part;
    }

    @Override
    public CubeProblem independent(ParallelFor threads) {
        return new CubeProblem(galaxy, setup(region), space, data, noise, threads);
    }

    @Override
    public CubeFit with(ParameterSpace other) {
        return with(config, observation, other, flux, data);
    }
}
