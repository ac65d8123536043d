package org.steelyard.observe;

import org.steelyard.cube.SpectralAxis;
import org.steelyard.kernel.ChannelGrid;
import org.steelyard.units.Constants;

/**
 * The channels of a model, seen from a galaxy's rest frame: nu = nu_0 / (1+z) (1 - v/c) with z = v_sys/c (METHOD section 4).
 *
 * @param axis the observed channels
 * @param sampled whether the line is sampled at the channels' centres instead of integrated
 */
public record Channels(SpectralAxis axis, boolean sampled) {

    /** @return number of channels */
    public int count() {
        return axis.channels();
    }

    /**
     * @param vsys [km/s] systemic velocity c z
     * @return the channels in rest-frame velocity about it
     */
    ChannelGrid at(double vsys) {
        double stretch = 1 + vsys / Constants.SPEED_OF_LIGHT;
        int n = sampled ? count() : count() + 1;
        double[] points = new double[n];
        double[] slopes = new double[n];
        for (int i = 0; i < n; i++) {
            double x = sampled ? axis.centre(i) : axis.edges()[i];
            points[i] = Constants.SPEED_OF_LIGHT * (1 - x * stretch);
            slopes[i] = -x;
        }
        double[] widths = new double[count()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = axis.width(c) * stretch;
        }
        return new ChannelGrid(points, slopes, widths, sampled);
    }
}
