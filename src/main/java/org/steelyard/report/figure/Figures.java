package org.steelyard.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.table.RunContent;

/** Which figures a run has. */
public final class Figures {

    private Figures() {}

    /** @return the figures of a run, in the order of its page */
    public static List<Figure> of(RunContent run) {
        List<Figure> figures = new ArrayList<>();
        if (run.model() != null) {
            ModelProducts model = run.model();
            figures.add(MomentFigure.of(model));
            figures.add(PvdFigure.of(model));
            figures.add(ProfileFigure.of(model));
            figures.add(new SpeedFigure(
                    model.curve(),
                    model.data().beams() == null ? null : model.data().beams().mean(),
                    model.geometry().pcPerArcsec()));
        }
        if (run.map() != null) {
            MapProducts map = run.map();
            figures.add(velocity(map));
            figures.add(new SpeedFigure(map.curve(), map.beam(), map.geometry().pcPerArcsec()));
        }
        return figures;
    }

    /** Velocity map of data, model and residual. */
    static Figure velocity(MapProducts map) {
        return new MapGrid(
                "velocity",
                "Velocity map of data, model and residual (data minus model). Offsets from the fitted centre; grey ellipse: beam at half peak;"
                        + " ellipse: fit region; dashed line: major axis.",
                List.of(MapRow.velocity(map.data(), map.model(), map.geometry().vsys(), map.region())),
                map.beam(),
                map.geometry(),
                map.region());
    }
}
