// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.report.figure.Figures;
import org.steelyard.report.figure.errors.ErrorFigures;
import org.steelyard.report.figure.starlight.DustFigure;
import org.steelyard.report.figure.starlight.StarlightFigure;
import org.steelyard.report.page.ComparisonSection;
import org.steelyard.report.page.ErrorsSection;
import org.steelyard.report.page.HtmlPage;
import org.steelyard.report.page.StarlightSection;
import org.steelyard.report.plot.FigureFormat;
import org.steelyard.report.plot.Style;
import org.steelyard.report.table.ErrorsJson;
import org.steelyard.report.table.MassErrors;
import org.steelyard.report.table.ResultJson;
import org.steelyard.report.table.RunContent;
import org.steelyard.table.TableReader;

/** The page of a run and the figures of what was found after its fit: error budget and comparison of models. */
final class AnalysisPage {

    /** Tables that the figures of the page need. */
    private static final Pattern FIGURE_TABLES = Pattern.compile("(profile_.*|monte_carlo|chain|comparison)\\.ecsv");

    private AnalysisPage() {}

    /**
     * Writes the figures and the page. If a figure fails, the page shows none.
     *
     * @param folder of a run
     * @param part with its new tables. Modified: figures and page are added
     * @param json text of the new result.json
     * @param formats of the figures; none for a page without figures
     * @return why there are no figures, null if there are
     * @throws IOException if a file cannot be read or written
     */
    static @Nullable Throwable write(Path folder, Path part, String json, Set<FigureFormat> formats)
            throws IOException {
        RunContent run = RunFolder.read(folder);
        int threads = run.result().timing().threads();
        copyEarlier(folder, part);
        Path figures = part.resolve(RunFiles.FIGURES);
        Throwable undrawn = null;
        List<HtmlPage.Picture> pictures = new ArrayList<>();
        if (!formats.isEmpty()) {
            try {
                pictures.addAll(FigureFiles.write(part, Figures.of(run), Set.of(), threads));
                pictures.addAll(FigureFiles.write(figures, ErrorFigures.of(part, run.result()), formats, threads));
            } catch (IOException | RuntimeException | Error e) { // the numbers must not be lost with a figure
                undrawn = e;
                pictures.clear();
                FolderReplacement.delete(figures);
            }
        }
        JsonNode root = new ObjectMapper().readTree(json);
        Files.writeString(
                part.resolve(RunFiles.PAGE),
                HtmlPage.of(
                        run,
                        ResultJson.readGeometry(json).sky().name(),
                        pictures,
                        new HtmlPage.Analysis(
                                MassErrors.of(root),
                                ErrorsSection.of(root.path(ErrorsJson.BLOCK)) + ComparisonSection.of(root)),
                        starlight(folder)));
        return undrawn;
    }

    /** The section on the image that the fit started from; empty where there was none. */
    private static String starlight(Path folder) throws IOException {
        Path mge = folder.resolve(RunStarlight.MGE);
        return Files.exists(mge)
                ? StarlightSection.of(
                        TableReader.read(mge),
                        Stream.of(
                                        FigureFiles.read(
                                                folder.resolve(RunFiles.FIGURES),
                                                StarlightFigure.NAME,
                                                StarlightFigure.CAPTION,
                                                Style.PAGE),
                                        FigureFiles.read(
                                                folder.resolve(RunFiles.FIGURES),
                                                DustFigure.NAME,
                                                DustFigure.CAPTION,
                                                Style.COLUMN))
                                .filter(Objects::nonNull)
                                .toList())
                : "";
    }

    /** Copies the tables of earlier analyses, which the page shows too unless they have been made again. */
    private static void copyEarlier(Path folder, Path part) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f ->
                            FIGURE_TABLES.matcher(f.getFileName().toString()).matches())
                    .toList()) {
                Path copy = part.resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
