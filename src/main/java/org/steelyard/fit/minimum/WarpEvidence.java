// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.List;
import java.util.function.Function;
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
import org.steelyard.inference.DotProduct;
import org.steelyard.inference.JointPrior;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;

/**
 * How much warp the data ask for. Near its minimum chi^2 is a parabola in the angles x of the warp, all other parameters
 * being at their best: chi^2 = x^T A x - 2 b^T x + const, in units of the noise that the beam correlates. The expected changes
 * of a {@link WarpPrior} are those of the largest evidence ({@link PriorStrength}). Where it exceeds that of no change by less
 * than a factor of 10, the disk is held flat.
 */
final class WarpEvidence {

    /** Gain of ln Z below which the disk is held flat: odds of 10 to 1 are strong evidence (Jeffreys 1961, Theory of Probability). */
    private static final double LEAST_EVIDENCE = Math.log(10);

    private final Galaxy galaxy;
    private final ParameterSpace space;
    private final int[] places;
    private final int ofInclination;
    private final double[] mean;
    private final double[][] precision;
    private final double[] pull;
    private final double[] best;
    private final PriorStrength strength;

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
        double[][] inverse = PriorStrength.inverse(covariance);
        for (int i = 0; i < known.length; i++) {
            pull[known[i]] = DotProduct.of(prior[known[i]], best);
            for (int j = 0; j < known.length; j++) {
                double ofData = inverse[i][j] - prior[known[i]][known[j]];
                precision[known[i]][known[j]] = ofData;
                pull[known[i]] += ofData * best[known[j]];
            }
        }
        strength = new PriorStrength(
                precision,
                pull,
                changes -> prior(FitParameters.joint(galaxy, changes)),
                galaxy.shape().warp().changes().length);
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
        return Double.isFinite(evidence.strength.evidence(WarpPrior.FLAT)) ? evidence : null;
    }

    /**
     * @param givenOrNull prior with which the fit is made; null for that of the largest evidence
     * @return the warp that the data ask for
     */
    WarpNeed need(@Nullable WarpPrior givenOrNull) {
        PriorStrength.Candidate most = strength.likeliest();
        double gain = Math.max(0, most.evidence() - strength.evidence(WarpPrior.FLAT));
        WarpPrior chosen = gain < LEAST_EVIDENCE ? WarpPrior.FLAT : most.prior();
        double rise = rise(r -> new double[] {1});
        return new WarpNeed(
                chosen,
                ChiSquareTest.significance(rise, places.length - 2),
                gain,
                rise,
                rise(r -> new double[] {1, r}),
                IntStream.of(places).mapToObj(space.names()::get).toList(),
                strength.spread(givenOrNull == null ? chosen : givenOrNull));
    }

    /**
     * @param minimum whose evidence this is
     * @param prior with which the fit is to be made
     * @return values of all parameters near its minimum
     */
    double[] expected(Minimum<?> minimum, WarpPrior prior) {
        double[] values = minimum.values();
        double[] expected = strength.angles(prior);
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
        return DotProduct.of(best, pull) - DotProduct.of(PriorStrength.solved(curvature, slope), slope);
    }

    /** [arcsec] of a ring; 0 for the centre. */
    private double radius(int k) {
        return galaxy.shape().warp() instanceof RingWarp rings ? rings.radii()[k] : 0;
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
}
