package org.steelyard.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code steelyard vcirc}: the circular speeds of a configuration. */
@Command(name = "vcirc", description = "Print circular speeds, and what makes them, at the starts of the parameters.")
final class VcircCommand implements Callable<Integer> {

    private static final int DEFAULT_RADII = 50;
    private static final double FIRST = 0.01;
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
        SpeedCurve curve = CircularSpeeds.of(options.load(ConfigLoader.Need.NO_DATA), at);
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
}
