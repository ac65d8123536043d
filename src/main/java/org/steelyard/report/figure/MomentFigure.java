// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.figure.sky.MapGrid;
import org.steelyard.report.figure.sky.MapRow;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.RunImages;
import org.steelyard.report.table.ShownMoments;

/** Moment maps: integrated intensity, mean velocity and dispersion (rows) of data, model and residual (columns). */
final class MomentFigure {

    private MomentFigure() {}

    static MapGrid of(ModelProducts products) {
        MomentMaps data = RunImages.moments(products, products.data().values());
        MomentMaps model = RunImages.moments(products, products.model());
        boolean[] faint = ShownMoments.faint(products, data.m0());
        ShownMoments observed = ShownMoments.of(data, faint);
        ShownMoments modelled = ShownMoments.of(model, faint);
        SkyGeometry geometry = products.geometry();
        boolean[] region = products.region();
        MapRow velocity = MapRow.velocity(observed.velocity(), modelled.velocity(), geometry.vsys(), region);
        Image width = observed.dispersion();
        Image modelWidth = modelled.dispersion();
        MapRow dispersion = new MapRow(
                width,
                modelWidth,
                ColourScale.spanning(
                        ColourMap.VIRIDIS,
                        ColourScale.inside(width.values(), region),
                        ColourScale.inside(modelWidth.values(), region)),
                "Dispersion (km s^{\u22121})",
                "Residual (km s^{\u22121})",
                false);
        return new MapGrid(
                "moments",
                "Moment maps of data, model and residual (data minus model) inside the signal mask: "
                        + "integrated intensity, mean velocity (optical convention) and velocity dispersion."
                        + " Velocity and dispersion are shown where the intensity exceeds three times its noise. "
                        + MapGrid.LEGEND,
                List.of(intensity(data.m0(), model.m0()), velocity, dispersion),
                products.data().meanBeam(),
                geometry,
                region,
                null);
    }

    private static MapRow intensity(Image data, Image model) {
        double peak =
                Arrays.stream(data.values()).filter(Double::isFinite).max().orElse(1);
        boolean milli = data.unit().startsWith("Jy") && peak < 0.5;
        DoubleUnaryOperator toMilli = value -> 1000 * value;
        Image shown = milli ? each(data, toMilli, data.unit()) : data;
        Image shownModel = milli ? each(model, toMilli, model.unit()) : model;
        String unit = (milli ? "m" : "") + UnitLabel.of(data.unit());
        ColourScale scale = ColourScale.fromZero(ColourMap.VIRIDIS, shown.values(), shownModel.values());
        return new MapRow(shown, shownModel, scale, "Intensity (" + unit + ")", "Residual (" + unit + ")", false);
    }

    private static Image each(Image image, DoubleUnaryOperator function, String unit) {
        return RunImages.withValues(
                image, Arrays.stream(image.values()).map(function).toArray(), unit);
    }
}
