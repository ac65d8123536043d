// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.steelyard.cube.Beam;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.search.DataSelection;
import org.steelyard.fit.search.FitRegion;
import org.steelyard.galaxy.GalaxyModel;
import org.steelyard.kernel.Derivative;
import org.steelyard.kernel.Derivative.Kind;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;

/**
 * Changes of the model of a cube that fitted parameters do not make, as directions of the residuals: one number per
 * datum of chi^2, in units of its noise, per unit of the effect.
 */
final class CubeTemplates {

    /** Scales of a central concentration of dispersion, in beams [FWHM]. */
    private static final double[] CONCENTRATIONS = {0.7, 1.4, 2.8, 5.6};

    /** Least height of a difference, in beams [FWHM]: the flux map resolves no smaller one. */
    private static final double SMALL = 0.2;

    private final CubeFit fit;
    private final double[] values;
    private final ParallelFor threads;
    private final int[] used;
    private final int channels;
    private final double[] radius;
    private final ForwardModel model;
    private final GalaxyModel.State state;
    private final double[] cube;
    private final double[][] byDirection;
    private final List<Derivative> directions = new ArrayList<>();

    CubeTemplates(CubeFit fit, double[] values, ParallelFor threads) {
        this.fit = fit;
        this.values = values;
        this.threads = threads;
        this.used = DataSelection.usable(fit.data(), fit.noise());
        this.channels = fit.observation().channels();
        this.model = new ForwardModel(fit.model().setup(fit.region()), threads);
        boolean[] all = new boolean[values.length];
        Arrays.fill(all, true);
        this.state = fit.galaxy().at(values, all);
        this.radius = radii();
        directions.add(of(fit.galaxy().galaxy().positionAngles()));
        directions.add(of(fit.galaxy().galaxy().inclinations()));
        directions.add(of(List.of(DispersionLaw.FLOOR.name())));
        directions.add(new Derivative(Kind.RADIAL_SPEED, null));
        directions.add(new Derivative(Kind.RADIAL, null));
        this.cube = new double[model.size()];
        this.byDirection = new double[directions.size()][model.size()];
        model.differentiate(
                state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), directions, cube, byDirection);
    }

    private Derivative of(List<String> parameters) {
        return state.direction(parameters.stream().mapToInt(fit.space()::index).toArray());
    }

    /** @return [arcsec] radius in the disk of each block */
    double[] radius() {
        return radius;
    }

    private double[] radii() {
        FitRegion region = fit.region();
        LocalFrame frame = fit.observation().frame();
        double angle = Math.toRadians(fit.positionAngle(values));
        double inclination = Math.toRadians(fit.inclination(values));
        double[] radii = new double[region.blocks()];
        for (int b = 0; b < radii.length; b++) {
            double dx = region.blockX()[b] + 0.5 * (region.block() + 1) - state.x();
            double dy = region.blockY()[b] + 0.5 * (region.block() + 1) - state.y();
            double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
            double north = frame.northPerX() * dx + frame.northPerY() * dy;
            double along = east * Math.sin(angle) + north * Math.cos(angle);
            double across = (east * Math.cos(angle) - north * Math.sin(angle)) / Math.cos(inclination);
            radii[b] = Math.hypot(along, across);
        }
        return radii;
    }

    /** @return block of each datum of chi^2 */
    int[] blocks() {
        return Arrays.stream(used).map(i -> i / channels).toArray();
    }

    /** @return channel of each datum of chi^2 */
    int[] channels() {
        return Arrays.stream(used).map(i -> i % channels).toArray();
    }

    /** @return model / noise of each datum of chi^2 */
    double[] spectra() {
        return scaled(cube);
    }

    /** The data of chi^2 from all, over their noise. */
    private double[] scaled(double[] all) {
        double[] part = new double[used.length];
        for (int k = 0; k < part.length; k++) {
            part[k] = all[used[k]] / fit.noise()[used[k]];
        }
        return part;
    }

    /** A function of the radius of a block. */
    private interface Weight {
        double at(double radius);
    }

    private double[] weighted(int direction, double factor, Weight weight) {
        double[] part = scaled(byDirection[direction]);
        for (int k = 0; k < part.length; k++) {
            part[k] *= factor * weight.at(radius[used[k] / channels]);
        }
        return part;
    }

    /** @return whether the fitted disk is wider than the beam along its minor axis, so that its shape there is seen */
    boolean minorAxisResolved() {
        double reach = fit.ellipse() == null
                ? Arrays.stream(radius).max().orElse(0)
                : fit.ellipse().semiMajor();
        double cos = Math.abs(Math.cos(Math.toRadians(fit.inclination(values))));
        return reach * cos > fit.observation().beam().geometricMean();
    }

    /** @return position angle and inclination that change linearly with radius, per deg/arcsec */
    double[][] warp() {
        double mean = Arrays.stream(radius).average().orElse(0);
        double degree = Math.PI / 180;
        return new double[][] {weighted(0, degree, r -> r - mean), weighted(1, degree, r -> r - mean)};
    }

    /** @return a constant radial speed, per km/s */
    double[] radialSpeed() {
        return weighted(3, 1, r -> 1);
    }

    /** @return a radial speed in proportion to the circular speed, per unit of their ratio */
    double[] radialShare() {
        return weighted(4, 1, r -> 1);
    }

    /** @return [arcsec] scales of {@link #dispersions} */
    double[] concentrations() {
        double beam = fit.observation().beam().geometricMean();
        return Arrays.stream(CONCENTRATIONS).map(scale -> scale * beam).toArray();
    }

    /** @return for each scale R a dispersion that rises inwards like exp(-r / R), per km/s at the centre */
    double[][] dispersions() {
        return Arrays.stream(concentrations())
                .mapToObj(scale -> weighted(2, 1, r -> Math.exp(-r / scale)))
                .toArray(double[][]::new);
    }

    /**
     * A disk of vertical variance h^2 whose layers rotate alike. The layer at height z is a thin disk shifted by z sin i
     * along the minor axis, so the thick disk is the thin one seen with a beam whose variance along the minor axis is
     * larger by h^2 sin^2 i; a deconvolved flux map is deconvolved with that beam.
     *
     * @param height [arcsec] h at which it is taken; 0 for small ones
     * @return the change per arcsec^2 of h^2
     */
    double[] thickness(double height) {
        double angle = Math.toRadians(fit.positionAngle(values));
        double sin = Math.sin(Math.toRadians(fit.inclination(values)));
        double h = Math.max(SMALL * fit.observation().beam().geometricMean(), height);
        double variance = h * h * sin * sin;
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        UnaryOperator<Beam> thicker = beam -> {
            double[] c = beam.covariance();
            return Beam.ofCovariance(new double[] {
                c[0] + variance * cosine * cosine, c[1] - variance * cosine * sine, c[2] + variance * sine * sine
            });
        };
        // The unit of the cube stays that of its beam; a map that is made with the wider beam has that in it.
        Beam beam = fit.observation().beam();
        double unit = fit.config().disk().deconvolved()
                ? 1
                : beam.area() / thicker.apply(beam).area();
        return difference(fit.withBeams(thicker), unit, h * h);
    }

    /** @return the response 1/4, 1/2, 1/4 over channels, per unit of its share */
    double[] response() {
        double[] change = new double[cube.length];
        for (int b = 0; b < cube.length; b += channels) {
            for (int c = 0; c < channels; c++) {
                double before = cube[b + Math.max(0, c - 1)];
                double after = cube[b + Math.min(channels - 1, c + 1)];
                change[b + c] = 0.25 * (before + after) - 0.5 * cube[b + c];
            }
        }
        return scaled(change);
    }

    /**
     * A beam of another size, with the flux map deconvolved with it.
     *
     * @param change relative change of its width at which it is taken
     * @return the change of the model per unit of the relative change
     */
    double[] beam(double change) {
        double factor = 1 + change;
        return difference(
                fit.withBeams(beam -> new Beam(factor * beam.major(), factor * beam.minor(), beam.positionAngle())),
                1,
                change);
    }

    /** Change of the model with another beam, per unit. */
    private double[] difference(CubeFit other, double scale, double size) {
        ForwardModel with = new ForwardModel(other.model().setup(fit.region()), threads);
        double[] out = new double[with.size()];
        with.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), out);
        for (int i = 0; i < out.length; i++) {
            out[i] = (scale * out[i] - cube[i]) / size;
        }
        return scaled(out);
    }

    /**
     * A source without line.
     *
     * @param x [pixel] its place, FITS pixel counted from 1
     * @param y [pixel] its place
     * @return its effect per unit of the cube at its peak
     */
    double[] continuum(double x, double y) {
        FitRegion region = fit.region();
        LocalFrame frame = fit.observation().frame();
        double[] inverse = inverse(fit.observation().beam().covariance());
        double[] source = new double[cube.length];
        int m = region.block();
        for (int b = 0; b < region.blocks(); b++) {
            double sum = 0;
            for (int p = 0; p < m * m; p++) {
                double dx = region.blockX()[b] + p % m + 1 - x;
                double dy = region.blockY()[b] + p / m + 1 - y;
                double east = frame.eastPerX() * dx + frame.eastPerY() * dy;
                double north = frame.northPerX() * dx + frame.northPerY() * dy;
                sum += Math.exp(
                        -0.5 * (inverse[0] * east * east + 2 * inverse[1] * east * north + inverse[2] * north * north));
            }
            Arrays.fill(source, b * channels, (b + 1) * channels, sum / (m * m));
        }
        return scaled(source);
    }

    private static double[] inverse(double[] covariance) {
        double determinant = covariance[0] * covariance[2] - covariance[1] * covariance[1];
        return new double[] {covariance[2] / determinant, -covariance[1] / determinant, covariance[0] / determinant};
    }

    /** @return continuum in proportion to the light of the line, per km/s of equivalent width */
    double[] diffuseContinuum() {
        double[] diffuse = new double[cube.length];
        double[] width = new double[channels];
        for (int c = 0; c < channels; c++) {
            width[c] = fit.observation().cube().axis().width(fit.observation().firstChannel() + c);
        }
        for (int b = 0; b < cube.length; b += channels) {
            double flux = 0;
            for (int c = 0; c < channels; c++) {
                flux += cube[b + c] * width[c];
            }
            Arrays.fill(diffuse, b, b + channels, flux);
        }
        return scaled(diffuse);
    }
}
