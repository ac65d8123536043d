// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.RotationCurve;
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
        List<Figure> figures =
                new ArrayList<>(run.model() != null ? of(run.model(), run.rotation()) : of(run.map(), run.rotation()));
        if (run.result().diagnosis() != null) {
            figures.add(new DiagnosisFigure(run.result().diagnosis()));
        }
        return figures;
    }

    /**
     * @param model cubes of data and model
     * @param rotation of the gas ring by ring; null where it was not measured
     * @return their figures
     */
    public static List<Figure> of(ModelProducts model, @Nullable RotationCurve rotation) {
        List<Figure> figures = new ArrayList<>();
        figures.add(MomentFigure.of(model));
        figures.add(PvdFigure.of(model));
        figures.add(LineProfileFigure.of(model));
        figures.add(new CircularVelocityFigure(
                model.curve(),
                rotation,
                model.data().beams() == null ? null : model.data().beams().mean(),
                model.geometry().pcPerArcsec()));
        if (model.light() != null) {
            figures.add(new RingLightFigure(model.light()));
        }
        return figures;
    }

    /**
     * @param map velocity maps of data and model
     * @param rotation of the gas ring by ring; null where it was not measured
     * @return their figures
     */
    public static List<Figure> of(MapProducts map, @Nullable RotationCurve rotation) {
        return List.of(
                velocity(map),
                new CircularVelocityFigure(
                        map.curve(), rotation, map.beam(), map.geometry().pcPerArcsec()));
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
