// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure.sky;

import org.steelyard.cube.Image;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.table.RunImages;

/**
 * A row of maps of one quantity: data, model, and their colour scale.
 *
 * @param data map of the data
 * @param model map of the model on the same pixels
 * @param scale colours of data and model
 * @param title of the colour bar of data and model
 * @param residualTitle of the colour bar of the residual
 * @param axisShown whether the major axis is drawn over the maps
 */
public record MapRow(
        Image data, Image model, ColourScale scale, String title, String residualTitle, boolean axisShown) {

    /**
     * A row of velocities. The colours run from blue (approaching) to red (receding), over the velocities of the
     * model in the fit region: those of the data have outliers where there is little light.
     *
     * @param data [km/s] velocities of the data
     * @param model [km/s] velocities of the model
     * @param vsys [km/s] systemic velocity, the middle colour
     * @param region pixels that entered the fit, {@code [y * nx + x]}
     * @return the row
     */
    public static MapRow velocity(Image data, Image model, double vsys, boolean[] region) {
        return new MapRow(
                data,
                model,
                ColourScale.about(vsys, ColourScale.inside(model.values(), region)),
                "Velocity (km s^{\u22121})",
                "Residual (km s^{\u22121})",
                true);
    }

    /** Returns the same maps with a colour scale for some pixels, of the same kind. */
    MapRow within(boolean[] pixels) {
        double[] shown = ColourScale.inside(model.values(), pixels);
        double middle = (scale.low() + scale.high()) / 2;
        ColourScale other = switch (scale.map()) {
            case BLUE_RED -> ColourScale.about(middle, shown);
            default ->
                scale.low() == 0
                        ? ColourScale.fromZero(scale.map(), shown, ColourScale.inside(data.values(), pixels))
                        : ColourScale.spanning(scale.map(), shown, ColourScale.inside(data.values(), pixels));
        };
        return new MapRow(data, model, other, title, residualTitle, axisShown);
    }

    /** @return data minus model */
    public Image residual() {
        return RunImages.difference(data, model);
    }
}
