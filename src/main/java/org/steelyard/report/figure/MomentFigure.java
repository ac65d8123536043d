package org.steelyard.report.figure;

import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;
import org.steelyard.report.plot.ColourMap;
import org.steelyard.report.plot.ColourScale;
import org.steelyard.report.plot.Figure;
import org.steelyard.report.plot.UnitLabel;
import org.steelyard.report.table.RunImages;

/** Moments 0, 1 and 2 (rows) of data, model and their difference (columns). */
public final class MomentFigure {

    /** [sigma] integrated intensity below which velocities are left out. */
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
        Image width = without(faint, root(data.m2()));
        Image modelWidth = without(faint, root(model.m2()));
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
                "Moments of data, model and residual (data minus model) inside the signal mask: integrated intensity, mean velocity"
                        + " (optical convention) and velocity dispersion, the latter two where the intensity exceeds three times its noise."
                        + " Offsets from the fitted centre; grey ellipse: beam at half peak; ellipse: fit region; dashed line: major axis.",
                List.of(fluxRow(data.m0(), model.m0()), velocity, dispersion),
                products.data().beams() == null ? null : products.data().beams().mean(),
                geometry,
                region);
    }

    /** @return pixels whose integrated intensity is too faint for its velocity to mean much */
    private static boolean[] faint(ModelProducts products, Image m0) {
        SpectralCube cube = products.data();
        int plane = cube.nx() * cube.ny();
        boolean[] faint = new boolean[plane];
        for (int k = 0; k < plane; k++) {
            double variance = 0;
            for (int c = 0; c < cube.channels(); c++) {
                int voxel = c * plane + k;
                if (products.signal() == null || products.signal().bits().get(voxel)) {
                    double sigma = products.noise()[voxel] * cube.axis().width(c);
                    variance += sigma * sigma;
                }
            }
            faint[k] = !(m0.values()[k] > FAINT * Math.sqrt(variance));
        }
        return faint;
    }

    private static Image without(boolean[] pixels, Image image) {
        double[] values = image.values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = pixels[k] ? Double.NaN : values[k];
        }
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
    }

    private static MapRow fluxRow(Image data, Image model) {
        double peak =
                Arrays.stream(data.values()).filter(Double::isFinite).max().orElse(1);
        boolean milli = data.unit().startsWith("Jy") && peak < 0.5;
        Image shown = milli ? scaled(data, 1000) : data;
        Image shownModel = milli ? scaled(model, 1000) : model;
        String unit = (milli ? "m" : "") + UnitLabel.of(data.unit());
        ColourScale scale = ColourScale.fromZero(ColourMap.VIRIDIS, shown.values(), shownModel.values());
        return new MapRow(shown, shownModel, scale, "Intensity (" + unit + ")", "Residual (" + unit + ")", false);
    }

    private static Image scaled(Image image, double factor) {
        double[] values =
                Arrays.stream(image.values()).map(value -> factor * value).toArray();
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), image.unit());
    }

    private static Image root(Image image) {
        double[] values =
                Arrays.stream(image.values()).map(value -> Math.sqrt(value)).toArray();
        return new Image(values, image.nx(), image.ny(), image.frame(), image.xIndex(), image.yIndex(), "km/s");
    }
}
