package org.steelyard.report.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult;
import org.steelyard.report.plot.Figure;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;

/** Which figures the tables of {@code steelyard errors} make. */
public final class ErrorFigures {

    public static final String MONTE_CARLO = "monte_carlo.ecsv";
    public static final String CHAIN = "chain.ecsv";
    private static final String PROFILE = "profile_";
    private static final String TABLE = ".ecsv";

    private ErrorFigures() {}

    /**
     * @param folder of a run
     * @param parameter that was profiled
     * @return the table of its profile
     */
    public static Path profile(Path folder, String parameter) {
        return folder.resolve(PROFILE + parameter + TABLE);
    }

    /**
     * @param folder of a run
     * @param result of its fit
     * @return figures of the tables that are there, in the order of the page
     */
    public static List<Figure> of(Path folder, FitResult result) throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Path> profiles;
        try (Stream<Path> files = Files.list(folder)) {
            profiles = files.filter(
                            file -> name(file).startsWith(PROFILE) && name(file).endsWith(TABLE))
                    .sorted()
                    .toList();
        }
        for (Path file : profiles) {
            String name = name(file);
            figures.add(new ProfileCurveFigure(
                    name.substring(PROFILE.length(), name.length() - TABLE.length()), TableReader.read(file)));
        }
        List<String> free = result.parameters().stream()
                .filter(FittedParameter::free)
                .map(FittedParameter::name)
                .toList();
        ColumnTable draws = read(folder.resolve(MONTE_CARLO));
        ColumnTable chain = read(folder.resolve(CHAIN));
        if (draws != null && draws.rows() > 1 && draws.has("mbh") && free.contains("mbh")) {
            figures.add(new DrawsFigure(draws, result.parameter("mbh").value()));
        }
        if (chain != null) {
            figures.add(new CornerFigure(chain, shown(free, chain), "the posterior"));
            double[] chains = chain.numbers("chain");
            if (chains[chains.length - 1] > 0) {
                figures.add(new TraceFigure(chain, shown(free, chain).get(0)));
            }
        } else if (draws != null && draws.rows() > 1 && !shown(free, draws).isEmpty()) {
            figures.add(new CornerFigure(draws, shown(free, draws), "the refits of noisy realisations"));
        }
        return figures;
    }

    private static List<String> shown(List<String> free, ColumnTable table) {
        return free.stream().filter(table::has).toList();
    }

    private static ColumnTable read(Path file) {
        return Files.exists(file) ? TableReader.read(file) : null;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
