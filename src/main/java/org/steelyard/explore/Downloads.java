// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.explore.http.Reply;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.search.FitImages;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.figure.FitPathFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.table.RunFitsWriter;
import org.steelyard.units.InputException;

/** Pictures of the page in the style of the report, and the numbers behind them, as files for the browser to keep. */
final class Downloads {

    private Downloads() {}

    /**
     * @param shown what the page shows
     * @param what name of a picture of the page
     * @param format png, svg, pdf, ecsv or fits
     * @return the file
     * @throws InputException if there is none, with those that there are
     */
    static Reply of(Shown shown, String what, String format) {
        Map<String, Offer> offers = offers(shown.images(), shown.draws() != null);
        Offer offer = offers.get(what);
        if (offer == null) {
            throw new InputException("'" + what + "' is no picture or table of these data; there are "
                    + String.join(", ", offers.keySet()));
        }
        if (!offer.formats().contains(format)) {
            throw new InputException(
                    what + " is not made as '" + format + "'; choose " + String.join(", ", offer.formats()));
        }
        try {
            return Reply.binary(offer.file(shown, format));
        } catch (IOException e) {
            throw new InputException("the file cannot be made (" + e.getMessage() + "); make room on the disk", e);
        }
    }

    /**
     * @param images data and model, which decide what there is
     * @param drawn whether there are draws
     * @return the formats of each picture of the page, by its name
     */
    static Map<String, List<String>> formats(FitImages images, boolean drawn) {
        Map<String, List<String>> formats = new LinkedHashMap<>();
        offers(images, drawn).forEach((what, offer) -> formats.put(what, offer.formats()));
        return formats;
    }

    private static Map<String, Offer> offers(FitImages images, boolean drawn) {
        Map<String, Offer> offers = images instanceof ModelProducts ? CubeDownloads.offers() : mapOffers();
        offers.put(
                "circular_velocity",
                new Offer(
                        shown -> speeds(shown.images()),
                        shown -> shown.images().curve().table(),
                        null));
        offers.put(
                "path",
                new Offer(
                        shown -> new FitPathFigure(shown.path().get()),
                        shown -> shown.path().get(),
                        null));
        if (drawn) {
            offers.put(
                    "draws",
                    new Offer(
                            shown -> shown.draws().figure(),
                            shown -> shown.draws().table(),
                            null));
        }
        return offers;
    }

    private static Map<String, Offer> mapOffers() {
        Map<String, Offer> offers = new LinkedHashMap<>();
        offers.put(
                "moments",
                new Offer(
                        shown -> Offer.named("velocity", Figures.of((MapProducts) shown.images(), null)),
                        null,
                        Downloads::writeMaps));
        return offers;
    }

    private static void writeMaps(Shown shown, Path file) {
        RunFitsWriter.writeModel((MapProducts) shown.images(), file, shown.provenance());
    }

    private static Figure speeds(FitImages images) {
        return Offer.named(
                "circular_velocity",
                images instanceof ModelProducts cubes
                        ? Figures.of(cubes, null)
                        : Figures.of((MapProducts) images, null));
    }
}
