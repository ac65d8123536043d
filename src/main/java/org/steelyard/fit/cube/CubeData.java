// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.cube;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.RingedLight;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.NoiseMeasurement;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.units.InputException;

/**
 * A spectral-line cube as data of a fit.
 *
 * @param config what to fit, its centre in pixels
 * @param observation the cube
 * @param noise correlations of its noise
 */
public record CubeData(Configuration config, CubeObservation observation, NoiseMeasurement noise)
        implements FittableData<CubeFit> {

    private static final String DIVIDED_MAP =
            "the flux map is divided between the layers of a warped, thick disk by an estimate that biases the warp and the masses, in good data by more than their errors; fit a profile instead, disk.surface_brightness = \"exponential\" with disk.outer_radius";

    /** Share of the region in the image below which it is told; pixels and their edges change it by less. */
    private static final double WHOLE = 0.9;

    /**
     * @param config what to fit
     * @return the cube of the configuration, read
     * @throws org.steelyard.units.InputException if it cannot be read
     */
    public static CubeData read(Configuration config) {
        if (config.fit().weightRadius() != null) {
            throw new InputException(
                    "fit.weight_radius is for velocity maps; remove it, or choose a smaller fit.region of the cube");
        }
        if (config.disk().surfaceBrightness() instanceof RingedLight rings
                && !rings.brightness().isEmpty()) {
            throw new InputException(
                    "disk.ring_brightness is for a simulation: a fit solves the light of the rings; remove it");
        }
        if (config.disk().surfaceBrightness() instanceof RingedLight
                && config.parameters().containsKey(LightProfile.FLUX.name())) {
            throw new InputException(
                    "parameters.flux_scale: disk.surface_brightness = \"rings\" solves the light itself, so there is no flux to scale; remove it");
        }
        Configuration centred = CubeObservation.centred(config);
        CubeObservation observation = CubeObservation.read(centred);
        ParallelFor.endIfInterrupted();
        SpectralCube cube = observation.cube();
        return new CubeData(
                centred, observation, NoiseMeasurement.of(cube, observation.mask(), observation.frame(), cube.beams()));
    }

    @Override
    public CubeData with(Configuration other) {
        return new CubeData(other, observation, noise);
    }

    /** @return the correlation of the noise as a fit uses it */
    public NoiseShape noiseShape() {
        return NoiseShape.of(config, observation.cube().axis(), noise);
    }

    @Override
    public List<String> warnings() {
        return observation.warnings();
    }

    @Override
    public InitialGuess guess(Configuration config, StellarPotential stars) {
        double[] flux = FluxMap.masked(observation);
        int plane = flux.length;
        double[] sum = new double[plane];
        double[] moment = new double[plane];
        double[] square = new double[plane];
        SpectralCube cube = observation.cube();
        for (int c = 0; c < cube.channels(); c++) {
            double v = cube.axis().velocity(c, VelocityConvention.OPTICAL);
            double width = cube.axis().width(c);
            double weight = width / cube.beams().at(c).area();
            int end = (c + 1) * plane;
            for (int p = observation.mask().bits().nextSetBit(c * plane);
                    p >= 0 && p < end;
                    p = observation.mask().bits().nextSetBit(p + 1)) {
                float value = cube.values()[p];
                if (value > 0) {
                    sum[p - c * plane] += weight * value;
                    moment[p - c * plane] += weight * value * v;
                    square[p - c * plane] += weight * value * (v * v - width * width / 12);
                }
            }
        }
        for (int p = 0; p < plane; p++) {
            moment[p] = sum[p] > 0 ? moment[p] / sum[p] : Double.NaN;
            square[p] = Math.sqrt(Math.max(0, square[p] / sum[p] - moment[p] * moment[p]));
        }
        InitialGuess.Maps maps = new InitialGuess.Maps(
                flux,
                moment,
                square,
                cube.nx(),
                cube.xIndex(),
                cube.yIndex(),
                observation.frame(),
                observation.beam().covariance());
        InitialGuess guess = InitialGuess.measure(
                maps, config, stars, observation.file().path().toString());
        return config.disk().mapped()
                ? guess
                : new InitialGuess(
                        guess.values(),
                        InitialGuess.wider(guess.region(), observation.beam().geometricMean()),
                        guess.notes(),
                        guess.rings());
    }

    @Override
    public CubeFit prepare(InitialGuess guess, StellarPotential stars, double vsys) {
        return CubeFit.prepare(config, observation, noiseShape(), guess, stars, vsys);
    }

    @Override
    public BestModel best(CubeFit fit, double[] values, ParallelFor threads) {
        StarsAlone alone = StarsAlone.of(fit, values, threads);
        ModelProducts images =
                CubePixels.of(fit, threads).images(values, true, alone, fit.ringProfile(values, threads));
        Map<String, Object> derived = CubePixels.derived(fit, values, images);
        if (alone != null) {
            derived.put(StarsAlone.NAME, alone.quantities());
        }
        RingProfile rings = images.light();
        if (rings != null) {
            derived.put("light_rings", rings.quantities());
        }
        List<String> messages = new ArrayList<>();
        if (fit.ownLight()) {
            FluxMapBias bias = FluxMapBias.of(fit, values, threads);
            derived.put("flux_map_bias", bias.quantities());
            messages.addAll(bias.messages());
        }
        if (config.disk().mapped() && config.disk().shape().warpedAndThick()) {
            messages.add(DIVIDED_MAP);
        }
        if (fit.ellipse() != null) {
            double share = fit.region().share(fit.ellipse(), observation.frame().pixelArea());
            if (share < WHOLE) {
                messages.add(String.format(
                        Locale.ROOT,
                        "fit.region reaches beyond the image: only %.0f %% of its area is fitted",
                        100 * share));
            }
        }
        messages.addAll(fit.noiseShape().comments(config.data().spectralResponse()));
        return new BestModel(images, derived, messages);
    }

    @Override
    public FittableData.PixelModel pixels(CubeFit fit, ParallelFor threads) {
        return CubePixels.of(fit, threads);
    }

    /** The channels that are fitted, written out. */
    @Override
    public Configuration resolved(Configuration config) {
        return config.withData(config.data()
                .withChannels(observation.firstChannel() + 1, observation.firstChannel() + observation.channels()));
    }
}
