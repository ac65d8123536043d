// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.disk.dispersion.DispersionLaw;
import org.steelyard.disk.dispersion.ExponentialDispersion;
import org.steelyard.disk.dispersion.FlatDispersion;
import org.steelyard.disk.dispersion.GaussianRingDispersion;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.ExponentialLightWithHole;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.light.GaussianRingLight;
import org.steelyard.disk.light.LightProfile;
import org.steelyard.disk.light.NormalisedProfile;
import org.steelyard.units.InputException;

/** Dispersion and brightness by radius: closed forms, unit flux, derivatives. */
class ProfilesTest {

    private static final double ROUNDING = 1e-13;

    /** Composite Simpson with 2e5 intervals on functions whose features are wider than 200 of them: (1/200)^4 / 180. */
    private static final double SIMPSON = 1e-10;

    /** Steps of the central differences, as a fraction of the parameter. */
    private static final double[] STEPS = {1e-3, 1e-4, 1e-5};

    /** A profile of unit flux, as a function of its parameters. */
    private record Family(Function<double[], NormalisedProfile> make, double... parameters) {}

    static List<Family> families() {
        return List.of(
                new Family(p -> NormalisedProfile.of(new ExponentialLight(), p[0]), 1.5),
                new Family(p -> NormalisedProfile.within(new ExponentialLight(), new double[] {p[0]}, 4.6), 1.5),
                new Family(p -> NormalisedProfile.of(new GaussianLight(), p[0]), 0.8),
                new Family(p -> NormalisedProfile.within(new GaussianLight(), new double[] {p[0]}, 1), 0.8),
                new Family(p -> NormalisedProfile.of(new GaussianRingLight(), p[0], p[1]), 3, 0.4),
                new Family(
                        p -> NormalisedProfile.within(new GaussianRingLight(), new double[] {p[0], p[1]}, 3.1), 3, 0.4),
                new Family(p -> NormalisedProfile.of(new GaussianRingLight(), p[0], p[1]), 0.2, 1.0),
                new Family(p -> NormalisedProfile.of(new ExponentialLightWithHole(), p[0], p[1], p[2]), 1.2, 0.5, 0.1),
                new Family(
                        p -> NormalisedProfile.within(
                                new ExponentialLightWithHole(), new double[] {p[0], p[1], p[2]}, 4),
                        1.2,
                        0.5,
                        0.3),
                new Family(p -> NormalisedProfile.of(new ExponentialLightWithHole(), p[0], p[1], p[2]), 0.3, 1.5, 0.8));
    }

    @ParameterizedTest
    @MethodSource("families")
    void fluxIsOne(Family family) {
        NormalisedProfile profile = family.make.apply(family.parameters);
        double end = Math.min(profile.cutoff(), 60);
        int n = 200_000;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double r = end * i / n;
            sum += (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * r * profile.value(r);
        }
        assertEquals(1, 2 * Math.PI * sum * end / n / 3, SIMPSON);
        assertEquals(0, profile.value(Double.isInfinite(profile.cutoff()) ? 1e6 : profile.cutoff() * 1.0001));
        assertEquals(2 * profile.value(1), profile.onSky(1, Math.toRadians(60)), ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("families")
    void partialDerivatives(Family family) {
        double[] out = new double[3];
        for (double r : new double[] {0, 0.3, 0.9, 2.9, 3.05, 6}) {
            family.make.apply(family.parameters).derivatives(r, out);
            for (int k = 0; k < family.parameters.length; k++) {
                for (double step : STEPS) {
                    double h = step * family.parameters[k];
                    double[] up = family.parameters.clone();
                    double[] down = family.parameters.clone();
                    up[k] += h;
                    down[k] -= h;
                    NormalisedProfile above = family.make.apply(up);
                    NormalisedProfile below = family.make.apply(down);
                    double difference = (above.value(r) - below.value(r)) / (2 * h);
                    // third derivatives are below 2000 in these units (the edge of width 0.1), rounding 1e-15 of values
                    // below 1
                    assertEquals(difference, out[k], 400 * h * h + 1e-14 / h, family + " r " + r + " k " + k);
                }
            }
        }
    }

    @Test
    void closedForms() {
        double peak = 1 / (2 * Math.PI * 1.5 * 1.5);
        assertEquals(
                peak * Math.exp(-2),
                NormalisedProfile.of(new ExponentialLight(), 1.5).value(3),
                ROUNDING);
        double x = 4.6 / 1.5;
        assertEquals(
                peak / (1 - (1 + x) * Math.exp(-x)),
                NormalisedProfile.within(new ExponentialLight(), new double[] {1.5}, 4.6)
                        .value(0),
                ROUNDING);
        assertEquals(
                1 / (2 * Math.PI * 0.64),
                NormalisedProfile.of(new GaussianLight(), 0.8).value(0),
                ROUNDING);
        // a narrow ring: circumference times width, 2 pi R sqrt(2 pi) W; exact but for the far side, exp(-R^2/2W^2)
        assertEquals(
                1 / (2 * Math.PI * 5 * Math.sqrt(2 * Math.PI) * 0.05),
                NormalisedProfile.of(new GaussianRingLight(), 5, 0.05).value(5),
                1e-12);
        LightProfile hole = new ExponentialLightWithHole();
        double[] values = {1.2, 0.5, 0.1};
        assertEquals(0.5 * Math.exp(-0.5 / 1.2), hole.value(values, 0.5), ROUNDING);
        assertTrue(hole.value(values, 0) < 1e-11 && Math.abs(hole.value(values, 2) - Math.exp(-2 / 1.2)) < ROUNDING);
    }

    @Test
    void shapesOutOfRangeAreRefused() {
        assertThrows(InputException.class, () -> NormalisedProfile.of(new ExponentialLight(), 0));
        assertThrows(InputException.class, () -> NormalisedProfile.of(new GaussianLight(), Double.NaN));
        assertThrows(InputException.class, () -> NormalisedProfile.of(new GaussianRingLight(), -1, 1));
        assertThrows(InputException.class, () -> NormalisedProfile.of(new ExponentialLightWithHole(), 1, 1, 0));
        assertThrows(InputException.class, () -> NormalisedProfile.within(new ExponentialLight(), new double[] {1}, 0));
        String message = assertThrows(
                        InputException.class,
                        () -> NormalisedProfile.within(new GaussianRingLight(), new double[] {100, 0.1}, 1))
                .getMessage();
        assertTrue(message.contains("has no light within 1.0 arcsec"), message);
    }

    @Test
    void dispersionLaws() {
        assertEquals(12, sigma(3, new FlatDispersion(), 12));
        assertEquals(10 + 30 * Math.exp(-2), sigma(1, new ExponentialDispersion(), 10, 30, 0.5), ROUNDING * 40);
        assertEquals(10 + 30 * Math.exp(-0.5), sigma(1.5, new GaussianRingDispersion(), 10, 30, 2, 0.5), ROUNDING * 40);
        assertEquals(40, sigma(2, new GaussianRingDispersion(), 10, 30, 2, 0.5), ROUNDING * 40);
    }

    @Test
    void dispersionIsPositiveOrRefused() {
        refused("dispersion is 0.0 km/s", () -> sigma(1, new FlatDispersion(), 0));
        refused("dispersion is NaN km/s", () -> sigma(1, new FlatDispersion(), Double.NaN));
        refused("dispersion_amplitude is -10.0 km/s", () -> sigma(1, new ExponentialDispersion(), 10, -10, 1));
        refused("dispersion_radius is 0.0 arcsec", () -> sigma(1, new ExponentialDispersion(), 10, 5, 0));
        refused("dispersion_width is 0.0 arcsec", () -> sigma(1, new GaussianRingDispersion(), 10, 5, 1, 0));
        assertTrue(sigma(0, new ExponentialDispersion(), 10, -9.99, 1) > 0);
    }

    private static double sigma(double radius, DispersionLaw law, double... values) {
        double[] out = new double[1];
        law.evaluate(values, new double[] {radius}, out, null);
        return out[0];
    }

    private static void refused(String begins, org.junit.jupiter.api.function.Executable make) {
        String message = assertThrows(InputException.class, make).getMessage();
        assertTrue(message.startsWith(begins), message);
    }
}
