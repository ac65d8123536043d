// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.config.Configuration;
import org.steelyard.config.DataConfig;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.FitConfig;
import org.steelyard.config.GalaxyConfig;
import org.steelyard.config.ModelConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.FlatDispersion;
import org.steelyard.disk.flow.CircularOrbits;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.fit.cube.CubeProblem;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Scale;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.observe.SlowModel;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.Constants;

/**
 * A small galaxy at z = 0.01 for tests, whose every choice can be changed, as the program models it and as {@link
 * SlowModel} does.
 */
final class TestGalaxy {

    static final double PIXEL = 0.06;
    static final double SCALE = 17.1 * Constants.PC_PER_ARCSEC_AT_MPC;
    static final double REST = 230.538e9;
    static final double VSYS = 0.01 * Constants.SPEED_OF_LIGHT;
    private static final double[][] MGE = {{30000, 0.2, 0.8}, {9000, 0.9, 0.75}, {1500, 4, 0.85}};

    /** 2^6 knots to the octave of r^2: the interpolation error of the table is then below everything else. */
    static final int FINE = 6;

    /** Of chi^2 and of a standard error, as the program has it: adaptive sampling changes from place to place. */
    private static final double ADAPTIVE_TOLERANCE = 1e-2;

    DispersionLaw dispersion = new FlatDispersion();
    RadialFlow flow = new CircularOrbits();
    int nearSide = 1;
    SurfaceBrightness brightness = new FluxMapLight(false);
    Double outerRadius;
    boolean relativistic;
    boolean pressure;
    double softening;
    ModelConfig.LineProfile profile = ModelConfig.LineProfile.INTEGRATED;
    SpectralResponse response = SpectralResponse.NONE;
    int nx = 25;
    int ny = 23;
    int x0 = 3;
    int y0 = -2;
    int block = 1;
    LocalFrame frame = new LocalFrame(-PIXEL, 0, 0, PIXEL);
    int channels = 36;
    NativeAxis axis = vrad(VSYS / 1.01 - 18.2 * 20, 20);
    BeamTable beams = BeamTable.common(new Beam(0.21, 0.15, 35), channels);
    double[] flux = clumps();
    Sampling sampling = Sampling.uniform(3);
    int bits = FINE;
    StellarPotential stars;
    final Map<String, Double> values = new LinkedHashMap<>();

    TestGalaxy() {
        set("mbh", 1.5e8, "mass_to_light", 1.4, "inclination", 62, "position_angle", 23, "vsys", VSYS);
        set("x", 16.07, "y", 9.63, "dispersion", 11, "flux_scale", 1.3);
    }

    TestGalaxy set(Object... namesAndNumbers) {
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            values.put((String) namesAndNumbers[i], ((Number) namesAndNumbers[i + 1]).doubleValue());
        }
        return this;
    }

    double value(String name) {
        return values.get(name);
    }

    /** Channels of equal radio velocity in m/s. */
    static NativeAxis vrad(double first, double step) {
        return new NativeAxis(
                "VRAD",
                "m/s",
                1,
                1e3 * first,
                1e3 * step,
                NativeAxis.Sampling.VELOCITY,
                VelocityConvention.RADIO,
                REST);
    }

    /** The same channels as {@link #vrad}, stated as frequencies. */
    static NativeAxis frequency(double first, double step) {
        return new NativeAxis(
                "FREQ",
                "Hz",
                1,
                REST * (1 - first / Constants.SPEED_OF_LIGHT),
                -REST * step / Constants.SPEED_OF_LIGHT,
                NativeAxis.Sampling.FREQUENCY,
                VelocityConvention.RADIO,
                REST);
    }

    /** A map without symmetry, with empty pixels. */
    double[] clumps() {
        double[] map = new double[nx * ny];
        for (int p = 0; p < map.length; p++) {
            double dx = p % nx - 12;
            double dy = p / nx - 11;
            double wave = Math.cos(0.9 * dx + 0.2) * Math.sin(0.7 * dy - 0.4);
            map[p] = dx * dx + dy * dy > 110 ? 0 : 0.01 * Math.exp(-Math.hypot(dx, dy) / 6) * (1.2 + wave);
        }
        return map;
    }

    SpectralAxis spectralAxis() {
        return SpectralAxis.of(axis, channels, "");
    }

    Configuration config() {
        return new Configuration(
                Path.of("."),
                DataConfig.ofCube(null),
                new GalaxyConfig("test", null, 17.1),
                new PotentialConfig(
                        null,
                        null,
                        List.of(),
                        null,
                        false,
                        null,
                        null,
                        PotentialConfig.MassToLight.CONSTANT,
                        PotentialConfig.GasSource.NONE,
                        null,
                        softening,
                        3.1,
                        0.7,
                        1.36,
                        pressure),
                null,
                new DiskConfig(
                        DiskShape.PLAIN,
                        dispersion,
                        flow,
                        nearSide,
                        brightness,
                        false,
                        outerRadius,
                        DiskConfig.FluxExtraction.OPTIMAL,
                        10,
                        relativistic),
                new ModelConfig(null, 1e-5, null, profile),
                FitConfig.defaults(),
                null,
                null,
                Map.of());
    }

    RadiusTable table() {
        return bits == 0 ? GalaxySetup.radii(PIXEL, Math.hypot(nx, ny)) : new RadiusTable(1e-3, 20, bits);
    }

    GalaxyModel galaxy() {
        RadiusTable table = table();
        StellarPotential of = stars != null ? stars : new MgeStars(mge());
        return new GalaxyModel(GalaxySetup.galaxy(config(), of, new NoGas(), SCALE, 10), frame, table);
    }

    static MgeTable mge() {
        return new MgeTable(column(0), column(1), column(2));
    }

    private static double[] column(int k) {
        return Arrays.stream(MGE).mapToDouble(row -> row[k]).toArray();
    }

    boolean mapped() {
        return brightness instanceof FluxMapLight;
    }

    /** Blocks that fill the grid but for a rim. */
    int[] blockX() {
        return blocks(true);
    }

    int[] blockY() {
        return blocks(false);
    }

    private int[] blocks(boolean wantX) {
        List<Integer> at = new ArrayList<>();
        for (int y = 0; y + block <= ny; y += block) {
            for (int x = 0; x + block <= nx; x += block) {
                at.add(wantX ? x : y);
            }
        }
        return at.stream().mapToInt(i -> i).toArray();
    }

    ForwardModel.Setup setup() {
        return new ForwardModel.Setup(
                new PixelGrid(frame, x0, y0, nx, ny),
                new Channels(spectralAxis(), profile == ModelConfig.LineProfile.SAMPLED, response),
                beams,
                true,
                mapped() ? flux : null,
                blockX(),
                blockY(),
                block,
                sampling);
    }

    double[] parameterValues(GalaxyModel galaxy) {
        return galaxy.names().stream().mapToDouble(this::value).toArray();
    }

    /** The program's model, {@code [block * channels + channel]}. */
    double[] cube() {
        return cube(1);
    }

    double[] cube(int threads) {
        try (ParallelFor parallel = new ParallelFor(threads)) {
            GalaxyModel galaxy = galaxy();
            ForwardModel model = new ForwardModel(setup(), parallel);
            double[] out = new double[model.size()];
            GalaxyModel.State s = galaxy.at(parameterValues(galaxy), null);
            model.evaluate(s.disk(), s.x(), s.y(), s.vsys(), s.fluxScale(), out);
            return out;
        }
    }

    /** Everything free, linear, but for the parameters named. */
    ParameterSpace space(GalaxyModel galaxy, String... fixed) {
        List<Parameter> parameters = new ArrayList<>();
        for (String name : galaxy.names()) {
            double start = value(name);
            double range = 1e3 + 10 * Math.abs(start);
            boolean positive = name.equals("mbh") || name.startsWith("mass_") || name.equals("flux_scale");
            parameters.add(
                    Arrays.asList(fixed).contains(name)
                            ? Parameter.fixed(name, "", start)
                            : name.equals("mbh")
                                    ? new Parameter(name, "", start, 1e5, 1e11, false, Scale.LOG10, null)
                                    : Parameter.free(name, "", start, positive ? 1e-6 : start - range, start + range));
        }
        return new ParameterSpace(parameters);
    }

    /** The comparison with data of uniform noise. */
    CubeProblem problem(double[] data, double noise, ParallelFor threads, String... fixed) {
        GalaxyModel galaxy = galaxy();
        double[] sigma = new double[data.length];
        Arrays.fill(sigma, noise);
        return new CubeProblem(galaxy, setup(), space(galaxy, fixed), data, sigma, threads);
    }

    /**
     * Fits data from the values that are set.
     *
     * @return all parameters by name, and {@code chi2}; an error by {@code "mbh error"}
     */
    Map<String, Double> fit(double[] data, double noise, int threads, String... fixed) {
        try (ParallelFor parallel = new ParallelFor(threads)) {
            CubeProblem problem = problem(data, noise, parallel, fixed);
            double tolerance = sampling.oversampling() == 0 ? ADAPTIVE_TOLERANCE : 1e-4;
            Solution solution = LevenbergMarquardt.defaults()
                    .withTolerances(tolerance, tolerance)
                    .minimise(problem, FitObserver.NONE);
            if (!solution.converged()) {
                throw new AssertionError("no minimum: " + solution.reason());
            }
            ParameterSpace space = space(galaxy(), fixed);
            double[] found = space.physical(solution.point());
            double[] errors = space.physicalErrors(solution.point(), solution.covariance());
            Map<String, Double> result = new LinkedHashMap<>();
            for (int i = 0; i < found.length; i++) {
                result.put(space.names().get(i), found[i]);
                result.put(space.names().get(i) + " error", errors[i]);
            }
            result.put("chi2", solution.chiSquared());
            return result;
        }
    }

    /** The independent model, {@code [block * channels + channel]}. */
    double[] slowCube() {
        SlowModel.Telescope telescope = telescope();
        double[] cube = SlowModel.cube(slowDisk(), telescope, sampling.oversampling());
        return SlowModel.blocks(cube, telescope, blockX(), blockY(), block);
    }

    private SlowModel.Telescope telescope() {
        double[] edges = new double[channels + 1];
        double[] centres = new double[channels];
        for (int i = 0; i <= channels; i++) {
            edges[i] = hertz(i + 0.5);
        }
        double[][] beam = new double[channels][];
        for (int c = 0; c < channels; c++) {
            centres[c] = hertz(c + 1);
            Beam b = beams.at(c);
            beam[c] = new double[] {b.major(), b.minor(), b.positionAngle()};
        }
        double[] pixels = {frame.eastPerX(), frame.eastPerY(), frame.northPerX(), frame.northPerY()};
        return new SlowModel.Telescope(
                nx, ny, x0, y0, pixels, REST, edges, centres, beam, profile == ModelConfig.LineProfile.SAMPLED);
    }

    private double hertz(double pixel) {
        double value = axis.crval() + (pixel - axis.crpix()) * axis.cdelt();
        return axis.ctype().equals("FREQ") ? value : REST * (1 - value / 1e3 / 299792.458);
    }

    private SlowModel.Disk slowDisk() {
        DoubleUnaryOperator rotation = r -> 1;
        DoubleUnaryOperator radial = r -> 0;
        double vrad = 0;
        for (String motion : flow.keyword().split(" [+] ")) {
            switch (motion) {
                case "none" -> {}
                case "alpha" -> {
                    double alpha = value("alpha");
                    rotation = r -> alpha;
                    radial = r -> nearSide * Math.sqrt(2 * (1 - alpha * alpha));
                }
                case "vrad" -> vrad = value("vrad");
                case "kappa" -> radial = r -> value("kappa");
                case "omega" -> rotation = r -> value("omega");
                case "free-fall" -> {
                    DoubleUnaryOperator outside = r -> {
                        double power = Math.pow(r / value("free_fall_radius"), 8);
                        return power / (1 + power);
                    };
                    rotation = outside;
                    radial = r -> nearSide * Math.sqrt(2) * value("free_fall") * (1 - outside.applyAsDouble(r));
                }
                default -> throw new IllegalStateException("write the slow form of " + motion);
            }
        }
        return new SlowModel.Disk(
                value("mbh"),
                softening,
                value("mass_to_light"),
                MGE,
                SCALE,
                value("inclination"),
                value("position_angle"),
                value("x"),
                value("y"),
                value("vsys"),
                rotation,
                radial,
                vrad,
                pressure,
                relativistic,
                slowDispersion(),
                slowLight(),
                outerRadius == null ? Double.POSITIVE_INFINITY : outerRadius,
                brightness instanceof OffsetLight
                        ? new double[] {value("light_x") / PIXEL, value("light_y") / PIXEL}
                        : new double[2],
                mapped() ? flux : null,
                value("flux_scale"));
    }

    private DoubleUnaryOperator slowDispersion() {
        double s0 = value("dispersion");
        return switch (dispersion.keyword()) {
            case "flat" -> r -> s0;
            case "exponential" -> r -> s0 + value("dispersion_amplitude") * Math.exp(-r / value("dispersion_radius"));
            case "gaussian" ->
                r -> s0
                        + value("dispersion_amplitude")
                                * Math.exp(
                                        -Math.pow((r - value("dispersion_radius")) / value("dispersion_width"), 2) / 2);
            default -> throw new IllegalStateException("write the slow form of " + dispersion.keyword());
        };
    }

    private DoubleUnaryOperator slowLight() {
        return switch (brightness.keyword()) {
            case "deconvolved", "map" -> null;
            case "exponential" -> r -> Math.exp(-r / value("sb_radius"));
            case "gaussian" -> r -> Math.exp(-r * r / 2 / value("sb_radius") / value("sb_radius"));
            case "ring" -> r -> Math.exp(-Math.pow((r - value("sb_radius")) / value("sb_width"), 2) / 2);
            case "exponential-hole" ->
                r -> Math.exp(-r / value("sb_radius"))
                        * 0.5
                        * (1 + SlowModel.erf((r - value("sb_hole_radius")) / value("sb_hole_width")));
            default -> throw new IllegalStateException("write the slow form of " + brightness.keyword());
        };
    }

    static double peak(double[] cube) {
        double peak = 0;
        for (double v : cube) {
            peak = Math.max(peak, Math.abs(v));
        }
        return peak;
    }

    static double worst(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            double d = Math.abs(a[i] - b[i]);
            worst = d >= 0 ? Math.max(worst, d) : Double.POSITIVE_INFINITY;
        }
        return worst;
    }
}
