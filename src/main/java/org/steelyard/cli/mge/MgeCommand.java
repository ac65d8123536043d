// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.report.figure.StarlightFigure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.units.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code steelyard mge}: fits the starlight of an image. */
@Command(
        name = "mge",
        description = "Fit the image of a galaxy by Gaussians (MGE) and write the table that potential.mge takes.")
public final class MgeCommand implements Callable<Integer> {

    /** First lines of a table by this command. */
    private static final String MARK = "made_by: \"steelyard mge\"";

    private static final int HEAD = 12;

    @Parameters(paramLabel = "IMAGE", description = "The galaxy's image: .fits, .fits.gz or .fits.fz.")
    private Path image;

    @Mixin
    private ImageOptions options;

    @Option(
            names = "-o",
            paramLabel = "TABLE",
            defaultValue = "mge.ecsv",
            description = "The table to write; default ${DEFAULT-VALUE}. Beside it: a figure (.png) and the covariance.")
    private Path table;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path target = table.toAbsolutePath().normalize();
        String stem = target.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path figure = target.resolveSibling(stem + ".png");
        Path covariance = target.resolveSibling(stem + "_covariance.ecsv");
        checkOutput(target, List.of(figure, covariance));
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Boolean.getBoolean("steelyard.terminal");
        Starlight starlight = options.fit(image, observer(err, terminal));
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("made_by", "steelyard mge");
        facts.putAll(starlight.facts());
        StarlightTable.writeCovariance(starlight.fit(), covariance);
        draw(starlight, figure);
        StarlightTable.write(starlight.light().table(), facts, target);
        PrintWriter out = spec.commandLine().getOut();
        starlight.results().forEach((name, value) -> out.println(name + " = " + value));
        starlight.notes().forEach(note -> out.println("note: " + note));
        out.println(table + ": give it as potential.mge");
        return CommandLine.ExitCode.OK;
    }

    private static FitObserver observer(PrintWriter err, boolean terminal) {
        return new FitObserver() {
            @Override
            public void iteration(int iteration, double chiSquared, double[] point) {
                // Only the steps of the whole fit are shown.
            }

            @Override
            public void message(String text) {
                if (terminal) {
                    err.print("\r\u001b[K" + text);
                    err.flush();
                }
            }
        };
    }

    /** Only a table of this command, with what it wrote beside it, is replaced. */
    private static void checkOutput(Path target, List<Path> beside) {
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new InputException(target + " cannot be written: its folder does not exist; choose another with -o");
        }
        if (Files.exists(target)) {
            if (!isOwn(target)) {
                throw new InputException(
                        target + " exists and is no table of `steelyard mge`; remove it, or choose another name with -o");
            }
            return;
        }
        for (Path file : beside) {
            if (Files.exists(file)) {
                throw new InputException(file + " exists and would be replaced; remove it, or choose another name with -o");
            }
        }
    }

    private static boolean isOwn(Path file) {
        try (var lines = Files.lines(file)) {
            return Files.isRegularFile(file) && lines.limit(HEAD).anyMatch(line -> line.contains(MARK));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static void draw(Starlight starlight, Path file) {
        try {
            StarlightFigure figure =
                    new StarlightFigure(starlight.image().image(), starlight.fit(), starlight.light(), starlight.image().masked());
            Files.write(file, FigureEncoder.encode(figure, FigureFormat.PNG));
        } catch (IOException e) {
            throw new InputException(file + " cannot be written: " + e.getMessage() + "; choose another with -o", e);
        }
    }
}
