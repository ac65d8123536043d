// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.fit.diagnosis.ChannelMisfit;
import org.steelyard.fit.diagnosis.PlaceMisfit;
import org.steelyard.fit.diagnosis.RadiusMisfit;
import org.steelyard.fit.search.DataSelection;

/**
 * Where the residuals of a cube are large.
 *
 * @param channels chi^2 of every fitted channel
 * @param radii chi^2 by radius
 * @param place block with the largest chi^2
 */
record CubeMisfit(List<ChannelMisfit> channels, List<RadiusMisfit> radii, PlaceMisfit place) {

    /**
     * @param fit of a cube
     * @param residuals of its data. Not modified
     * @param radius [arcsec] of its blocks. Not modified
     * @return where they are large
     */
    static CubeMisfit of(CubeFit fit, double[] residuals, double[] radius) {
        CubeObservation observation = fit.observation();
        int count = observation.channels();
        int[] used = DataSelection.usable(fit.data(), fit.noise());
        double[] byChannel = new double[count];
        int[] inChannel = new int[count];
        double[] byBlock = new double[radius.length];
        int[] inBlock = new int[radius.length];
        for (int k = 0; k < used.length; k++) {
            double square = residuals[k] * residuals[k];
            byChannel[used[k] % count] += square;
            inChannel[used[k] % count]++;
            byBlock[used[k] / count] += square;
            inBlock[used[k] / count]++;
        }
        List<ChannelMisfit> channels = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            int channel = observation.firstChannel() + c;
            if (inChannel[c] > 0) {
                channels.add(new ChannelMisfit(
                        channel + 1,
                        observation.cube().axis().velocity(channel, VelocityConvention.OPTICAL),
                        byChannel[c] / inChannel[c]));
            }
        }
        int worst = 0;
        for (int b = 0; b < byBlock.length; b++) {
            worst = byBlock[b] > byBlock[worst] ? b : worst;
        }
        double half = 0.5 * (fit.region().block() + 1);
        return new CubeMisfit(
                channels,
                RadialMisfit.of(byBlock, inBlock, radius, observation.beam().geometricMean()),
                new PlaceMisfit(
                        fit.region().blockX()[worst] + half,
                        fit.region().blockY()[worst] + half,
                        radius[worst],
                        byBlock[worst] / Math.max(1, inBlock[worst])));
    }
}
