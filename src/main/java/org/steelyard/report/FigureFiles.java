// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.report.page.HtmlPage;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.FigureEncoder;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.table.FigureNumbers;
import org.steelyard.table.TableWriter;

/** Writes figures to files and encodes them for the page. */
final class FigureFiles {

    private FigureFiles() {}

    /**
     * Writes figures in all formats. Returns them for the page, as SVG if that is among the formats and as PNG
     * otherwise.
     *
     * @param threads that draw and encode at the same time
     */
    static List<HtmlPage.Picture> write(Path folder, List<Figure> figures, Set<FigureFormat> formats, int threads)
            throws IOException {
        if (!formats.isEmpty()) {
            Files.createDirectories(folder);
        }
        FigureFormat shown = formats.contains(FigureFormat.SVG) ? FigureFormat.SVG : FigureFormat.PNG;
        EnumSet<FigureFormat> wanted = EnumSet.of(shown);
        wanted.addAll(formats);
        List<FigureFormat> each = List.copyOf(wanted);
        byte[][] encoded = encode(figures, each, threads);
        List<HtmlPage.Picture> pictures = new ArrayList<>();
        for (int k = 0; k < figures.size(); k++) {
            Figure figure = figures.get(k);
            for (int f = 0; f < each.size(); f++) {
                FigureFormat format = each.get(f);
                byte[] bytes = encoded[k * each.size() + f];
                if (formats.contains(format)) {
                    Files.write(folder.resolve(name(figure, format)), bytes);
                }
                if (format == shown) {
                    pictures.add(new HtmlPage.Picture(figure.caption(), figure.width(), mediaType(format), bytes));
                }
            }
        }
        return pictures;
    }

    /** Encodes every figure in every format: {@code [figure * formats + format]}. */
    private static byte[][] encode(List<Figure> figures, List<FigureFormat> formats, int threads) {
        byte[][] encoded = new byte[figures.size() * formats.size()][];
        try (ParallelFor workers = new ParallelFor(Math.max(1, Math.min(threads, encoded.length)))) {
            workers.run(encoded.length, (task, worker) -> {
                try {
                    encoded[task] = FigureEncoder.encode(
                            figures.get(task / formats.size()), formats.get(task % formats.size()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return encoded;
    }

    /**
     * Replaces the files of figures and of their numbers, each by an atomic move.
     *
     * @param threads that draw and encode at the same time
     * @return the files
     */
    static List<Path> replace(Path folder, List<Figure> figures, Set<FigureFormat> formats, int threads)
            throws IOException {
        Files.createDirectories(folder);
        List<FigureFormat> each = List.copyOf(formats);
        byte[][] encoded = encode(figures, each, threads);
        List<Path> written = new ArrayList<>();
        for (int k = 0; k < figures.size(); k++) {
            Figure figure = figures.get(k);
            for (int f = 0; f < each.size(); f++) {
                byte[] bytes = encoded[k * each.size() + f];
                written.add(replace(folder.resolve(name(figure, each.get(f))), part -> Files.write(part, bytes)));
            }
            if (figure instanceof FigureNumbers numbers) {
                written.add(replace(
                        folder.resolve(figure.name() + ".ecsv"), part -> TableWriter.write(numbers.numbers(), part)));
            }
        }
        return written;
    }

    /** Writes a file. */
    private interface Content {
        void write(Path file) throws IOException;
    }

    private static Path replace(Path file, Content content) throws IOException {
        // The ending stays, because it tells the writer of a table the format.
        Path part = file.resolveSibling("tmp." + file.getFileName());
        try {
            content.write(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    /** The picture of a figure that was written to a folder, as PNG or else SVG; null where it is in neither. */
    static HtmlPage.Picture read(Path folder, String name, String caption, double width) throws IOException {
        for (FigureFormat format : List.of(FigureFormat.PNG, FigureFormat.SVG)) {
            Path file = folder.resolve(name + "." + format.extension());
            if (Files.exists(file)) {
                return new HtmlPage.Picture(caption, width, mediaType(format), Files.readAllBytes(file));
            }
        }
        return null;
    }

    private static String mediaType(FigureFormat format) {
        return format == FigureFormat.SVG ? "image/svg+xml" : "image/png";
    }

    private static String name(Figure figure, FigureFormat format) {
        return figure.name() + "." + format.extension();
    }
}
