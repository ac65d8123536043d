package org.steelyard.potential;

/**
 * The integral behind the circular speed of an oblate Gaussian (METHOD section 3, with u^2 = 1/(1+t)):
 *
 * <pre>  F(x, q^2) = Int_0^inf exp(-x/(1+t)) / ((1+t)^2 sqrt(q^2 + t)) dt,   x = R^2 / 2 sigma^2 </pre>
 *
 * by the trapezoidal rule in w, t = A exp((pi/2) sinh w), A = max(1, 2x): the integrand falls double-exponentially at both ends
 * (Takahasi and Mori 1974), whatever x and q are, without branches. Step and range were chosen by measurement against 34-digit
 * quadrature: the error is that of rounding.
 */
final class OblateIntegral {

    private static final double STEP = 0.08;
    private static final int HALF = 54;

    /** Number of nodes. */
    static final int NODES = 2 * HALF + 1;

    private static final double[] ABSCISSA = new double[NODES];
    private static final double[] WEIGHT = new double[NODES];

    static {
        for (int j = 0; j < NODES; j++) {
            double w = STEP * (j - HALF);
            ABSCISSA[j] = Math.exp(Math.PI / 2 * Math.sinh(w));
            WEIGHT[j] = STEP * Math.PI / 2 * Math.cosh(w) * ABSCISSA[j];
        }
    }

    private OblateIntegral() {}

    /**
     * The part that does not know q: F(x, q^2) = sum_j weight_j / sqrt(q^2 + t_j).
     *
     * @param x R^2 / 2 sigma^2, not negative
     * @param t nodes. Modified.
     * @param weight of the nodes. Modified.
     */
    static void nodes(double x, double[] t, double[] weight) {
        double a = Math.max(1, 2 * x);
        for (int j = 0; j < NODES; j++) {
            double node = a * ABSCISSA[j];
            double inverse = 1 / (1 + node);
            t[j] = node;
            weight[j] = a * WEIGHT[j] * inverse * inverse * Math.exp(-x * inverse);
        }
    }

    /** F at one squared axis ratio. Not modified: t, weight. */
    static double value(double qSquared, double[] t, double[] weight) {
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            sum += weight[j] / Math.sqrt(qSquared + t[j]);
        }
        return sum;
    }

    /** dF/d(q^2) at one squared axis ratio. Not modified: t, weight. */
    static double derivative(double qSquared, double[] t, double[] weight) {
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            double s = qSquared + t[j];
            sum += weight[j] / (s * Math.sqrt(s));
        }
        return -0.5 * sum;
    }
}
