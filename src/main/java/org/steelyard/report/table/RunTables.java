package org.steelyard.report.table;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.fit.search.FitResult;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.table.TableWriter;

/** The tables of a run's folder, ECSV with plain units so that TOPCAT reads them as well as Astropy. */
public final class RunTables {

    private RunTables() {}

    /** Writes {@code parameters.ecsv}, a row a parameter; units differ by row and so have a column. */
    public static void writeParameters(FitResult result, Path file) {
        List<FittedParameter> rows = result.parameters();
        ColumnTable table = ColumnTable.builder()
                .texts("name", rows.stream().map(FittedParameter::name).toList())
                .numbers("value", "", column(rows, FittedParameter::value))
                .numbers("error", "", column(rows, FittedParameter::error))
                .texts("unit", rows.stream().map(FittedParameter::unit).toList())
                .texts("state", rows.stream().map(RunTables::state).toList())
                .numbers("start", "", column(rows, FittedParameter::start))
                .numbers("min", "", column(rows, FittedParameter::min))
                .numbers("max", "", column(rows, FittedParameter::max))
                .build();
        TableWriter.write(table, file);
    }

    /** @return one of fixed, free, at-bound, unconstrained */
    public static String state(FittedParameter parameter) {
        if (!parameter.free()) {
            return "fixed";
        }
        return parameter.atBound() ? "at-bound" : parameter.constrained() ? "free" : "unconstrained";
    }

    private static double[] column(List<FittedParameter> rows, ToDoubleFunction<FittedParameter> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    /**
     * @param file {@code circular_velocity.ecsv} of a run
     * @return the circular speeds
     */
    public static SpeedCurve readSpeeds(Path file) {
        ColumnTable table = TableReader.read(file);
        return new SpeedCurve(
                table.numbers("radius"),
                table.numbers("v_stars"),
                table.numbers("v_bh"),
                table.numbers("v_gas"),
                table.numbers("v_circ"));
    }
}
