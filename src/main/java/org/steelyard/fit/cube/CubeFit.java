// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.DataRange;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.search.DataSelection;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.AnnularLight;
import org.steelyard.galaxy.Annuli;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.GasDensity;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.gas.GasPotential;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.InputException;

/**
 * A prepared fit of a cube, made once from configuration, observation and starting values. The model changes only
 * through its parameters.
 *
 * @param config the configuration
 * @param model of the galaxy on the pixels of the observation
 * @param space the parameters
 * @param region pixels and blocks
 * @param ellipse of the region, null where a map gives it
 * @param data of every block and channel
 * @param noise of the same
 * @param noiseShape correlation of channels and pixels
 * @param correlation of the noise
 */
public record CubeFit(
        Configuration config,
        ObservedModel model,
        ParameterSpace space,
        FitRegion region,
        RegionEllipse ellipse,
        double[] data,
        double[] noise,
        NoiseShape noiseShape,
        NoiseCorrelation correlation)
        implements PreparedFit<CubeFit> {

    /** The centre may move by this many beams [FWHM] from its start. */
    private static final double CENTRE_RANGE = 3;

    /** [beam FWHM] width of the annuli that give the light of a flux map against radius. */
    private static final double ANNULUS = 0.5;

    /** [peak] tolerance of the line profiles that weight the flux map, far below the noise of a pixel. */
    private static final double PROFILE_TOLERANCE = 1e-3;

    /**
     * @param config the configuration
     * @param observation the data
     * @param noiseShape correlation of its noise
     * @param guess starting values and region for keys that the configuration does not give
     * @param stars the stars' mass
     * @param vsys [km/s] at which the distance scale is taken
     * @return the prepared fit
     */
    public static CubeFit prepare(
            Configuration config,
            CubeObservation observation,
            NoiseShape noiseShape,
            InitialGuess guess,
            StellarPotential stars,
            double vsys) {
        double scale = GalaxySetup.scale(config, vsys).pcPerArcsec();
        SpectralCube cube = observation.cube();
        double beam = observation.beam().geometricMean();
        double pixel = observation.frame().pixelSize();
        int block =
                config.model().block() != null ? config.model().block() : Math.max(1, (int) Math.round(beam / pixel));
        DataRange range = range(config, observation, guess);
        Galaxy galaxy = GalaxySetup.galaxy(config, stars, GalaxySetup.gas(config), scale, CENTRE_RANGE * beam / pixel)
                .withShape(config.disk().shape().within(range.radius() + beam, pixel));
        ParameterSpace space = FitParameters.space(galaxy, config, guess.values(), range);
        double x = FitParameters.start(space, KinematicCentre.X);
        double y = FitParameters.start(space, KinematicCentre.Y);
        if (!observation.contains(x, y)) {
            throw new InputException("parameters.x, parameters.y: the centre starts at pixel (" + x + ", " + y
                    + "), outside the cube of " + observation.width() + " x " + observation.height()
                    + " pixels; correct it");
        }
        RegionEllipse ellipse = ellipse(config, guess).about(x, y);
        FitRegion region = region(config, observation, ellipse, block);
        GasPotential gas = config.potential().gas() == PotentialConfig.GasSource.FROM_CUBE
                ? CubeGas.measure(config, observation, galaxy, space, scale)
                : galaxy.gas();
        GalaxyModel onPixels = new GalaxyModel(
                galaxy.withGas(gas), observation.frame(), GalaxySetup.radii(pixel, Math.hypot(cube.nx(), cube.ny())));
        FluxMap flux = FluxMap.of(config, observation);
        if (flux != null && !galaxy.shape().plain()) {
            onPixels = onPixels.withLight(
                    AnnularLight.of(annuli(flux, observation, galaxy, name -> FitParameters.start(space, name))));
        }
        boolean ringed = galaxy.light() instanceof RingedLight;
        if (galaxy.pressure().on() && (flux != null || ringed)) {
            FluxMap map = ringed ? FluxMap.of(mapped(config), observation) : flux;
            onPixels = onPixels.withDensity(
                    GasDensity.of(annuli(map, observation, galaxy, name -> FitParameters.start(space, name))));
        }
        if (galaxy.light() instanceof RingedLight rings) {
            onPixels = onPixels.withRings(
                    RingRadii.of(rings, region, observation.frame(), space, galaxy.outerRadius(), beam));
            onPixels.rings().require(rings);
        }
        double[] data = observation.blockMeans(region);
        double[] noise = observation.blockNoise(config, region);
        int[] used = DataSelection.usable(data, noise);
        if (ringed && onPixels.rings().splines().count() + space.freeCount() >= used.length) {
            throw new InputException("disk.surface_brightness = \"rings\": " + used.length + " data for "
                    + onPixels.rings().splines().count() + " rings and " + space.freeCount()
                    + " free parameters; enlarge fit.region, or give fewer radii in disk.light_rings");
        }
        return new CubeFit(
                config,
                new ObservedModel(config.model(), observation, config.data().spectralResponse(), onPixels, flux),
                space,
                region,
                config.fit().regionMask() != null ? null : ellipse,
                data,
                noise,
                noiseShape,
                NoiseCorrelation.of(
                        noiseShape.beams(observation.fittedBeams()),
                        observation.frame(),
                        region,
                        used,
                        noiseShape.used()));
    }

    private static Annuli annuli(
            FluxMap flux, CubeObservation observation, Galaxy galaxy, ToDoubleFunction<String> value) {
        SpectralCube cube = observation.cube();
        return Annuli.of(
                new Annuli.Map(flux.intrinsic(), cube.nx(), cube.xIndex(), cube.yIndex(), observation.frame()),
                galaxy.shape().warp(),
                value,
                ANNULUS * observation.beam().geometricMean());
    }

    /** The same configuration with the light of the cube's own map. */
    private static Configuration mapped(Configuration config) {
        return config.withDisk(config.disk()
                .withSurfaceBrightness(new FluxMapLight(true), config.disk().outerRadius()));
    }

    /** What the pixels, the region and the channels can tell of lengths and speeds. */
    private static DataRange range(Configuration config, CubeObservation observation, InitialGuess guess) {
        SpectralCube cube = observation.cube();
        double pixel = observation.frame().pixelSize();
        double radius = config.fit().regionMask() != null
                ? 0.5 * pixel * Math.hypot(cube.nx(), cube.ny())
                : ellipse(config, guess).semiMajor();
        int first = observation.firstChannel();
        int last = first + observation.channels() - 1;
        double speed = Math.abs(cube.axis().velocity(last, VelocityConvention.OPTICAL)
                - cube.axis().velocity(first, VelocityConvention.OPTICAL));
        return new DataRange(
                pixel,
                Math.max(2 * pixel, radius),
                Math.max(speed, cube.axis().width(first)),
                cube.axis().width(first));
    }

    private static FitRegion region(
            Configuration config, CubeObservation observation, RegionEllipse ellipse, int block) {
        SpectralCube cube = observation.cube();
        PixelBox box = new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny());
        if (config.fit().regionMask() != null) {
            double[] map = observation.map(config.fit().regionMask(), "region mask");
            return FitRegion.mask(box, map, block);
        }
        return FitRegion.ellipse(box, observation.frame(), ellipse, block);
    }

    /** The user's ellipse, else the measured one. */
    private static RegionEllipse ellipse(Configuration config, InitialGuess guess) {
        return config.fit().region() != null ? config.fit().region() : guess.region();
    }

    /** @return the cube */
    public CubeObservation observation() {
        return model.observation();
    }

    @Override
    public GalaxyModel galaxy() {
        return model.galaxy();
    }

    @Override
    public double[][] positions() {
        int[] used = DataSelection.usable(data, noise);
        double half = 0.5 * (region.block() + 1);
        double[][] positions = new double[2][used.length];
        for (int k = 0; k < used.length; k++) {
            int b = used[k] / observation().channels();
            positions[0][k] = region.blockX()[b] + half;
            positions[1][k] = region.blockY()[b] + half;
        }
        return positions;
    }

    /** @return map of the light; null for a profile */
    public FluxMap flux() {
        return model.flux();
    }

    /** @return whether the model's light is the cube's own, with its noise */
    public boolean ownLight() {
        return flux() != null && flux().weights() != null;
    }

    /** @return draws of the noise of the cube, in the blocks and in a flux map of its own */
    public CubeNoise cubeNoise() {
        return new CubeNoise(config, observation(), region, noiseShape, ownLight() ? flux().weights() : null);
    }

    /**
     * The least-squares problem of the same fit with another cube.
     *
     * @param moment [Jy km/s] observed flux of each pixel that is held, from which the model's light follows. Modified
     * @param blocks data of every block and channel
     * @param worker a problem of this fit, which lends its workspace
     * @return the least-squares problem in the likelihood of the configuration
     */
    public DiskProblem ofOther(double[] moment, double[] blocks, CubeProblem worker) {
        FluxMap light = flux().with(config, observation(), moment);
        return withPriors(likelihood(worker.withLight(model.part(light, model.grid(region)), blocks)));
    }

    /**
     * The same fit with other data.
     *
     * @param other of every block and channel. Lent
     * @return the fit
     */
    public CubeFit withData(double[] other) {
        return new CubeFit(config, model, space, region, ellipse, other, noise, noiseShape, correlation);
    }

    /** This fit with another accuracy of the model. */
    CubeFit with(ObservedModel other) {
        return with(other, space);
    }

    private CubeFit with(ObservedModel other, ParameterSpace parameters) {
        return new CubeFit(config, other, parameters, region, ellipse, data, noise, noiseShape, correlation);
    }

    @Override
    public CubeFit withGalaxy(GalaxyModel other, ParameterSpace parameters) {
        FluxMap light = flux() == null ? null : new FluxMap(flux().intrinsic(), null, null);
        return new CubeFit(
                config.withPotential(config.potential().withMge(null, null, List.of())),
                model.with(light).with(other),
                parameters,
                region,
                ellipse,
                data,
                noise,
                noiseShape,
                correlation);
    }

    @Override
    public CubeFit withOtherNearSide() {
        return with(model.withOtherNearSide(), space);
    }

    @Override
    public Map<String, Double> profile() {
        return flux() == null || flux().profile() == null ? Map.of() : flux().profile();
    }

    @Override
    public CubeFit coarser(double tolerance) {
        ObservedModel coarse = model.coarser(tolerance);
        return coarse.equals(model) ? this : with(coarse, space);
    }

    @Override
    public CubeFit refined(double[] values, ParallelFor threads) {
        if (!ownLight() || config.disk().fluxExtraction() == DiskConfig.FluxExtraction.MASKED) {
            return this;
        }
        FluxWeights weights =
                OptimalExtraction.weights(model.coarser(PROFILE_TOLERANCE), region, noiseShape.used(), values, threads);
        FluxMap light = new FluxMap(null, weights, space.byName(values))
                .with(config, observation(), weights.flux(observation()));
        ObservedModel lit = model.with(light);
        return with(
                galaxy().galaxy().pressure().on()
                        ? lit.with(galaxy().withDensity(GasDensity.of(
                                annuli(light, observation(), galaxy().galaxy(), name -> values[space.index(name)]))))
                        : lit,
                space);
    }

    @Override
    public CubeFit sharpened(double[] values, ParallelFor threads) {
        boolean fixed = config.disk().lucyIterations() != null
                || !config.disk().deconvolved()
                || config.disk().fluxExtraction() == DiskConfig.FluxExtraction.MASKED;
        if (fixed || !ownLight()) {
            return this;
        }
        CubeProblem worker = with(model.coarser(PROFILE_TOLERANCE)).given(threads);
        int iterations = DeconvolutionDepth.of(
                n -> {
                    ObservedModel sharp =
                            deconvolved(n).refined(values, threads).model();
                    return worker.withLight(sharp.part(sharp.flux(), sharp.grid(region)), data);
                },
                space.free(values));
        return iterations == config.disk().iterations() ? this : deconvolved(iterations);
    }

    /** This fit with a number of Richardson-Lucy iterations of its own flux map, before a first minimum. */
    CubeFit deconvolved(int iterations) {
        Configuration other = config.withDisk(config.disk().withLucyIterations(iterations));
        return new CubeFit(
                other,
                model.with(FluxMap.of(other, observation())),
                space,
                region,
                ellipse,
                data,
                noise,
                noiseShape,
                correlation);
    }

    @Override
    public NoiseOfSums noiseOfSums(double[][] rows, double[] point, ParallelFor threads) {
        if (!ownLight() && correlation.missing() == null) {
            return new NoiseOfSums(correlation.product(rows), null);
        }
        int[] used = DataSelection.usable(data, noise);
        double[][] blocks = new double[rows.length][data.length];
        double[][] ofModel = new double[rows.length][data.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < used.length; k++) {
                blocks[i][used[k]] = -rows[i][k];
                ofModel[i][used[k]] = rows[i][k] / noise[used[k]];
            }
        }
        if (!ownLight()) {
            return new NoiseOfSums(cubeNoise().covariance(blocks, null, threads), null);
        }
        double[][] ofMap = FluxMapResponse.transposed(
                model.coarser(PROFILE_TOLERANCE), config.disk(), region, ofModel, space.physical(point), threads);
        double[][] slopes = fluxMapSlopes(point, threads);
        double[][] followed = new double[rows.length][slopes.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < slopes.length; j++) {
                followed[i][j] = DotProduct.of(ofMap[i], slopes[j]);
            }
        }
        return new NoiseOfSums(cubeNoise().covariance(blocks, ofMap, threads), followed);
    }

    /**
     * How the observed flux map moves with the parameters whose line profiles give its weights.
     *
     * @param point coordinates at the minimum. Not modified
     * @param threads worker threads that evaluate the model
     * @return [Jy km/s per unit of the coordinate] {@code [coordinate][pixel]} of the pixels that are held; 0 where the map
     *     is not the cube's own or does not follow the parameters
     */
    public double[][] fluxMapSlopes(double[] point, ParallelFor threads) {
        return profile().isEmpty()
                ? new double[point.length]
                        [observation().cube().nx() * observation().cube().ny()]
                : OptimalExtraction.slopes(
                        model.coarser(PROFILE_TOLERANCE), region, noiseShape.used(), space, point, threads);
    }

    @Override
    public DiskProblem independent(ParallelFor threads) {
        return ringed() ? new RingProblem(given(threads), threads) : given(threads);
    }

    /**
     * @param threads worker threads that evaluate the model
     * @return the least-squares problem of independent data with the light as the model holds it
     */
    public CubeProblem given(ParallelFor threads) {
        return new CubeProblem(galaxy(), model.setup(region), space, data, noise, threads);
    }

    /** @return whether the light is that of rings, which every evaluation solves */
    public boolean ringed() {
        return galaxy().rings().splines() != null;
    }

    /** The problem of rings in the likelihood of the configuration. */
    private RingProblem rings(ParallelFor threads) {
        return (RingProblem) likelihood(independent(threads));
    }

    /**
     * This fit with the light that its data ask for at some values, as far as it is solved.
     *
     * @param values of all parameters. Not modified
     * @param threads worker threads that evaluate the model
     * @return the fit, whose model holds that light; itself for other light
     */
    public CubeFit lit(double[] values, ParallelFor threads) {
        if (!ringed()) {
            return this;
        }
        return with(model.with(galaxy().withRingLight(rings(threads).brightness(values))));
    }

    /**
     * @param values of all parameters at the minimum. Not modified
     * @param threads worker threads that evaluate the model
     * @return brightness of the rings of light with its errors; null for other light
     */
    @Nullable
    RingProfile ringProfile(double[] values, ParallelFor threads) {
        return ringed()
                ? rings(threads)
                        .profile(
                                values,
                                rows -> noiseOfSums(rows, space.free(values), threads)
                                        .scatter())
                : null;
    }

    @Override
    public CubeFit with(ParameterSpace other) {
        return with(model, other);
    }

    /**
     * The same fit with other beams; a deconvolved flux map is deconvolved with them.
     *
     * @param change of each beam
     * @return the fit
     */
    public CubeFit withBeams(UnaryOperator<Beam> change) {
        CubeObservation scaled = observation().withBeams(change);
        FluxMap light = flux();
        if (light != null && config.disk().deconvolved()) {
            double[] observed = light.weights() == null
                    ? FluxMap.observed(config, scaled)
                    : light.weights().flux(observation());
            light = light.with(config, scaled, observed);
        }
        return with(new ObservedModel(config.model(), scaled, model.response(), galaxy(), light), space);
    }
}
