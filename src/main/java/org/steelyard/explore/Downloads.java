// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitImages;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.RunFitsWriter;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/** Pictures in the style of the report, and the numbers behind them, as files for the browser to keep. */
final class Downloads {

    private Downloads() {}

    /**
     * @param images data and model
     * @param what name of a figure or table
     * @param format png, svg, pdf, ecsv or fits
     * @param view pixel of a line profile
     * @param provenance for the HISTORY of a FITS file
     */
    static Reply of(FitImages images, String what, String format, ViewRequest view, FitsProvenance provenance) {
        try {
            return switch (format) {
                case "ecsv" -> ecsv(images, what, view);
                case "fits" -> fits(images, what, provenance);
                default -> figure(images, what, format);
            };
        } catch (IOException e) {
            throw new InputException("the file cannot be made (" + e.getMessage() + "); make room on the disk", e);
        }
    }

    private static Reply figure(FitImages images, String what, String format) throws IOException {
        List<Figure> figures = images instanceof ModelProducts cubes
                ? Figures.of(cubes, null)
                : Figures.of((MapProducts) images, null);
        FigureFormat wanted = FigureFormat.parse(format).iterator().next();
        for (Figure figure : figures) {
            if (figure.name().equals(what)) {
                return Reply.binary(FigureEncoder.encode(figure, wanted));
            }
        }
        throw unknown(what, format);
    }

    private static Reply ecsv(FitImages images, String what, ViewRequest view) {
        if (what.equals("circular_velocity")) {
            return text(images.curve().table());
        }
        if (what.equals("spectrum") && images instanceof ModelProducts cubes && view.column() >= 0) {
            return text(spectrum(cubes, view));
        }
        throw unknown(what, "ecsv");
    }

    private static ColumnTable spectrum(ModelProducts cubes, ViewRequest view) {
        int nx = cubes.data().nx();
        int plane = nx * cubes.data().ny();
        int pixel = Math.min(view.row(), cubes.data().ny() - 1) * nx + Math.min(view.column(), nx - 1);
        int channels = cubes.data().channels();
        double[][] columns = new double[4][channels];
        for (int c = 0; c < channels; c++) {
            columns[0][c] = cubes.data().axis().velocity(c, VelocityConvention.OPTICAL);
            columns[1][c] = cubes.data().values()[c * plane + pixel];
            columns[2][c] = cubes.model()[c * plane + pixel];
            columns[3][c] = cubes.noise()[c * plane + pixel];
        }
        String unit = cubes.data().unit().fits();
        return ColumnTable.builder()
                .meta("x", Integer.toString(cubes.data().xIndex() + pixel % nx + 1))
                .meta("y", Integer.toString(cubes.data().yIndex() + pixel / nx + 1))
                .numbers("velocity", "km/s", columns[0])
                .numbers("data", unit, columns[1])
                .numbers("model", unit, columns[2])
                .numbers("noise", unit, columns[3])
                .build();
    }

    private static Reply text(ColumnTable table) {
        return Reply.binary(TableWriter.text(table).getBytes(StandardCharsets.UTF_8));
    }

    private static Reply fits(FitImages images, String what, FitsProvenance provenance) throws IOException {
        Path folder = Files.createTempDirectory("steelyard-");
        Path file = folder.resolve(what.replaceAll("[^a-z]", "") + ".fits");
        try {
            if (images instanceof MapProducts maps && what.equals("model")) {
                RunFitsWriter.writeModel(maps, file, provenance);
            } else if (images instanceof ModelProducts cubes) {
                switch (what) {
                    case "model" -> RunFitsWriter.writeModel(cubes, file, provenance);
                    case "moments" -> RunFitsWriter.writeMoments(cubes, file, provenance);
                    case "pvd" -> RunFitsWriter.writePvd(cubes, file, provenance);
                    default -> throw unknown(what, "fits");
                }
            } else {
                throw unknown(what, "fits");
            }
            return Reply.binary(Files.readAllBytes(file));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static InputException unknown(String what, String format) {
        return new InputException(
                String.format(Locale.ROOT, "there is no picture or table '%s' as %s of these data", what, format));
    }
}
