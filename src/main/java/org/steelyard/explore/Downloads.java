// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitImages;
import org.steelyard.report.figure.ChannelMapFigure;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.figure.PixelProfileFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.RunFitsWriter;
import org.steelyard.report.table.RunImages;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;
import org.steelyard.units.InputException;

/** Pictures of the page in the style of the report, and the numbers behind them, as files for the browser to keep. */
final class Downloads {

    private Downloads() {}

    /**
     * @param images data and model
     * @param what name of a picture of the page
     * @param format png, svg, pdf, ecsv or fits
     * @param view pixel, channel and line of the picture
     * @param provenance for the HISTORY of a FITS file
     */
    static Reply of(FitImages images, String what, String format, ViewRequest view, FitsProvenance provenance) {
        try {
            return switch (format) {
                case "ecsv" -> ecsv(images, what, view);
                case "fits" -> fits(images, what, view, provenance);
                default -> figure(images, what, format, view);
            };
        } catch (IOException e) {
            throw new InputException("the file cannot be made (" + e.getMessage() + "); make room on the disk", e);
        }
    }

    private static Reply figure(FitImages images, String what, String format, ViewRequest view) throws IOException {
        FigureFormat wanted = FigureFormat.parse(format).iterator().next();
        Figure figure = images instanceof ModelProducts cubes
                ? figure(cubes, what, view)
                : named(what.equals("moments") ? "velocity" : what, Figures.of((MapProducts) images, null));
        if (figure == null) {
            throw unknown(what, format);
        }
        return Reply.binary(FigureEncoder.encode(figure, wanted));
    }

    private static @Nullable Figure figure(ModelProducts cubes, String what, ViewRequest view) {
        if (what.equals("channel") && view.channel() >= 0) {
            return ChannelMapFigure.of(cubes, channel(cubes, view));
        }
        if (what.equals("spectrum") && view.column() >= 0) {
            return PixelProfileFigure.of(cubes, column(cubes, view), row(cubes, view));
        }
        return named(what, Figures.of(alongLine(cubes, what, view), null));
    }

    private static @Nullable Figure named(String name, List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The cubes, for a diagram with the line of the page as their major axis. */
    private static ModelProducts alongLine(ModelProducts cubes, String what, ViewRequest view) {
        return what.equals("pvd") && view.line() != null ? Diagrams.alongMajorAxis(cubes, view.line()) : cubes;
    }

    private static int column(ModelProducts cubes, ViewRequest view) {
        return Math.min(view.column(), cubes.data().nx() - 1);
    }

    private static int row(ModelProducts cubes, ViewRequest view) {
        return Math.min(view.row(), cubes.data().ny() - 1);
    }

    private static int channel(ModelProducts cubes, ViewRequest view) {
        return Math.min(view.channel(), cubes.data().channels() - 1);
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
        int pixel = row(cubes, view) * nx + column(cubes, view);
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

    /** A table for the browser to keep. */
    static Reply text(ColumnTable table) {
        return Reply.binary(TableWriter.text(table).getBytes(StandardCharsets.UTF_8));
    }

    private static Reply fits(FitImages images, String what, ViewRequest view, FitsProvenance provenance)
            throws IOException {
        Path folder = Files.createTempDirectory("steelyard-");
        Path file = folder.resolve(what.replaceAll("[^a-z]", "") + ".fits");
        try {
            if (images instanceof MapProducts maps && (what.equals("moments") || what.equals("model"))) {
                RunFitsWriter.writeModel(maps, file, provenance);
            } else if (images instanceof ModelProducts cubes) {
                write(cubes, what, view, file, provenance);
            } else {
                throw unknown(what, "fits");
            }
            return Reply.binary(Files.readAllBytes(file));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static void write(
            ModelProducts cubes, String what, ViewRequest view, Path file, FitsProvenance provenance) {
        switch (what) {
            case "model" -> RunFitsWriter.writeModel(cubes, file, provenance);
            case "moments" -> RunFitsWriter.writeMoments(cubes, file, provenance);
            case "misfit" -> CubeWriter.write(file, List.of(Hdu.of("MISFIT", RunImages.misfit(cubes))), provenance);
            case "pvd" -> RunFitsWriter.writePvd(alongLine(cubes, what, view), file, provenance);
            case "channel" -> CubeWriter.write(file, channelMaps(cubes, Math.max(0, channel(cubes, view))), provenance);
            default -> throw unknown(what, "fits");
        }
    }

    private static List<Hdu> channelMaps(ModelProducts cubes, int channel) {
        Map<String, Object> cards =
                Map.of("VELOCITY", cubes.data().axis().velocity(channel, VelocityConvention.OPTICAL));
        var data = ChannelMapFigure.map(cubes, cubes.data().values(), channel);
        var model = ChannelMapFigure.map(cubes, cubes.model(), channel);
        return List.of(
                Hdu.of("DATA", data).withCards(cards),
                Hdu.of("MODEL", model).withCards(cards),
                Hdu.of("RESIDUAL", RunImages.difference(data, model)).withCards(cards),
                Hdu.of("NOISE", ChannelMapFigure.map(cubes, cubes.noise(), channel))
                        .withCards(cards));
    }

    private static InputException unknown(String what, String format) {
        return new InputException(
                String.format(Locale.ROOT, "there is no picture or table '%s' as %s of these data", what, format));
    }
}
