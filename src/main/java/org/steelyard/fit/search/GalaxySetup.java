// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.galaxy.PressureSupport;
import org.steelyard.kernel.RadiusTable;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.MgeTable;
import org.steelyard.potential.TabulatedCurve;
import org.steelyard.potential.gas.GasPotential;
import org.steelyard.potential.gas.MeasuredGas;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.potential.gas.TabulatedGas;
import org.steelyard.potential.stars.MgePotential;
import org.steelyard.potential.stars.MgeStars;
import org.steelyard.potential.stars.NoStars;
import org.steelyard.potential.stars.PowerLawStars;
import org.steelyard.potential.stars.SplineStars;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.TabulatedStars;
import org.steelyard.potential.stars.VaryingRatioStars;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/** From a configuration to the components of a galaxy; reads the tables that the configuration names. */
public final class GalaxySetup {

    /** Radii of the tables run from this part of a pixel ... */
    private static final double SMALLEST_RADIUS = 0.005;

    /** ... to this many diagonals of the image, which a disk inclined by 89.5 deg reaches. */
    private static final double LARGEST_RADIUS = 120;

    private GalaxySetup() {}

    /**
     * @param config the choices of the model
     * @param stars the stars' mass
     * @param gas the gas' own gravity
     * @param pcPerArcsec [pc/arcsec] scale at the galaxy
     * @param centreRange [pixel] distance that the centre may move from its start by default
     * @return the galaxy
     */
    public static Galaxy galaxy(
            Configuration config, StellarPotential stars, GasPotential gas, double pcPerArcsec, double centreRange) {
        DiskConfig disk = config.disk();
        return new Galaxy(
                pcPerArcsec,
                new BlackHole(config.potential().softening()),
                stars,
                gas,
                config.potential().pressureSupport() ? PressureSupport.OF_LIGHT : PressureSupport.NONE,
                new KinematicCentre(centreRange),
                disk.shape(),
                disk.dispersion(),
                disk.flow(),
                disk.nearSide(),
                disk.light(),
                disk.outerRadius() == null ? Double.POSITIVE_INFINITY : disk.outerRadius(),
                disk.relativistic(),
                List.of());
    }

    /**
     * @param config the choices of the model
     * @return the stars' mass
     * @throws InputException if a table cannot be read
     */
    public static StellarPotential stars(Configuration config) {
        PotentialConfig potential = config.potential();
        if (config.starlight() != null) {
            throw new InputException("[starlight], image " + config.starlight().image()
                    + ": the stars come from a table here; fit the image first, and give its table as potential.mge");
        }
        if (potential.mgeCovariance() != null && potential.massToLight() == PotentialConfig.MassToLight.PER_GAUSSIAN) {
            throw new InputException(
                    "potential.mge_covariance = " + potential.mgeCovariance()
                            + " does not go with potential.mass_to_light = \"per-gaussian\", which leaves the mass of each Gaussian free; set potential.mge_covariance = \"none\"");
        }
        if (potential.splineCurvature() != null && (potential.spline() == null || potential.spline().length < 3)) {
            throw new InputException("potential.spline_curvature = " + potential.splineCurvature()
                    + " needs potential.spline with three or more radii; give them, or leave it out");
        }
        if (potential.mge() != null) {
            return stars(potential, mge(config));
        }
        if (potential.mgeCovariance() != null) {
            throw new InputException("potential.mge_covariance = " + potential.mgeCovariance()
                    + " is the covariance of potential.mge, which is not given; give both or neither");
        }
        if (potential.massToLight() != PotentialConfig.MassToLight.CONSTANT) {
            throw new InputException("potential.mass_to_light = \""
                    + (potential.massToLight() == PotentialConfig.MassToLight.LINEAR ? "linear" : "per-gaussian")
                    + "\" needs the Gaussians of potential.mge; give it, or leave the key out");
        }
        if (potential.stars() != null) {
            return new TabulatedStars(curve(potential.stars(), "v_stars"));
        }
        if (potential.powerLaw()) {
            return new PowerLawStars();
        }
        return potential.spline() != null
                ? new SplineStars(
                        potential.spline(),
                        potential.splineCurvature() == null ? Double.POSITIVE_INFINITY : potential.splineCurvature())
                : new NoStars();
    }

    /**
     * @param config with a table of the stars
     * @return the table
     * @throws InputException if it cannot be read
     */
    public static MgeTable mge(Configuration config) {
        return MgeTable.read(config.potential().mge(), config.galaxy().given());
    }

    /**
     * @param potential the choices of the model
     * @param table of the stars, in place of the one that it names
     * @return the stars' mass
     */
    public static MgePotential stars(PotentialConfig potential, MgeTable table) {
        return switch (potential.massToLight()) {
            case CONSTANT -> new MgeStars(table, potential.mgeInclination());
            case LINEAR -> VaryingRatioStars.linear(table, potential.mgeInclination());
            case PER_GAUSSIAN -> VaryingRatioStars.perGaussian(table, potential.mgeInclination());
        };
    }

    /**
     * @param config the choices of the model
     * @return the gas' own gravity; that of a cube is still to be measured
     * @throws InputException if the table cannot be read
     */
    public static GasPotential gas(Configuration config) {
        return switch (config.potential().gas()) {
            case NONE -> new NoGas();
            case TABLE -> new TabulatedGas(curve(config.potential().gasTable(), "v_gas"));
            case FROM_CUBE -> new MeasuredGas(config.potential().alphaCo(), null);
        };
    }

    /**
     * @param config the distance
     * @param vsys [km/s] systemic velocity, by which a luminosity distance becomes one of angular diameter
     * @return the scale at the galaxy
     */
    public static DistanceScale scale(Configuration config, double vsys) {
        Double angular = config.galaxy().angularDiameterDistance();
        return angular != null
                ? new DistanceScale(angular)
                : DistanceScale.ofLuminosityDistance(config.galaxy().distance(), vsys);
    }

    /**
     * @param pixel [arcsec] size of a pixel
     * @param diagonal [pixel] of the image
     * @return radii [arcsec] at which functions of radius are tabulated
     */
    public static RadiusTable radii(double pixel, double diagonal) {
        return new RadiusTable(SMALLEST_RADIUS * pixel, LARGEST_RADIUS * diagonal * pixel);
    }

    /**
     * @param galaxy on its pixels, with a table of {@link #radii}
     * @return [arcsec] half the diagonal of its image
     */
    public static double reach(GalaxyModel galaxy) {
        double[] radii = galaxy.radii();
        return 0.5 * radii[radii.length - 1] / LARGEST_RADIUS;
    }

    /** Speeds of a table with columns radius [arcsec] and v [km/s]; v may also have the component's own name. */
    private static TabulatedCurve curve(Path file, String ownName) {
        ColumnTable table = TableReader.read(file);
        double[] radius = radius(table);
        double[] speed = table.numbers(speedColumn(table, ownName));
        try {
            return TabulatedCurve.ofSpeed(radius, speed);
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static double[] radius(ColumnTable table) {
        if (!table.has("radius")) {
            throw new InputException(
                    table.source() + ": a column 'radius' [arcsec] is missing; the table needs radius and v [km/s]");
        }
        return table.unit("radius").isEmpty()
                ? table.numbers("radius")
                : table.quantities("radius", Unit.Dimension.ANGLE);
    }

    private static String speedColumn(ColumnTable table, String ownName) {
        for (String name : List.of("v", ownName, "v_circ")) {
            if (table.has(name)) {
                return name;
            }
        }
        throw new InputException(table.source() + ": a column 'v' or '" + ownName
                + "' [km/s] is missing; the table needs radius [arcsec] and v [km/s]");
    }
}
