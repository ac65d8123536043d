// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.errors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.report.figure.models.ComparisonFigure;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.table.ComparisonTable;
import org.steelyard.report.table.ErrorTables;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

/** The figures of an error budget and of a comparison of models, made from the tables in a run's folder. */
public final class ErrorFigures {

    private ErrorFigures() {}

    /**
     * @param folder of a run
     * @param result of its fit
     * @return figures of the tables in the folder, in the order of the page
     * @throws IOException if the folder cannot be read
     */
    public static List<Figure> of(Path folder, FitResult result) throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Path> profiles;
        try (Stream<Path> files = Files.list(folder)) {
            profiles = files.filter(file -> ErrorTables.profiledParameter(file).isPresent())
                    .sorted()
                    .toList();
        }
        for (Path file : profiles) {
            figures.add(new ChiSquareProfileFigure(
                    ErrorTables.profiledParameter(file).orElseThrow(), TableReader.read(file)));
        }
        List<String> free = result.parameters().stream()
                .filter(FittedParameter::free)
                .map(FittedParameter::name)
                .toList();
        ColumnTable refits = read(folder.resolve(ErrorTables.MONTE_CARLO));
        ColumnTable chain = read(folder.resolve(ErrorTables.CHAIN));
        if (refits != null && refits.rows() > 1 && refits.has("mbh") && free.contains("mbh")) {
            figures.add(new MonteCarloFigure(refits, result.parameter("mbh").value()));
        }
        if (chain != null) {
            String sampler = chain.meta(ErrorTables.SAMPLER);
            String source = sampler.isEmpty() ? "the posterior" : "the posterior by " + sampler + " sampling";
            figures.add(new CornerFigure(chain, shown(free, chain), source));
            double[] chains = chain.numbers("chain");
            if (chains[chains.length - 1] > 0) {
                figures.add(new TraceFigure(chain, shown(free, chain).get(0)));
            }
        } else if (refits != null && refits.rows() > 1 && !shown(free, refits).isEmpty()) {
            figures.add(new CornerFigure(refits, shown(free, refits), "the refits of noisy realisations"));
        }
        ColumnTable models = read(folder.resolve(ComparisonTable.FILE));
        if (models != null) {
            figures.add(new ComparisonFigure(models));
        }
        return figures;
    }

    private static List<String> shown(List<String> free, ColumnTable table) {
        return free.stream().filter(table::has).toList();
    }

    private static ColumnTable read(Path file) {
        return Files.exists(file) ? TableReader.read(file) : null;
    }
}
