// SPDX-License-Identifier: Apache-2.0
package org.steelyard.potential;

import java.util.Arrays;
import org.steelyard.units.Constants;

/**
 * A thin axisymmetric disk of gas with a tabulated surface density (Binney and Tremaine 2008, eq. 2.157):
 *
 * <pre>  v^2(R) = -4 G Int_0^R da a / sqrt(R^2 - a^2)  d/da Int_a^inf dR' R' Sigma(R') / sqrt(R'^2 - a^2) </pre>
 *
 * The table is joined by straight lines; Sigma is constant inside its first radius and falls to zero over one more spacing beyond
 * its last (which adds what half a spacing of the last annulus would hold). For straight lines, with slope m_j between R_j and
 * R_{j+1}, the inner integral is elementary and
 *
 * <pre>  v^2(R) = -4 G R^2 sum_j m_j [H(R_{j+1}/R) - H(R_j/R)],   H(x) = Int_0^(pi/2) sin^2(s) arcosh(max(1, x / sin s)) ds </pre>
 *
 * The square is negative where the gas outside pulls more strongly than that inside.
 */
public final class GasDisk implements CircularVelocity {

    private static final double STEP = 0.1;
    private static final int HALF = 32;
    private static final int NODES = 2 * HALF + 1;
    private static final double[] SINE_SQUARED = new double[NODES];
    private static final double[] COSINE_SQUARED = new double[NODES];
    /** Weights of sin^2 s ds. */
    private static final double[] WEIGHT = new double[NODES];
    /** Weights of sin^2 s cos s arcosh(1 / sin s) ds. */
    private static final double[] INNER_WEIGHT = new double[NODES];
    /** Integral of sin^2 s ln(sin s) over 0 to pi/2. */
    private static final double LOG_SINE = Math.PI / 8 * (1 - Math.log(4));

    static {
        for (int j = 0; j < NODES; j++) {
            double w = STEP * (j - HALF);
            double below = 1 / (1 + Math.exp(-Math.PI * Math.sinh(w)));
            double above = 1 / (1 + Math.exp(Math.PI * Math.sinh(w)));
            double sine = Math.sin(Math.PI / 2 * below);
            double cosine = Math.sin(Math.PI / 2 * above);
            double ds = STEP * Math.PI * Math.cosh(w) * below * above * Math.PI / 2;
            SINE_SQUARED[j] = sine * sine;
            COSINE_SQUARED[j] = cosine * cosine;
            WEIGHT[j] = ds * sine * sine;
            INNER_WEIGHT[j] = WEIGHT[j] * cosine * Math.log((1 + cosine) / sine);
        }
    }

    private final double[] radius;
    /** Change of slope at each radius, [Msun/pc3]. */
    private final double[] kink;

    private GasDisk(double[] radius, double[] kink) {
        this.radius = radius;
        this.kink = kink;
    }

    /**
     * @param radius [pc] not negative, ascending, two or more. Not modified.
     * @param surfaceDensity [Msun/pc2] face-on, at each radius, not negative. Not modified.
     * @return the disk
     * @throws org.steelyard.units.InputException if the numbers are not as said
     */
    public static GasDisk of(double[] radius, double[] surfaceDensity) {
        Require.table("gas disk", radius, surfaceDensity, "surface density");
        int n = radius.length;
        double[] r = Arrays.copyOf(radius, n + 1);
        double[] sigma = Arrays.copyOf(surfaceDensity, n + 1);
        r[n] = 2 * r[n - 1] - r[n - 2];
        double[] kink = new double[n + 1];
        for (int j = 0; j < n; j++) {
            Require.notNegative("gas disk: surface density of row " + (j + 1), surfaceDensity[j], "Msun/pc2");
            double slope = (sigma[j + 1] - sigma[j]) / (r[j + 1] - r[j]);
            kink[j] += slope;
            kink[j + 1] -= slope;
        }
        return new GasDisk(r, kink);
    }

    /** @return [Msun] mass of the disk */
    public double mass() {
        double sum = 0;
        for (int j = 0; j < radius.length; j++) {
            sum += kink[j] * radius[j] * radius[j] * radius[j];
        }
        return Math.PI / 3 * sum;
    }

    @Override
    public double speedSquared(double at) {
        if (at == 0) {
            return 0;
        }
        double sum = 0;
        for (int j = 0; j < radius.length; j++) {
            sum += kink[j] * kernel(radius[j] / at);
        }
        return 4 * Constants.G * at * at * sum;
    }

    /**
     * H(x); with sin s = x sin t where x is at most 1. By the tanh-sinh rule, which takes the square root at x = 1 as
     * it comes.
     */
    static double kernel(double x) {
        double rest = (1 - x) * (1 + x);
        double sum = 0;
        if (x <= 1) {
            for (int j = 0; j < NODES; j++) {
                sum += INNER_WEIGHT[j] / Math.sqrt(COSINE_SQUARED[j] + rest * SINE_SQUARED[j]);
            }
            return x * x * x * sum;
        }
        for (int j = 0; j < NODES; j++) {
            sum += WEIGHT[j] * Math.log(x + Math.sqrt(COSINE_SQUARED[j] - rest));
        }
        return sum - LOG_SINE;
    }
}
