// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.disk.shape.WarpPrior;
import org.steelyard.inference.CholeskyFactor;
import org.steelyard.inference.DotProduct;

/**
 * How strongly the angles x of a warp are to be regularised, for chi^2 = x^T A x - 2 b^T x + const. With a prior of the precision K(tau)
 * of n angles the evidence is Laplace's (MacKay 1992, Neural Computation 4, 415),
 *
 * <pre>  ln Z = (ln |K| - ln |A + K| + b^T (A + K)^-1 b) / 2 + const. </pre>
 *
 * <p>A few angles tell tau poorly. They are therefore as uncertain as a mixture over tau, whose weights w are Z times Jeffreys' prior of a
 * scale, 1 / tau:
 *
 * <pre>  &lt;(x - x_fit)(x - x_fit)^T&gt; = sum_tau w(tau) ((A + K)^-1 + (x(tau) - x_fit)(x(tau) - x_fit)^T), x(tau) = (A + K)^-1 b. </pre>
 */
final class PriorStrength {

    /** Share of the largest evidence below which expected changes do not count. */
    private static final double NEGLIGIBLE = 1e-6;

    /** [deg] Expected changes that are tried, equally spaced in their logarithm. */
    private static final List<Double> TRIED = DoubleStream.of(0.01, 0.1, 1, 10, 100)
            .flatMap(decade ->
                    DoubleStream.of(1, 1.3, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8).map(step -> decade * step))
            .boxed()
            .toList();

    private final double[][] precision;
    private final double[] pull;
    private final Function<WarpPrior, double[][]> prior;
    private final int steps;
    private final List<Candidate> candidates;

    /**
     * Expected changes with their evidence.
     *
     * @param prior the changes
     * @param evidence [-] ln Z but for a constant
     */
    record Candidate(WarpPrior prior, double evidence) {}

    /**
     * @param precision {@code [angle][angle]} [1/deg^2] A. Lent
     * @param pull {@code [angle]} [1/deg] b. Lent
     * @param prior the precision K of expected changes [1/deg^2]
     * @param steps changes of either angle that the prior expects
     */
    PriorStrength(double[][] precision, double[] pull, Function<WarpPrior, double[][]> prior, int steps) {
        this.precision = precision;
        this.pull = pull;
        this.prior = prior;
        this.steps = steps;
        candidates = TRIED.stream()
                .filter(inclination -> inclination <= WarpPrior.WIDE.inclination())
                .flatMap(inclination -> TRIED.stream()
                        .filter(angle -> angle <= WarpPrior.WIDE.positionAngle())
                        .map(angle -> new WarpPrior(inclination, angle)))
                .map(tried -> new Candidate(tried, evidence(tried)))
                .toList();
    }

    /** @return [-] ln Z but for a constant; minus infinity where A + K is not positive definite */
    double evidence(WarpPrior changes) {
        CholeskyFactor factor = factor(sum(changes));
        if (factor == null) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] half = pull.clone();
        factor.whiten(half);
        double ofPrior = -steps * (Math.log(changes.inclination()) + Math.log(changes.positionAngle()));
        return ofPrior - factor.logarithmOfDeterminant() / 2 + DotProduct.of(half, half) / 2;
    }

    /** @return the expected changes of the largest evidence */
    Candidate likeliest() {
        return candidates.stream()
                .max(Comparator.comparingDouble(Candidate::evidence))
                .orElseThrow();
    }

    /** @return [deg] x(tau) */
    double[] angles(WarpPrior changes) {
        return solved(sum(changes), pull);
    }

    /** @return [deg^2] the mixture over tau about the angles of a fit with these expected changes, less the covariance of that fit */
    double[][] spread(WarpPrior ofFit) {
        int n = pull.length;
        double[] fitted = angles(ofFit);
        double[][] spread = new double[n][n];
        double most = likeliest().evidence();
        double total = 0;
        for (Candidate candidate : candidates) {
            double weight = Math.exp(candidate.evidence() - most);
            if (weight < NEGLIGIBLE) {
                continue;
            }
            total += weight;
            double[][] within = inverse(sum(candidate.prior()));
            double[] angles = angles(candidate.prior());
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    spread[i][j] += weight * (within[i][j] + (angles[i] - fitted[i]) * (angles[j] - fitted[j]));
                }
            }
        }
        double[][] own = inverse(sum(ofFit));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                spread[i][j] = spread[i][j] / total - own[i][j];
            }
        }
        return spread;
    }

    private double[][] sum(WarpPrior changes) {
        double[][] sum = prior.apply(changes);
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += precision[i][j];
            }
        }
        return sum;
    }

    private static @Nullable CholeskyFactor factor(double[][] matrix) {
        int n = matrix.length;
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, flat, i * n, n);
        }
        return CholeskyFactor.ofOrNull(flat, n);
    }

    /** @return the solution of a positive definite system; the right side itself where it is none */
    static double[] solved(double[][] matrix, double[] right) {
        double[] solution = right.clone();
        CholeskyFactor factor = factor(matrix);
        if (factor != null) {
            factor.whiten(solution);
            factor.whitenTransposed(solution);
        }
        return solution;
    }

    /** @return the inverse of a positive definite matrix */
    static double[][] inverse(double[][] matrix) {
        double[][] inverse = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            inverse[i][i] = 1;
            inverse[i] = solved(matrix, inverse[i]);
        }
        return inverse;
    }
}
