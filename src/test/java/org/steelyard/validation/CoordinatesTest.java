// SPDX-License-Identifier: Apache-2.0
package org.steelyard.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.steelyard.validation.Reference.number;
import static org.steelyard.validation.Reference.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.VelocityConvention;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;

/** Sky coordinates and spectral axes compared with wcslib, velocities with astropy ({@code coordinates.py}). */
class CoordinatesTest {

    /** [deg] Some roundings of an angle of 360 deg, each of 3e-14 deg. */
    private static final double SKY = 5e-13;

    /**
     * [deg] wcslib takes the distance from the pole of a slant SIN projection from its cosine, which rounds the 0.4 deg
     * of this file to 1e-12 deg.
     */
    private static final double SLANT = 1e-11;

    /** Some roundings of 1.1e-16. */
    private static final double FREQUENCY = 1e-14;

    /** [km/s] A velocity is c times a difference of numbers near 1, with some roundings of 1.1e-16. */
    private static final double VELOCITY = 3e-10;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sin_frequency",
                "tan_radio_pc",
                "sin_optical_cd",
                "car_gigahertz",
                "car_oblique",
                "sfl_crota",
                "zea_frequency_as_optical",
                "stg_crota",
                "arc_mirrored",
                "slant_sin"
            })
    void pixels(String name) {
        JsonNode given = Reference.read("coordinates.json", name);
        CubeFile cube = CubeFile.open(Reference.file("coordinates_" + name + ".fits"), HeaderOverrides.NONE);
        NativeAxis axis = cube.axis().nativeAxis();
        double[] pixel = numbers(given, "pixel");
        double[] sky = numbers(given, "sky");
        double[] spectral = numbers(given, "spectral");
        double[] local = numbers(given, "local");
        double tolerance = name.equals("slant_sin") ? SLANT : SKY;
        double offset = 3600 * tolerance;
        for (int i = 0; i < spectral.length; i++) {
            double[] world = cube.frame().toWorld(pixel[3 * i], pixel[3 * i + 1]);
            double turn = Math.cos(Math.toRadians(sky[2 * i + 1]));
            assertEquals(0, turn * Math.IEEEremainder(world[0] - sky[2 * i], 360), tolerance, name + " longitude " + i);
            assertEquals(sky[2 * i + 1], world[1], tolerance, name + " latitude " + i);
            LocalFrame frame = cube.frame().at(pixel[3 * i], pixel[3 * i + 1]);
            double[] back = cube.frame().toPixel(sky[2 * i], sky[2 * i + 1]);
            double off = Math.hypot(back[0] - pixel[3 * i], back[1] - pixel[3 * i + 1]);
            assertEquals(0, off * frame.pixelSize(), offset, name + " pixel " + i);
            // A difference over two pixels is the derivative to (pixel [rad])^2 / 6, for arcs and for chords.
            double curved = frame.pixelSize() * Math.pow(Math.toRadians(frame.pixelSize() / 3600), 2);
            double[] linear = {frame.eastPerX(), frame.eastPerY(), frame.northPerX(), frame.northPerY()};
            for (int j = 0; j < linear.length; j++) {
                assertEquals(local[4 * i + j], linear[j], curved + offset, name + " local frame " + i + " " + j);
            }
            double ratio = axis.nuOverRest(pixel[3 * i + 2]);
            if (given.get("spectral_is_frequency").booleanValue()) {
                assertEquals(spectral[i], ratio * axis.restFrequency(), FREQUENCY * spectral[i], name);
            } else {
                assertEquals(spectral[i], axis.convention().velocity(ratio), VELOCITY, name);
            }
        }
    }

    @Test
    void velocities() {
        JsonNode given = Reference.read("coordinates.json", "velocities");
        double[] frequency = numbers(given, "frequency");
        for (VelocityConvention convention : VelocityConvention.values()) {
            double[] expected = numbers(given, convention.name().toLowerCase(Locale.ROOT));
            for (int i = 0; i < frequency.length; i++) {
                double ratio = frequency[i] / number(given, "rest_frequency");
                assertEquals(expected[i], convention.velocity(ratio), VELOCITY, convention + " " + i);
                assertEquals(ratio, convention.nuOverRest(expected[i]), FREQUENCY * ratio, convention + " nu " + i);
            }
        }
    }
}
