// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.steelyard.config.StarlightConfig;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.file.StarlightTable;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.starlight.ImageStarlight;
import org.steelyard.starlight.StarlightText;
import org.steelyard.units.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code steelyard mge}: fits the starlight of an image. */
@Command(
        name = "mge",
        modelTransformer = StarlightFlags.class,
        description =
                "Fit the image of a galaxy, or a profile, by Gaussians (MGE) and write the table that potential.mge takes.")
public final class MgeCommand implements Callable<Integer> {

    /** First lines of a table by this command. */
    private static final String MARK = "steelyard mge";

    private static final int HEAD = 12;

    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description =
                    "The galaxy's image (.fits, .fits.gz or .fits.fz); or a table of a profile, with the columns radius"
                            + " [arcsec] and surface_brightness [Lsun/pc2] or mu [mag/arcsec2] and, for photometry along sectors, angle"
                            + " [deg] from the major axis; or GALFIT's parameter file; or MgeFit's print-out.")
    private Path source;

    @Mixin
    private CommonOptions common;

    @Mixin
    private OtherSources others;

    @Option(
            names = "-o",
            paramLabel = "TABLE",
            defaultValue = "mge.ecsv",
            description =
                    "The table to write; default ${DEFAULT-VALUE}. Beside that of an image: _covariance.ecsv,"
                            + " _isophotes.ecsv, _sectors.ecsv, _vcirc.ecsv, _mask.fits, _counts.txt (MgeFit's columns) and the figure.")
    private Path table;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return write();
        } catch (InputException e) {
            throw new InputException(StarlightFlags.inWords(e.getMessage()), e);
        }
    }

    private int write() {
        Path target = table.toAbsolutePath().normalize();
        String stem = Companions.stem(target);
        checkOutput(target);
        Starlight starlight = starlight();
        common.checkDeprojection(starlight.table());
        starlight.variants().forEach(variant -> common.checkDeprojection(variant.table()));
        Companions companions = Companions.of(target, starlight.beside());
        for (Path file : companions.files()) {
            if (file.equals(target) || (Files.exists(file) && !Files.exists(target))) {
                throw new InputException(file
                        + " would be written beside the table and exists or is the table; choose another name with -o");
            }
        }
        Companions earlier = Companions.earlier(target);
        starlight.beside().forEach(beside -> beside.write().accept(target.resolveSibling(stem + beside.suffix())));
        Map<String, String> header =
                StarlightText.header(MARK, starlight.facts(), starlight.results(), starlight.notes());
        header.putAll(companions.fact());
        StarlightTable.write(starlight.table(), header, target);
        earlier.removeBut(companions);
        PrintWriter out = spec.commandLine().getOut();
        starlight.results().forEach((key, value) -> out.println(key + " = " + value));
        starlight.notes().forEach(note -> out.println("note: " + note));
        out.println(table + ": give it as potential.mge");
        if (!starlight.variants().isEmpty()) {
            out.println(starlight.variants().stream()
                    .map(variant -> "\"" + stem + variant.suffix() + "\"")
                    .collect(Collectors.joining(
                            ", ",
                            "other tables, for potential.mge_set = [",
                            "], which wants potential.mge_covariance = \"" + stem + "_covariance.ecsv\"")));
        }
        return CommandLine.ExitCode.OK;
    }

    private Starlight starlight() {
        if ((source == null) != others.analytic()) {
            throw new InputException(
                    "mge: give an image, a table of a profile, a file of GALFIT or MgeFit, or --profile; one"
                            + " of them");
        }
        ParseResult given = spec.commandLine().getParseResult();
        SourceKind kind = SourceKind.of(source);
        kind.check(given.matchedOptions(), source);
        StarlightConfig config = StarlightFlags.read(source, given);
        return switch (kind) {
            case IMAGE -> fitted(config);
            case ANALYTIC -> others.expand(config == null ? StarlightConfig.MOST_GAUSSIANS : config.gaussians());
            case GALFIT -> others.galfit(config, common.megaparsec());
            case COUNTS -> others.counts(config, common.megaparsec());
            case PROFILE, MAGNITUDES, SECTORS, MAGNITUDE_SECTORS -> others.tabulated(config, common.inclination());
        };
    }

    private Starlight fitted(StarlightConfig config) {
        Set<FigureFormat> figures = common.figures();
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Boolean.getBoolean("steelyard.terminal");
        ImageStarlight light =
                ImageStarlight.of(config, common.inclination(), common.megaparsec(), observer(err, terminal));
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
        return new Starlight(
                light.light().table(),
                light.facts(),
                light.results(),
                light.notes().stream().map(StarlightFlags::inWords).toList(),
                ImageProducts.of(light, MARK, figures),
                light.dust() == null ? List.of() : light.dust().others());
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
    private static void checkOutput(Path target) {
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new InputException(target + " cannot be written: its folder does not exist; choose another with -o");
        }
        if (Files.exists(target) && !isOwn(target)) {
            throw new InputException(
                    target + " exists and is no table of `steelyard mge`; remove it, or choose another name with -o");
        }
    }

    private static boolean isOwn(Path file) {
        try (var lines = Files.lines(file)) {
            return Files.isRegularFile(file)
                    && lines.limit(HEAD).anyMatch(line -> line.contains("made_by") && line.contains(MARK));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
