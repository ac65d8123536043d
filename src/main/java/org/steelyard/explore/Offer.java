// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/**
 * One thing that a page shows, and the files that are made of it.
 *
 * @param figure in the style of the report; null for none
 * @param table of its numbers; null for none
 * @param fits writes its images to a file; null for none
 */
record Offer(
        @Nullable Function<Shown, Figure> figure,
        @Nullable Function<Shown, ColumnTable> table,
        @Nullable BiConsumer<Shown, Path> fits) {

    private static final String ECSV = "ecsv";
    private static final String FITS = "fits";

    /** The formats of its files. */
    List<String> formats() {
        List<String> formats = new ArrayList<>();
        if (figure != null) {
            Arrays.stream(FigureFormat.values()).map(FigureFormat::extension).forEach(formats::add);
        }
        if (table != null) {
            formats.add(ECSV);
        }
        if (fits != null) {
            formats.add(FITS);
        }
        return formats;
    }

    /** The file in one of its formats. */
    byte[] file(Shown shown, String format) throws IOException {
        return switch (format) {
            case ECSV -> TableWriter.text(table.apply(shown)).getBytes(StandardCharsets.UTF_8);
            case FITS -> images(shown);
            default ->
                FigureEncoder.encode(
                        figure.apply(shown),
                        FigureFormat.parse(format).iterator().next());
        };
    }

    private byte[] images(Shown shown) throws IOException {
        Path folder = Files.createTempDirectory("steelyard-");
        Path file = folder.resolve("page.fits");
        try {
            fits.accept(shown, file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** The figure of a report by its name. */
    static Figure named(String name, List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
