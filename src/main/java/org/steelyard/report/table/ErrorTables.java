// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.errors.BudgetResult;
import org.steelyard.errors.MonteCarloResult;
import org.steelyard.errors.ProfileResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.inference.SampledParameter;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/** Writes the tables of an error budget, ECSV, from which the figures are drawn. */
public final class ErrorTables {

    /** File of the Monte Carlo refits. */
    public static final String MONTE_CARLO = "monte_carlo.ecsv";

    /** Entry of the header of the posterior draws: the sampler that made them. */
    public static final String SAMPLER = "sampler";

    /** File of the posterior draws. */
    public static final String CHAIN = "chain.ecsv";

    /** File of the systematic changes. */
    public static final String SYSTEMATICS = "systematics.ecsv";

    private static final String PROFILE = "profile_";
    private static final String ENDING = ".ecsv";

    private ErrorTables() {}

    /**
     * @param folder of a run
     * @param parameter of which chi^2 was profiled
     * @return the file of its profile
     */
    public static Path profile(Path folder, String parameter) {
        return folder.resolve(PROFILE + parameter + ENDING);
    }

    /**
     * @param file in the folder of a run
     * @return the parameter whose profile the file contains; empty for other files
     */
    public static Optional<String> profiledParameter(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PROFILE) && name.endsWith(ENDING)
                ? Optional.of(name.substring(PROFILE.length(), name.length() - ENDING.length()))
                : Optional.empty();
    }

    /**
     * Writes one row for each refit that converged: index of the draw, chi^2, and every parameter.
     *
     * @param result refits of noisy realisations
     * @param file to write
     */
    public static void writeMonteCarlo(MonteCarloResult result, Path file) {
        ColumnTable.Builder table = ColumnTable.builder()
                .numbers(
                        "draw",
                        "",
                        Arrays.stream(result.index()).asDoubleStream().toArray())
                .numbers("chi2", "", result.chiSquared());
        for (int i = 0; i < result.names().size(); i++) {
            int column = i;
            table.numbers(
                    result.names().get(i),
                    result.units().get(i),
                    Arrays.stream(result.draws())
                            .mapToDouble(draw -> draw[column])
                            .toArray());
        }
        TableWriter.write(table.build(), file);
    }

    /**
     * Writes one row for each value at which the parameter was fixed: chi^2, its scaled rise, whether the fit
     * converged, and every parameter.
     *
     * @param result profile of chi^2
     * @param names of all parameters
     * @param units of the same
     * @param file to write
     */
    public static void writeProfile(ProfileResult result, List<String> names, List<String> units, Path file) {
        List<ProfileResult.Point> points = result.points();
        ColumnTable.Builder table = ColumnTable.builder()
                .numbers(
                        "held",
                        result.unit(),
                        points.stream().mapToDouble(ProfileResult.Point::value).toArray())
                .numbers(
                        "chi2",
                        "",
                        points.stream()
                                .mapToDouble(ProfileResult.Point::chiSquared)
                                .toArray())
                .numbers(
                        "rise",
                        "",
                        points.stream().mapToDouble(ProfileResult.Point::rise).toArray())
                .numbers(
                        "converged",
                        "",
                        points.stream().mapToDouble(p -> p.converged() ? 1 : 0).toArray());
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            table.numbers(
                    names.get(i),
                    units.get(i),
                    points.stream().mapToDouble(p -> p.values()[column]).toArray());
        }
        TableWriter.write(table.build(), file);
    }

    /**
     * Writes one row for each draw: chain, index in the chain, ln L, and every free parameter.
     *
     * @param result draws from the posterior
     * @param file to write
     */
    public static void writeChain(SamplingResult result, Path file) {
        int chains = result.chain().chainCount();
        int draws = result.chain().drawCount();
        ColumnTable.Builder table = ColumnTable.builder()
                .meta(SAMPLER, result.method())
                .numbers(
                        "chain",
                        "",
                        IntStream.range(0, chains * draws)
                                .map(k -> k / draws)
                                .asDoubleStream()
                                .toArray())
                .numbers(
                        "draw",
                        "",
                        IntStream.range(0, chains * draws)
                                .map(k -> k % draws)
                                .asDoubleStream()
                                .toArray())
                .numbers(
                        "log_likelihood",
                        "",
                        Arrays.stream(result.chain().logLikelihood())
                                .flatMapToDouble(Arrays::stream)
                                .toArray());
        List<SampledParameter> parameters = result.chain().parameters();
        for (int j = 0; j < parameters.size(); j++) {
            table.numbers(
                    parameters.get(j).name(),
                    parameters.get(j).unit(),
                    Arrays.stream(result.chain().values(j))
                            .flatMapToDouble(Arrays::stream)
                            .toArray());
        }
        TableWriter.write(table.build(), file);
    }

    /**
     * Writes one row for each systematic change: group, change, mass, chi^2 and status of its fit.
     *
     * @param result budget of the systematic errors
     * @param file to write
     */
    public static void writeSystematics(BudgetResult result, Path file) {
        List<BudgetResult.Line> lines = result.lines();
        ColumnTable table = ColumnTable.builder()
                .texts("group", lines.stream().map(line -> line.group().title()).toList())
                .texts("change", lines.stream().map(BudgetResult.Line::name).toList())
                .numbers(
                        "mbh",
                        "Msun",
                        lines.stream().mapToDouble(BudgetResult.Line::mass).toArray())
                .numbers(
                        "mbh_error",
                        "Msun",
                        lines.stream().mapToDouble(BudgetResult.Line::error).toArray())
                .numbers(
                        "delta_percent",
                        "",
                        lines.stream().mapToDouble(BudgetResult.Line::change).toArray())
                .numbers(
                        "chi2",
                        "",
                        lines.stream()
                                .mapToDouble(BudgetResult.Line::chiSquared)
                                .toArray())
                .numbers(
                        "dof",
                        "",
                        lines.stream().mapToDouble(BudgetResult.Line::dof).toArray())
                .texts("status", lines.stream().map(BudgetResult.Line::status).toList())
                .build();
        TableWriter.write(table, file);
    }
}
