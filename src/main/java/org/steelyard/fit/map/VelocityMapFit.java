// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.steelyard.component.DataRange;
import org.steelyard.config.Configuration;
import org.steelyard.config.RegionEllipse;
import org.steelyard.cube.Beam;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.NoiseCorrelation;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.AnnularLight;
import org.steelyard.galaxy.Annuli;
import org.steelyard.galaxy.BeamWidth;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.GasDensity;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.BeamKernel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.observe.VelocityMapModel;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.InputException;

/**
 * A prepared fit of a velocity map, made once from configuration, observation and starting values. The model changes
 * only through its parameters.
 *
 * @param config the configuration, with fixed parameters on which a mean velocity does not depend
 * @param observation the data
 * @param space the parameters
 * @param galaxy the physics
 * @param ellipse of the region, null where a map gives it
 * @param light intrinsic flux of the pixels that are held
 * @param used which data are in the region
 */
public record VelocityMapFit(
        Configuration config,
        VelocityMapObservation observation,
        ParameterSpace space,
        GalaxyModel galaxy,
        RegionEllipse ellipse,
        MapLight light,
        int[] used)
        implements PreparedFit<VelocityMapFit> {

    /** [beam FWHM] width of the annuli that give the light of a flux map against radius. */
    private static final double ANNULUS = 0.5;

    /** The centre may move by this many beams [FWHM] from its start. */
    private static final double CENTRE_RANGE = 3;

    @Override
    public VelocityMapFit withGalaxy(GalaxyModel other, ParameterSpace parameters) {
        Configuration starless = config.withPotential(config.potential().withMge(null, null, List.of()));
        return new VelocityMapFit(starless, observation, parameters, other, ellipse, light, used);
    }

    @Override
    public VelocityMapFit withOtherNearSide() {
        return new VelocityMapFit(config, observation, space, galaxy.withOtherNearSide(), ellipse, light, used);
    }

    @Override
    public VelocityMapFit coarser(double tolerance) {
        return this;
    }

    @Override
    public VelocityMapFit sharpened(double[] values, ParallelFor threads) {
        return this;
    }

    @Override
    public VelocityMapFit refined(double[] values, ParallelFor threads) {
        return this;
    }

    /** @return the beam at the starting values */
    Beam beam() {
        return beam(space.physical(space.startFree()));
    }

    /**
     * @param values of all parameters. Not modified
     * @return the beam at these values
     */
    Beam beam(double[] values) {
        int place = space.names().indexOf(BeamWidth.PARAMETER.name());
        return place < 0 ? observation.beam() : observation.beam().ofWidth(values[place]);
    }

    /** @return the convention of the map's velocities, optical where nothing is said */
    static VelocityConvention convention(Configuration config) {
        return config.data().velocityConvention() == null
                ? VelocityConvention.OPTICAL
                : config.data().velocityConvention();
    }

    /**
     * @param config the configuration
     * @param observation the data
     * @param guess starting values and region for keys that the configuration does not give
     * @param stars the stars' mass
     * @param vsys [km/s] at which the distance scale is taken
     * @return the prepared fit
     */
    public static VelocityMapFit prepare(
            Configuration config,
            VelocityMapObservation observation,
            InitialGuess guess,
            StellarPotential stars,
            double vsys) {
        double scale = GalaxySetup.scale(config, vsys).pcPerArcsec();
        PixelBox box = observation.box();
        double pixel = observation.frame().pixelSize();
        DataRange range = range(config, observation, guess);
        double beam = observation.beam().geometricMean();
        Galaxy galaxy = GalaxySetup.galaxy(config, stars, GalaxySetup.gas(config), scale, CENTRE_RANGE * beam / pixel)
                .withShape(config.disk().shape().within(range.radius() + beam, pixel))
                .withObservation(config.data().freeBeam() ? List.of(BeamWidth.PARAMETER) : List.of());
        ParameterSpace space = FitParameters.space(galaxy, config, guess.values(), range);
        RegionEllipse ellipse = config.fit().regionMask() != null
                ? null
                : ellipse(config, guess)
                        .about(
                                FitParameters.start(space, KinematicCentre.X),
                                FitParameters.start(space, KinematicCentre.Y));
        requireLight(config, ellipse, observation.beam());
        MapLight light = MapLight.of(config, observation);
        GalaxyModel model = new GalaxyModel(
                galaxy, observation.frame(), GalaxySetup.radii(pixel, Math.hypot(box.width(), box.height())));
        if (config.disk().mapped() && !galaxy.shape().plain()) {
            model = model.withLight(AnnularLight.of(annuli(observation.flux(), observation, galaxy, space, beam)));
        }
        if (config.disk().mapped() && galaxy.pressure().on()) {
            model = model.withDensity(
                    GasDensity.of(annuli(light.behind(observation.beam()), observation, galaxy, space, beam)));
        }
        return new VelocityMapFit(
                config,
                observation,
                space,
                model,
                ellipse,
                light,
                observation.dataIn(inside(config, observation, ellipse)));
    }

    private static Annuli annuli(
            double[] flux, VelocityMapObservation observation, Galaxy galaxy, ParameterSpace space, double beam) {
        PixelBox box = observation.box();
        return Annuli.of(
                new Annuli.Map(flux, box.width(), box.x0(), box.y0(), observation.frame()),
                galaxy.shape().warp(),
                name -> FitParameters.start(space, name),
                ANNULUS * beam);
    }

    /** What the pixels, the region and the velocities can tell of lengths and speeds. */
    private static DataRange range(Configuration config, VelocityMapObservation observation, InitialGuess guess) {
        double pixel = observation.frame().pixelSize();
        double radius = config.fit().regionMask() != null
                ? 0.5
                        * pixel
                        * Math.hypot(
                                observation.box().width(), observation.box().height())
                : ellipse(config, guess).semiMajor();
        DoubleSummaryStatistics velocities = Arrays.stream(observation.data()).summaryStatistics();
        return new DataRange(
                pixel, Math.max(2 * pixel, radius), Math.max(1, velocities.getMax() - velocities.getMin()), 0);
    }

    /** The user's ellipse, else the measured one. */
    private static RegionEllipse ellipse(Configuration config, InitialGuess guess) {
        return config.fit().region() != null ? config.fit().region() : guess.region();
    }

    /** Where the model has no flux, it has no mean velocity. */
    private static void requireLight(Configuration config, RegionEllipse ellipse, Beam beam) {
        boolean ownLight = !config.disk().mapped();
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
    private static boolean[] inside(Configuration config, VelocityMapObservation observation, RegionEllipse ellipse) {
        if (ellipse != null) {
            return FitRegion.ellipse(observation.box(), observation.frame(), ellipse, 1)
                    .inside();
        }
        double[] map = observation.companion(config.fit().regionMask(), "region mask");
        boolean[] inside = new boolean[map.length];
        for (int p = 0; p < map.length; p++) {
            inside[p] = map[p] > 0.5;
        }
        return inside;
    }

    /**
     * The model of some data.
     *
     * @param data indices, ascending
     * @param beam of the model
     * @return the fixed part of the model
     */
    VelocityMapModel.Setup setup(int[] data, Beam beam) {
        double[] flux = light.behind(beam);
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
        int half = BeamKernel.halfWidth(beam, observation.frame());
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
                beam,
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
    public NoiseOfSums noiseOfSums(double[][] rows, double[] point, ParallelFor threads) {
        return new NoiseOfSums(product(rows), null);
    }

    private double[][] product(double[][] rows) {
        double[] root = rootWeights();
        double[][] weighted = new double[rows.length][root.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < root.length; k++) {
                weighted[i][k] = root[k] * rows[i][k];
            }
        }
        return mapNoise().product(weighted);
    }

    @Override
    public double[] drawNoise(UniformRandomProvider random, int count) {
        return mapNoise().draw(random);
    }

    @Override
    public double inflation() {
        double[] root = rootWeights();
        return product(new double[][] {root})[0][0]
                / Arrays.stream(root).map(w -> w * w).sum();
    }

    private MapNoise mapNoise() {
        double[][] places = places();
        return new MapNoise(places[0], places[1], beam(), observation.frame());
    }

    /** [pixel] x and y of the middle of each fitted datum, in the box that is held. */
    double[][] places() {
        double[][] places = new double[2][used.length];
        double[] count = new double[used.length];
        int[] place = new int[observation.data().length];
        Arrays.fill(place, -1);
        for (int k = 0; k < used.length; k++) {
            place[used[k]] = k;
        }
        for (int p = 0; p < observation.datum().length; p++) {
            int k = observation.datum()[p] < 0 ? -1 : place[observation.datum()[p]];
            if (k >= 0) {
                places[0][k] += p % observation.box().width();
                places[1][k] += Math.floorDiv(p, observation.box().width());
                count[k]++;
            }
        }
        for (int k = 0; k < used.length; k++) {
            places[0][k] /= count[k];
            places[1][k] /= count[k];
        }
        return places;
    }

    /**
     * Square roots of the weights of the data, W = R / max(r, R) for fit.weight_radius R, scaled to a mean of 1. The
     * radius r is that of the ellipse of the region through the datum, or on the sky where a map gives the region.
     */
    private double[] rootWeights() {
        double[] root = new double[used.length];
        Arrays.fill(root, 1);
        Double radius = config.fit().weightRadius();
        if (radius == null) {
            return root;
        }
        double[][] places = places();
        double angle = Math.toRadians(ellipse == null ? 0 : ellipse.positionAngle());
        double ratio = ellipse == null ? 1 : ellipse.axisRatio();
        double sum = 0;
        for (int k = 0; k < root.length; k++) {
            double dx = observation.box().x0() + places[0][k] + 1 - FitParameters.start(space, "x");
            double dy = observation.box().y0() + places[1][k] + 1 - FitParameters.start(space, "y");
            double east =
                    observation.frame().eastPerX() * dx + observation.frame().eastPerY() * dy;
            double north =
                    observation.frame().northPerX() * dx + observation.frame().northPerY() * dy;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / ratio;
            root[k] = Math.sqrt(radius / Math.max(radius, Math.hypot(along, across)));
            sum += root[k] * root[k];
        }
        double scale = Math.sqrt(root.length / sum);
        return Arrays.stream(root).map(w -> scale * w).toArray();
    }

    @Override
    public VelocityMapProblem independent(ParallelFor threads) {
        double[] error = noise();
        double[] root = rootWeights();
        for (int k = 0; k < error.length; k++) {
            error[k] /= root[k];
        }
        return new VelocityMapProblem(
                new BeamedModel(galaxy, observation.beam(), beam -> setup(used, beam), threads),
                space,
                data(),
                error,
                config.fit().loss());
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
    public double[][] positions() {
        double[][] positions = places();
        for (int k = 0; k < positions[0].length; k++) {
            positions[0][k] += observation.box().x0() + 1;
            positions[1][k] += observation.box().y0() + 1;
        }
        return positions;
    }

    @Override
    public VelocityMapFit with(ParameterSpace other) {
        return new VelocityMapFit(config, observation, other, galaxy, ellipse, light, used);
    }

    /** @return number of pixels per beam area */
    double pixelsPerBeam() {
        return beam().area() / observation.frame().pixelArea();
    }

    /** @return number of fitted data per beam area */
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
}
