// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.RawFits;
import org.steelyard.cube.Beam;
import org.steelyard.cube.BeamTable;
import org.steelyard.disk.flow.FlowCoefficients;
import org.steelyard.disk.flow.InflowFromRotation;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.NormalisedProfile;
import org.steelyard.kernel.DiskState;
import org.steelyard.observe.Channels;
import org.steelyard.observe.ForwardModel;
import org.steelyard.observe.PixelGrid;
import org.steelyard.observe.Sampling;
import org.steelyard.potential.CircularVelocity;
import org.steelyard.potential.MultiGaussianExpansion;
import org.steelyard.units.Constants;

/**
 * Model cubes compared with a plain numpy pipeline ({@code forward_model.py}; method page, sections 2 to 8). One cube
 * has a flux map, pixels as data and 3 x 3 sub-pixels. One has blocks, a beam for each channel, inflow, an exponential
 * dispersion and 10 x 10 sub-pixels. One has an exponential light profile, the relativistic Doppler shift, lines sampled
 * at channel centres, and a centre at the centre of a sub-pixel.
 */
class ForwardModelTest {

    /**
     * Of the peak: taps of the beam below 1e-8 of the largest are omitted, 2e-8 of the beam is beyond 6 sigma, and the
     * table of radii reproduces the dispersion and the speeds to 3e-11.
     */
    private static final double TOLERANCE = 3e-8;

    @ParameterizedTest
    @ValueSource(strings = {"pixels", "blocks", "profile"})
    void cube(String name) throws IOException {
        JsonNode given = Reference.read("forward_model.json", name);
        double[] expected = RawFits.read(Reference.file("forward_model_" + name + ".fits"), null);
        double[] model = Disks.evaluate(
                setup(given),
                disk(given),
                number(given, "x"),
                number(given, "y"),
                number(given, "vsys"),
                number(given, "flux_scale"));
        int channels = (int) number(given, "channels");
        double[] ordered = new double[model.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i % channels * (model.length / channels) + i / channels] = model[i];
        }
        Reference.assertWithinOfPeak(TOLERANCE, expected, ordered, name);
    }

    private static ForwardModel.Setup setup(JsonNode given) {
        int side = (int) number(given, "pixels");
        int channels = (int) number(given, "channels");
        int block = (int) number(given, "block");
        List<Beam> beams = new ArrayList<>();
        for (JsonNode beam : given.get("beams")) {
            beams.add(new Beam(
                    beam.get(0).doubleValue(),
                    beam.get(1).doubleValue(),
                    beam.get(2).doubleValue()));
        }
        return new ForwardModel.Setup(
                new PixelGrid(Reference.frame(given), 0, 0, side, side),
                new Channels(Disks.axis(given, channels), given.get("sampled").booleanValue()),
                beams.size() == 1 ? BeamTable.common(beams.get(0), channels) : new BeamTable(beams),
                true,
                given.has("flux") ? numbers(given, "flux") : null,
                Disks.corners(side, side, block, true),
                Disks.corners(side, side, block, false),
                block,
                Sampling.uniform((int) number(given, "oversampling")));
    }

    private static DiskState disk(JsonNode given) {
        double scale = number(given, "pc_per_arcsec");
        double inclination = Math.toRadians(number(given, "inclination"));
        double[] sigma = numbers(given, "sigma");
        for (int k = 0; k < sigma.length; k++) {
            sigma[k] *= scale;
        }
        CircularVelocity stars = MultiGaussianExpansion.of(
                        numbers(given, "surface_brightness"), sigma, numbers(given, "axis_ratio"))
                .at(inclination)
                .scaled(number(given, "mass_to_light"));
        FlowCoefficients flow = new InflowFromRotation()
                .coefficients(new double[] {number(given, "alpha")}, (int) number(given, "near_side"));
        double outer = given.has("outer_radius") ? number(given, "outer_radius") : Double.POSITIVE_INFINITY;
        double rise = number(given, "dispersion_rise");
        double length = number(given, "dispersion_radius");
        double floor = number(given, "dispersion");
        DoubleUnaryOperator light = null;
        if (given.has("light_radius")) {
            light = NormalisedProfile.within(
                    new ExponentialLight(), new double[] {number(given, "light_radius")}, outer)::continued;
        }
        return Disks.of(
                Reference.frame(given),
                Math.toRadians(number(given, "position_angle")),
                inclination,
                Constants.G * number(given, "black_hole") / scale,
                number(given, "softening"),
                flow,
                given.get("relativistic").booleanValue(),
                r -> stars.speedSquared(r * scale),
                r -> floor + rise * Math.exp(-r / length),
                light,
                outer);
    }
}
