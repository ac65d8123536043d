package org.steelyard.report;

import org.steelyard.cube.Image;

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
record MapRow(Image data, Image model, ColourScale scale, String title, String residualTitle, boolean axisShown) {

    /** @return a row of velocities, blue approaching and red receding */
    static MapRow velocity(Image data, Image model, double vsys) {
        return new MapRow(
                data,
                model,
                ColourScale.about(vsys, data.values(), model.values()),
                "Velocity (km s^{\u22121})",
                "Residual (km s^{\u22121})",
                true);
    }

    /** @return data minus model */
    Image residual() {
        double[] difference = data.values().clone();
        for (int k = 0; k < difference.length; k++) {
            difference[k] -= model.values()[k];
        }
        return new Image(difference, data.nx(), data.ny(), data.frame(), data.xIndex(), data.yIndex(), data.unit());
    }
}
