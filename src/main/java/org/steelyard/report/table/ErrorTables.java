package org.steelyard.report.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.errors.BudgetResult;
import org.steelyard.errors.MonteCarloResult;
import org.steelyard.errors.ProfileResult;
import org.steelyard.errors.SamplingResult;
import org.steelyard.inference.SampledParameter;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableWriter;

/** The tables of {@code steelyard errors}, ECSV; figures and other programs read them. */
public final class ErrorTables {

    private ErrorTables() {}

    /** A row a refit that converged: index of the draw, chi^2, every parameter. */
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

    /** A row a value at which the parameter was held: chi^2, its scaled rise, whether it converged, every parameter there. */
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

    /** A row a draw: chain, place in it, ln L, every free parameter. */
    public static void writeChain(SamplingResult result, Path file) {
        int chains = result.chain().chainCount();
        int draws = result.chain().drawCount();
        ColumnTable.Builder table = ColumnTable.builder()
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

    /** A row a change. */
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

    /** The budget as a table of the AAS journals. */
    public static String deluxetable(BudgetResult result) {
        StringBuilder tex = new StringBuilder("""
                \\begin{deluxetable}{lrrrr}
                \\tablecaption{Systematic error budget of the black hole mass\\label{tab:systematics}}
                \\tablehead{\\colhead{Change} & \\colhead{$M_\\mathrm{BH}$} & \\colhead{$\\Delta M_\\mathrm{BH}$} & \\colhead{$\\chi^2$} & \\colhead{dof}\\\\
                \\colhead{} & \\colhead{($M_\\odot$)} & \\colhead{(\\%)} & \\colhead{} & \\colhead{}}
                \\startdata
                """);
        String group = "";
        for (BudgetResult.Line line : result.lines()) {
            if (!line.group().title().equals(group)) {
                group = line.group().title();
                tex.append("\\sidehead{").append(capital(group)).append("}\n");
            }
            boolean refit = line.dof() > 0 && !line.status().equals("scaled");
            tex.append(escape(line.name())).append(" & ");
            tex.append(
                    Double.isNaN(line.mass())
                            ? "\\nodata & \\nodata"
                            : String.format(java.util.Locale.ROOT, "%s & $%+.1f$", power(line.mass()), line.change()));
            tex.append(
                    refit
                            ? String.format(java.util.Locale.ROOT, " & %.1f & %d", line.chiSquared(), line.dof())
                            : " & \\nodata & \\nodata");
            tex.append("\\\\\n");
        }
        tex.append("\\enddata\n\\tablecomments{")
                .append(String.format(
                        java.util.Locale.ROOT,
                        "The adopted fit has $M_\\mathrm{BH} = %s\\,M_\\odot$. ",
                        power(result.mass()).replace("$", "")))
                .append(
                        result.quadrature()
                                ? "All changes"
                                : "The largest change of each group upwards and downwards, added")
                .append(String.format(
                        java.util.Locale.ROOT,
                        " in quadrature, give $%+.1f\\%%$ and $-%.1f\\%%$; the distance is not among them.}\n",
                        result.up(),
                        result.down()))
                .append("\\end{deluxetable}\n");
        return tex.toString();
    }

    private static String power(double mass) {
        int exponent = (int) Math.floor(Math.log10(mass));
        return mass > 0
                ? String.format(java.util.Locale.ROOT, "$%.3f\\times10^{%d}$", mass / Math.pow(10, exponent), exponent)
                : "$0$";
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String escape(String text) {
        return text.replaceAll("([_%&#$])", "\\\\$1");
    }
}
