package org.steelyard.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;

/** Thin gas disks against closed forms, and gas masses from CO. */
class GasTest {

    /** Catalan's constant. */
    private static final double CATALAN = 0.915965594177219015;

    /** The tanh-sinh rule at step 0.1 is exact to rounding. */
    private static final double QUADRATURE = 1e-12;

    /** H'(x) = K(x) - E(x) below 1, and Int_0^1 K = 2 C, Int_0^1 E = C + 1/2 with Catalan's C. */
    @Test
    void kernelAtOneIsCatalansConstantLessAHalf() {
        assertEquals(CATALAN - 0.5, GasDisk.kernel(1), QUADRATURE);
        double near = 1e-9;
        // the slope at 1 is logarithmic: ln(4 / sqrt(2 near)) - 1, about 11
        assertEquals(GasDisk.kernel(1), GasDisk.kernel(1 - near), 12 * near);
        assertEquals(GasDisk.kernel(1), GasDisk.kernel(1 + near), 12 * near);
    }

    @Test
    void kernelFarFromOne() {
        // K - E = pi x^2 / 4 (1 + 3 x^2 / 8 ...)
        assertEquals(Math.PI / 12 * 1e-9, GasDisk.kernel(1e-3), 1e-6 * 1e-9);
        double x = 1e4;
        // ln(2x) times pi/4, less the integral of sin^2 ln sin; next term (3 pi / 16) / (4 x^2)
        assertEquals(Math.PI / 4 * Math.log(2 * x) - Math.PI / 8 * (1 - Math.log(4)), GasDisk.kernel(x), 1e-8);
    }

    /**
     * Freeman (1970): v^2 = 4 pi G Sigma_0 R_d y^2 [I0 K0 - I1 K1], y = R / 2 R_d (Binney and Tremaine 2008, eq.
     * 2.165).
     */
    @Test
    void freemansExponentialDiskToSecondOrderInTheSpacing() {
        double scale = 300;
        double centre = 400;
        double coarse = 0.02;
        for (double radius : new double[] {1, 30, 150, 300, 645, 1500, 4000}) {
            double y = radius / (2 * scale);
            double bessel = besselI(0, y) * besselK(0, y) - besselI(1, y) * besselK(1, y);
            double wanted = 4 * Math.PI * Constants.G * centre * scale * y * y * bessel;
            double errorCoarse = exponential(centre, scale, coarse).speedSquared(radius) / wanted - 1;
            double errorFine = exponential(centre, scale, coarse / 4).speedSquared(radius) / wanted - 1;
            // straight lines lie above the exponential by (h^2 / 8) Sigma'', at the very centre the slope jumps within
            // h / R
            double tolerance = coarse * coarse / 8 * Math.max(3, 40 * coarse * scale / radius);
            assertEquals(0, errorCoarse, tolerance, "R = " + radius);
            assertEquals(0, errorFine, tolerance / (radius < coarse * scale ? 2 : 12), "R = " + radius);
        }
        double mass = 2 * Math.PI * centre * scale * scale;
        assertEquals(mass, exponential(centre, scale, coarse).mass(), 1e-4 * mass);
    }

    private static GasDisk exponential(double centre, double scale, double step) {
        int n = (int) Math.round(30 / step);
        double[] radius = new double[n];
        double[] density = new double[n];
        for (int i = 0; i < n; i++) {
            radius[i] = i * step * scale;
            density[i] = centre * Math.exp(-i * step);
        }
        return GasDisk.of(radius, density);
    }

    /** Mestel (1963): Sigma = S R_0 / R turns at v^2 = 2 pi G S R_0 everywhere. */
    @Test
    void mestelsDisk() {
        int n = 3000;
        double[] radius = new double[n];
        double[] density = new double[n];
        for (int i = 0; i < n; i++) {
            radius[i] = Math.pow(10, -5 + 10.0 * i / (n - 1));
            density[i] = 50 / radius[i];
        }
        GasDisk disk = GasDisk.of(radius, density);
        double wanted = 2 * Math.PI * Constants.G * 50;
        for (double r = 0.1; r < 100; r *= 1.37) {
            // the core of 1e-5 lacks half its mass: 5e-5 at 0.1; chords of ratio 1.0077 lie above by 7e-6
            assertEquals(wanted, disk.speedSquared(r), 1e-4 * wanted);
        }
    }

    @Test
    void aRingPullsOutwardInsideAndIsAPointMassFarAway() {
        GasDisk ring = GasDisk.of(new double[] {90, 100, 110}, new double[] {0, 500, 0});
        assertTrue(ring.speedSquared(60) < 0 && ring.speedSquared(85) < 0);
        assertTrue(ring.speedSquared(115) > Constants.G * ring.mass() / 115);
        assertEquals(2 * Math.PI * 100 * 500 * 10, ring.mass(), 1e-12 * ring.mass() + 1e-6);
        double far = 1e5;
        double kepler = Constants.G * ring.mass() / far;
        // quadrupole of a ring: 3/4 (a/R)^2
        assertEquals(kepler * (1 + 0.75 * 1e-6), ring.speedSquared(far), 1e-8 * kepler);
        assertEquals(0, ring.speedSquared(0));
        assertEquals(0, ring.speed(60));
        // inside: v^2 = -G M R^2 / (2 a^3) for R << a
        assertEquals(
                -Constants.G * ring.mass() / (2 * 1e6), ring.speedSquared(1), 0.02 * Constants.G * ring.mass() / 2e6);
    }

    @Test
    void lastAnnulusEndsHalfASpacingFurther() {
        GasDisk disk = GasDisk.of(new double[] {10, 20, 30}, new double[] {7, 7, 7});
        // pi (40^3 - 30^3) / 3 / 10, of a density that falls linearly from 30 to 40
        assertEquals(7 * Math.PI * (64000 - 27000) / 30.0, disk.mass(), 1e-9);
    }

    /** 1 Jy km/s of CO(2-1) at 10 Mpc: L' = 3.25e7 * 100 / 230.538^2 = 61150 K km/s pc2. */
    @Test
    void massFromFlux() {
        double luminosity = 3.25e7 * 100 / (230.538 * 230.538);
        assertEquals(3.1 * 1.36 / 0.7 * luminosity, GasMass.defaults().mass(1, 10, 0, 230.538e9), 1e-6);
        assertEquals(368295, GasMass.defaults().mass(1, 10, 0, 230.538e9), 50);
        double near = GasMass.defaults().mass(1, 10, 0, 230.538e9);
        assertEquals(4 * near / 1.01, GasMass.defaults().mass(1, 20, 0.01, 230.538e9), 1e-6 * near);
    }

    @Test
    void surfaceDensityHoldsTheMass() {
        GasMass gas = GasMass.defaults();
        double inclination = Math.toRadians(60);
        double pcPerArcsec = 80;
        // an ellipse of 3 x 1.5 arcsec, 5 Jy km/s in all
        double skyFlux = 5 / (Math.PI * 3 * 1.5);
        double[] density =
                gas.surfaceDensity(new double[] {skyFlux, -1}, inclination, pcPerArcsec, 17, 0.006, 230.538e9);
        double area = Math.PI * Math.pow(3 * pcPerArcsec, 2);
        assertEquals(gas.mass(5, 17, 0.006, 230.538e9), density[0] * area, 1e-9 * density[0] * area);
        assertEquals(0, density[1]);
    }

    @Test
    void whatIsNoGasIsRefused() {
        assertThrows(InputException.class, () -> new GasMass(0, 1.36, 0.7));
        assertThrows(InputException.class, () -> new GasMass(3.1, 0.5, 0.7));
        assertThrows(InputException.class, () -> new GasMass(3.1, 1.36, Double.NaN));
        String message = assertThrows(InputException.class, () -> GasDisk.of(new double[] {1, 2}, new double[] {1, -1}))
                .getMessage();
        assertEquals(
                "gas disk: surface density of row 2 is -1.0 Msun/pc2; it must be finite and not negative", message);
    }

    /**
     * I_n(y) = (1/pi) Int_0^pi exp(y cos t) cos(n t) dt; the trapezoidal rule is exact for a periodic analytic
     * function.
     */
    private static double besselI(int n, double y) {
        int steps = 200;
        double sum = 0.5 * (Math.exp(y) + Math.exp(-y) * Math.cos(n * Math.PI));
        for (int i = 1; i < steps; i++) {
            double t = Math.PI * i / steps;
            sum += Math.exp(y * Math.cos(t)) * Math.cos(n * t);
        }
        return sum / steps;
    }

    /** K_n(y) = Int_0^inf exp(-y cosh t) cosh(n t) dt. */
    private static double besselK(int n, double y) {
        double h = 0.01;
        double sum = 0.5 * Math.exp(-y);
        for (int i = 1; i < 2000; i++) {
            sum += Math.exp(-y * Math.cosh(i * h)) * Math.cosh(n * i * h);
        }
        return sum * h;
    }
}
