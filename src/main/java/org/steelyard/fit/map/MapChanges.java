// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.map;

import java.util.Arrays;
import java.util.List;
import org.steelyard.cube.LocalFrame;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.Derivative.Kind;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.VelocityMapModel;

/**
 * Changes of the model of a velocity map that its parameters do not make, over the error of each datum.
 *
 * @param x [pixel] middle of each datum, FITS pixel counted from 1. Lent
 * @param y [pixel] the same. Lent
 * @param radius [arcsec] of each datum in the disk. Lent
 * @param warp position angle and inclination that change linearly with radius, per deg/arcsec. Lent
 * @param radialSpeed a constant radial speed, per km/s. Lent
 * @param frame [arcsec/pixel] the pixels on the sky
 * @param beam [arcsec] FWHM
 */
public record MapChanges(
        double[] x, double[] y, double[] radius, double[][] warp, double[] radialSpeed, LocalFrame frame, double beam) {

    /**
     * @param fit of a map
     * @param values of all parameters. Not modified
     * @param threads worker threads that evaluate the model
     * @return the changes at these values
     */
    public static MapChanges of(VelocityMapFit fit, double[] values, ParallelFor threads) {
        VelocityMapModel model = new VelocityMapModel(fit.setup(fit.used(), fit.beam(values)), threads);
        boolean[] all = new boolean[values.length];
        Arrays.fill(all, true);
        GalaxyModel.State state = fit.galaxy().at(values, all);
        List<Derivative> directions = List.of(
                direction(fit, state, fit.galaxy().galaxy().positionAngles()),
                direction(fit, state, fit.galaxy().galaxy().inclinations()),
                new Derivative(Kind.RADIAL_SPEED, null));
        double[] velocity = new double[model.size()];
        double[][] changes = new double[directions.size()][model.size()];
        model.differentiate(state.disk(), state.x(), state.y(), state.vsys(), directions, velocity, changes);
        double[][] places = fit.places();
        LocalFrame frame = fit.observation().frame();
        double angle = Math.toRadians(fit.positionAngle(values));
        double inclination = Math.toRadians(fit.inclination(values));
        double[] radius = new double[velocity.length];
        for (int k = 0; k < radius.length; k++) {
            places[0][k] += fit.observation().box().x0() + 1;
            places[1][k] += fit.observation().box().y0() + 1;
            double dx = places[0][k] - state.x();
            double dy = places[1][k] - state.y();
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            radius[k] = Math.hypot(
                    east * Math.sin(angle) + north * Math.cos(angle),
                    (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination));
        }
        double mean = Arrays.stream(radius).average().orElse(0);
        double[] error = fit.noise();
        for (int k = 0; k < radius.length; k++) {
            double degrees = Math.PI / 180 * (radius[k] - mean);
            changes[0][k] *= degrees / error[k];
            changes[1][k] *= degrees / error[k];
            changes[2][k] /= error[k];
        }
        return new MapChanges(
                places[0],
                places[1],
                radius,
                new double[][] {changes[0], changes[1]},
                changes[2],
                frame,
                fit.beam(values).geometricMean());
    }

    private static Derivative direction(VelocityMapFit fit, GalaxyModel.State state, List<String> parameters) {
        return state.direction(parameters.stream().mapToInt(fit.space()::index).toArray());
    }
}
