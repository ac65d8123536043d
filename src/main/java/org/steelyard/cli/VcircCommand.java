// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigSchema;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.galaxy.CircularSpeeds;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard vcirc}: prints the circular speeds of a configuration. */
@Command(
        name = "vcirc",
        description = "Print circular speeds and their components at the starting values of the parameters.")
final class VcircCommand implements Callable<Integer> {

    private static final int DEFAULT_RADII = 50;
    /** [arcsec] */
    private static final double FIRST = 0.01;

    /** [arcsec] */
    private static final double LAST = 10;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--radii",
            paramLabel = "LIST",
            split = ",",
            description = "Radii in arcsec, for example 0.1,0.2,0.5; default: 50 from 0.01 to 10.")
    private double[] radii;

    @Option(names = "-o", paramLabel = "TABLE", description = "Write an ECSV table instead of printing.")
    private Path table;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        double[] at = radii == null ? logarithmic() : radii;
        for (double radius : at) {
            if (!(radius > 0) || Double.isInfinite(radius)) {
                throw new InputException("--radii: " + radius + " arcsec must be positive");
            }
        }
        SpeedCurve curve = speeds(options.load(ConfigLoader.Need.NO_DATA), at);
        if (table == null) {
            print(spec.commandLine().getOut(), curve);
        } else {
            TableWriter.write(curve.table(), table);
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, SpeedCurve curve) {
        out.println("# radius [arcsec], speeds [km/s]");
        out.println("radius v_stars v_bh v_gas v_circ");
        for (int j = 0; j < curve.size(); j++) {
            out.println(curve.radius()[j] + " " + curve.vStars()[j] + " " + curve.vBlackHole()[j] + " "
                    + curve.vGas()[j] + " " + curve.vCirc()[j]);
        }
    }

    private static double[] logarithmic() {
        double[] radii = new double[DEFAULT_RADII];
        Arrays.setAll(radii, j -> FIRST * Math.pow(LAST / FIRST, j / (DEFAULT_RADII - 1.0)));
        return radii;
    }

    /** The speeds at the starting values of the parameters, which must all be given. */
    private static SpeedCurve speeds(Configuration config, double[] radii) {
        if (config.potential().gas() == PotentialConfig.GasSource.FROM_CUBE) {
            throw new InputException("potential.gas = \"from-cube\": vcirc does not read the cube; "
                    + "see circular_velocity.ecsv in the folder of a fit, or give a table");
        }
        String vsys = KinematicCentre.SYSTEMIC_VELOCITY;
        double scale = GalaxySetup.scale(config, config.galaxy().distance() == null ? 0 : start(config, vsys))
                .pcPerArcsec();
        StellarPotential stars = GalaxySetup.stars(config);
        Galaxy galaxy = GalaxySetup.galaxy(config, stars, GalaxySetup.gas(config), scale, 1);
        List<String> names = new ArrayList<>(stars.parameterNames());
        names.add(BlackHole.MASS.name());
        if (stars.hasLight()) {
            names.add(StellarPotential.MASS_TO_LIGHT.name());
        }
        if (stars.at(radii, scale).inclined()) {
            names.addAll(galaxy.inclinations());
        }
        Map<String, Double> values = new HashMap<>();
        names.forEach(name -> values.put(name, start(config, name)));
        return CircularSpeeds.of(galaxy, values, radii);
    }

    private static double start(Configuration config, String name) {
        Double start = config.parameter(name).start();
        if (start == null) {
            throw new InputException("parameters." + name
                    + " has no starting value, which the circular speed needs; give it, like -s parameters." + name
                    + "='"
                    + ConfigSchema.find("parameters." + name + ".start").example() + "'");
        }
        return start;
    }
}
