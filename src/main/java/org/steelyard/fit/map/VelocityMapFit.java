package org.steelyard.fit.map;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.GasSpeeds;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Search;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.ModelParameters;
import org.steelyard.galaxy.StellarSpeeds;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.Deconvolution;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.observe.VelocityMapModel;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * A fit of a velocity map: how a published map is used when the cube is not public. Made once from configuration, observation and first guesses; the model
 * changes only through its parameters.
 *
 * @param config the configuration, with what a velocity map cannot tell fixed
 * @param observation the data
 * @param space the parameters
 * @param galaxy the physics
 * @param ellipse of the region, null where a map gives it
 * @param flux [any] intrinsic flux of each pixel that is held; null for an analytic profile
 * @param used which data are in the region
 */
public record VelocityMapFit(
        FitConfig config,
        VelocityMapObservation observation,
        ParameterSpace space,
        GalaxyModel galaxy,
        FitConfig.Region ellipse,
        double[] flux,
        int[] used)
        implements PreparedFit<VelocityMapFit> {

    /** The centre may move by this many beams [FWHM] from its start. */
    private static final double CENTRE_RANGE = 3;

    /** From this many data to a beam on, a message says that the errors are too small. */
    private static final double CORRELATED = 1.5;

    /** What a mean velocity does not depend on. */
    private static final List<String> IDLE =
            List.of("dispersion", "dispersion_amplitude", "dispersion_radius", "dispersion_width", "flux_scale");

    /**
     * Fits a velocity map.
     *
     * @param given what to fit
     * @param run how
     * @param threads who share the work
     * @return what was found
     * @throws InputException if the input is at fault
     */
    public static FitOutcome run(FitConfig given, GalaxyFit.Run run, ParallelFor threads) {
        double begin = run.clock().getAsDouble();
        MgeTable mge = given.potential().mgeTable();
        FitConfig config = forMaps(given, CubeFit.stars(given, mge, 1, new double[] {1, 2}));
        VelocityMapObservation observation = VelocityMapObservation.read(config);
        Search search = new Search(config, run, threads, GalaxyFit.warnings(config, mge, observation.warnings()));
        InitialGuess guess = guess(observation, config, mge);
        double read = run.clock().getAsDouble();
        VelocityMapFit start = prepare(config, observation, guess, mge, GalaxyFit.startOf(config, guess, "vsys"));
        Search.Found<VelocityMapFit> found = search.find(
                start,
                vsys -> prepare(config, observation, guess, mge, vsys),
                () -> guess(observation, config.withParameters(Map.of()), mge));
        double fitted = run.clock().getAsDouble();
        VelocityMapFit fit = found.fit();
        VelocityMapProducts products = VelocityMapProducts.of(fit, found.values(), threads);
        fit.comment(
                found.values()[fit.space().index("vsys")],
                given.data().velocityConvention() != null,
                search.messages());
        ParameterSpace starts = search.starts(fit.space(), guess);
        FitResult result = search.result(found, starts, products.derived(fit, found.values()), begin, read, fitted);
        FitConfig parameters = config.withParameters(GalaxyFit.settings(config, starts));
        FitConfig resolved = fit.ellipse() == null
                ? parameters
                : parameters.withFit(config.fit().withRegion(fit.ellipse()));
        return new FitOutcome(result, null, products.maps(), resolved, FittedGalaxy.of(resolved, fit, found.values()));
    }

    @Override
    public VelocityMapFit coarser() {
        return this;
    }

    @Override
    public VelocityMapFit refined(double[] values, ParallelFor threads) {
        return this;
    }

    /** The fit of a configuration that leaves nothing open. */
    public static VelocityMapFit prepare(FitConfig resolved, MgeTable mge, double vsys) {
        VelocityMapObservation observation = VelocityMapObservation.read(resolved);
        return prepare(resolved, observation, guess(observation, resolved, mge), mge, vsys);
    }

    static InitialGuess guess(VelocityMapObservation observation, FitConfig config, MgeTable mge) {
        return InitialGuess.measure(
                observation.guessable(convention(config)),
                config,
                mge,
                observation.source().toString());
    }

    /** @return the convention of the map's velocities, optical where nothing is said */
    static VelocityConvention convention(FitConfig config) {
        return config.data().velocityConvention() == null
                ? VelocityConvention.OPTICAL
                : config.data().velocityConvention();
    }

    /** The configuration with everything fixed that a mean velocity does not depend on. */
    static FitConfig forMaps(FitConfig config, StellarSpeeds stars) {
        if (config.potential().gas() == PotentialConfig.GasSource.FROM_CUBE) {
            throw new InputException(
                    "potential.gas = \"from-cube\" needs a cube; for a velocity map give a table, gas = \"gas.ecsv\", or \"none\"");
        }
        if (config.model().block() != null && config.model().block() != 1) {
            throw new InputException("model.block = " + config.model().block()
                    + " has no meaning for a velocity map, whose data are its pixels or data.bins; remove it");
        }
        List<String> names = ModelParameters.names(config, stars);
        Map<String, ParameterSetting> settings = new LinkedHashMap<>(config.parameters());
        for (String name : IDLE) {
            ParameterSetting set = config.parameter(name);
            if (Boolean.FALSE.equals(set.fixed()) || set.tie() != null) {
                throw new InputException(
                        "parameters." + name
                                + " does not act on a velocity map and cannot be fitted to one; leave out fixed = false and tie");
            }
            if (names.contains(name)) {
                settings.put(name, new ParameterSetting(set.start(), null, null, true, null, null));
            }
        }
        return config.withParameters(settings);
    }

    /**
     * @param config the configuration
     * @param observation the data
     * @param guess start values and region for what the configuration leaves open
     * @param mge the starlight, or null
     * @param vsys [km/s] at which the distance scale is taken
     * @return the fit, ready to go
     */
    public static VelocityMapFit prepare(
            FitConfig config, VelocityMapObservation observation, InitialGuess guess, MgeTable mge, double vsys) {
        double scale = InitialGuess.scale(config, vsys).pcPerArcsec();
        PixelBox box = observation.box();
        double pixel = observation.frame().pixelSize();
        RadiusTable table = CubeFit.radii(pixel, Math.hypot(box.width(), box.height()));
        StellarSpeeds stars = CubeFit.stars(config, mge, scale, table.radii());
        ParameterSpace space = ModelParameters.space(
                ModelParameters.names(config, stars),
                config,
                guess.values(),
                InitialGuess.lowestInclination(config, mge),
                CENTRE_RANGE * observation.beam().geometricMean() / pixel);
        FitConfig.Region ellipse = config.fit().regionMask() != null
                ? null
                : config.fit().region() != null ? config.fit().region() : guess.region();
        requireLight(config, ellipse, observation.beam());
        double[] gas = config.potential().gas() == PotentialConfig.GasSource.TABLE
                ? GasSpeeds.tabulatedGas(config, table.radii())
                : new double[table.radii().length];
        return new VelocityMapFit(
                config,
                observation,
                space,
                new GalaxyModel(config, observation.frame(), scale, table, stars, gas),
                ellipse,
                intrinsicFlux(config, observation),
                observation.dataIn(inside(config, observation, ellipse, space)));
    }

    /** Where the model has no flux, it has no mean velocity. */
    private static void requireLight(FitConfig config, FitConfig.Region ellipse, Beam beam) {
        boolean ownLight =
                !ModelParameters.brightness(config.disk().surfaceBrightness()).isEmpty();
        Double outer = config.disk().outerRadius();
        if (ownLight && outer != null && ellipse != null && ellipse.semiMajor() > outer + beam.major()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "disk.outer_radius = %s arcsec: fit.region reaches %.3g arcsec, more than a beam farther, where the model has no flux and so no velocity;"
                            + " give a smaller fit.region or a larger disk.outer_radius",
                    outer,
                    ellipse.semiMajor()));
        }
    }

    /** Whether each pixel that is held is in the region. */
    private static boolean[] inside(
            FitConfig config, VelocityMapObservation observation, FitConfig.Region ellipse, ParameterSpace space) {
        if (ellipse != null) {
            double x = CubeFit.start(space, "x");
            double y = CubeFit.start(space, "y");
            return FitRegion.ellipse(observation.box(), observation.frame(), x, y, ellipse, 1)
                    .inside();
        }
        double[] map = observation.companion(config.fit().regionMask(), "region mask");
        boolean[] inside = new boolean[map.length];
        for (int p = 0; p < map.length; p++) {
            inside[p] = map[p] > 0.5;
        }
        return inside;
    }

    private static double[] intrinsicFlux(FitConfig config, VelocityMapObservation observation) {
        DiskConfig.Brightness light = config.disk().surfaceBrightness();
        if (light != DiskConfig.Brightness.DECONVOLVED && light != DiskConfig.Brightness.MAP) {
            return null;
        }
        if (observation.flux() == null) {
            throw new InputException(
                    "data.flux_map is missing: disk.surface_brightness = \""
                            + light.name().toLowerCase(Locale.ROOT)
                            + "\" needs the map that weights the velocities, flux_map = \"moment0.fits\"; or choose an analytic profile, like \"exponential\"");
        }
        if (light == DiskConfig.Brightness.MAP) {
            return observation.flux();
        }
        Beam beam = observation.beam();
        double[] psf = BeamKernel.sample(beam, observation.frame(), BeamKernel.halfWidth(beam, observation.frame()));
        PixelBox box = observation.box();
        return Deconvolution.richardsonLucy(
                observation.flux(),
                box.width(),
                box.height(),
                psf,
                config.disk().lucyIterations());
    }

    /**
     * The model of some data.
     *
     * @param data which, ascending
     * @return its unchanging parts
     */
    VelocityMapModel.Setup setup(int[] data) {
        PixelBox box = observation.box();
        int[] place = new int[observation.data().length];
        Arrays.fill(place, -1);
        for (int d = 0; d < data.length; d++) {
            place[data[d]] = d;
        }
        int[] pixels = IntStream.range(0, observation.datum().length)
                .filter(p -> observation.datum()[p] >= 0 && place[observation.datum()[p]] >= 0)
                .toArray();
        int[] x = Arrays.stream(pixels).map(p -> p % box.width()).toArray();
        int[] y = Arrays.stream(pixels).map(p -> Math.floorDiv(p, box.width())).toArray();
        int half = BeamKernel.halfWidth(observation.beam(), observation.frame());
        int x0 = Arrays.stream(x).min().orElseThrow() - half;
        int y0 = Arrays.stream(y).min().orElseThrow() - half;
        int x1 = Arrays.stream(x).max().orElseThrow() + 1 + half;
        int y1 = Arrays.stream(y).max().orElseThrow() + 1 + half;
        if (flux != null) {
            x0 = Math.max(x0, 0);
            y0 = Math.max(y0, 0);
            x1 = Math.min(x1, box.width());
            y1 = Math.min(y1, box.height());
        }
        PixelGrid grid = new PixelGrid(observation.frame(), box.x0() + x0, box.y0() + y0, x1 - x0, y1 - y0);
        double[] part = flux == null ? null : new double[grid.size()];
        for (int row = 0; flux != null && row < grid.height(); row++) {
            System.arraycopy(flux, (y0 + row) * box.width() + x0, part, row * grid.width(), grid.width());
        }
        int left = x0;
        int bottom = y0;
        return new VelocityMapModel.Setup(
                grid,
                observation.beam(),
                part,
                Arrays.stream(x).map(column -> column - left).toArray(),
                Arrays.stream(y).map(row -> row - bottom).toArray(),
                Arrays.stream(pixels).map(p -> place[observation.datum()[p]]).toArray(),
                data.length,
                convention(config),
                config.model().oversampling() == null
                        ? Sampling.adaptive(config.model().tolerance())
                        : Sampling.uniform(config.model().oversampling()));
    }

    @Override
    public NoiseCorrelation correlation() {
        return null;
    }

    @Override
    public VelocityMapProblem independent(ParallelFor threads) {
        return new VelocityMapProblem(
                galaxy, setup(used), space, data(), noise(), config.fit().loss(), threads);
    }

    @Override
    public double[] data() {
        return Arrays.stream(used).mapToDouble(d -> observation.data()[d]).toArray();
    }

    @Override
    public double[] noise() {
        return Arrays.stream(used).mapToDouble(d -> observation.dataError()[d]).toArray();
    }

    @Override
    public VelocityMapFit with(ParameterSpace other) {
        return new VelocityMapFit(config, observation, other, galaxy, ellipse, flux, used);
    }

    /** @return how many pixels there are to the beam's area */
    double pixelsPerBeam() {
        return observation.beam().area() / observation.frame().pixelArea();
    }

    /** @return how many of the data that are fitted there are to the beam's area */
    double dataPerBeam() {
        boolean[] fitted = new boolean[observation.data().length];
        for (int d : used) {
            fitted[d] = true;
        }
        long pixels = Arrays.stream(observation.datum())
                .filter(d -> d >= 0 && fitted[d])
                .count();
        return pixelsPerBeam() * used.length / pixels;
    }

    /** What a user should know of every velocity map. */
    private void comment(double vsys, boolean conventionGiven, List<String> messages) {
        if (config.fit().loss() == FitConfig.Loss.SOFT_L1) {
            messages.add(
                    "fit.loss = \"soft-l1\": residuals beyond an error count by their size, not its square; chi^2 is the sum of that loss");
        }
        double crowd = dataPerBeam();
        if (crowd > CORRELATED) {
            messages.add(String.format(
                    Locale.ROOT,
                    "a beam covers %.0f of the data, whose errors are taken as independent: chi^2 counts each beam so often, and the errors of the parameters"
                            + " are naive, too small by about its square root, %.1f",
                    crowd,
                    Math.sqrt(crowd)));
        }
        if (!conventionGiven) {
            messages.add(String.format(
                    Locale.ROOT,
                    "the map's velocities are taken as optical ones, c z; with data.velocity_convention = \"radio\" all masses would be %.1f %% larger",
                    100 * (Math.pow(1 + vsys / Constants.SPEED_OF_LIGHT, 4) - 1)));
        }
    }
}
