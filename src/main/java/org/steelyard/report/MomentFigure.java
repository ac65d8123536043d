package org.steelyard.report;

import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.Beam;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.ModelProducts;
import org.steelyard.fit.SkyGeometry;

/** Moments 0, 1 and 2 (rows) of data, model and their difference (columns). */
final class MomentFigure {

    private MomentFigure() {}

    static Figure of(ModelProducts products) {
        MomentMaps data = moments(products, products.data().values());
        MomentMaps model = moments(products, products.model());
        SkyGeometry geometry = products.geometry();
        Beam beam = products.data().beams() == null ? null : products.data().beams().mean();
        MapRow flux = fluxRow(data.m0(), model.m0());
        MapRow velocity = MapRow.velocity(data.m1(), model.m1(), geometry.vsys());
        Image width = root(data.m2());
        Image modelWidth = root(model.m2());
        MapRow dispersion = new MapRow(
                width,
                modelWidth,
                ColourScale.spanning(ColourMap.VIRIDIS, width.values(), modelWidth.values()),
                "Dispersion (km s^{\u22121})",
                "Residual (km s^{\u22121})",
                false);
        return new MapGrid(
                "moments",
                "Moments of data, model and residual (data minus model) inside the signal mask: integrated intensity, mean velocity"
                        + " (optical convention) and velocity dispersion. Offsets from the fitted centre; grey ellipse: beam at half peak;"
                        + " ellipse: fit region; dashed line: major axis.",
                List.of(flux, velocity, dispersion),
                beam,
                geometry);
    }

    static MomentMaps moments(ModelProducts products, float[] values) {
        return MomentMaps.of(products.data().withValues(values), products.signal(), VelocityConvention.OPTICAL);
    }

    private static MapRow fluxRow(Image data, Image model) {
        double peak = Arrays.stream(data.values()).filter(Double::isFinite).max().orElse(1);
        boolean milli = data.unit().startsWith("Jy") && peak < 0.5;
        Image shown = milli ? scaled(data, 1000) : data;
        Image shownModel = milli ? scaled(model, 1000) : model;
        String unit = (milli ? "m" : "") + UnitLabel.of(data.unit());
        ColourScale scale = ColourScale.fromZero(ColourMap.VIRIDIS, shown.values(), shownModel.values());
        return new MapRow(shown, shownModel, scale, "Intensity (" + unit + ")", "Residual (" + unit + ")", false);
    }

    private static Image scaled(Image image, double factor) {
        double[] values = Arrays.stream(image.values()).map(value -> factor * value).toArray();
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
    }

    private static Image root(Image image) {
        double[] values = Arrays.stream(image.values()).map(value -> Math.sqrt(value)).toArray();
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), "km/s");
    }
}
