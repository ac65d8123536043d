// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.steelyard.photometry.file.CountsTable;
import org.steelyard.photometry.file.FitsName;
import org.steelyard.photometry.file.GalfitFile;
import org.steelyard.photometry.file.ProfileTable;
import org.steelyard.units.InputException;
import picocli.CommandLine.Model.OptionSpec;

/** What an expansion is made of, with the options that each takes beside those of every source. */
enum SourceKind {
    /** An image that is fitted. */
    IMAGE("an image", name -> !Options.ANALYTIC.contains(name)),
    /** An analytic profile. */
    ANALYTIC("an analytic profile", Options.with(Options.ANALYTIC, "--gaussians")),
    /** A table of a profile in solar luminosities. */
    PROFILE("a profile along the major axis", Options.with(Set.of(), "--gaussians", "--axis-ratio")),
    /** A table of a profile in magnitudes. */
    MAGNITUDES(
            "a profile along the major axis in magnitudes",
            Options.with(Options.CALIBRATION, "--gaussians", "--axis-ratio")),
    /** Photometry along sectors in solar luminosities. */
    SECTORS("photometry along sectors", Options.with(Set.of(), "--gaussians", "--psf", "--pixel")),
    /** Photometry along sectors in magnitudes. */
    MAGNITUDE_SECTORS(
            "photometry along sectors in magnitudes",
            Options.with(Options.CALIBRATION, "--gaussians", "--psf", "--pixel")),
    /** GALFIT's parameter file. */
    GALFIT("a file of GALFIT", Options.with(Options.CALIBRATION, "--distance")),
    /** MgeFit's print-out. */
    COUNTS("a print-out of MgeFit", Options.with(Options.CALIBRATION, "--distance", "--pixel", "--unit", "--exposure"));

    private final String title;
    private final Predicate<String> takes;

    SourceKind(String title, Predicate<String> takes) {
        this.title = title;
        this.takes = takes;
    }

    /**
     * The kind of a source, by its name and what is in it.
     *
     * @param source a file, or null for an analytic profile
     * @return its kind
     * @throws InputException if the file cannot be read or is none of them
     */
    static SourceKind of(@Nullable Path source) {
        if (source == null) {
            return ANALYTIC;
        }
        if (FitsName.isFits(source)) {
            return IMAGE;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(source, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            String reason = Files.exists(source) ? "cannot be read" : "does not exist";
            throw new InputException(
                    source + ": " + reason + "; give an image (.fits), a table of a profile, or what GALFIT or"
                            + " MgeFit wrote",
                    e);
        }
        if (GalfitFile.isGalfit(lines)) {
            return GALFIT;
        }
        if (CountsTable.isCounts(lines)) {
            return COUNTS;
        }
        ProfileTable table = ProfileTable.read(source);
        if (table.angle() == null) {
            return table.magnitudes() ? MAGNITUDES : PROFILE;
        }
        return table.magnitudes() ? MAGNITUDE_SECTORS : SECTORS;
    }

    /**
     * Refuses the options that would be without effect.
     *
     * @param given options on the command line
     * @param source the file, or null
     * @throws InputException if this kind takes one of them not
     */
    void check(List<OptionSpec> given, @Nullable Path source) {
        Set<String> others = new TreeSet<>();
        for (OptionSpec option : given) {
            if (!Options.ALWAYS.contains(option.longestName()) && !takes.test(option.longestName())) {
                others.add(option.longestName());
            }
        }
        if (!others.isEmpty()) {
            throw new InputException(String.join(", ", others) + ": " + (source == null ? "" : source + " is ") + title
                    + (source == null ? " takes no such option" : ", which takes no such option") + "; leave "
                    + (others.size() == 1 ? "it" : "them") + " out");
        }
    }

    /** Names of options. */
    private static final class Options {

        static final Set<String> ALWAYS = Set.of("-o", "--inclination", "--format", "--debug");

        static final Set<String> ANALYTIC = Set.of("--profile", "--from", "--to", "--axis-ratio");

        static final Set<String> CALIBRATION = Set.of(
                "--zero-point", "--absolute-solar-magnitude", "--band", "--extinction", "--redshift", "--k-correction");

        static Predicate<String> with(Set<String> group, String... more) {
            Set<String> all = new TreeSet<>(group);
            all.addAll(Arrays.asList(more));
            return all::contains;
        }
    }
}
