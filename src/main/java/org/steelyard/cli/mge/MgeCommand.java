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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.file.FitsName;
import org.steelyard.photometry.file.StarlightTable;
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
                            + " [arcsec] and surface_brightness [Lsun/pc2] or mu [mag/arcsec2]; or GALFIT's parameter file; or MgeFit's"
                            + " print-out.")
    private Path source;

    @Mixin
    private CommonOptions common;

    @Mixin
    private CalibrationOptions calibrating;

    @Mixin
    private ImageOptions image;

    @Mixin
    private DustOptions dust;

    @Mixin
    private OtherSources others;

    @Option(
            names = "-o",
            paramLabel = "TABLE",
            defaultValue = "mge.ecsv",
            description = "The table to write; default ${DEFAULT-VALUE}. Beside that of an image: _covariance.ecsv,"
                    + " _mask.fits, _counts.txt (MgeFit's columns) and the figure.")
    private Path table;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path target = table.toAbsolutePath().normalize();
        String name = target.getFileName().toString();
        String stem = name.replaceFirst("\\.[^.]*$", "");
        checkOutput(target);
        Starlight starlight = starlight();
        common.checkDeprojection(starlight.table());
        starlight.variants().forEach(variant -> common.checkDeprojection(variant.table()));
        List<String> suffixes = Stream.concat(
                        starlight.beside().stream().map(Starlight.Beside::suffix),
                        starlight.variants().stream().map(MgeCommand::suffix))
                .toList();
        for (String suffix : suffixes) {
            Path file = target.resolveSibling(stem + suffix);
            if (file.equals(target) || (Files.exists(file) && !Files.exists(target))) {
                throw new InputException(file
                        + " would be written beside the table and exists or is the table; choose another name with -o");
            }
        }
        starlight.beside().forEach(beside -> beside.write().accept(target.resolveSibling(stem + beside.suffix())));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("made_by", MARK);
        facts.putAll(starlight.facts());
        facts.putAll(starlight.results());
        for (int i = 0; i < starlight.notes().size(); i++) {
            facts.put("note_" + (i + 1), starlight.notes().get(i));
        }
        for (Starlight.Variant variant : starlight.variants()) {
            Map<String, String> own = new LinkedHashMap<>();
            own.put("made_by", MARK);
            own.putAll(starlight.facts());
            own.putAll(variant.facts());
            StarlightTable.write(variant.table(), own, target.resolveSibling(stem + suffix(variant)));
        }
        StarlightTable.write(starlight.table(), facts, target);
        PrintWriter out = spec.commandLine().getOut();
        starlight.results().forEach((key, value) -> out.println(key + " = " + value));
        starlight.notes().forEach(note -> out.println("note: " + note));
        out.println(table + ": give it as potential.mge");
        if (!starlight.variants().isEmpty()) {
            out.println(starlight.variants().stream()
                    .filter(variant -> !variant.name().equals(starlight.facts().get("dust")))
                    .map(variant -> "\"" + stem + suffix(variant) + "\"")
                    .collect(Collectors.joining(", ", "other tables, for [budget]: mge = [", "]")));
        }
        return CommandLine.ExitCode.OK;
    }

    private static String suffix(Starlight.Variant variant) {
        return "_" + variant.name() + ".ecsv";
    }

    private Starlight starlight() {
        if ((source == null) != others.analytic()) {
            throw new InputException(
                    "mge: give an image, a table of a profile, a file of GALFIT or MgeFit, or --profile; one"
                            + " of them");
        }
        if (source != null && FitsName.isFits(source)) {
            return fitted();
        }
        dust.refuse(source == null ? "a profile" : source.toString());
        image.refuse(source == null ? "a profile" : source.toString());
        return source == null ? others.expand(common) : others.read(source, calibrating, common);
    }

    private Starlight fitted() {
        PrintWriter err = spec.commandLine().getErr();
        boolean terminal = Boolean.getBoolean("steelyard.terminal");
        Starlight starlight = image.fit(source, calibrating, common, dust, observer(err, terminal));
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
        return starlight;
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
