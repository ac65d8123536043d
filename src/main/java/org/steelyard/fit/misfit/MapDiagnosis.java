// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.misfit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.steelyard.fit.diagnosis.ChiSquareTest;
import org.steelyard.fit.diagnosis.Diagnosis;
import org.steelyard.fit.diagnosis.Finding;
import org.steelyard.fit.diagnosis.PlaceMisfit;
import org.steelyard.fit.diagnosis.ScoreTest;
import org.steelyard.fit.map.MapChanges;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.fit.map.VelocityMapFit;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.FitResult;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;

/**
 * The diagnosis of a fit of a velocity map: warp, radial flow, and the probability of chi^2. The data of one beam share
 * their noise; it is taken to multiply variances by {@link VelocityMapFit#inflation()}. The expectation of chi^2 is that
 * of independent data, which is an upper limit: parameters fit more of common noise.
 */
public final class MapDiagnosis {

    /** Sum of the squared correlations of a Gaussian beam over the sum of the correlations. */
    private static final double SQUARES = 0.5;

    private MapDiagnosis() {}

    /**
     * @param fit of a map
     * @param solution its minimum
     * @param maps data and best model
     * @param result of the fit, with the standard errors
     * @param threads worker threads that evaluate the model
     * @return the diagnosis
     */
    public static Diagnosis of(
            VelocityMapFit fit, Solution solution, MapProducts maps, FitResult result, ParallelFor threads) {
        double[] values = fit.space().physical(solution.point());
        DiskProblem problem = fit.independent(threads);
        double[] residuals = new double[problem.residualCount()];
        double[][] jacobian = new double[problem.parameterCount()][residuals.length];
        problem.evaluate(solution.point(), residuals, jacobian);
        MapChanges changes = MapChanges.of(fit, values, threads);
        double inflation = Math.max(1, fit.inflation());
        Consumer<double[]> root = vector -> {
            for (int k = 0; k < vector.length; k++) {
                vector[k] *= Math.sqrt(inflation);
            }
        };
        ScoreTest test = new ScoreTest(residuals, new int[residuals.length], null, root);
        test.fit(jacobian);
        ChiSquareTest chi = new ChiSquareTest(
                test.chiSquared(),
                residuals.length - jacobian.length,
                2 * residuals.length * Math.max(1, SQUARES * inflation));
        List<Candidate> candidates = new ArrayList<>();
        if (fit.config().disk().shape().warp().parameters().isEmpty()) {
            candidates.add(CubeCauses.warp(changes.warp()));
        }
        if (fit.config().disk().flow().parameters().isEmpty()) {
            candidates.add(CubeCauses.radialSpeed(changes.radialSpeed()));
        }
        // Residual errors beyond the noise: a cause counts by what it explains over what the best one leaves.
        double largest = candidates.stream()
                .map(c -> test.test(c.directions()))
                .filter(Objects::nonNull)
                .mapToDouble(ScoreTest.Score::fall)
                .max()
                .orElse(0);
        double spread = Math.sqrt(Math.max(1, (chi.chi2() - largest) / chi.mean()));
        List<Selection.Chosen> chosen = Selection.of(test, candidates, spread);
        List<Finding> findings = chosen.stream()
                .map(c -> c.candidate().wording().of(c.score(), c.significance()))
                .toList();
        boolean describes = findings.isEmpty() && chi.acceptable();
        Rings rings = Rings.of(
                maps.data().values(),
                maps.model().values(),
                maps.data().nx(),
                maps.data().xIndex(),
                maps.data().yIndex(),
                changes.frame(),
                maps.geometry(),
                Arrays.stream(changes.radius()).max().orElse(0),
                changes.beam());
        double[] squares = Arrays.stream(residuals).map(r -> r * r).toArray();
        int[] single = new int[squares.length];
        Arrays.fill(single, 1);
        return new Diagnosis(
                findings,
                describes,
                chi,
                worst(squares, changes),
                List.of(),
                RadialMisfit.of(squares, single, changes.radius(), changes.beam()),
                rings.data(),
                rings.model(),
                List.of(),
                describes
                        ? Map.of()
                        : new ScaledErrors(fit, solution, jacobian, result).of(chosen, Math.max(1, chi.reduced())));
    }

    private static PlaceMisfit worst(double[] squares, MapChanges changes) {
        int worst = 0;
        for (int k = 0; k < squares.length; k++) {
            worst = squares[k] > squares[worst] ? k : worst;
        }
        return new PlaceMisfit(changes.x()[worst], changes.y()[worst], changes.radius()[worst], squares[worst]);
    }
}
