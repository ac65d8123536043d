// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.forecast;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.steelyard.plan.Forecast;
import org.steelyard.plan.Plan;
import org.steelyard.table.ColumnTable;

/** A plan as a table, one row for each observation. */
public final class PlanTable {

    private PlanTable() {}

    /**
     * @param plan any
     * @return beam, noise and time; signal-to-noise ratio; the mass with its error [Msun, dex]; resolution; the scatter of
     *     mocks where there are any; and a column {@code NAME_error} for every other free parameter
     */
    public static ColumnTable of(Plan plan) {
        List<Forecast> rows = plan.forecasts();
        ColumnTable.Builder table = ColumnTable.builder()
                .meta("galaxy", plan.target().config().galaxy().name())
                .numbers(
                        "beam_major",
                        "arcsec",
                        column(rows, f -> f.observation().beam().major()))
                .numbers(
                        "beam_minor",
                        "arcsec",
                        column(rows, f -> f.observation().beam().minor()))
                .numbers(
                        "beam_position_angle",
                        "deg",
                        column(rows, f -> f.observation().beam().positionAngle()))
                .numbers(
                        "channel_width",
                        "km/s",
                        column(rows, f -> f.observation().channelWidth()))
                .numbers("rms", "Jy/beam", column(rows, f -> f.observation().rms()))
                .numbers("time", "s", column(rows, f -> f.observation().time()))
                .numbers("signal_to_noise", "", column(rows, Forecast::signal))
                .numbers("mbh", "Msun", column(rows, f -> f.mass().value()))
                .numbers("mbh_error", "Msun", column(rows, f -> f.mass().error()))
                .numbers("mbh_error_dex", "", column(rows, Forecast::massErrorDex))
                .numbers("r_soi", "arcsec", column(rows, f -> f.resolution().sphere()))
                .numbers(
                        "r_soi_per_beam_major_axis",
                        "",
                        column(rows, f -> f.resolution().onMajorAxis()))
                .numbers(
                        "r_soi_per_beam_minor_axis",
                        "",
                        column(rows, f -> f.resolution().onMinorAxis()))
                .numbers("r_min", "arcsec", column(rows, f -> f.resolution().along()))
                .numbers(
                        "v_circ_at_r_min",
                        "km/s",
                        column(rows, f -> f.resolution().speed()))
                .numbers(
                        "r_min_schwarzschild",
                        "",
                        column(rows, f -> f.resolution().schwarzschild()))
                .numbers(
                        "m_stars_per_mbh_at_r_min",
                        "",
                        column(rows, f -> f.resolution().stars()))
                .numbers(
                        "v_excess_at_r_min",
                        "km/s",
                        column(rows, f -> f.resolution().excess()));
        if (rows.get(0).mocks() != null) {
            table.numbers("mock_scatter_dex", "", column(rows, f -> f.mocks().scatter()))
                    .numbers(
                            "mock_scatter_error_dex",
                            "",
                            column(rows, f -> f.mocks().scatterError()))
                    .numbers("mock_bias_dex", "", column(rows, f -> f.mocks().bias()))
                    .numbers("mocks_failed", "", column(rows, f -> f.mocks().failed()));
        }
        for (String name : rows.get(0).free()) {
            if (!name.equals(rows.get(0).mass().name())) {
                table.numbers(
                        name + "_error",
                        rows.get(0).parameter(name).unit(),
                        column(rows, f -> f.parameter(name).error()));
            }
        }
        return table.build();
    }

    private static double[] column(List<Forecast> rows, ToDoubleFunction<Forecast> value) {
        return rows.stream().mapToDouble(value).toArray();
    }
}
