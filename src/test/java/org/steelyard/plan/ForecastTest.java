// SPDX-License-Identifier: Apache-2.0
package org.steelyard.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.config.Configuration;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.cube.Beam;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.BlackHole;

class ForecastTest {

    /** Relative tolerance of proportionality: the derivatives are the same numbers, divided by another noise. */
    private static final double PROPORTIONAL = 1e-6;

    /** Share of the mass by which {@code errors} quotes the cube of data/ngc1380_like, and the tolerance of a second cube of the same noise. */
    private static final double QUOTED = 0.018;

    /** The error of an error from the cube's own noise and flux map, which this forecast does not have. */
    private static final double LIKE = 0.15;

    /** [-] Relative tolerance of numbers that abstracts give with two digits. */
    private static final double ABSTRACT = 0.04;

    private static final String SMALL = "data/ngc1380_like.toml";

    private static Target target(String... overrides) {
        Configuration config = ConfigLoader.load(Path.of(SMALL), List.of(overrides), ConfigLoader.Need.NO_DATA);
        return Target.of(config);
    }

    private static Forecast forecast(Target target, double beam, double rms, int mocks, int workers) {
        try (ParallelFor threads = new ParallelFor(workers)) {
            Observation observation = new Observation(new Beam(beam, beam, 0), 20, rms, Double.NaN);
            return MassForecast.of(target, observation, MassForecast.Light.PROFILE, mocks, 1, threads);
        }
    }

    @Test
    void errorsAreProportionalToTheNoise() {
        Target target = target();
        Forecast one = forecast(target, 0.3, 1e-3, 0, 1);
        Forecast four = forecast(target, 0.3, 4e-3, 0, 1);
        for (String name : one.free()) {
            assertEquals(4, four.parameter(name).error() / one.parameter(name).error(), 4 * PROPORTIONAL, name);
        }
        assertEquals(4, one.signal() / four.signal(), 4 * PROPORTIONAL);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        Target target = target();
        Forecast one = forecast(target, 0.4, 1e-3, 4, 1);
        Forecast two = forecast(target, 0.4, 1e-3, 4, 2);
        assertEquals(one.parameters(), two.parameters());
        assertEquals(one.mocks(), two.mocks());
    }

    /** The correlation is symmetric with a diagonal of 1, and M_BH trades against the stars. */
    @Test
    void correlationIsOne() {
        Forecast forecast = forecast(target(), 0.3, 1e-3, 0, 1);
        int n = forecast.free().size();
        for (int i = 0; i < n; i++) {
            assertEquals(1, forecast.correlation()[i][i], PROPORTIONAL);
            for (int j = 0; j < n; j++) {
                assertEquals(forecast.correlation()[i][j], forecast.correlation()[j][i], PROPORTIONAL);
            }
        }
        int stars = forecast.free().indexOf("mass_to_light");
        assertTrue(forecast.correlation()[forecast.free().indexOf(BlackHole.MASS.name())][stars] < -0.5);
    }

    /** A prior far narrower than the data holds its parameter to the prior's width, and never widens another error. */
    @Test
    void priorsCount() {
        Forecast free = forecast(target(), 0.3, 1e-3, 0, 1);
        Forecast held =
                forecast(target("parameters.mass_to_light.prior={ mean = 2.0, sigma = 1e-4 }"), 0.3, 1e-3, 0, 1);
        assertTrue(held.parameter("mass_to_light").error() < 1.5e-4);
        assertTrue(held.mass().error() < free.mass().error());
    }

    /** A fixed parameter has no error, and fixing one that is correlated with the mass makes its error smaller. */
    @Test
    void fixedParametersAreKnown() {
        Forecast fixed = forecast(target("parameters.mass_to_light.fixed=true"), 0.3, 1e-3, 0, 1);
        assertEquals(0, fixed.parameter("mass_to_light").error());
        assertTrue(fixed.mass().error()
                < forecast(target(), 0.3, 1e-3, 0, 1).mass().error());
    }

    /** NGC 383 at 0.18 arcsec (North et al. 2019) and 0.05 arcsec (Zhang et al. 2025): the scales of their abstracts. */
    @Test
    void scalesOfPublishedObservations() {
        // R_min = 58 pc and 4.2e9 Msun: 140,000 Schwarzschild radii.
        assertEquals(140_000, 58 * Math.pow(299792.458, 2) / (2 * 4.300917270e-3 * 4.2e9), ABSTRACT * 140_000);
        // A highest circular speed of 1040 km/s is (c / v)^2 / 2 = 41,300 Schwarzschild radii from the black hole
        // alone.
        assertEquals(41_300, Math.pow(299792.458 / 1040, 2) / 2, ABSTRACT * 41_300);
    }

    /** The speeds and lengths of a resolution agree with one another: R_min / R_Schw = (c / v_BH)^2 / 2. */
    @Test
    void resolutionIsConsistent() {
        Resolution r = forecast(target(), 0.1, 1e-3, 0, 1).resolution();
        double hole = r.speed() / Math.sqrt(1 + r.stars());
        assertEquals(Math.pow(299792.458 / hole, 2) / 2, r.schwarzschild(), PROPORTIONAL * r.schwarzschild());
        assertEquals(0.1, r.along(), PROPORTIONAL);
        assertEquals(r.sphere() / 0.1, r.onMajorAxis(), PROPORTIONAL * r.onMajorAxis());
        assertEquals(r.onMajorAxis() * Math.cos(Math.toRadians(76)), r.onMinorAxis(), PROPORTIONAL * r.onMinorAxis());
    }

    /** The cube that comes with the program has this beam and noise; a fit of it quotes 1.8 %. */
    @Test
    void forecastIsWhatAFitOfSuchDataQuotes() {
        try (ParallelFor threads = new ParallelFor(2)) {
            Observation shipped = new Observation(new Beam(0.22, 0.17, 60), 10, 1.5e-3, Double.NaN);
            Forecast forecast = MassForecast.of(target(), shipped, MassForecast.Light.RINGS, 0, 1, threads);
            assertEquals(QUOTED, forecast.mass().error() / forecast.mass().value(), LIKE * QUOTED);
        }
    }

    @Tag("slow")
    @Test
    void mocksScatterByTheForecast() {
        MockCheck check = forecast(target(), 0.3, 2e-3, 60, 2).mocks();
        assertTrue(check.agrees(), check.toString());
        assertArrayEquals(new int[] {60}, new int[] {check.mocks()});
        assertTrue(check.failed() <= 6, check.toString());
    }
}
