// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.explore;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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

    /** Exit code of a program that was interrupted. */
    private static final int INTERRUPTED = 4;

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

    @Option(names = "--no-browser", description = "Print the address of the page, and open no browser.")
    private boolean noBrowser;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
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
            if (!noBrowser && !open(link)) {
                err.println("steelyard: no browser was found; open the address above on this computer. Ctrl-C ends.");
            }
            ((Farewell) spec.root().userObject()).whenInterrupted("the page is closed");
            return serve();
        }
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

    /** Waits for Ctrl-C. */
    private int serve() {
        synchronized (this) {
            try {
                while (true) {
                    wait();
                }
            } catch (InterruptedException e) {
                return INTERRUPTED;
            }
        }
    }

    /** Opens the user's browser; false if there is none. */
    private static boolean open(URI link) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", link.toString())
                : system.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", link.toString())
                        : List.of("xdg-open", link.toString());
        boolean screen = !command.get(0).equals("xdg-open")
                || System.getenv("DISPLAY") != null
                || System.getenv("WAYLAND_DISPLAY") != null;
        try {
            if (screen) {
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
            return screen;
        } catch (IOException e) {
            return false;
        }
    }
}
