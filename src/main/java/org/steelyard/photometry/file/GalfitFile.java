// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.photometry.Gaussians;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/**
 * The Gaussians of GALFIT's parameter file (galfit.NN; Peng et al. 2010): of every component {@code 0) gaussian} the total magnitude
 * {@code 3)}, the FWHM {@code 4)} [pixel] along the major axis and the axis ratio {@code 9)}. A sky is passed over, and so is a psf, with a
 * note.
 *
 * @param gaussians with fluxes [count/s] of the file's zero-point, 10^(-0.4 (mag - zero-point))
 * @param zeroPoint [mag] J) of the file
 * @param pixel [arcsec] K) of the file
 * @param notes what the user should know, one line each
 */
public record GalfitFile(Gaussians gaussians, double zeroPoint, double pixel, List<String> notes) {

    private static final Pattern ITEM = Pattern.compile("\\s*([0-9]{1,2}|[A-Z])\\)\\s*([^#]*?)\\s*(#.*)?");

    private static final Pattern START = Pattern.compile("\\s*0\\)\\s*[a-z]+\\d*\\b.*");

    /** [deg] Components whose position angles differ by more do not share one. */
    private static final double TWIST = 2;

    /** A Gaussian rounder than this has no angle to speak of. */
    private static final double ROUND = 0.95;

    /**
     * @param lines of a text
     * @return whether the text has a component of GALFIT
     */
    public static boolean isGalfit(List<String> lines) {
        return lines.stream().anyMatch(line -> START.matcher(line).matches());
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read; give the name of a readable text file", e);
        }
    }

    /**
     * Reads a parameter file.
     *
     * @param file the parameter file that GALFIT wrote
     * @return its Gaussians
     * @throws InputException if it cannot be read, an item is missing, or a component is not a Gaussian, sky or psf
     */
    public static GalfitFile read(Path file) {
        Reading reading = new Reading(file);
        for (String line : lines(file)) {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                reading.item(item.group(1), item.group(2));
            }
        }
        return reading.finish();
    }

    /** The file as far as it is read. */
    private static final class Reading {

        private final Path file;
        private final List<String> notes = new ArrayList<>();
        private final List<double[]> components = new ArrayList<>();
        private double zeroPoint = Double.NaN;
        private double pixel = Double.NaN;
        private double other = Double.NaN;
        private double[] open;
        private int count;

        Reading(Path file) {
            this.file = file;
        }

        void item(String key, String value) {
            switch (key) {
                case "J" -> zeroPoint = number("J)", value, 0);
                case "K" -> {
                    pixel = number("K)", value, 0);
                    other = number("K)", value, 1);
                }
                case "0" -> begin(value.toLowerCase(Locale.ROOT));
                case "3", "4", "9", "10" -> {
                    if (open != null) {
                        int slot = List.of("3", "4", "9", "10").indexOf(key);
                        open[slot] = number("component " + count + ", " + key + ")", value, 0);
                    }
                }
                default -> {
                    // Boxes, files and centres are of no use here.
                }
            }
        }

        private void begin(String kind) {
            count++;
            open = null;
            switch (kind) {
                case "gaussian" -> {
                    open = new double[] {Double.NaN, Double.NaN, Double.NaN, 0};
                    components.add(open);
                }
                case "sky" -> {
                    // No light of the galaxy.
                }
                case "psf" ->
                    notes.add("component " + count + ", a psf, is left out of the table as an active nucleus");
                default ->
                    throw new InputException(file + ": component " + count + " is '" + kind
                            + "'; only Gaussians make an MGE: fit it by gaussian components, or expand its profile");
            }
        }

        /** A number of an item; GALFIT marks fixed and constrained ones by [ ] and { }, doubtful ones by stars. */
        private double number(String what, String value, int index) {
            String[] cells = value.replaceAll("[\\[\\]{}*]", "").strip().split("\\s+", -1);
            try {
                return Double.parseDouble(cells[index]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new InputException(file + ": " + what + " is '" + value + "'; a number is needed there", e);
            }
        }

        GalfitFile finish() {
            if (components.isEmpty() || !Double.isFinite(zeroPoint) || !(pixel > 0)) {
                throw new InputException(file + ": has " + components.size() + " Gaussians, zero-point J) " + zeroPoint
                        + " and plate scale K) " + pixel + " arcsec; it needs all three, as galfit.NN has them");
            }
            if (Math.abs(other / pixel - 1) > 0.01) {
                throw new InputException(file + ": the plate scale K) is " + pixel + " x " + other
                        + " arcsec; an MGE needs square pixels");
            }
            int n = components.size();
            double[] flux = new double[n];
            double[] sigma = new double[n];
            double[] ratio = new double[n];
            double twist = 0;
            double[] first = null;
            for (int k = 0; k < n; k++) {
                double[] c = components.get(k);
                flux[k] = Math.pow(10, -0.4 * (c[0] - zeroPoint));
                sigma[k] = c[1] / Constants.FWHM_PER_SIGMA;
                ratio[k] = c[2];
                if (ratio[k] < ROUND) {
                    first = first == null ? c : first;
                    twist = Math.max(twist, Math.abs(Math.IEEEremainder(c[3] - first[3], 180)));
                }
            }
            if (twist > TWIST) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s: position angles differ by %.1f deg, but an axisymmetric galaxy has one; fit again with one",
                        file,
                        twist));
            }
            try {
                return new GalfitFile(new Gaussians(flux, sigma, ratio), zeroPoint, pixel, List.copyOf(notes));
            } catch (InputException e) {
                throw new InputException(file + ": " + e.getMessage(), e);
            }
        }
    }
}
