package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Erf;
import org.junit.jupiter.api.Test;
import org.steelyard.units.Constants;
import org.steelyard.units.DistanceScale;
import org.steelyard.units.InputException;

class MultiGaussianExpansionTest {

    /** A closed form and the quadrature, each with some roundings of 1.1e-16. */
    private static final double ROUNDING = 1e-13;

    /** A table of speeds printed with five to six digits, and G with five. */
    private static final double PUBLISHED = 1e-4;

    /** Chebyshev series: 5.8^-20 = 5e-16 of the leading term is left out; what remains is the rounding of 20 terms. */
    private static final double SERIES = 1e-13;

    /** NGC 3258, H band: log10 of Lsun/pc2, arcsec, q' (Boizelle et al. 2019, table 1; method page, section 12). */
    static final double[][] NGC3258 = {
        {3.75, 4.14, 3.85, 3.72, 3.75, 3.54, 2.93, 2.67, 2.32, 2.12, 1.83, 1.20, 1.24, 0.35},
        {0.37, 0.82, 1.37, 1.77, 2.68, 4.44, 8.41, 11.7, 14.0, 23.9, 41.6, 64.8, 115, 400},
        {0.78, 0.83, 0.75, 0.77, 0.79, 0.85, 0.84, 1.00, 0.85, 0.94, 0.81, 0.96, 0.72, 0.72}
    };

    static MultiGaussianExpansion ngc3258(double pcPerArcsec) {
        double[] brightness = NGC3258[0].clone();
        for (int k = 0; k < brightness.length; k++) {
            brightness[k] = Math.pow(10, brightness[k]);
        }
        return new MgeTable(brightness, NGC3258[1], NGC3258[2]).toPhysical(pcPerArcsec);
    }

    @Test
    void publishedSpeedsOfNgc3258() {
        double[][] table = {
            {0.1, 22.630, 823.332},
            {0.2, 44.572, 586.861},
            {0.5, 101.555, 409.685},
            {1.0, 165.752, 392.992},
            {1.2, 184.333, 404.632}
        };
        double scale = new DistanceScale(31.3).pcPerArcsec();
        CircularVelocity stars = ngc3258(scale).at(Math.toRadians(46));
        CircularVelocity all = CompositePotential.of(stars.scaled(3.16), new PointMass(2.386e9));
        for (double[] row : table) {
            assertEquals(row[1], stars.speed(row[0] * scale), PUBLISHED * row[1]);
            assertEquals(row[2], all.speed(row[0] * scale), PUBLISHED * row[2]);
        }
    }

    /** A round Gaussian: M(r) = M [erf(x) - 2 x exp(-x^2) / sqrt(pi)], x = r / (sqrt 2 sigma). */
    @Test
    void sphereHasItsEnclosedMass() {
        double sigma = 40;
        MultiGaussianExpansion sphere =
                MultiGaussianExpansion.of(new double[] {5000}, new double[] {sigma}, new double[] {1});
        for (double inclination : new double[] {0.1, 50, 90, 130}) {
            CircularVelocity speed = sphere.at(Math.toRadians(inclination));
            for (double radius = 0.5 * sigma; radius < 1e7 * sigma; radius *= 1.7) {
                double x = radius / (Math.sqrt(2) * sigma);
                double mass = sphere.luminosity() * (Erf.value(x) - 2 * x * Math.exp(-x * x) / Math.sqrt(Math.PI));
                double wanted = Constants.G * mass / radius;
                assertEquals(wanted, speed.speedSquared(radius), ROUNDING * wanted);
            }
        }
    }

    @Test
    void farAwayItIsAPointMass() {
        MultiGaussianExpansion flat =
                MultiGaussianExpansion.of(new double[] {800, 90}, new double[] {3, 20}, new double[] {0.3, 0.6});
        CircularVelocity speed = flat.at(Math.toRadians(80));
        double radius = 1e6 * 20;
        double kepler = Constants.G * flat.luminosity() / radius;
        // the quadrupole is of the order of (sigma / R)^2 = 1e-12
        assertEquals(kepler, speed.speedSquared(radius), 1e-11 * kepler);
    }

    /**
     * R -&gt; 0: v^2 = 4 pi G R^2 sum q rho I(q) with I = Int_0^1 u^2 / sqrt(1 - e^2 u^2) du = (asin e - e q) / (2
     * e^3).
     */
    @Test
    void nearTheCentreItIsAHomogeneousSpheroid() {
        double inclination = Math.toRadians(75);
        double projected = 0.4;
        double q2 = (projected * projected - Math.pow(Math.cos(inclination), 2)) / Math.pow(Math.sin(inclination), 2);
        double e = Math.sqrt(1 - q2);
        double integral = (Math.asin(e) - e * Math.sqrt(q2)) / (2 * e * e * e);
        double sigma = 7;
        double density = 1000 * projected / (sigma * Math.sqrt(2 * Math.PI));
        CircularVelocity speed = MultiGaussianExpansion.of(
                        new double[] {1000}, new double[] {sigma}, new double[] {projected})
                .at(inclination);
        double perRadius = Math.sqrt(4 * Math.PI * Constants.G * density * integral);
        for (double radius : new double[] {1e-140, 1e-30, 1e-8 * sigma}) {
            assertEquals(perRadius, speed.speed(radius) / radius, ROUNDING * perRadius);
        }
        assertEquals(0, speed.speedSquared(0));
    }

    @Test
    void noJumpAtAnyRadius() {
        CircularVelocity speed = ngc3258(150).at(Math.toRadians(60));
        double before = Double.NaN;
        double slopeBefore = Double.NaN;
        double step = 0.01;
        for (double logRadius = -12; logRadius < 14; logRadius += step) {
            double now = Math.log(speed.speedSquared(Math.exp(logRadius * Math.log(10))));
            double slope = (now - before) / (step * Math.log(10));
            // v^2 runs from R^2 to 1/R, and its logarithmic slope changes by less than 3 per e-folding
            assertTrue(!(slope > 2 + 1e-9) && !(slope < -1.5), "slope " + slope);
            assertTrue(!(Math.abs(slope - slopeBefore) > 3 * step * Math.log(10)), "slope jumps at 1e" + logRadius);
            slopeBefore = slope;
            before = now;
        }
    }

    @Test
    void preparedTableGivesTheSameAtEveryInclination() {
        MultiGaussianExpansion stars = ngc3258(150);
        double[] radii = logarithmic(1e-4, 1e6, 60);
        MgeSpeedTable table = MgeSpeedTable.of(stars, radii);
        double[] prepared = new double[radii.length];
        double[] preparedSlope = new double[radii.length];
        double[] direct = new double[radii.length];
        double[] directSlope = new double[radii.length];
        double lowest = Math.toDegrees(stars.minimumInclination());
        for (double degrees : new double[] {lowest + 1e-9, lowest + 1e-3, lowest + 1, 50, 60, 75, 89, 90, 91, 120}) {
            double inclination = Math.toRadians(degrees);
            table.speedSquared(inclination, prepared, preparedSlope);
            stars.speedSquared(inclination, radii, direct, directSlope);
            CircularVelocity exact = stars.at(inclination);
            double flattest =
                    Arrays.stream(stars.intrinsicAxisRatios(inclination)).min().orElseThrow();
            for (int i = 0; i < radii.length; i++) {
                assertEquals(exact.speedSquared(radii[i]), direct[i], ROUNDING * direct[i]);
                assertEquals(direct[i], prepared[i], SERIES * direct[i]);
                // the derivative of a series magnifies errors by the square of its number of terms, and dq/di goes as
                // 1/q
                double magnified = 400 * SERIES / flattest;
                assertEquals(
                        directSlope[i], preparedSlope[i], magnified * Math.max(Math.abs(directSlope[i]), direct[i]));
            }
        }
    }

    @Test
    void derivativeAgreesWithCentralDifferencesAtSeveralSteps() {
        MultiGaussianExpansion stars = ngc3258(150);
        double[] radii = logarithmic(1, 1e4, 9);
        double inclination = Math.toRadians(62);
        double[] value = new double[radii.length];
        double[] slope = new double[radii.length];
        stars.speedSquared(inclination, radii, value, slope);
        for (double step : new double[] {1e-3, 1e-4, 1e-5}) {
            double[] above = new double[radii.length];
            double[] below = new double[radii.length];
            stars.speedSquared(inclination + step, radii, above, null);
            stars.speedSquared(inclination - step, radii, below, null);
            for (int i = 0; i < radii.length; i++) {
                // truncation step^2 f'''/6, with f''' measured at up to 30 f; rounding 1e-15 f / step
                double tolerance = value[i] * (30 * step * step + 1e-14 / step);
                assertEquals((above[i] - below[i]) / (2 * step), slope[i], tolerance);
                assertTrue(Math.abs(slope[i]) > 1e-3 * value[i], "the test would not see a wrong derivative");
            }
        }
    }

    @Test
    void mirroredInclinationIsTheSame() {
        MultiGaussianExpansion stars = ngc3258(150);
        assertEquals(
                stars.at(Math.toRadians(60)).speed(30),
                stars.at(Math.toRadians(120)).speed(30),
                1e-9);
    }

    @Test
    void randomExpansionsAddUp() {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int trial = 0; trial < 20; trial++) {
            double[][] c = new double[3][2];
            for (int k = 0; k < 2; k++) {
                c[0][k] = Math.pow(10, random.nextDouble(6));
                c[1][k] = Math.pow(10, random.nextDouble(-1, 4));
                c[2][k] = random.nextDouble(0.3, 1);
            }
            double inclination = random.nextDouble(1.3, Math.PI / 2);
            double radius = Math.pow(10, random.nextDouble(-3, 5));
            double sum = 0;
            for (int k = 0; k < 2; k++) {
                sum += MultiGaussianExpansion.of(new double[] {c[0][k]}, new double[] {c[1][k]}, new double[] {c[2][k]})
                        .at(inclination)
                        .speedSquared(radius);
            }
            assertEquals(
                    sum,
                    MultiGaussianExpansion.of(c[0], c[1], c[2]).at(inclination).speedSquared(radius),
                    ROUNDING * sum);
        }
    }

    @Test
    void tooLowAnInclinationNamesComponentAxisRatioAndLimit() {
        MultiGaussianExpansion stars = ngc3258(150);
        assertEquals(Math.acos(0.72), stars.minimumInclination(), 1e-15);
        String message = assertThrows(InputException.class, () -> stars.at(Math.toRadians(40)))
                .getMessage();
        assertEquals(
                "inclination 40.0000 deg is too low for MGE component 13 with axis ratio q' = 0.72; it must be more than 43.9455 deg",
                message);
        assertThrows(
                InputException.class,
                () -> MgeSpeedTable.of(stars, new double[] {1}).speedSquared(0.5, new double[1], null));
        assertThrows(InputException.class, () -> stars.speedSquared(0, new double[] {1}, new double[1], null));
        assertThrows(InputException.class, () -> stars.at(Double.NaN));
        assertThrows(InputException.class, () -> stars.at(Math.PI));
    }

    @Test
    void impossibleComponentsAreRefusedByNumber() {
        refused("MGE component 2: sigma is 0.0 pc", new double[] {1, 1}, new double[] {1, 0}, new double[] {1, 1});
        refused("MGE component 2: sigma is -3.0 pc", new double[] {1, 1}, new double[] {1, -3}, new double[] {1, 1});
        refused("MGE component 1: axis ratio q' is 1.01", new double[] {1}, new double[] {1}, new double[] {1.01});
        refused("MGE component 1: axis ratio q' is 0.0", new double[] {1}, new double[] {1}, new double[] {0});
        refused("MGE component 1: axis ratio q' is NaN", new double[] {1}, new double[] {1}, new double[] {Double.NaN});
        refused(
                "MGE component 1: surface brightness is NaN",
                new double[] {Double.NaN},
                new double[] {1},
                new double[] {1});
        refused("MGE has 0 surface brightnesses", new double[0], new double[0], new double[0]);
        refused("MGE has 2 surface brightnesses, 1 sigmas", new double[2], new double[1], new double[2]);
    }

    private static void refused(String begins, double[] brightness, double[] sigma, double[] axisRatio) {
        String message = assertThrows(
                        InputException.class, () -> MultiGaussianExpansion.of(brightness, sigma, axisRatio))
                .getMessage();
        assertTrue(message.startsWith(begins), message);
    }

    private static double[] logarithmic(double from, double to, int count) {
        double[] radii = new double[count];
        for (int i = 0; i < count; i++) {
            radii[i] = from * Math.pow(to / from, i / (count - 1.0));
        }
        return radii;
    }
}
