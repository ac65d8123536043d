// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.disk.shape.WarpPrior;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.WarpNeed;
import org.steelyard.fit.search.CorrelatedErrors;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.inference.CholeskyFactor;
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;

/**
 * How much warp the data ask for. Near its minimum chi^2 is a parabola in the angles x of the warp, all other parameters
 * being at their best: chi^2 = x^T A x - 2 b^T x + const. With a {@link WarpPrior} of the precision K(tau) the evidence is
 * Laplace's (MacKay 1992, Neural Computation 4, 415),
 *
 * <pre>  ln Z = (ln |K| - ln |A + K| + b^T (A + K)^-1 b) / 2 + const, </pre>
 *
 * <p>and the expected changes tau are those of the largest evidence. Where the evidence gains less than a factor of 10 over that of no change, the
 * disk is held flat. The data tell one or a few changes tau poorly. The angles are therefore as uncertain as a mixture over tau, whose weights
 * are Z times Jeffreys' prior of a scale, 1 / tau:
 *
 * <pre>  &lt;(x - x_fit)(x - x_fit)^T&gt; = sum_tau w(tau) ((A + K)^-1 + (x(tau) - x_fit)(x(tau) - x_fit)^T), x(tau) = (A + K)^-1 b. </pre>
 */
final class WarpEvidence {

    /** Gain of ln Z below which the disk is held flat: odds of 10 to 1 are strong evidence (Jeffreys 1961, Theory of Probability). */
    private static final double LEAST_EVIDENCE = Math.log(10);

    /** Share of the largest evidence below which expected changes do not count. */
    private static final double NEGLIGIBLE = 1e-6;

    /** [deg] Expected changes that are tried, equally spaced in their logarithm, from a hundredth of a degree to more than any disk has. */
    private static final double[] TRIED = DoubleStream.of(0.01, 0.1, 1, 10, 100)
            .flatMap(decade ->
                    DoubleStream.of(1, 1.3, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8).map(step -> decade * step))
            .toArray();

    private final Galaxy galaxy;
    private final ParameterSpace space;
    private final int[] places;
    private final int ofInclination;
    private final double[] mean;
    private final double[][] precision;
    private final double[] pull;
    private final double[] best;

    private WarpEvidence(Minimum<?> minimum, int[] inclinations, int[] angles, ParallelFor threads) {
        galaxy = minimum.fit().galaxy().galaxy();
        space = minimum.fit().space();
        places = IntStream.concat(IntStream.of(inclinations), IntStream.of(angles))
                .toArray();
        ofInclination = inclinations.length;
        int n = places.length;
        best = new double[n];
        mean = new double[n];
        double[] values = minimum.values();
        for (int i = 0; i < n; i++) {
            // The prior does not depend on a common angle; without it sums of large numbers are avoided.
            mean[i] = common(i) ? values[places[i < ofInclination ? 0 : ofInclination]] : 0;
            best[i] = values[places[i]] - mean[i];
        }
        double[][] prior = prior(space.jointPriors());
        precision = new double[n][n];
        pull = new double[n];
        // An angle at its bound is no datum: the others are measured with it fixed there.
        double[][] all = space.physicalCovariance(
                minimum.solution().point(),
                CorrelatedErrors.of(minimum.fit(), minimum.solution(), threads).covariance());
        int[] known =
                IntStream.range(0, n).filter(i -> all[places[i]][places[i]] > 0).toArray();
        double[][] covariance = new double[known.length][known.length];
        for (int i = 0; i < known.length; i++) {
            for (int j = 0; j < known.length; j++) {
                covariance[i][j] = all[places[known[i]]][places[known[j]]];
            }
        }
        double[][] inverse = inverse(covariance);
        for (int i = 0; i < known.length; i++) {
            pull[known[i]] = DotProduct.of(prior[known[i]], best);
            for (int j = 0; j < known.length; j++) {
                double ofData = inverse[i][j] - prior[known[i]][known[j]];
                precision[known[i]][known[j]] = ofData;
                pull[known[i]] += ofData * best[known[j]];
            }
        }
    }

    /** Whether a parameter is an angle of the disk as a whole, from which a common one can be taken. */
    private boolean common(int i) {
        String name = space.names().get(places[i]);
        return galaxy.inclinations().contains(name) || galaxy.positionAngles().contains(name);
    }

    /**
     * @param minimum of a fit
     * @param threads worker threads that evaluate the model
     * @return its evidence; null where the angles are not all free, the fit did not converge, or chi^2 is no parabola there
     */
    static WarpEvidence ofOrNull(Minimum<?> minimum, ParallelFor threads) {
        PreparedFit<?> fit = minimum.fit();
        ParameterSpace space = fit.space();
        Galaxy galaxy = fit.galaxy().galaxy();
        List<String> inclinations = galaxy.shape().warp().inclinations();
        List<String> angles = galaxy.shape().warp().positionAngles();
        boolean free = Stream.concat(inclinations.stream(), angles.stream())
                .allMatch(name -> space.parameters().get(space.index(name)).isFree());
        if (!minimum.solution().converged() || !free || galaxy.shape().warp().changes().length == 0) {
            return null;
        }
        WarpEvidence evidence = new WarpEvidence(
                minimum,
                inclinations.stream().mapToInt(space::index).toArray(),
                angles.stream().mapToInt(space::index).toArray(),
                threads);
        return Double.isFinite(evidence.evidence(WarpPrior.FLAT)) ? evidence : null;
    }

    /**
     * @param givenOrNull prior with which the fit is made; null for that of the largest evidence
     * @return the warp that the data ask for
     */
    WarpNeed need(@Nullable WarpPrior givenOrNull) {
        double flat = evidence(WarpPrior.FLAT);
        Candidate most =
                tried().max(Comparator.comparingDouble(Candidate::evidence)).orElseThrow();
        double gain = Math.max(0, most.evidence() - flat);
        WarpPrior chosen = gain < LEAST_EVIDENCE ? WarpPrior.FLAT : most.prior();
        double rise = rise(r -> new double[] {1});
        return new WarpNeed(
                chosen,
                ChiSquareTest.significance(rise, places.length - 2),
                gain,
                rise,
                rise(r -> new double[] {1, r}),
                IntStream.of(places).mapToObj(space.names()::get).toList(),
                spread(givenOrNull == null ? chosen : givenOrNull, most.evidence()));
    }

    /** Expected changes in inclination and position angle, with their evidence. */
    private record Candidate(WarpPrior prior, double evidence) {}

    private Stream<Candidate> tried() {
        return DoubleStream.of(TRIED)
                .filter(inclination -> inclination <= WarpPrior.WIDE.inclination())
                .boxed()
                .flatMap(inclination -> DoubleStream.of(TRIED)
                        .filter(angle -> angle <= WarpPrior.WIDE.positionAngle())
                        .mapToObj(angle -> new WarpPrior(inclination, angle)))
                .map(prior -> new Candidate(prior, evidence(prior)));
    }

    /** The mixture over tau about the angles of a fit with this prior, less the covariance of that fit. */
    private double[][] spread(WarpPrior ofFit, double most) {
        int n = places.length;
        double[] fitted = solved(sum(ofFit), pull);
        double[][] spread = new double[n][n];
        double total = 0;
        for (Candidate candidate : (Iterable<Candidate>) tried()::iterator) {
            double weight = Math.exp(candidate.evidence() - most);
            if (weight < NEGLIGIBLE) {
                continue;
            }
            total += weight;
            double[][] sum = sum(candidate.prior());
            double[][] within = inverse(sum);
            double[] angles = solved(sum, pull);
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

    /**
     * @param minimum whose evidence this is
     * @param prior with which the fit is to be made
     * @return values of all parameters near its minimum
     */
    double[] expected(Minimum<?> minimum, WarpPrior prior) {
        double[] values = minimum.values();
        double[] expected = solved(sum(prior), pull);
        for (int i = 0; i < places.length; i++) {
            values[places[i]] = expected[i] + mean[i];
        }
        return values;
    }

    /**
     * @param powers functions of radius, of which both angles are sums
     * @return how far chi^2 of the best such disk lies above that of the warp
     */
    private double rise(Function<Double, double[]> powers) {
        int each = powers.apply(0.0).length;
        int n = places.length;
        double[][] directions = new double[2 * each][n];
        for (int i = 0; i < n; i++) {
            int half = i < ofInclination ? 0 : 1;
            double[] at = common(i) ? powers.apply(radius(i - half * ofInclination)) : new double[each];
            for (int k = 0; k < each; k++) {
                directions[half * each + k][i] = at[k];
            }
        }
        double[][] curvature = new double[directions.length][directions.length];
        double[] slope = new double[directions.length];
        for (int a = 0; a < slope.length; a++) {
            slope[a] = DotProduct.of(directions[a], pull);
            for (int b = 0; b < slope.length; b++) {
                for (int i = 0; i < n; i++) {
                    curvature[a][b] += directions[a][i] * DotProduct.of(precision[i], directions[b]);
                }
            }
        }
        return DotProduct.of(best, pull) - DotProduct.of(solved(curvature, slope), slope);
    }

    /** [arcsec] of a ring; 0 for the centre. */
    private double radius(int k) {
        return galaxy.shape().warp() instanceof RingWarp rings ? rings.radii()[k] : 0;
    }

    private double evidence(WarpPrior prior) {
        double[][] sum = sum(prior);
        double[] half = pull.clone();
        CholeskyFactor factor = factor(sum);
        if (factor == null) {
            return Double.NEGATIVE_INFINITY;
        }
        factor.whiten(half);
        int steps = galaxy.shape().warp().changes().length;
        double prefactor = -steps * (Math.log(prior.inclination()) + Math.log(prior.positionAngle()));
        return prefactor - factor.logarithmOfDeterminant() / 2 + DotProduct.of(half, half) / 2;
    }

    private double[][] sum(WarpPrior prior) {
        double[][] sum = prior(FitParameters.joint(galaxy, prior));
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += precision[i][j];
            }
        }
        return sum;
    }

    private double[][] prior(List<JointPrior> joint) {
        double[][] out = new double[places.length][places.length];
        for (JointPrior prior : joint) {
            double[] row = IntStream.of(places)
                    .mapToDouble(
                            place -> prior.factors().getOrDefault(space.names().get(place), 0.0))
                    .toArray();
            for (int i = 0; i < row.length; i++) {
                for (int j = 0; j < row.length; j++) {
                    out[i][j] += row[i] * row[j];
                }
            }
        }
        return out;
    }

    private static CholeskyFactor factor(double[][] matrix) {
        int n = matrix.length;
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, flat, i * n, n);
        }
        return CholeskyFactor.ofOrNull(flat, n);
    }

    private static double[] solved(double[][] matrix, double[] right) {
        double[] solution = right.clone();
        CholeskyFactor factor = factor(matrix);
        if (factor != null) {
            factor.whiten(solution);
            factor.whitenTransposed(solution);
        }
        return solution;
    }

    private static double[][] inverse(double[][] matrix) {
        double[][] inverse = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            inverse[i][i] = 1;
            inverse[i] = solved(matrix, inverse[i]);
        }
        return inverse;
    }
}
