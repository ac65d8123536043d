package org.steelyard.report.figure;

import org.steelyard.cube.Image;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.table.RunImages;

/**
 * One quantity on the sky: data, model, and how both are coloured.
 *
 * @param data map
 * @param model map on the same pixels
 * @param scale colours of both
 * @param title of their colour bar
 * @param residualTitle of the difference's colour bar
 * @param axisShown whether the major axis is drawn over the maps
 */
public record MapRow(
        Image data, Image model, ColourScale scale, String title, String residualTitle, boolean axisShown) {

    /** @return a row of velocities, blue approaching and red receding, scaled by those in the fit region */
    static MapRow velocity(Image data, Image model, double vsys, boolean[] region) {
        return new MapRow(
                data,
                model,
                ColourScale.about(
                        vsys, ColourScale.inside(data.values(), region), ColourScale.inside(model.values(), region)),
                "Velocity (km s^{\u22121})",
                "Residual (km s^{\u22121})",
                true);
    }

    Image residual() {
        return RunImages.difference(data, model);
    }
}
