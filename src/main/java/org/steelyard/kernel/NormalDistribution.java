// SPDX-License-Identifier: Apache-2.0
package org.steelyard.kernel;

import java.util.Arrays;

/**
 * Standard normal integral and density on arrays, as polynomials that the compiler can vectorise.
 *
 * <p>With the reach a and u = 2 x^2 / a^2 - 1 in [-1, 1]:
 *
 * <pre>Phi(x) = 1/2 + x P(u),   p(x) = Q(u)</pre>
 *
 * <p>P and Q come from Chebyshev interpolation with 50 digits, converted to powers of u. These are well conditioned: no
 * coefficient exceeds {@link #LARGEST_COEFFICIENT}. Arguments are clamped to [-a, a].
 */
final class NormalDistribution {

    /**
     * Accurate form, degree 28: the integral to 3e-13, the limit set by its tail beyond a = 7.2; the density to 5e-13.
     */
    static final NormalDistribution EXACT = new NormalDistribution(7.2, 28, ExactTables.INTEGRAL, ExactTables.DENSITY);

    /**
     * Quick form for models with larger errors, degree 16: the integral to 1.1e-8, the limit set by its tail beyond a =
     * 5.6; the density to 8e-8. The last coefficients are adjusted so that the integral reaches 1 and the density 0 at
     * a. Lines reach a fifth fewer edges than with the accurate form.
     */
    static final NormalDistribution QUICK = new NormalDistribution(5.6, 16, QuickTables.INTEGRAL, QuickTables.DENSITY);

    /** Bound on the size of all coefficients. */
    static final double LARGEST_COEFFICIENT = 0.13;

    /** Length of the coefficient arrays; the arrays of the lower degree end in zeros. */
    private static final int TERMS = 29;

    /** Number a of standard deviations beyond which a line has no flux. */
    final double reach;

    /** Factor 2 / a^2 of x^2 in u. */
    final double toU;

    final int degree;

    /** Coefficients of P. Not modified. */
    final double[] integral;

    /** Coefficients of Q. Not modified. */
    final double[] density;

    private NormalDistribution(double reach, int degree, double[] integral, double[] density) {
        this.reach = reach;
        this.toU = 2 / (reach * reach);
        this.degree = degree;
        this.integral = Arrays.copyOf(integral, TERMS);
        this.density = Arrays.copyOf(density, TERMS);
    }

    private static final class ExactTables {
        static final double[] INTEGRAL = {
            0.09820924021575167, -0.0491041508368218, 0.03682507225253143, -0.030674423657307,
            0.026797558165238523, -0.02400747914339691, 0.02176856084970184, -0.01977249876511864,
            0.017821981850345166, -0.015802420498875053, 0.013678590571122286, -0.011487067217532617,
            0.009310254869273808, -0.007251985251814079, 0.005431054198976796, -0.003923393773662222,
            0.0026906635844354205, -0.0017138747194245523, 0.0010957771321717764, -0.0007599703377281314,
            0.00042572346049708873, -0.000127879291382945, 8.281671265423295e-05, -0.00013035790931495962,
            5.731174977986704e-05, 1.8041168561618682e-05, -5.867404417896014e-06, -1.1457744689845827e-05,
            4.624214852654479e-06
        };

        static final double[] DENSITY = {
            9.385417151077548e-07, -1.2163492978677391e-05, 7.881948100704347e-05, -0.00034050124085792047,
            0.0011032209827025572, -0.002859503295923476, 0.006176605219121886, -0.01143643485486694,
            0.018525977288937234, -0.026667525691497006, 0.03456951923119899, -0.04079792086156425,
            0.04401806342923372, -0.043563393616428185, 0.040481318300334704, -0.03600309780943901,
            0.028784112852162515, -0.019605458752001245, 0.01477033568572096, -0.013866318275805575,
            0.008191550148624301, -0.0007039623945635851, 0.001075760762874203, -0.0040594154821345495,
            0.0018321784035114578, 0.0008523460878404976, -0.0003095043956726424, -0.0004077905190809078,
            0.00017224427022475392
        };
    }

    private static final class QuickTables {
        static final double[] INTEGRAL = {
            0.12625959622284305, -0.06305125568670647, 0.046980627630209916, -0.03834689569139118,
            0.031976436174143544, -0.02629507026753298, 0.02087942427103507, -0.015843371999623105,
            0.01126857114534884, -0.00730183770557401, 0.0046450348084480335, -0.00320645704153217,
            0.0017042284054859579, -0.0003822131650484315, 0.00023534536575608306, -0.00040118131581066415,
            0.00016473313566280399
        };

        static final double[] DENSITY = {
            0.00015705122480238137, -0.0012308935418591021, 0.004826466611694401, -0.012632143023713356,
            0.024730137398024446, -0.03850719556188157, 0.050548402171208554, -0.05832995179650343,
            0.05624597039421685, -0.04321917670142205, 0.0358492433016797, -0.036568948337113306,
            0.021560573090361163, -0.001049700444307332, 0.00202682770511319, -0.007933111939814223,
            0.0035264494495136855
        };
    }

    /**
     * Evaluates the normal integral.
     *
     * @param x arguments [standard deviations]. Modified: clamped to [-a, a]
     * @param n number of arguments
     * @param out Phi of each argument. Modified
     */
    void integral(double[] x, int n, double[] out) {
        double[] k = integral;
        double a = reach;
        double factor = toU;
        double k0 = k[0],
                k1 = k[1],
                k2 = k[2],
                k3 = k[3],
                k4 = k[4],
                k5 = k[5],
                k6 = k[6],
                k7 = k[7],
                k8 = k[8],
                k9 = k[9],
                k10 = k[10],
                k11 = k[11],
                k12 = k[12],
                k13 = k[13],
                k14 = k[14],
                k15 = k[15],
                k16 = k[16],
                k17 = k[17],
                k18 = k[18],
                k19 = k[19],
                k20 = k[20],
                k21 = k[21],
                k22 = k[22],
                k23 = k[23],
                k24 = k[24],
                k25 = k[25],
                k26 = k[26],
                k27 = k[27],
                k28 = k[28];
        for (int i = 0; i < n; i++) {
            double t = Math.max(-a, Math.min(a, x[i]));
            double u = t * t * factor - 1;
            double p = k28;
            p = Math.fma(p, u, k27);
            p = Math.fma(p, u, k26);
            p = Math.fma(p, u, k25);
            p = Math.fma(p, u, k24);
            p = Math.fma(p, u, k23);
            p = Math.fma(p, u, k22);
            p = Math.fma(p, u, k21);
            p = Math.fma(p, u, k20);
            p = Math.fma(p, u, k19);
            p = Math.fma(p, u, k18);
            p = Math.fma(p, u, k17);
            p = Math.fma(p, u, k16);
            p = Math.fma(p, u, k15);
            p = Math.fma(p, u, k14);
            p = Math.fma(p, u, k13);
            p = Math.fma(p, u, k12);
            p = Math.fma(p, u, k11);
            p = Math.fma(p, u, k10);
            p = Math.fma(p, u, k9);
            p = Math.fma(p, u, k8);
            p = Math.fma(p, u, k7);
            p = Math.fma(p, u, k6);
            p = Math.fma(p, u, k5);
            p = Math.fma(p, u, k4);
            p = Math.fma(p, u, k3);
            p = Math.fma(p, u, k2);
            p = Math.fma(p, u, k1);
            p = Math.fma(p, u, k0);
            x[i] = t;
            out[i] = Math.fma(p, t, 0.5);
        }
    }

    /**
     * Evaluates the normal density.
     *
     * @param x arguments within [-a, a], as {@link #integral} clamps them. Not modified
     * @param n number of arguments
     * @param out density at each argument. Modified
     */
    void density(double[] x, int n, double[] out) {
        double[] k = density;
        double factor = toU;
        double k0 = k[0],
                k1 = k[1],
                k2 = k[2],
                k3 = k[3],
                k4 = k[4],
                k5 = k[5],
                k6 = k[6],
                k7 = k[7],
                k8 = k[8],
                k9 = k[9],
                k10 = k[10],
                k11 = k[11],
                k12 = k[12],
                k13 = k[13],
                k14 = k[14],
                k15 = k[15],
                k16 = k[16],
                k17 = k[17],
                k18 = k[18],
                k19 = k[19],
                k20 = k[20],
                k21 = k[21],
                k22 = k[22],
                k23 = k[23],
                k24 = k[24],
                k25 = k[25],
                k26 = k[26],
                k27 = k[27],
                k28 = k[28];
        for (int i = 0; i < n; i++) {
            double t = x[i];
            double u = t * t * factor - 1;
            double p = k28;
            p = Math.fma(p, u, k27);
            p = Math.fma(p, u, k26);
            p = Math.fma(p, u, k25);
            p = Math.fma(p, u, k24);
            p = Math.fma(p, u, k23);
            p = Math.fma(p, u, k22);
            p = Math.fma(p, u, k21);
            p = Math.fma(p, u, k20);
            p = Math.fma(p, u, k19);
            p = Math.fma(p, u, k18);
            p = Math.fma(p, u, k17);
            p = Math.fma(p, u, k16);
            p = Math.fma(p, u, k15);
            p = Math.fma(p, u, k14);
            p = Math.fma(p, u, k13);
            p = Math.fma(p, u, k12);
            p = Math.fma(p, u, k11);
            p = Math.fma(p, u, k10);
            p = Math.fma(p, u, k9);
            p = Math.fma(p, u, k8);
            p = Math.fma(p, u, k7);
            p = Math.fma(p, u, k6);
            p = Math.fma(p, u, k5);
            p = Math.fma(p, u, k4);
            p = Math.fma(p, u, k3);
            p = Math.fma(p, u, k2);
            p = Math.fma(p, u, k1);
            p = Math.fma(p, u, k0);
            out[i] = p;
        }
    }
}
