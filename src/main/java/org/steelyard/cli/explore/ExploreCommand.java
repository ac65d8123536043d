// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.explore;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.explore.Exploration;
import org.steelyard.explore.ExplorePage;
import org.steelyard.explore.http.LoopbackServer;
import org.steelyard.fit.FirstGuess;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.units.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard explore}: a page in the browser on which parameters move and the model follows. */
@Command(
        name = "explore",
        description =
                "Open a page in the browser: move the parameters and see data, model and chi^2. Ends with Ctrl-C.")
public final class ExploreCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "CONFIG|DIR|CUBE",
            description = "A configuration in TOML, the folder of a run, or a cube (.fits, .fits.gz, .fits.fz).")
    private Path source;

    @Option(names = "--mge", paramLabel = "TABLE", description = "Multi-Gaussian expansion of the stars of a CUBE.")
    private Path mge;

    @Option(
            names = "-s",
            paramLabel = "KEY=VALUE",
            description = "Set a key of the configuration, for example -s galaxy.distance=\"17.1 Mpc\".")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port on this computer; default: any that is free.")
    private int port;

    @Option(
            names = "--browser",
            negatable = true,
            description =
                    "Open the page in a browser, or do not; default: in one if there is one. The address is printed.")
    private @Nullable Boolean browser;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (Boolean.TRUE.equals(browser) && !Browser.lack().isEmpty()) {
            throw noBrowser(Browser.lack());
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Exploration exploration = explore(FitOptions.defaults());
                LoopbackServer server = ExplorePage.serve(
                        exploration,
                        port,
                        defect -> err.println("steelyard: this is a bug in the program: " + defect))) {
            exploration.notes().forEach(note -> out.println("note: " + note));
            URI link = server.link();
            out.println(link);
            out.flush();
            ((Farewell) spec.root().userObject()).untilInterrupted("the page is closed");
            if (!Boolean.FALSE.equals(browser) && !Browser.open(link)) {
                if (browser != null) {
                    throw noBrowser("the system opens none");
                }
                err.println("steelyard: no browser was found; open the address above on this computer. Ctrl-C ends.");
            }
            return serve();
        }
    }

    private static InputException noBrowser(String reason) {
        return new InputException("--browser: " + reason
                + "; leave the option away, and open the address that is printed in a browser on this computer");
    }

    private Exploration explore(FitOptions options) {
        boolean cube = source.toString().toLowerCase(Locale.ROOT).matches(".*\\.(fits|fit)(\\.(gz|fz))?");
        if (mge != null && !cube) {
            throw new InputException(
                    "--mge goes with a cube; " + source + " names its stars itself: remove the option");
        }
        if (Files.isDirectory(source)) {
            if (!overrides.isEmpty()) {
                throw new InputException("-s " + overrides.get(0)
                        + ": a run is explored as it was fitted; give its configuration in place of its folder");
            }
            return Exploration.of(source, options);
        }
        Configuration config = cube
                ? FirstGuess.of(CubeStart.configuration(source, mge, overrides))
                : ConfigLoader.load(source, overrides, ConfigLoader.Need.DATA);
        if (config.starlight() != null) {
            throw new InputException(
                    "[starlight]: the page needs the table of the stars; fit first and explore the run's folder, or make the table with `steelyard mge`");
        }
        return Exploration.of(config, options);
    }

    /** Waits for Ctrl-C, the end of the program. */
    private int serve() {
        synchronized (this) {
            try {
                while (true) {
                    wait();
                }
            } catch (InterruptedException e) {
                return 0;
            }
        }
    }
}
