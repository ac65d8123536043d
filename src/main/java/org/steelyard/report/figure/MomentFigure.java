// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.RunImages;

/** Moment maps: integrated intensity, mean velocity and dispersion (rows) of data, model and residual (columns). */
final class MomentFigure {

    /** [sigma] Velocities are shown where the integrated intensity exceeds this. */
    private static final double FAINT = 3;

    private MomentFigure() {}

    static Figure of(ModelProducts products) {
        MomentMaps data = RunImages.moments(products, products.data().values());
        MomentMaps model = RunImages.moments(products, products.model());
        SkyGeometry geometry = products.geometry();
        boolean[] region = products.region();
        boolean[] faint = faint(products, data.m0());
        MapRow velocity =
                MapRow.velocity(without(faint, data.m1()), without(faint, model.m1()), geometry.vsys(), region);
        Image width = without(faint, each(data.m2(), Math::sqrt, "km/s"));
        Image modelWidth = without(faint, each(model.m2(), Math::sqrt, "km/s"));
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
                products.data().beams() == null ? null : products.data().beams().mean(),
                geometry,
                region);
    }

    private static boolean[] faint(ModelProducts products, Image m0) {
        double[] noise = RunImages.noiseOfMoment0(products);
        boolean[] faint = new boolean[noise.length];
        for (int k = 0; k < noise.length; k++) {
            faint[k] = !(m0.values()[k] > FAINT * noise[k]);
        }
        return faint;
    }

    private static Image without(boolean[] pixels, Image image) {
        double[] values = image.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = pixels[k] ? Double.NaN : values[k];
        }
        return RunImages.withValues(image, values, image.unit());
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
