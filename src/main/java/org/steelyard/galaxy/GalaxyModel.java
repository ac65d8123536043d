// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.Component;
import org.steelyard.component.RadialFunction;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.disk.flow.LocalFlow;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.NormalisedProfile;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.galaxy.PressureSupport.Radial;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.Derivative.Kind;
import org.steelyard.kernel.DiskState;
import org.steelyard.kernel.DiskState.LocalMotion;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.kernel.Tilt;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.StellarSpeeds;

/**
 * A {@link Galaxy} in the form that the kernels evaluate: its functions of radius tabulated, its disk mapped to pixels,
 * and the directions in which each parameter changes them. Values are in the units of the declarations. Immutable.
 */
public final class GalaxyModel {

    private static final double DEGREE = Math.PI / 180;

    /** The derivative that goes with each of A, B and w of a radial flow. */
    private static final Kind[] FLOW_KINDS = {Kind.ROTATION, Kind.RADIAL, Kind.RADIAL_SPEED};

    /** The same for the parts that change with radius. */
    private static final Kind[] LOCAL_KINDS = {Kind.ROTATION, Kind.RADIAL, Kind.SHIFT};

    private final Galaxy galaxy;
    private final LocalFrame frame;
    private final RadiusTable table;
    private final double[] radii;
    private final StellarSpeeds stars;
    private final double[] gasSpeedSquared;
    private final List<String> names;
    private final double @Nullable [] light;
    private final Rings rings;

    /**
     * @param galaxy the components
     * @param frame [arcsec/pixel] the pixels on the sky
     * @param table radii at which functions of radius are tabulated, in arcsec
     */
    public GalaxyModel(Galaxy galaxy, LocalFrame frame, RadiusTable table) {
        this(galaxy, frame, table, galaxy.stars().at(table.radii(), galaxy.pcPerArcsec()), null, Rings.NONE);
    }

    private GalaxyModel(
            Galaxy galaxy,
            LocalFrame frame,
            RadiusTable table,
            StellarSpeeds stars,
            double @Nullable [] light,
            Rings rings) {
        this.galaxy = galaxy;
        this.frame = frame;
        this.table = table;
        this.light = light;
        this.rings = rings;
        this.radii = table.radii();
        this.stars = stars;
        this.gasSpeedSquared = galaxy.gas().speedSquared(radii, galaxy.pcPerArcsec());
        this.names = galaxy.names();
    }

    /** @return [arcsec/pixel] the pixels on the sky */
    public LocalFrame frame() {
        return frame;
    }

    /** @return the components */
    public Galaxy galaxy() {
        return galaxy;
    }

    /**
     * @param brightness relative surface brightness in the disk plane at each radius, by which the flux of a map is
     *     divided between the points of a line of sight. Not modified
     * @return this model with that
     */
    public GalaxyModel withLight(DoubleUnaryOperator brightness) {
        double[] coefficients = new double[table.coefficientCount()];
        table.fit(Arrays.stream(radii).map(brightness).toArray(), coefficients);
        return new GalaxyModel(galaxy, frame, table, stars, coefficients, rings);
    }

    /** @return the rings of the light; without functions for other light */
    public Rings rings() {
        return rings;
    }

    /**
     * @param at [arcsec] radii of the rings of the light, ascending; they are moved to the nearest radii of the tables
     * @return this model with light of rings, of brightness 1 everywhere
     */
    public GalaxyModel withRings(double[] at) {
        return new GalaxyModel(galaxy, frame, table, stars, light, Rings.at(at, table));
    }

    /**
     * @param brightness [Jy km/s/arcsec2] at each ring. Not modified
     * @return this model with that light
     */
    public GalaxyModel withRingLight(double[] brightness) {
        return new GalaxyModel(galaxy, frame, table, stars, light, rings.with(brightness));
    }

    /**
     * @param logDensity logarithm of the gas' surface density, in any unit, against radius [arcsec]
     * @return this model with that density, whose pressure supports the gas
     */
    public GalaxyModel withDensity(DoubleUnaryOperator logDensity) {
        Galaxy supported = galaxy.withPressure(galaxy.pressure().with(logDensity));
        return new GalaxyModel(supported, frame, table, stars, light, rings);
    }

    /**
     * @param other another galaxy
     * @return that galaxy on the same pixels, with the light of this one
     */
    public GalaxyModel withGalaxy(Galaxy other) {
        return new GalaxyModel(other, frame, table, other.stars().at(radii, other.pcPerArcsec()), light, rings);
    }

    /** @return this model with the other side of the disk nearer */
    public GalaxyModel withOtherNearSide() {
        return new GalaxyModel(galaxy.withOtherNearSide(), frame, table, stars, light, rings);
    }

    /** @return [arcsec] the radii at which functions of radius are tabulated, a copy */
    public double[] radii() {
        return radii.clone();
    }

    /**
     * @param other speeds of the stars at {@link #radii()}, of the same parameters
     * @return this model with those
     */
    public GalaxyModel withStars(StellarSpeeds other) {
        return new GalaxyModel(galaxy, frame, table, other, light, rings);
    }

    /** @return the parameters' names, in the order of every vector of values */
    public List<String> names() {
        return names;
    }

    /** @return [pc/arcsec] scale at the galaxy */
    public double pcPerArcsec() {
        return galaxy.pcPerArcsec();
    }

    /**
     * A model at one set of values.
     *
     * @param disk the disk
     * @param x [pixel] centre
     * @param y [pixel] centre
     * @param vsys [km/s] systemic velocity c z
     * @param fluxScale factor on the flux
     * @param directions quantities of the disk by which the kernels differentiate
     * @param terms factors that turn derivatives by directions into derivatives by parameters
     */
    public record State(
            DiskState disk,
            double x,
            double y,
            double vsys,
            double fluxScale,
            List<Derivative> directions,
            List<Term> terms) {

        /**
         * @param parameter index of a parameter by which the disk is differentiated
         * @return the first direction in which it changes the disk; for the inclination of a warped or thick disk, the
         *     planes alone, without the speed of the stars
         */
        public Derivative direction(int parameter) {
            return terms.stream()
                    .filter(term -> term.parameter() == parameter)
                    .map(term -> directions.get(term.direction()))
                    .findFirst()
                    .orElseThrow();
        }

        /**
         * @param parameters indices of parameters whose mean turns or inclines the disk as a whole
         * @return the direction of that mean
         */
        public Derivative direction(int[] parameters) {
            return Arrays.stream(parameters)
                    .mapToObj(this::direction)
                    .reduce((a, b) -> new Derivative(a.kind(), sum(a.table(), b.table()), sum(a.east(), b.east())))
                    .orElseThrow();
        }

        private static double[] sum(double[] a, double[] b) {
            double[] sum = a.clone();
            Arrays.setAll(sum, k -> a[k] + b[k]);
            return sum;
        }
    }

    /**
     * Part of a parameter's derivative: factor times the derivative by a direction.
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
        return at(values, wanted, new ArrayPool());
    }

    /**
     * @param values of the parameters. Not modified
     * @param wanted which parameters to differentiate by, or null for none
     * @param pool arrays of the state; an earlier state of the same pool becomes invalid
     * @return the model there
     * @throws org.steelyard.units.InputException if a value means no disk
     */
    public State at(double[] values, boolean[] wanted, ArrayPool pool) {
        pool.clear();
        return new Assembly(values, wanted, pool).state();
    }

    /** The making of one state. */
    private final class Assembly {

        private final double[] values;
        private final boolean[] wanted;
        private final ArrayPool pool;
        private final List<Derivative> directions = new ArrayList<>();
        private final List<Term> terms = new ArrayList<>();

        Assembly(double[] values, boolean[] wanted, ArrayPool pool) {
            this.values = values;
            this.wanted = wanted;
            this.pool = pool;
        }

        State state() {
            double inclination = galaxy.inclination(this::value) * DEGREE;
            double angle = galaxy.positionAngle(this::value) * DEGREE;
            TiltAssembly shape = new TiltAssembly(galaxy, table, frame.pixelSize(), values, wanted, pool);
            boolean flat = shape.flat() && (shape.thin() || rings.splines() == null);
            Tilt tilt = flat ? null : shape.tilt(light, this::add);
            DiskState.Layers layers = flat && !shape.thin() ? shape.layers(inclination, this::add) : null;
            double[] speedSquared = speedSquared(inclination, flat);
            if (flat) {
                directWhole(galaxy.positionAngles(), Kind.POSITION_ANGLE, null);
            }
            direct(KinematicCentre.SYSTEMIC_VELOCITY, Kind.SYSTEMIC_VELOCITY, null, 1);
            direct(KinematicCentre.X, Kind.CENTRE_X, null, 1);
            direct(KinematicCentre.Y, Kind.CENTRE_Y, null, 1);
            FlowCoefficients flow = flow();
            LocalMotion local = localFlow();
            Radial dispersion = tabulated(galaxy.dispersion());
            direct(galaxy.dispersion().parameterNames(), Kind.DISPERSION, dispersion.derivatives());
            Radial brightness = galaxy.light() instanceof LightProfile profile ? brightness(profile) : null;
            if (brightness != null) {
                direct(brightnessNames(), Kind.BRIGHTNESS, brightness.derivatives());
            }
            boolean divided = layers != null && brightness == null;
            boolean offset = galaxy.light() instanceof OffsetLight;
            if (offset) {
                direct(OffsetLight.X.name(), Kind.LIGHT_X, null, 1 / frame.pixelSize());
                direct(OffsetLight.Y.name(), Kind.LIGHT_Y, null, 1 / frame.pixelSize());
            }
            if (galaxy.pressure().on()) {
                addPressure(speedSquared, dispersion, brightness);
            }
            double sin = flat ? Math.sin(angle) : 0;
            double cos = flat ? Math.cos(angle) : 1;
            DiskState disk = new DiskState(
                    frame.eastPerX() * sin + frame.northPerX() * cos,
                    frame.eastPerY() * sin + frame.northPerY() * cos,
                    frame.eastPerX() * cos - frame.northPerX() * sin,
                    frame.eastPerY() * cos - frame.northPerY() * sin,
                    inclination,
                    galaxy.blackHole().strength(value(BlackHole.MASS.name()), pcPerArcsec()),
                    galaxy.blackHole().softening(),
                    flow.rotation(),
                    flow.radial(),
                    flow.radialSpeed(),
                    local,
                    galaxy.relativistic(),
                    table,
                    speedSquared,
                    coefficients(dispersion.values()),
                    offset ? value(OffsetLight.X.name()) / frame.pixelSize() : 0,
                    offset ? value(OffsetLight.Y.name()) / frame.pixelSize() : 0,
                    divided ? ofMap() : brightness == null ? rings.light() : coefficients(brightness.values()),
                    rings.splines() != null,
                    divided ? Double.POSITIVE_INFINITY : galaxy.outerRadius(),
                    tilt,
                    layers);
            return new State(
                    disk,
                    value(KinematicCentre.X),
                    value(KinematicCentre.Y),
                    value(KinematicCentre.SYSTEMIC_VELOCITY),
                    galaxy.light().fluxScale().isEmpty()
                            ? 1
                            : value(galaxy.light().fluxScale().get(0).name()),
                    directions,
                    terms);
        }

        /**
         * Coefficients of Upsilon v_*^2 + v_gas^2, and the directions of mass-to-light ratio, stars, gas, black hole and
         * inclination.
         */
        private double[] speedSquared(double inclination, boolean flat) {
            int n = radii.length;
            double[] speed = pool.take(n);
            boolean inclined =
                    stars.inclined() && galaxy.inclinations().stream().anyMatch(this::wants);
            double[] perInclination = inclined ? pool.take(n) : null;
            List<String> ofStars = galaxy.stars().parameterNames();
            double[][] perParameter = wanted == null ? null : arrays(ofStars.size(), n);
            stars.evaluate(inclination, values(galaxy.stars()), speed, perInclination, perParameter);
            boolean light = galaxy.stars().hasLight();
            String ratio = StellarPotential.MASS_TO_LIGHT.name();
            double massToLight = light ? value(ratio) : 1;
            if (light && wants(ratio)) {
                direct(ratio, Kind.SPEED, coefficients(speed), 1);
            }
            direct(ofStars, Kind.SPEED, perParameter);
            double factor = galaxy.gas().factor(values(galaxy.gas()));
            for (String name : galaxy.gas().parameterNames()) {
                if (wants(name)) {
                    direct(name, Kind.SPEED, coefficients(gasSpeedSquared), 1);
                }
            }
            double[] total = pool.take(n);
            for (int j = 0; j < n; j++) {
                total[j] = massToLight * speed[j] + factor * gasSpeedSquared[j];
                if (inclined) {
                    perInclination[j] *= massToLight;
                }
            }
            direct(
                    BlackHole.MASS.name(),
                    Kind.BLACK_HOLE,
                    null,
                    galaxy.blackHole().strength(1, pcPerArcsec()));
            if (flat || inclined) {
                directWhole(
                        galaxy.inclinations(),
                        flat ? Kind.INCLINATION : Kind.SPEED,
                        inclined ? coefficients(perInclination) : null);
            }
            return coefficients(total);
        }

        /** The relative brightness by which a thick disk divides a map's flux. */
        private double[] ofMap() {
            if (light != null) {
                return light;
            }
            double[] even = pool.take(radii.length);
            Arrays.fill(even, 1);
            return coefficients(even);
        }

        private FlowCoefficients flow() {
            RadialFlow law = galaxy.flow();
            double[] parameters = values(law);
            if (wanted != null) {
                double[][] derivatives = law.derivatives(parameters, galaxy.nearSide());
                for (int k = 0; k < parameters.length; k++) {
                    for (int part = 0; part < FLOW_KINDS.length; part++) {
                        if (derivatives[k][part] != 0) {
                            direct(law.parameterNames().get(k), FLOW_KINDS[part], null, derivatives[k][part]);
                        }
                    }
                }
            }
            return law.coefficients(parameters, galaxy.nearSide());
        }

        private @Nullable LocalMotion localFlow() {
            RadialFlow law = galaxy.flow();
            LocalFlow local = law.local(values(law), galaxy.nearSide(), radii);
            if (local == null) {
                return null;
            }
            for (int k = 0; k < local.derivatives().length; k++) {
                for (int part = 0; part < LOCAL_KINDS.length; part++) {
                    double[] derivative = local.derivatives()[k][part];
                    String name = law.parameterNames().get(k);
                    if (wants(name) && Arrays.stream(derivative).anyMatch(d -> d != 0)) {
                        direct(name, LOCAL_KINDS[part], coefficients(derivative), 1);
                    }
                }
            }
            return new LocalMotion(
                    coefficients(local.values()[RadialFlow.ROTATION]),
                    coefficients(local.values()[RadialFlow.RADIAL]),
                    coefficients(local.values()[LocalFlow.SHIFT]));
        }

        private Radial tabulated(RadialFunction function) {
            double[] out = pool.take(radii.length);
            double[][] derivatives =
                    wanted == null ? null : arrays(function.parameters().size(), radii.length);
            function.evaluate(values(function), radii, out, derivatives);
            return new Radial(out, derivatives);
        }

        /** The parameters of the light's shape, without the place of its centre. */
        private List<String> brightnessNames() {
            return galaxy.light() instanceof OffsetLight light
                    ? light.profile().parameterNames()
                    : galaxy.light().parameterNames();
        }

        private Radial brightness(LightProfile profile) {
            NormalisedProfile normalised = NormalisedProfile.within(profile, values(profile), galaxy.outerRadius());
            int count = profile.parameters().size();
            double[] light = pool.take(radii.length);
            double[][] derivatives = wanted == null ? null : arrays(count, radii.length);
            double[] partial = new double[count];
            for (int j = 0; j < radii.length; j++) {
                light[j] = normalised.continued(radii[j]);
                if (wanted == null) {
                    continue;
                }
                normalised.continuedDerivatives(radii[j], partial);
                for (int k = 0; k < count; k++) {
                    derivatives[k][j] = partial[k];
                }
            }
            return new Radial(light, derivatives);
        }

        /** Adds the support by pressure to the coefficients of the squared speed, and its directions. */
        private void addPressure(double[] speedSquared, Radial dispersion, @Nullable Radial brightness) {
            Radial support = galaxy.pressure().at(table, dispersion, brightness);
            double[] coefficients = coefficients(support.values());
            for (int i = 0; i < speedSquared.length; i++) {
                speedSquared[i] += coefficients[i];
            }
            List<String> parameters = new ArrayList<>(galaxy.dispersion().parameterNames());
            parameters.addAll(brightnessNames());
            direct(parameters, Kind.SPEED, support.derivatives());
        }

        private boolean wants(String name) {
            return wanted != null && wanted[names.indexOf(name)];
        }

        /** Adds a direction for a parameter that is wanted. */
        private void direct(String name, Kind kind, double[] coefficients, double factor) {
            if (wants(name)) {
                add(name, new Derivative(kind, coefficients), factor);
            }
        }

        /** Adds a direction for an angle of the disk as a whole, to each of the parameters whose mean it is. */
        private void directWhole(List<String> parameters, Kind kind, double[] coefficients) {
            for (String name : parameters) {
                direct(name, kind, coefficients, DEGREE / parameters.size());
            }
        }

        private void add(String name, Derivative direction, double factor) {
            terms.add(new Term(names.indexOf(name), directions.size(), factor));
            directions.add(direction);
        }

        /**
         * Adds a direction for each wanted parameter of a function of radius, given its derivatives at the table's
         * radii.
         */
        private void direct(List<String> parameters, Kind kind, double[][] derivatives) {
            for (int k = 0; k < parameters.size(); k++) {
                if (wants(parameters.get(k))) {
                    direct(parameters.get(k), kind, coefficients(derivatives[k]), 1);
                }
            }
        }

        private double value(String name) {
            return values[names.indexOf(name)];
        }

        private double[] values(Component component) {
            return GalaxyModel.this.values(component, values);
        }

        private double[] coefficients(double[] atRadii) {
            double[] out = pool.take(table.coefficientCount());
            table.fit(atRadii, out);
            return out;
        }

        private double[][] arrays(int count, int length) {
            double[][] out = new double[count][];
            for (int k = 0; k < count; k++) {
                out[k] = pool.take(length);
            }
            return out;
        }
    }

    private double[] values(Component component, double[] values) {
        return component.parameterNames().stream()
                .mapToDouble(name -> values[names.indexOf(name)])
                .toArray();
    }

    /**
     * Circular speeds of the model.
     *
     * @param values of the parameters. Not modified
     * @param at [arcsec] radii. Not modified
     * @return the speeds and their parts
     */
    public SpeedCurve speeds(double[] values, double[] at) {
        int n = radii.length;
        double[] speed = new double[n];
        double[] parameters = values(galaxy.stars(), values);
        stars.evaluate(
                galaxy.inclination(name -> values[names.indexOf(name)]) * DEGREE,
                parameters,
                speed,
                stars.inclined() ? new double[n] : null,
                new double[parameters.length][n]);
        double massToLight =
                galaxy.stars().hasLight() ? values[names.indexOf(StellarPotential.MASS_TO_LIGHT.name())] : 1;
        for (int j = 0; j < n; j++) {
            speed[j] *= massToLight;
        }
        double[] ofStars = new double[table.coefficientCount()];
        double[] ofGas = new double[table.coefficientCount()];
        table.fit(speed, ofStars);
        table.fit(gasSpeedSquared, ofGas);
        double factor = galaxy.gas().factor(values(galaxy.gas(), values));
        double mass = values[names.indexOf(BlackHole.MASS.name())];
        double[][] out = new double[4][at.length];
        for (int j = 0; j < at.length; j++) {
            double r2 = at[j] * at[j];
            double starsSquared = table.valueAt(ofStars, r2);
            double gasSquared = factor * table.valueAt(ofGas, r2);
            double holeSquared = galaxy.blackHole().speedSquared(mass, pcPerArcsec(), at[j]);
            out[0][j] = root(starsSquared);
            out[1][j] = root(holeSquared);
            out[2][j] = root(gasSquared);
            out[3][j] = root(Math.max(0, starsSquared + gasSquared + holeSquared));
        }
        return new SpeedCurve(at.clone(), out[0], out[1], out[2], out[3]);
    }

    private static double root(double squared) {
        return Math.copySign(Math.sqrt(Math.abs(squared)), squared);
    }
}
