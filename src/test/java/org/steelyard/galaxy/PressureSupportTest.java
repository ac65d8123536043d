// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.LocalFrame;
import org.steelyard.disk.DiskGeometry;
import org.steelyard.disk.dispersion.GaussianRingDispersion;
import org.steelyard.disk.light.ExponentialLight;
import org.steelyard.disk.light.FluxMapLight;
import org.steelyard.disk.light.GaussianLight;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.kernel.DiskState;
import org.steelyard.potential.stars.PowerLawStars;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/** Support of the gas by its random motions, against closed forms and differences. */
class PressureSupportTest {

    private static final double SCALE = 80;

    /** [pixel] sizes and radii [arcsec] of the tables. */
    private static final double PIXEL = 0.1;

    private static final double[] RADII = {0.05, 0.2, 0.5, 1, 1.7};

    /** [km/s] circular speed of a mass in proportion to radius. */
    private static final double SPEED = 200;

    private static final double SIGMA = 25;

    /** [arcsec] scale of the light. */
    private static final double LENGTH = 0.6;

    /**
     * Of the support: the five-point differences of a table with 16 knots for each factor of two in r^2 leave 3e-6 of the
     * slope of a function on the scale of r, and its cubics the same of the value.
     */
    private static final double TABLE = 1e-5;

    /** Of dlnSigma/dlnr: three times the scatter of the smooth fit, 0.06 at the innermost radius, over draws of the clumps. */
    private static final double CLUMPY = 0.2;

    private static Galaxy galaxy() {
        return Galaxy.of(new PowerLawStars(), SCALE)
                .withLight(new ExponentialLight())
                .withPressure(PressureSupport.OF_LIGHT);
    }

    private static Map<String, Double> values(Galaxy galaxy) {
        Map<String, Double> values =
                new HashMap<>(Map.of("mbh", 0.0, "beta", 1.0, "dispersion", SIGMA, "x", 0.0, "y", 0.0));
        values.put("c1", SPEED * SPEED / Constants.G);
        values.put("inclination", 60.0);
        if (galaxy.names().contains("sb_radius")) {
            values.put("sb_radius", LENGTH);
        }
        return values;
    }

    private static GalaxyModel model(Galaxy galaxy) {
        return new GalaxyModel(galaxy, new LocalFrame(-PIXEL, 0, 0, PIXEL), GalaxySetup.radii(PIXEL, 60));
    }

    private static void assertSupport(GalaxyModel model, Map<String, Double> values, DoubleUnaryOperator expected) {
        Galaxy galaxy = model.galaxy();
        DiskState disk = model.at(galaxy.vector(values), null).disk();
        for (double r : RADII) {
            double support = disk.table().valueAt(disk.speedSquared(), r * r) - SPEED * SPEED;
            double wanted = expected.applyAsDouble(r);
            assertEquals(wanted, support, TABLE * Math.max(SIGMA * SIGMA, Math.abs(wanted)), "at " + r);
            double v = model.galaxy().disk(values).lineOfSightVelocity(0, r) / Math.sin(Math.toRadians(60));
            assertEquals(wanted, v * v - SPEED * SPEED, TABLE * SIGMA * SIGMA, "point at " + r);
        }
    }

    @Test
    void exponentialDiskOfConstantDispersion() {
        assertSupport(model(galaxy()), values(galaxy()), r -> -SIGMA * SIGMA * r / LENGTH);
    }

    @Test
    void gaussianDiskOfConstantDispersion() {
        Galaxy gaussian = galaxy().withLight(new GaussianLight());
        assertSupport(model(gaussian), values(gaussian), r -> -SIGMA * SIGMA * r * r / (LENGTH * LENGTH));
    }

    @Test
    void mestelDisk() {
        Galaxy mapped = galaxy().withLight(new FluxMapLight(true));
        GalaxyModel mestel = model(mapped).withDensity(r -> -Math.log(r));
        assertSupport(mestel, values(mapped), r -> -SIGMA * SIGMA);
    }

    @Test
    void gaussianDispersion() {
        Galaxy ring = galaxy().withDispersion(new GaussianRingDispersion());
        Map<String, Double> values = values(ring);
        values.putAll(Map.of("dispersion_amplitude", 15.0, "dispersion_radius", 0.5, "dispersion_width", 0.6));
        assertSupport(model(ring), values, r -> {
            double u = (r - 0.5) / 0.6;
            double extra = 15 * Math.exp(-0.5 * u * u);
            double sigma = SIGMA + extra;
            return sigma * sigma * -r / LENGTH - 2 * sigma * extra * u * r / 0.6;
        });
    }

    @Test
    void offIsTheCircularSpeed() {
        Galaxy off = galaxy().withPressure(PressureSupport.NONE);
        DiskState disk = model(off).at(off.vector(values(off)), null).disk();
        DiskState plain = model(Galaxy.of(new PowerLawStars(), SCALE).withLight(new ExponentialLight()))
                .at(off.vector(values(off)), null)
                .disk();
        assertArrayEquals(plain.speedSquared(), disk.speedSquared());
    }

    @Test
    void aMapOfUnknownDensityIsRefused() {
        Galaxy mapped = galaxy().withLight(new FluxMapLight(true));
        GalaxyModel model = model(mapped);
        double[] vector = mapped.vector(values(mapped));
        InputException refused = assertThrows(InputException.class, () -> model.at(vector, null));
        assertTrue(refused.getMessage().contains("density"), refused.getMessage());
    }

    /** Annuli of clumpy light, of which every pixel has a factor of its own, give the slope of the smooth disk. */
    @Test
    void theDensityOfAMapIsSmooth() {
        int size = 80;
        double clumps = 0.5;
        SplittableRandom random = new SplittableRandom(13);
        double[] flux = new double[size * size];
        Map<String, Double> centre = Map.of("x", 40.5, "y", 40.5, "inclination", 60.0, "position_angle", 90.0);
        DiskGeometry geometry = DiskGeometry.ofDegrees(60, 90);
        for (int p = 0; p < flux.length; p++) {
            double r = geometry.radius(-PIXEL * (p % size - 39.5), PIXEL * (Math.floorDiv(p, size) - 39.5));
            flux[p] = Math.exp(-r / LENGTH) * (1 + clumps * (2 * random.nextDouble() - 1));
        }
        Annuli annuli = Annuli.of(
                new Annuli.Map(flux, size, 0, 0, new LocalFrame(-PIXEL, 0, 0, PIXEL)),
                new FlatDisk(),
                centre::get,
                2 * PIXEL);
        DoubleUnaryOperator density = GasDensity.of(annuli);
        for (double r : new double[] {0.3, 0.6, 1, 2}) {
            double slope = (density.applyAsDouble(r + 0.01) - density.applyAsDouble(r - 0.01)) / 0.02;
            assertEquals(-r / LENGTH, r * slope, CLUMPY, "at " + r);
        }
    }
}
