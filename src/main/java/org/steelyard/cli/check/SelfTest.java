// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.ConfigWriter;
import org.steelyard.fit.FitOutcome;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.RunFolder;
import org.steelyard.report.TemporaryFolder;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.RunContent;

/** Fits the galaxy in the jar, writes its run, reads it again, and draws a figure in every format. */
final class SelfTest {

    private static final List<String> FILES = List.of("cube.fits.gz", "mge.ecsv", "galaxy.toml");
    private static final int KILO = 1024;

    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();

    private SelfTest(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs all steps. A step that fails does not stop the others, except those that need it.
     *
     * @param options of the fit
     * @return what was found
     * @throws org.steelyard.units.InputException if no temporary file can be written
     */
    static List<Finding> run(FitOptions options) {
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            SelfTest test = new SelfTest(temporary.path());
            test.attempt("fit", "reinstall the program", () -> test.fit(options));
            return test.findings;
        }
    }

    /** One step. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void attempt(String name, String remedy, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            findings.add(new Finding(name, false, cause(e) + "; " + remedy));
        }
    }

    /** The first cause of an error, on one line. */
    private static String cause(Throwable error) {
        Throwable first = error;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.toString().strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void fit(FitOptions options) throws IOException {
        for (String file : FILES) {
            try (InputStream content = SelfTest.class.getResourceAsStream(file)) {
                Files.copy(content, folder.resolve(file));
            }
        }
        Configuration config = ConfigLoader.load(folder.resolve("galaxy.toml"), List.of(), ConfigLoader.Need.DATA);
        FitOutcome outcome = GalaxyFit.run(config, options);
        FitResult result = outcome.result();
        findings.add(new Finding(
                "fit",
                result.converged(),
                String.format(
                        Locale.ROOT,
                        "%s after %d evaluations in %.2f s",
                        result.status(),
                        result.evaluations(),
                        result.timing().totalS())));
        findings.addAll(KnownFit.compare(result.chi2(), result.parameters()));
        Path run = folder.resolve("galaxy.run");
        RunContent content = new RunContent(
                result, outcome.cube(), null, null, ConfigWriter.writeIn(outcome.resolved(), run), "steelyard check\n");
        attempt("files", "free some space", () -> files(run, content));
        attempt(
                "figures",
                "install fontconfig with a font (Debian: libfontconfig1), or fit with --format none",
                () -> draw(content));
    }

    private void files(Path run, RunContent content) {
        RunFolder.write(run, content, Set.of());
        boolean same = RunFolder.read(run).result().chi2() == content.result().chi2();
        findings.add(new Finding(
                "files", same, "run written and " + (same ? "read again" : "read again with other numbers")));
    }

    private void draw(RunContent content) throws IOException {
        Figure figure = Figures.of(content).stream()
                .min(Comparator.comparingDouble(one -> one.width() * one.height()))
                .orElseThrow();
        StringBuilder sizes = new StringBuilder();
        for (FigureFormat format : FigureFormat.values()) {
            sizes.append(sizes.isEmpty() ? "" : ", ")
                    .append(format)
                    .append(' ')
                    .append(FigureEncoder.encode(figure, format).length / KILO)
                    .append(" kB");
        }
        findings.add(new Finding("figures", true, sizes + " in " + Style.fontName()));
    }
}
