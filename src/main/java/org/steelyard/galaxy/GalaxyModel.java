package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.config.FitConfig;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.DispersionProfile;
import org.steelyard.disk.RadialFlow;
import org.steelyard.disk.RadialShape;
import org.steelyard.disk.SurfaceBrightness;
import org.steelyard.kernel.Derivative.Kind;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.units.Constants;

/**
 * The physics of one galaxy as a function of its parameters: from values, in the units of METHOD section 10, to a disk that the kernels can evaluate and the
 * directions in which it changes. Has no setters; immutable.
 */
public final class GalaxyModel {

    private static final double DEGREE = Math.PI / 180;

    private final FitConfig config;
    private final LocalFrame frame;
    private final double pcPerArcsec;
    private final RadiusTable table;
    private final double[] radii;
    private final StellarSpeeds stars;
    private final double[] gasSpeedSquared;
    private final List<String> names;

    /**
     * @param config the choices of the model
     * @param frame [arcsec/pixel] the pixels on the sky
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @param table radii at which functions of radius are tabulated, in arcsec
     * @param stars speeds of the stars at those radii
     * @param gasSpeedSquared [km2/s2] of the gas at those radii, may be negative. Not modified
     */
    public GalaxyModel(
            FitConfig config,
            LocalFrame frame,
            double pcPerArcsec,
            RadiusTable table,
            StellarSpeeds stars,
            double[] gasSpeedSquared) {
        this.config = config;
        this.frame = frame;
        this.pcPerArcsec = pcPerArcsec;
        this.table = table;
        this.radii = table.radii();
        this.stars = stars;
        this.gasSpeedSquared = gasSpeedSquared;
        this.names = ModelParameters.names(config, stars);
    }

    /** @return the parameters' names, in the order of every vector of values */
    public List<String> names() {
        return names;
    }

    /** @return [pc/arcsec] scale at the galaxy */
    public double pcPerArcsec() {
        return pcPerArcsec;
    }

    /**
     * A model at one set of values.
     *
     * @param disk the disk
     * @param x [pixel] centre
     * @param y [pixel] centre
     * @param vsys [km/s] systemic velocity c z
     * @param fluxScale factor on the flux
     * @param directions what to differentiate by
     * @param terms how the parameters' derivatives follow from those of the directions
     */
    public record State(
            DiskState disk,
            double x,
            double y,
            double vsys,
            double fluxScale,
            List<Derivative> directions,
            List<Term> terms) {}

    /**
     * Part of a derivative: parameter, direction, factor.
     *
     * @param parameter index of the parameter
     * @param direction index of the direction
     * @param factor d direction / d parameter
     */
    public record Term(int parameter, int direction, double factor) {}

    /**
     * @param values of the parameters. Not modified
     * @param wanted which parameters to differentiate by, or null for none
     * @return the model there
     * @throws org.steelyard.units.InputException if a value means no disk
     */
    public State at(double[] values, boolean[] wanted) {
        return at(values, wanted, new Tables());
    }

    /** The same in tables that an earlier state had, which is lost. */
    public State at(double[] values, boolean[] wanted, Tables tables) {
        tables.clear();
        List<Derivative> directions = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        double inclination = value(values, "inclination") * DEGREE;
        double angle = value(values, "position_angle") * DEGREE;
        int n = radii.length;
        double[] speed = tables.take(n);
        double[] perInclination = stars.inclined() && wants(wanted, "inclination") ? tables.take(n) : null;
        List<String> ofProfile = stars.parameters();
        double[][] perProfile = wanted == null ? null : tables(tables, ofProfile.size(), n);
        double[] profile = tables.take(ofProfile.size());
        for (int k = 0; k < profile.length; k++) {
            profile[k] = value(values, ofProfile.get(k));
        }
        stars.evaluate(inclination, profile, speed, perInclination, perProfile);
        double massToLight = stars.hasLight() ? value(values, "mass_to_light") : 1;
        if (stars.hasLight() && wants(wanted, "mass_to_light")) {
            direct(directions, terms, wanted, "mass_to_light", Kind.SPEED, coefficients(tables, speed), 1);
        }
        direct(directions, terms, wanted, ofProfile, Kind.SPEED, perProfile, tables);
        double[] total = tables.take(n);
        for (int j = 0; j < n; j++) {
            total[j] = massToLight * speed[j] + gasSpeedSquared[j];
            if (perInclination != null) {
                perInclination[j] *= massToLight;
            }
        }
        direct(directions, terms, wanted, "mbh", Kind.BLACK_HOLE, null, Constants.G / pcPerArcsec);
        double[] inclinationTable = perInclination == null ? null : coefficients(tables, perInclination);
        direct(directions, terms, wanted, "inclination", Kind.INCLINATION, inclinationTable, DEGREE);
        direct(directions, terms, wanted, "position_angle", Kind.POSITION_ANGLE, null, DEGREE);
        direct(directions, terms, wanted, "vsys", Kind.SYSTEMIC_VELOCITY, null, 1);
        direct(directions, terms, wanted, "x", Kind.CENTRE_X, null, 1);
        direct(directions, terms, wanted, "y", Kind.CENTRE_Y, null, 1);
        RadialFlow flow = flow(values, directions, terms, wanted);
        double[] dispersion = dispersion(values, directions, terms, wanted, tables);
        double[] brightness = brightness(values, directions, terms, wanted, tables);
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        DiskState disk = new DiskState(
                frame.eastPerX() * sin + frame.northPerX() * cos,
                frame.eastPerY() * sin + frame.northPerY() * cos,
                frame.eastPerX() * cos - frame.northPerX() * sin,
                frame.eastPerY() * cos - frame.northPerY() * sin,
                inclination,
                Constants.G * value(values, "mbh") / pcPerArcsec,
                config.potential().softening(),
                flow.alphaRotation(),
                flow.radialFraction(),
                flow.vrad(),
                config.disk().relativistic(),
                table,
                coefficients(tables, total),
                dispersion,
                brightness,
                config.disk().outerRadius() == null
                        ? Double.POSITIVE_INFINITY
                        : config.disk().outerRadius());
        return new State(
                disk,
                value(values, "x"),
                value(values, "y"),
                value(values, "vsys"),
                value(values, "flux_scale"),
                directions,
                terms);
    }

    private RadialFlow flow(double[] values, List<Derivative> directions, List<Term> terms, boolean[] wanted) {
        return switch (config.disk().flow()) {
            case NONE -> RadialFlow.none();
            case ALPHA -> {
                double alpha = value(values, "alpha");
                direct(directions, terms, wanted, "alpha", Kind.ROTATION, null, 1);
                double inflow = Math.sqrt(Math.max(1e-12, 2 * (1 - alpha * alpha)));
                direct(
                        directions,
                        terms,
                        wanted,
                        "alpha",
                        Kind.RADIAL,
                        null,
                        -2 * config.disk().nearSide() * alpha / inflow);
                yield RadialFlow.alpha(alpha, config.disk().nearSide());
            }
            case VRAD -> {
                direct(directions, terms, wanted, "vrad", Kind.RADIAL_SPEED, null, 1);
                yield RadialFlow.vrad(value(values, "vrad"));
            }
            case KAPPA -> {
                direct(directions, terms, wanted, "kappa", Kind.RADIAL, null, 1);
                yield RadialFlow.kappa(value(values, "kappa"));
            }
            case OMEGA -> {
                direct(directions, terms, wanted, "omega", Kind.ROTATION, null, 1);
                yield RadialFlow.omega(value(values, "omega"));
            }
        };
    }

    private double[] dispersion(
            double[] values, List<Derivative> directions, List<Term> terms, boolean[] wanted, Tables tables) {
        double floor = value(values, "dispersion");
        DispersionProfile profile = switch (config.disk().dispersion()) {
            case FLAT -> DispersionProfile.flat(floor);
            case EXPONENTIAL ->
                DispersionProfile.exponential(
                        floor, value(values, "dispersion_amplitude"), value(values, "dispersion_radius"));
            case GAUSSIAN ->
                DispersionProfile.gaussian(
                        floor,
                        value(values, "dispersion_amplitude"),
                        value(values, "dispersion_radius"),
                        value(values, "dispersion_width"));
        };
        List<String> parameters =
                List.of("dispersion", "dispersion_amplitude", "dispersion_radius", "dispersion_width");
        double[] radii = this.radii;
        double[] sigma = tables.take(radii.length);
        double[][] derivatives = wanted == null ? null : tables(tables, DispersionProfile.PARAMETERS, radii.length);
        double[] partial = new double[DispersionProfile.PARAMETERS];
        for (int j = 0; j < radii.length; j++) {
            sigma[j] = profile.sigma(radii[j]);
            if (wanted == null) {
                continue;
            }
            profile.derivatives(radii[j], partial);
            for (int k = 0; k < partial.length; k++) {
                derivatives[k][j] = partial[k];
            }
        }
        direct(directions, terms, wanted, parameters, Kind.DISPERSION, derivatives, tables);
        return coefficients(tables, sigma);
    }

    private double[] brightness(
            double[] values, List<Derivative> directions, List<Term> terms, boolean[] wanted, Tables tables) {
        RadialShape shape = switch (config.disk().surfaceBrightness()) {
            case DECONVOLVED, MAP -> null;
            case EXPONENTIAL -> new RadialShape.Exponential(value(values, "sb_radius"));
            case GAUSSIAN -> new RadialShape.Gaussian(value(values, "sb_radius"));
            case RING -> new RadialShape.Ring(value(values, "sb_radius"), value(values, "sb_width"));
            case EXPONENTIAL_HOLE ->
                new RadialShape.ExponentialWithHole(
                        value(values, "sb_radius"), value(values, "sb_hole_radius"), value(values, "sb_hole_width"));
        };
        if (shape == null) {
            return null;
        }
        Double outer = config.disk().outerRadius();
        SurfaceBrightness brightness = outer == null ? SurfaceBrightness.of(shape) : SurfaceBrightness.of(shape, outer);
        List<String> parameters = ModelParameters.brightness(config.disk().surfaceBrightness());
        double[] radii = this.radii;
        double[] light = tables.take(radii.length);
        double[][] derivatives = wanted == null ? null : tables(tables, parameters.size(), radii.length);
        double[] partial = new double[parameters.size()];
        for (int j = 0; j < radii.length; j++) {
            light[j] = brightness.continued(radii[j]);
            if (wanted == null) {
                continue;
            }
            brightness.continuedDerivatives(radii[j], partial);
            for (int k = 0; k < partial.length; k++) {
                derivatives[k][j] = partial[k];
            }
        }
        direct(directions, terms, wanted, parameters, Kind.BRIGHTNESS, derivatives, tables);
        return coefficients(tables, light);
    }

    private boolean wants(boolean[] wanted, String name) {
        int index = names.indexOf(name);
        return wanted != null && index >= 0 && wanted[index];
    }

    /** Adds a direction for a parameter that is wanted. */
    private void direct(
            List<Derivative> directions,
            List<Term> terms,
            boolean[] wanted,
            String name,
            Kind kind,
            double[] coefficients,
            double factor) {
        int index = names.indexOf(name);
        if (wanted != null && wanted[index]) {
            terms.add(new Term(index, directions.size(), factor));
            directions.add(new Derivative(kind, coefficients));
        }
    }

    /** Adds a direction for each parameter of a function of radius that is wanted; {@code derivatives} are those of the function at the table's radii. */
    private void direct(
            List<Derivative> directions,
            List<Term> terms,
            boolean[] wanted,
            List<String> parameters,
            Kind kind,
            double[][] derivatives,
            Tables tables) {
        for (int k = 0; k < parameters.size(); k++) {
            if (wants(wanted, parameters.get(k))) {
                direct(directions, terms, wanted, parameters.get(k), kind, coefficients(tables, derivatives[k]), 1);
            }
        }
    }

    private double[] coefficients(Tables tables, double[] values) {
        double[] out = tables.take(table.coefficientCount());
        table.fit(values, out);
        return out;
    }

    private static double[][] tables(Tables tables, int count, int length) {
        double[][] out = new double[count][];
        for (int k = 0; k < count; k++) {
            out[k] = tables.take(length);
        }
        return out;
    }

    private double value(double[] values, String name) {
        return values[names.indexOf(name)];
    }

    /**
     * Circular speeds of the model.
     *
     * @param values of the parameters. Not modified
     * @param radii [arcsec] where. Not modified
     * @return the speeds and what makes them
     */
    public SpeedCurve speeds(double[] values, double[] radii) {
        int n = table.radii().length;
        double[] speed = new double[n];
        double[] profile = stars.parameters().stream()
                .mapToDouble(name -> value(values, name))
                .toArray();
        stars.evaluate(
                value(values, "inclination") * DEGREE,
                profile,
                speed,
                stars.inclined() ? new double[n] : null,
                new double[profile.length][n]);
        double massToLight = stars.hasLight() ? value(values, "mass_to_light") : 1;
        double[] starTable = coefficients(new Tables(), StellarSpeeds.scaled(speed, massToLight));
        double[] gasTable = coefficients(new Tables(), gasSpeedSquared);
        double soft2 = config.potential().softening() * config.potential().softening();
        double[][] out = new double[4][radii.length];
        for (int j = 0; j < radii.length; j++) {
            double r2 = radii[j] * radii[j];
            double ofStars = table.valueAt(starTable, r2);
            double ofGas = table.valueAt(gasTable, r2);
            double ofHole = Constants.G * value(values, "mbh") / pcPerArcsec * r2 / Math.pow(r2 + soft2, 1.5);
            out[0][j] = root(ofStars);
            out[1][j] = root(ofHole);
            out[2][j] = root(ofGas);
            out[3][j] = root(Math.max(0, ofStars + ofGas + ofHole));
        }
        return new SpeedCurve(radii.clone(), out[0], out[1], out[2], out[3]);
    }

    private static double root(double squared) {
        return Math.copySign(Math.sqrt(Math.abs(squared)), squared);
    }

    /** @return a vector of the right length, for a caller to fill */
    double[] emptyValues() {
        double[] values = new double[names.size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
