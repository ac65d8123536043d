// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.table.RunContent;

/** The figures of a fit. */
public final class Figures {

    private Figures() {}

    /**
     * @param run of a cube or a velocity map
     * @return its figures, in the order of the page
     */
    public static List<Figure> of(RunContent run) {
        List<Figure> figures = new ArrayList<>();
        if (run.model() != null) {
            ModelProducts model = run.model();
            figures.add(MomentFigure.of(model));
            figures.add(PvdFigure.of(model));
            figures.add(LineProfileFigure.of(model));
            figures.add(new CircularVelocityFigure(
                    model.curve(),
                    run.rotation(),
                    model.data().beams() == null ? null : model.data().beams().mean(),
                    model.geometry().pcPerArcsec()));
            if (model.light() != null) {
                figures.add(new RingLightFigure(model.light()));
            }
        }
        if (run.map() != null) {
            MapProducts map = run.map();
            figures.add(velocity(map));
            figures.add(new CircularVelocityFigure(
                    map.curve(), run.rotation(), map.beam(), map.geometry().pcPerArcsec()));
        }
        if (run.result().diagnosis() != null) {
            figures.add(new DiagnosisFigure(run.result().diagnosis()));
        }
        return figures;
    }

    private static Figure velocity(MapProducts map) {
        return new MapGrid(
                "velocity",
                "Velocity map of data, model and residual (data minus model). " + MapGrid.LEGEND,
                List.of(MapRow.velocity(map.data(), map.model(), map.geometry().vsys(), map.region())),
                map.beam(),
                map.geometry(),
                map.region());
    }
}
