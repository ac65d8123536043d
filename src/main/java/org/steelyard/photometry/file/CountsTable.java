// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.steelyard.photometry.Gaussians;
import org.steelyard.units.InputException;

/**
 * An expansion in counts and pixels, as MgeFit prints it: under a line {@code Total_Counts Sigma_Pixels qObs} a line of three numbers for
 * each Gaussian, between lines of marks.
 */
public final class CountsTable {

    private static final String NAMES = "Total_Counts  Sigma_Pixels  qObs";

    private CountsTable() {}

    /**
     * @param lines of a text
     * @return whether the text has a line of MgeFit's column names
     */
    public static boolean isCounts(List<String> lines) {
        return lines.stream().anyMatch(CountsTable::names);
    }

    private static boolean names(String line) {
        String lower = line.toLowerCase(Locale.ROOT).replaceAll("[#_\\s]+", " ").strip();
        return lower.matches("total counts sigma pix(els?)? q ?obs");
    }

    /**
     * Reads the first expansion of a print-out.
     *
     * @param file the print-out
     * @return the Gaussians, in pixels and counts
     * @throws InputException if it cannot be read, or a line below the names is not three numbers in their range
     */
    public static Gaussians read(Path file) {
        List<String> lines = GalfitFile.lines(file);
        List<double[]> rows = new ArrayList<>();
        boolean below = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace('#', ' ').strip();
            if (!below) {
                below = names(line);
                continue;
            }
            if (!line.isEmpty() && line.chars().anyMatch(Character::isLetterOrDigit)) {
                double[] row = numbers(line);
                if (row == null && rows.isEmpty()) {
                    throw new InputException(file + ", line " + (i + 1) + ": '" + line + "' is not three numbers: total"
                            + " counts, sigma [pixel] and axis ratio");
                }
                if (row == null) {
                    break;
                }
                rows.add(row);
            } else if (!rows.isEmpty()) {
                break;
            }
        }
        if (rows.isEmpty()) {
            throw new InputException(file + ": has no Gaussians below a line '" + NAMES + "'");
        }
        try {
            return new Gaussians(column(rows, 0), column(rows, 1), column(rows, 2));
        } catch (InputException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static double[] numbers(String line) {
        String[] cells = line.split("\\s+", -1);
        if (cells.length != 3) {
            return null;
        }
        double[] numbers = new double[3];
        try {
            for (int c = 0; c < 3; c++) {
                numbers[c] = Double.parseDouble(cells[c]);
            }
        } catch (NumberFormatException e) {
            return null;
        }
        return numbers;
    }

    private static double[] column(List<double[]> rows, int c) {
        return rows.stream().mapToDouble(row -> row[c]).toArray();
    }

    /**
     * Writes an expansion.
     *
     * @param gaussians in pixels and counts
     * @param file to write or replace
     * @throws InputException if it cannot be written
     */
    public static void write(Gaussians gaussians, Path file) {
        StringBuilder text = new StringBuilder("# " + NAMES + "\n");
        for (int k = 0; k < gaussians.size(); k++) {
            text.append(gaussians.flux()[k])
                    .append(' ')
                    .append(gaussians.sigma()[k])
                    .append(' ')
                    .append(gaussians.axisRatio()[k])
                    .append('\n');
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
