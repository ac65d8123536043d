// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.figure.ChannelMapFigure;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.figure.PixelProfileFigure;
import org.steelyard.report.table.RunFitsWriter;
import org.steelyard.report.table.RunImages;
import org.steelyard.table.ColumnTable;
import org.steelyard.units.InputException;

/** What a page that shows a cube offers to keep of it: cubes, maps, diagram, line profile, channel. */
final class CubeDownloads {

    private CubeDownloads() {}

    static Map<String, Offer> offers() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        offers.put(
                "model",
                new Offer(
                        null, null, (shown, file) -> RunFitsWriter.writeModel(cubes(shown), file, shown.provenance())));
        offers.put(
                "moments",
                new Offer(
                        shown -> Offer.named("moments", Figures.of(cubes(shown), null)),
                        null,
                        (shown, file) -> RunFitsWriter.writeMoments(cubes(shown), file, shown.provenance())));
        offers.put("misfit", new Offer(shown -> Figures.misfit(cubes(shown)), null, CubeDownloads::writeMisfit));
        offers.put(
                "pvd",
                new Offer(
                        shown -> Offer.named("pvd", Figures.of(alongLine(shown), null)),
                        null,
                        (shown, file) -> RunFitsWriter.writePvd(alongLine(shown), file, shown.provenance())));
        offers.put(
                "spectrum",
                new Offer(
                        shown -> PixelProfileFigure.of(cubes(shown), column(shown), row(shown)),
                        CubeDownloads::profile,
                        null));
        offers.put(
                "channel",
                new Offer(
                        shown -> ChannelMapFigure.of(cubes(shown), channel(shown)), null, CubeDownloads::writeChannel));
        return offers;
    }

    private static ModelProducts cubes(Shown shown) {
        return (ModelProducts) shown.images();
    }

    /** The cubes with the line of the page as their major axis; as they are where the page has none. */
    private static ModelProducts alongLine(Shown shown) {
        return shown.view().line() == null
                ? cubes(shown)
                : Diagrams.alongMajorAxis(cubes(shown), shown.view().line());
    }

    private static int column(Shown shown) {
        return place("column", shown.view().column(), cubes(shown).data().nx());
    }

    private static int row(Shown shown) {
        return place("row", shown.view().row(), cubes(shown).data().ny());
    }

    private static int channel(Shown shown) {
        return place("channel", shown.view().channel(), cubes(shown).data().channels());
    }

    private static int place(String name, int index, int count) {
        if (index < 0) {
            throw new InputException(
                    name + " of the request must say where the picture is; give one from 0 to " + (count - 1));
        }
        return Math.min(index, count - 1);
    }

    private static ColumnTable profile(Shown shown) {
        ModelProducts cubes = cubes(shown);
        int plane = cubes.data().nx() * cubes.data().ny();
        int column = column(shown);
        int row = row(shown);
        int pixel = row * cubes.data().nx() + column;
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
                .meta("x", Integer.toString(cubes.data().xIndex() + column + 1))
                .meta("y", Integer.toString(cubes.data().yIndex() + row + 1))
                .numbers("velocity", "km/s", columns[0])
                .numbers("data", unit, columns[1])
                .numbers("model", unit, columns[2])
                .numbers("noise", unit, columns[3])
                .build();
    }

    private static void writeMisfit(Shown shown, Path file) {
        CubeWriter.write(file, List.of(Hdu.of("MISFIT", RunImages.misfit(cubes(shown)))), shown.provenance());
    }

    private static void writeChannel(Shown shown, Path file) {
        ModelProducts cubes = cubes(shown);
        int channel = channel(shown);
        Map<String, Object> cards =
                Map.of("VELOCITY", cubes.data().axis().velocity(channel, VelocityConvention.OPTICAL));
        var data = ChannelMapFigure.map(cubes, cubes.data().values(), channel);
        var model = ChannelMapFigure.map(cubes, cubes.model(), channel);
        CubeWriter.write(
                file,
                List.of(
                        Hdu.of("DATA", data).withCards(cards),
                        Hdu.of("MODEL", model).withCards(cards),
                        Hdu.of("RESIDUAL", RunImages.difference(data, model)).withCards(cards),
                        Hdu.of("NOISE", ChannelMapFigure.map(cubes, cubes.noise(), channel))
                                .withCards(cards)),
                shown.provenance());
    }
}
