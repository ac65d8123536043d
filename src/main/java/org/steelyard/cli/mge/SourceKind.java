// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    IMAGE("an image"),
    /** An analytic profile. */
    ANALYTIC("an analytic profile"),
    /** A table of a profile in solar luminosities. */
    PROFILE("a profile along the major axis"),
    /** A table of a profile in magnitudes. */
    MAGNITUDES("a profile along the major axis in magnitudes"),
    /** Photometry along sectors in solar luminosities. */
    SECTORS("photometry along sectors"),
    /** Photometry along sectors in magnitudes. */
    MAGNITUDE_SECTORS("photometry along sectors in magnitudes"),
    /** GALFIT's parameter file. */
    GALFIT("a file of GALFIT"),
    /** MgeFit's print-out. */
    COUNTS("a print-out of MgeFit");

    private final String title;

    SourceKind(String title) {
        this.title = title;
    }

    private boolean takes(String option) {
        return switch (this) {
            case IMAGE -> !Options.FORM.contains(option);
            case ANALYTIC -> Options.FORM.contains(option) || option.equals("--gaussians");
            case PROFILE -> Options.PROFILE.contains(option);
            case MAGNITUDES -> Options.PROFILE.contains(option) || Options.CALIBRATION.contains(option);
            case SECTORS -> Options.SECTORS.contains(option);
            case MAGNITUDE_SECTORS -> Options.SECTORS.contains(option) || Options.CALIBRATION.contains(option);
            case GALFIT -> Options.CALIBRATION.contains(option) || option.equals("--distance");
            case COUNTS -> Options.CALIBRATION.contains(option) || Options.COUNTS.contains(option);
        };
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
            if (!Options.ALWAYS.contains(option.longestName()) && !takes(option.longestName())) {
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

        /** Of an analytic profile. */
        static final Set<String> FORM = Set.of("--profile", "--from", "--to", "--axis-ratio");

        static final Set<String> PROFILE = Set.of("--gaussians", "--axis-ratio");

        static final Set<String> SECTORS = Set.of("--gaussians", "--psf", "--pixel");

        static final Set<String> COUNTS = Set.of("--distance", "--pixel", "--unit", "--exposure");

        static final Set<String> CALIBRATION = Set.of(
                "--zero-point", "--absolute-solar-magnitude", "--band", "--extinction", "--redshift", "--k-correction");
    }
}
