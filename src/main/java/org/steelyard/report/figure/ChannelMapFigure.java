// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.report.figure.sky.MapGrid;
import org.steelyard.report.figure.sky.MapRow;
import org.steelyard.report.plot.BrightnessScale;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.NumberLabel;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.RunImages;

/** Channel maps: data, model and residual (columns) of some channels (rows). */
public final class ChannelMapFigure {

    private ChannelMapFigure() {}

    /**
     * @param products cubes of data and model
     * @param channels indices in these cubes, from 0
     * @return their maps
     */
    public static Figure of(ModelProducts products, int... channels) {
        SpectralCube data = products.data();
        List<MapRow> rows = new ArrayList<>();
        for (int channel : channels) {
            rows.add(row(products, channel));
        }
        return new MapGrid(
                "channel",
                "Channel maps of data, model and residual (data minus model). The velocity is that of the channel centre, optical."
                        + " " + MapGrid.LEGEND,
                rows,
                data.meanBeam(),
                products.geometry(),
                products.region(),
                null);
    }

    private static MapRow row(ModelProducts products, int channel) {
        SpectralCube cube = products.data();
        Image data = map(products, cube.values(), channel);
        Image model = map(products, products.model(), channel);
        double peak =
                Arrays.stream(data.values()).filter(Double::isFinite).max().orElse(1);
        BrightnessScale scale = BrightnessScale.of(cube.unit().fits(), peak);
        String unit = scale.prefix() + UnitLabel.of(cube.unit().fits());
        String velocity = NumberLabel.of(cube.axis().velocity(channel, VelocityConvention.OPTICAL), 1);
        Image shown = RunImages.withValues(data, scale.times(data.values()), data.unit());
        Image shownModel = RunImages.withValues(model, scale.times(model.values()), model.unit());
        return new MapRow(
                shown,
                shownModel,
                ColourScale.fromZero(ColourMap.VIRIDIS, shown.values(), shownModel.values()),
                velocity + " km s^{\u22121} (" + unit + ")",
                "Residual (" + unit + ")",
                false);
    }

    /**
     * @param products cubes of data and model
     * @param values of one of its cubes. Not modified
     * @param channel index in the cube, from 0
     * @return the map of the channel
     */
    public static Image map(ModelProducts products, float[] values, int channel) {
        SpectralCube cube = products.data();
        double[] plane = new double[cube.nx() * cube.ny()];
        Arrays.setAll(plane, p -> values[channel * plane.length + p]);
        return new Image(
                plane,
                cube.nx(),
                cube.ny(),
                cube.frame(),
                cube.xIndex(),
                cube.yIndex(),
                cube.unit().fits());
    }
}
