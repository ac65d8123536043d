// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.util.Arrays;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.galaxy.SkyGeometry;

/**
 * Spectra of data and model, summed over those pixels of the fit region whose offset along the major axis is between
 * two limits.
 *
 * @param low [arcsec] lower limit of the offset, positive on the receding side
 * @param high [arcsec] upper limit, exclusive
 * @param data [Jy] sum of the data in each channel; the cube's unit where that is not Jy/beam or Jy/pixel
 * @param model as data
 * @param noise as data, one standard deviation
 */
public record ApertureSpectrum(double low, double high, double[] data, double[] model, double[] noise) {

    /** Integral, in beam areas, of the autocorrelation of noise that a Gaussian beam has smoothed. */
    private static final double CORRELATED_BEAMS = 2;

    /**
     * @param products of the fit
     * @param channels to sum
     * @param count number of apertures
     * @return apertures of equal length along the major axis, from the approaching to the receding side
     */
    public static ApertureSpectrum[] alongMajorAxis(ModelProducts products, ChannelRange channels, int count) {
        double reach = 0;
        double[] offset = offsets(products);
        for (int k = 0; k < offset.length; k++) {
            if (products.region()[k]) {
                reach = Math.max(reach, Math.abs(offset[k]));
            }
        }
        double edge = Math.nextUp(reach);
        ApertureSpectrum[] spectra = new ApertureSpectrum[count];
        for (int s = 0; s < count; s++) {
            spectra[s] = between(
                    products, channels, offset, -edge + 2 * edge * s / count, -edge + 2 * edge * (s + 1) / count);
        }
        return spectra;
    }

    /**
     * @param products of the fit
     * @param channels to sum
     * @return the sum over the whole fit region
     */
    public static ApertureSpectrum ofRegion(ModelProducts products, ChannelRange channels) {
        return between(products, channels, offsets(products), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * @param products of the fit
     * @param channels to sum
     * @param pixels to sum as far as they are in the fit region, {@code [y * nx + x]}. Not modified
     * @return the sum over these pixels; the limits of the offset are infinite
     */
    public static ApertureSpectrum ofPixels(ModelProducts products, ChannelRange channels, boolean[] pixels) {
        double[] offset = new double[pixels.length];
        Arrays.setAll(offset, k -> pixels[k] ? 0 : Double.NaN);
        return between(products, channels, offset, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** @return [arcsec] offset of each pixel from the centre, along the major axis */
    private static double[] offsets(ModelProducts products) {
        SpectralCube cube = products.data();
        SkyGeometry geometry = products.geometry();
        LocalFrame frame = cube.frame().at(geometry.x(), geometry.y());
        double pa = Math.toRadians(geometry.positionAngle());
        double[] offset = new double[cube.nx() * cube.ny()];
        for (int y = 0; y < cube.ny(); y++) {
            for (int x = 0; x < cube.nx(); x++) {
                double dx = cube.xIndex() + x + 1 - geometry.x();
                double dy = cube.yIndex() + y + 1 - geometry.y();
                double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
                double north = frame.northPerX() * dx + frame.northPerY() * dy;
                offset[y * cube.nx() + x] = east * Math.sin(pa) + north * Math.cos(pa);
            }
        }
        return offset;
    }

    private static ApertureSpectrum between(
            ModelProducts products, ChannelRange channels, double[] offset, double low, double high) {
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
                if (products.region()[k] && offset[k] >= low && offset[k] < high && Float.isFinite(value)) {
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
        return new ApertureSpectrum(low, high, data, model, noise);
    }
}
