package org.steelyard.report.figure;

import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;

/**
 * Spectra of data and model summed over part of the fit region.
 *
 * @param low [arcsec] along the major axis, positive on the receding side; pixels from here
 * @param high [arcsec] to here
 * @param data [Jy] (or the sum of the cube's unit where it is not Jy/beam) in the channels shown
 * @param model as data
 * @param noise as data, one standard deviation
 */
record Aperture(double low, double high, double[] data, double[] model, double[] noise) {

    /** Noise smeared by a Gaussian beam is correlated over this many beam areas: the integral of its autocorrelation. */
    private static final double CORRELATED_BEAMS = 2;

    /**
     * @param products of the fit
     * @param channels that are shown
     * @param count of slices
     * @return slices of equal length along the major axis, from the approaching to the receding side
     */
    static Aperture[] slices(ModelProducts products, ChannelAxis channels, int count) {
        double reach = 0;
        double[] along = along(products);
        for (int k = 0; k < along.length; k++) {
            if (products.region()[k]) {
                reach = Math.max(reach, Math.abs(along[k]));
            }
        }
        double edge = Math.nextUp(reach);
        Aperture[] slices = new Aperture[count];
        for (int s = 0; s < count; s++) {
            slices[s] = between(
                    products, channels, along, -edge + 2 * edge * s / count, -edge + 2 * edge * (s + 1) / count);
        }
        return slices;
    }

    static Aperture whole(ModelProducts products, ChannelAxis channels) {
        return between(products, channels, along(products), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** @return [arcsec] coordinate of each pixel along the major axis */
    private static double[] along(ModelProducts products) {
        SpectralCube cube = products.data();
        SkyGeometry geometry = products.geometry();
        LocalFrame frame = cube.frame().at(geometry.x(), geometry.y());
        double pa = Math.toRadians(geometry.positionAngle());
        double[] along = new double[cube.nx() * cube.ny()];
        for (int y = 0; y < cube.ny(); y++) {
            for (int x = 0; x < cube.nx(); x++) {
                double dx = cube.xIndex() + x + 1 - geometry.x();
                double dy = cube.yIndex() + y + 1 - geometry.y();
                double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
                double north = frame.northPerX() * dx + frame.northPerY() * dy;
                along[y * cube.nx() + x] = east * Math.sin(pa) + north * Math.cos(pa);
            }
        }
        return along;
    }

    private static Aperture between(
            ModelProducts products, ChannelAxis channels, double[] along, double low, double high) {
        SpectralCube cube = products.data();
        int plane = cube.nx() * cube.ny();
        int n = channels.count();
        double[] data = new double[n];
        double[] model = new double[n];
        double[] noise = new double[n];
        for (int c = 0; c < n; c++) {
            int channel = channels.first() + c;
            double pixelsPerBeam = cube.beams() == null
                    ? 1
                    : cube.beams().at(channel).area() / cube.localFrame().pixelArea();
            double variance = 0;
            int pixels = 0;
            for (int k = 0; k < plane; k++) {
                float value = cube.values()[channel * plane + k];
                if (products.region()[k] && along[k] >= low && along[k] < high && Float.isFinite(value)) {
                    data[c] += value / pixelsPerBeam;
                    model[c] += products.model()[channel * plane + k] / pixelsPerBeam;
                    double sigma = products.noise()[channel * plane + k];
                    variance += sigma * sigma;
                    pixels++;
                }
            }
            double correlated = cube.beams() == null ? 1 : Math.min(pixels, CORRELATED_BEAMS * pixelsPerBeam);
            noise[c] = Math.sqrt(variance * correlated) / pixelsPerBeam;
        }
        return new Aperture(low, high, data, model, noise);
    }
}
