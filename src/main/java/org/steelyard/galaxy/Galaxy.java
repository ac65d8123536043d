// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.disk.DiskGeometry;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.ThinDisk;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.FlatDispersion;
import org.steelyard.disk.flow.CircularOrbits;
import org.steelyard.disk.flow.RadialFlow;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.CompositePotential;
import org.steelyard.potential.PointMass;
import org.steelyard.potential.gas.GasPotential;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.StellarSpeeds;
import org.steelyard.units.InputException;

/**
 * A galaxy composed of parts: black hole, stars, gas, and a rotating disk with its shape, dispersion, flow and light. The parts
 * declare the parameters; a galaxy has no values. Immutable: {@code withX} returns a changed copy.
 *
 * <pre>  v_c^2(r) = G M_BH / r + Upsilon v_*^2(r) + v_gas^2(r) </pre>
 *
 * The gas rotates at v_c, or slower where its pressure supports it.
 *
 * @param pcPerArcsec [pc/arcsec] scale at the galaxy
 * @param blackHole the black hole
 * @param stars the stars' mass
 * @param gas the gas' own gravity
 * @param pressure whether the random motions of the gas support it besides its rotation
 * @param centre systemic velocity and centre
 * @param shape warp and thickness
 * @param dispersion law of the velocity dispersion
 * @param flow motion besides circular orbits
 * @param nearSide 1 where the side at PA + 90 deg is nearer than the centre, -1 where it is farther
 * @param light where the gas' light comes from
 * @param outerRadius [arcsec] radius beyond which a light profile is zero, may be infinite
 * @param relativistic whether the transverse Doppler effect and the gravitational redshift are included
 * @param observation parameters of the observation that a fit determines beside those of the galaxy; the model of the
 *     galaxy does not depend on them
 */
public record Galaxy(
        double pcPerArcsec,
        BlackHole blackHole,
        StellarPotential stars,
        GasPotential gas,
        PressureSupport pressure,
        KinematicCentre centre,
        DiskShape shape,
        DispersionLaw dispersion,
        RadialFlow flow,
        int nearSide,
        SurfaceBrightness light,
        double outerRadius,
        boolean relativistic,
        List<ParameterDeclaration> observation) {

    /** [pixel] by which the centre may move from its start by default. */
    private static final double CENTRE_RANGE = 10;

    /** @throws InputException if the scale or the outer radius is not positive, or the near side neither 1 nor -1 */
    public Galaxy {
        Objects.requireNonNull(blackHole);
        Objects.requireNonNull(stars);
        Objects.requireNonNull(gas);
        Objects.requireNonNull(pressure);
        Objects.requireNonNull(centre);
        Objects.requireNonNull(shape);
        Objects.requireNonNull(dispersion);
        Objects.requireNonNull(flow);
        Objects.requireNonNull(light);
        observation = List.copyOf(observation);
        require(pcPerArcsec > 0, "scale", pcPerArcsec, "pc/arcsec", "positive");
        require(outerRadius > 0, "outer radius of the disk", outerRadius, "arcsec", "positive");
        if (light instanceof OffsetLight && !shape.plain()) {
            throw new InputException(
                    "disk.light_centre = \"free\" needs a flat, thin disk; leave out disk.warp and disk.thickness, or the key");
        }
        require(nearSide == 1 || nearSide == -1, "near side of the disk", nearSide, "", "1 or -1");
    }

    private static void require(boolean condition, String what, double value, String unit, String limit) {
        if (!condition) {
            throw new InputException(what + " is " + value + " " + unit + "; it must be " + limit);
        }
    }

    /**
     * @param stars the stars' mass
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy, of {@link org.steelyard.units.DistanceScale#pcPerArcsec()}
     * @return a galaxy with a point-like black hole, these stars, no gas mass, circular orbits, one dispersion and the
     *     light of a deconvolved flux map
     */
    public static Galaxy of(StellarPotential stars, double pcPerArcsec) {
        return new Galaxy(
                pcPerArcsec,
                new BlackHole(0),
                stars,
                new NoGas(),
                PressureSupport.NONE,
                new KinematicCentre(CENTRE_RANGE),
                DiskShape.PLAIN,
                new FlatDispersion(),
                new CircularOrbits(),
                1,
                new FluxMapLight(true),
                Double.POSITIVE_INFINITY,
                false,
                List.of());
    }

    /** @return inclination and position angle, with the limit of the stars' deprojection */
    public DiskOrientation orientation() {
        return new DiskOrientation(stars.lowestInclination());
    }

    /** @return every parameter of the galaxy, in the order of every vector of values */
    public List<ParameterDeclaration> parameters() {
        List<ParameterDeclaration> all = new ArrayList<>(blackHole.parameters());
        if (stars.hasLight()) {
            all.add(StellarPotential.MASS_TO_LIGHT);
        }
        if (shape.warp().inclinations().contains(DiskOrientation.INCLINATION)) {
            all.addAll(orientation().parameters());
        }
        all.addAll(centre.parameters());
        all.addAll(dispersion.parameters());
        all.addAll(light.fluxScale());
        for (Component component : List.of(shape.warp(), shape.thickness(), flow, light, stars, gas)) {
            all.addAll(component.parameters());
        }
        all.addAll(observation);
        return List.copyOf(all);
    }

    /**
     * @param value of a parameter by its name
     * @return [deg] the inclination that stands for the disk as a whole: its own, that of the centre of a linear warp, the
     *     mean of the rings
     */
    public double inclination(ToDoubleFunction<String> value) {
        return shape.warp().inclination(value);
    }

    /**
     * @param value of a parameter by its name
     * @return [deg] the position angle that stands for the disk as a whole
     */
    public double positionAngle(ToDoubleFunction<String> value) {
        return shape.warp().positionAngle(value);
    }

    /** @return names of the parameters that together incline the disk as a whole */
    public List<String> inclinations() {
        return shape.warp().inclinations().subList(0, shape.warp().common());
    }

    /** @return names of the parameters that together turn the disk as a whole */
    public List<String> positionAngles() {
        return shape.warp().positionAngles().subList(0, shape.warp().common());
    }

    /** @return the names of {@link #parameters()}, in the same order */
    public List<String> names() {
        return parameters().stream().map(ParameterDeclaration::name).toList();
    }

    /**
     * @param values by parameter name
     * @return the same in the order of {@link #parameters()}; a parameter that is not named has its default start
     * @throws InputException if a name is not a parameter of this galaxy, or a parameter without default start is not
     *     named
     */
    public double[] vector(Map<String, Double> values) {
        List<String> names = names();
        values.keySet().forEach(name -> require(names.contains(name), name, names));
        return parameters().stream()
                .mapToDouble(declared -> {
                    double value = values.getOrDefault(declared.name(), declared.start());
                    if (Double.isNaN(value)) {
                        throw new InputException("parameter " + declared.name() + " [" + declared.unit()
                                + "] has no default value; give it");
                    }
                    return value;
                })
                .toArray();
    }

    private static void require(boolean known, String name, List<String> names) {
        if (!known) {
            throw new InputException(
                    "parameter " + name + " is not a parameter of this galaxy, which has " + String.join(", ", names));
        }
    }

    /**
     * The disk at one set of values, one point at a time: the readable form of the model that the kernels evaluate. Its
     * potential includes the support by pressure.
     *
     * @param values by parameter name, as {@link #vector} takes them; centre and systemic velocity may be left out
     * @return the disk; of a warped or thick one that in the plane that stands for it as a whole
     * @throws InputException if a value means no disk
     */
    public ThinDisk disk(Map<String, Double> values) {
        double[] vector = centred(values);
        double inclination = Math.toRadians(inclination(name -> value(vector, name)));
        double angle = Math.toRadians(positionAngle(name -> value(vector, name)));
        double[] ofDispersion = values(dispersion, vector);
        double[] ofFlow = values(flow, vector);
        return new ThinDisk(
                new DiskGeometry(inclination, angle),
                potential(vector),
                pcPerArcsec,
                r -> flow.at(ofFlow, nearSide, r),
                r -> {
                    double[] sigma = new double[1];
                    dispersion.evaluate(ofDispersion, new double[] {r}, sigma, null);
                    return sigma[0];
                });
    }

    /** The vector of values where the place on the sky does not matter. */
    double[] centred(Map<String, Double> values) {
        Map<String, Double> centred = new HashMap<>(values);
        centred.putIfAbsent(KinematicCentre.X, 0.0);
        centred.putIfAbsent(KinematicCentre.Y, 0.0);
        return vector(centred);
    }

    private CircularVelocity potential(double[] vector) {
        double massToLight = stars.hasLight() ? value(vector, StellarPotential.MASS_TO_LIGHT.name()) : 1;
        double inclination = Math.toRadians(inclination(name -> value(vector, name)));
        double[] ofStars = values(stars, vector);
        CircularVelocity starlight = radius -> {
            double[] squared = new double[1];
            StellarSpeeds speeds = stars.at(new double[] {radius / pcPerArcsec}, pcPerArcsec);
            speeds.evaluate(inclination, ofStars, squared, speeds.inclined() ? new double[1] : null, null);
            return squared[0];
        };
        double[] ofDispersion = values(dispersion, vector);
        double[] ofLight = values(light, vector);
        return CompositePotential.of(
                radius -> pressure.at(radius / pcPerArcsec, dispersion, ofDispersion, light, ofLight),
                new PointMass(value(vector, BlackHole.MASS.name()), blackHole.softening() * pcPerArcsec),
                starlight.scaled(massToLight),
                radius -> gasFactor(vector) * gas.speedSquared(new double[] {radius / pcPerArcsec}, pcPerArcsec)[0]);
    }

    /** The value of a parameter that this galaxy has. */
    double value(double[] vector, String name) {
        return vector[names().indexOf(name)];
    }

    /** The factor of the gas' squared speeds. */
    double gasFactor(double[] vector) {
        return gas.factor(values(gas, vector));
    }

    /** The values of one component's parameters. */
    double[] values(Component component, double[] vector) {
        List<String> names = names();
        return component.parameterNames().stream()
                .mapToDouble(name -> vector[names.indexOf(name)])
                .toArray();
    }

    /**
     * @param changed the stars' mass
     * @return this galaxy with those stars
     */
    public Galaxy withStars(StellarPotential changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                changed,
                gas,
                pressure,
                centre,
                shape,
                dispersion,
                flow,
                nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param changed the gas' own gravity
     * @return this galaxy with that gas
     */
    public Galaxy withGas(GasPotential changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                changed,
                pressure,
                centre,
                shape,
                dispersion,
                flow,
                nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param changed whether the random motions of the gas support it
     * @return this galaxy with that support
     */
    public Galaxy withPressure(PressureSupport changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                changed,
                centre,
                shape,
                dispersion,
                flow,
                nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param changed warp and thickness
     * @return this galaxy with that shape
     */
    public Galaxy withShape(DiskShape changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                pressure,
                centre,
                changed,
                dispersion,
                flow,
                nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param changed law of the velocity dispersion
     * @return this galaxy with that law
     */
    public Galaxy withDispersion(DispersionLaw changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                pressure,
                centre,
                shape,
                changed,
                flow,
                nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param changed motion besides circular orbits
     * @return this galaxy with that motion
     */
    public Galaxy withFlow(RadialFlow changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                pressure,
                centre,
                shape,
                dispersion,
                changed,
                nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /** @return this galaxy with the other side nearer */
    public Galaxy withOtherNearSide() {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                pressure,
                centre,
                shape,
                dispersion,
                flow,
                -nearSide,
                light,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param changed where the gas' light comes from
     * @return this galaxy with that light
     */
    public Galaxy withLight(SurfaceBrightness changed) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                pressure,
                centre,
                shape,
                dispersion,
                flow,
                nearSide,
                changed,
                outerRadius,
                relativistic,
                observation);
    }

    /**
     * @param declared parameters of the observation that a fit determines beside those of the galaxy
     * @return this galaxy with those
     */
    public Galaxy withObservation(List<ParameterDeclaration> declared) {
        return new Galaxy(
                pcPerArcsec,
                blackHole,
                stars,
                gas,
                pressure,
                centre,
                shape,
                dispersion,
                flow,
                nearSide,
                light,
                outerRadius,
                relativistic,
                declared);
    }
}
