package org.steelyard.fit.cube;

import java.nio.file.Path;
import org.steelyard.config.FitConfig;
import org.steelyard.config.PotentialConfig;
import org.steelyard.cube.SpectralCube;
import org.steelyard.galaxy.StellarSpeeds;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.potential.GasDisk;
import org.steelyard.potential.GasMass;
import org.steelyard.table.ColumnTable;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;

/** Circular speeds in the gas' own gravity, from a table or from the flux of a cube, and the tables of speeds that a user gives. */
public final class GasSpeeds {

    /** Elliptical annuli of the gas' surface density are this wide [beam FWHM]. */
    private static final double ANNULUS = 0.5;

    private GasSpeeds() {}

    /**
     * Speeds of a table with columns radius [arcsec] and v [km/s].
     *
     * @param file the table
     * @param radii [arcsec] where they are wanted
     * @return the speeds
     */
    static StellarSpeeds.Frozen tabulated(Path file, double[] radii) {
        ColumnTable table = ColumnTable.read(file);
        return StellarSpeeds.Frozen.ofTable(radius(table), table.numbers(speedColumn(table)), radii);
    }

    /** [km2/s2] squared speeds of the gas from the configuration's table. */
    public static double[] tabulatedGas(FitConfig config, double[] radii) {
        return tabulated(config.potential().gasTable(), radii).squared();
    }

    /**
     * @param config what to fit
     * @param observation the data
     * @param space the parameters, at whose start the gas lies
     * @param scale [pc/arcsec]
     * @param radii [arcsec] where the speeds are wanted
     * @param beam [arcsec] FWHM
     * @return [km2/s2] squared speeds of the gas, as the configuration has them
     */
    static double[] of(
            FitConfig config,
            CubeObservation observation,
            ParameterSpace space,
            double scale,
            double[] radii,
            double beam) {
        double[] squared = new double[radii.length];
        switch (config.potential().gas()) {
            case NONE -> {}
            case TABLE -> {
                return tabulatedGas(config, radii);
            }
            case FROM_CUBE -> {
                GasDisk disk = gasDisk(
                        config, observation, FluxMap.observed(config, observation), space, scale, ANNULUS * beam);
                for (int j = 0; j < squared.length; j++) {
                    squared[j] = disk.speedSquared(radii[j] * scale);
                }
            }
        }
        return squared;
    }

    /** The gas' disk from the flux in elliptical annuli (METHOD section 3), at the start's geometry. */
    private static GasDisk gasDisk(
            FitConfig config,
            CubeObservation observation,
            double[] observed,
            ParameterSpace space,
            double scale,
            double step) {
        double rest = observation.file().axis().restFrequency();
        if (!(rest > 0)) {
            throw new InputException(
                    "potential.gas = \"from-cube\" needs the line's rest frequency: give data.line = \"CO(2-1)\"");
        }
        double inclination = Math.toRadians(CubeFit.start(space, "inclination"));
        double angle = Math.toRadians(CubeFit.start(space, "position_angle"));
        SpectralCube cube = observation.cube();
        var frame = observation.frame();
        double longest = Math.hypot(cube.nx(), cube.ny()) * frame.pixelSize();
        int annuli = (int) Math.ceil(longest / step);
        double[] flux = new double[annuli];
        int[] count = new int[annuli];
        int last = 1;
        for (int p = 0; p < observed.length; p++) {
            double dx = p % cube.nx() + cube.xIndex() + 1 - CubeFit.start(space, "x");
            double dy = p / cube.nx() + cube.yIndex() + 1 - CubeFit.start(space, "y");
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination);
            int k = (int) (Math.hypot(along, across) / step);
            if (k < annuli) {
                flux[k] += observed[p];
                count[k]++;
                last = observed[p] > 0 ? Math.max(last, k) : last;
            }
        }
        double[] radius = new double[last + 1];
        double[] perArea = new double[last + 1];
        for (int k = 0; k <= last; k++) {
            radius[k] = (k + 0.5) * step * scale;
            perArea[k] = count[k] == 0 ? 0 : flux[k] / (count[k] * frame.pixelArea());
        }
        double z = CubeFit.start(space, "vsys") / Constants.SPEED_OF_LIGHT;
        double luminosityDistance = scale / Constants.PC_PER_ARCSEC_AT_MPC * (1 + z) * (1 + z);
        PotentialConfig potential = config.potential();
        double[] density = new GasMass(potential.alphaCo(), potential.heliumFactor(), potential.r21())
                .surfaceDensity(perArea, inclination, scale, luminosityDistance, z, rest);
        return GasDisk.of(radius, density);
    }

    private static double[] radius(ColumnTable table) {
        if (!table.has("radius")) {
            throw new InputException(table.source()
                    + ": a column 'radius' [arcsec] is missing; the table needs radius and v (or v_stars) [km/s]");
        }
        return table.unit("radius").isEmpty()
                ? table.numbers("radius")
                : table.quantities("radius", Unit.Dimension.ANGLE);
    }

    private static String speedColumn(ColumnTable table) {
        for (String name : new String[] {"v", "v_stars", "v_circ", "v_gas"}) {
            if (table.has(name)) {
                return name;
            }
        }
        throw new InputException(
                table.source() + ": a column 'v' [km/s] is missing; the table needs radius [arcsec] and v [km/s]");
    }
}
