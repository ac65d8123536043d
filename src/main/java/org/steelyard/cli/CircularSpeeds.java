package org.steelyard.cli;

import java.util.Arrays;
import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.toml.ConfigSchema;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.PointMass;
import org.steelyard.potential.PowerLawMass;
import org.steelyard.potential.SplineMass;
import org.steelyard.potential.TabulatedCurve;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/** The circular speeds of a configuration at the starts of its parameters, without any data and to full precision. */
final class CircularSpeeds {

    private final Configuration config;
    private final double pcPerArcsec;

    private CircularSpeeds(Configuration config) {
        this.config = config;
        Double angular = config.galaxy().angularDiameterDistance();
        DistanceScale scale = angular != null
                ? new DistanceScale(angular)
                : DistanceScale.ofLuminosityDistance(config.galaxy().distance(), start("vsys"));
        this.pcPerArcsec = scale.pcPerArcsec();
    }

    /**
     * @param config with a start for each parameter that the potential has
     * @param radii [arcsec] positive. Not modified
     * @return the speeds there
     * @throws InputException if a start is missing; names the key
     */
    static SpeedCurve of(Configuration config, double[] radii) {
        CircularSpeeds speeds = new CircularSpeeds(config);
        double softening = config.potential().softening() * speeds.pcPerArcsec;
        double[] stars = speeds.squared(speeds.stars(), radii);
        double[] hole = speeds.squared(new PointMass(speeds.start("mbh"), softening), radii);
        double[] gas = speeds.squared(speeds.gas(), radii);
        double[] total = new double[radii.length];
        Arrays.setAll(total, j -> stars[j] + hole[j] + gas[j]);
        return new SpeedCurve(radii.clone(), roots(stars), roots(hole), roots(gas), roots(total));
    }

    private CircularVelocity stars() {
        PotentialConfig potential = config.potential();
        if (potential.mge() != null) {
            double inclination = potential.mgeInclination() != null ? potential.mgeInclination() : start("inclination");
            return scaled(
                    start("mass_to_light"),
                    MgeTable.read(potential.mge()).toPhysical(pcPerArcsec).at(Math.toRadians(inclination)));
        }
        if (potential.stars() != null) {
            return scaled(start("mass_to_light"), table(TableReader.read(potential.stars()), "v_stars"));
        }
        if (potential.powerLaw()) {
            return new PowerLawMass(start("c1"), start("beta"));
        }
        if (potential.spline() != null) {
            double[] nodes = Arrays.stream(potential.spline())
                    .map(node -> node * pcPerArcsec)
                    .toArray();
            double[] masses = new double[nodes.length];
            Arrays.setAll(masses, k -> start("mass_" + (k + 1)));
            return SplineMass.of(nodes, masses);
        }
        return radius -> 0;
    }

    private CircularVelocity gas() {
        return switch (config.potential().gas()) {
            case NONE -> radius -> 0;
            case TABLE -> table(TableReader.read(config.potential().gasTable()), "v_gas");
            case FROM_CUBE ->
                throw new InputException("potential.gas = \"from-cube\": vcirc does not read the cube; "
                        + "see circular_velocity.ecsv in the folder of a fit, or give a table");
        };
    }

    /** A table of radius and v, in which {@code v} may also have the component's own name. */
    private CircularVelocity table(ColumnTable table, String name) {
        String speed = List.of("v", name, "v_circ").stream()
                .filter(table::has)
                .findFirst()
                .orElse("v");
        double[] radius = table.unit("radius").isEmpty()
                ? table.numbers("radius")
                : table.quantities("radius", Unit.Dimension.ANGLE);
        double[] parsecs = Arrays.stream(radius).map(r -> r * pcPerArcsec).toArray();
        return TabulatedCurve.ofSpeed(parsecs, table.numbers(speed));
    }

    private double start(String name) {
        Double start = config.parameter(name).start();
        if (start == null) {
            throw new InputException("parameters." + name
                    + " has no start, which the circular speed needs; give it, like -s parameters." + name + "='"
                    + ConfigSchema.find("parameters." + name + ".start").example() + "'");
        }
        return start;
    }

    private double[] squared(CircularVelocity curve, double[] radii) {
        return Arrays.stream(radii)
                .map(radius -> curve.speedSquared(radius * pcPerArcsec))
                .toArray();
    }

    private static CircularVelocity scaled(double factor, CircularVelocity curve) {
        return radius -> factor * curve.speedSquared(radius);
    }

    /** Roots that keep the sign: an outward pull is a negative speed. */
    private static double[] roots(double[] squares) {
        return Arrays.stream(squares)
                .map(square -> Math.copySign(Math.sqrt(Math.abs(square)), square))
                .toArray();
    }
}
