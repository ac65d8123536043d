// SPDX-License-Identifier: Apache-2.0
package org.steelyard;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.report.RunFolder;
import org.steelyard.report.RunLock;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.RunContent;

/**
 * The door to the library: fit a galaxy and save the run. {@link org.steelyard.galaxy.Galaxy} composes a galaxy of parts, and
 * {@link org.steelyard.fit.cube.CubeModel} evaluates it as a cube.
 *
 * <pre>{@code
 * FitOutcome outcome = Steelyard.fit(Path.of("galaxy.toml"));
 * System.out.println(outcome.result().parameter("mbh").value());
 * Steelyard.save(outcome, Path.of("galaxy.run"));
 * }</pre>
 */
public final class Steelyard {

    private Steelyard() {}

    /**
     * @param toml the configuration
     * @return the result of the fit; {@code result().status()} says whether it converged
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static FitOutcome fit(Path toml) {
        return fit(ConfigLoader.load(toml, List.of(), ConfigLoader.Need.DATA));
    }

    /**
     * @param config what to fit, for example of {@link Configuration#ofCube}
     * @return the result of the fit on all processors
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static FitOutcome fit(Configuration config) {
        return fit(config, FitOptions.defaults());
    }

    /**
     * @param config what to fit
     * @param options threads, seed, observer
     * @return the result of the fit
     * @throws org.steelyard.units.InputException if the input is at fault
     */
    public static FitOutcome fit(Configuration config, FitOptions options) {
        return GalaxyFit.run(config, options);
    }

    /**
     * Writes the folder of a run, with figures as PNG. The commands {@code errors} and {@code plot} read it as they
     * read their own.
     *
     * @param outcome of a fit
     * @param folder to write; an earlier run there is kept as {@code folder.previous}
     * @throws org.steelyard.units.InputException if the folder exists and holds no run, or cannot be written
     */
    public static void save(FitOutcome outcome, Path folder) {
        save(outcome, folder, Set.of(FigureFormat.PNG));
    }

    /**
     * @param outcome of a fit
     * @param folder to write; an earlier run there is kept as {@code folder.previous}
     * @param formats of the figures, empty for none
     * @throws org.steelyard.units.InputException if the folder exists and holds no run, or cannot be written
     */
    @SuppressWarnings("try") // the lock is only held
    public static void save(FitOutcome outcome, Path folder, Set<FigureFormat> formats) {
        String configuration = ConfigWriter.writeIn(outcome.resolved(), folder);
        String log = "written by the library, version " + outcome.result().version() + "\n";
        try (RunLock lock = RunLock.of(folder)) {
            RunFolder.write(
                    folder,
                    new RunContent(
                            outcome.result(),
                            outcome.cube(),
                            outcome.map(),
                            outcome.rotation(Runtime.getRuntime().availableProcessors()),
                            configuration,
                            log),
                    formats);
        }
    }
}
