// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.profile;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.photometry.Gaussians;

/**
 * The search for the Gaussians of a {@link PointProblem}: non-negative least squares over a grid of shapes, refinement of the survivors,
 * then removal of the one that costs least, until there are no more than wanted.
 *
 * @param points the data; lent
 * @param psfWeight weights of the Gaussians of the PSF; lent
 * @param psfSigma [pixel] their sigmas; lent
 * @param sigmaLimits [pixel] smallest and largest sigma
 * @param ratioLimits smallest and largest axis ratio, null for round Gaussians that stay round
 */
record PointFit(
        PointProblem.Points points, double[] psfWeight, double[] psfSigma, double[] sigmaLimits, double[] ratioLimits) {

    /** Share of the starting chi-squared that does not matter while there are too many Gaussians, and in the end. */
    private static final double ROUGH = 1e-2;

    private static final double FINE = 2e-4;

    private static final int MOST_EVALUATIONS = 100;

    /** Where a removal raises chi-squared by this factor before the refinement, the refinement is not tried. */
    private static final double HOPELESS = 2;

    /** Removing a Gaussian that costs less than this share of chi-squared is no loss. */
    private static final double NO_LOSS = 1e-4;

    /**
     * @param grid sigmas and axis ratios to start from
     * @param most largest number of Gaussians
     * @return the best expansion found, from the narrowest Gaussian to the widest
     */
    Gaussians search(Gaussians grid, int most) {
        Gaussians best = problem(grid).solveFluxes(grid).positive();
        best = refine(best, best.size() > most ? ROUGH : FINE);
        while (best.size() > 1) {
            boolean tooMany = best.size() > most;
            Gaussians fewer = cheapest(best);
            double limit = (1 + NO_LOSS) * chiSquared(best);
            if (!tooMany && chiSquared(fewer) > HOPELESS * limit) {
                break;
            }
            fewer = refine(fewer, best.size() > most + 1 ? ROUGH : FINE);
            if (!tooMany && chiSquared(fewer) > limit) {
                break;
            }
            best = fewer;
        }
        return best.sorted();
    }

    /**
     * @param start Gaussians
     * @return the minimum next to them, without the Gaussians that vanish there
     */
    Gaussians refine(Gaussians start) {
        return refine(start, FINE);
    }

    private Gaussians refine(Gaussians start, double tolerance) {
        Solution solution = LevenbergMarquardt.defaults()
                .withTolerances(tolerance * chiSquared(start), 1)
                .withMaxEvaluations(MOST_EVALUATIONS)
                .minimise(problem(start), FitObserver.NONE);
        return problem(start).gaussians(solution.point()).positive();
    }

    /** The expansion without the Gaussian whose removal raises chi-squared least, the other fluxes solved again. */
    private Gaussians cheapest(Gaussians from) {
        Gaussians best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < from.size(); k++) {
            Gaussians without = from.without(k);
            without = problem(without).solveFluxes(without).positive();
            double chi = chiSquared(without);
            if (best == null || chi < least) {
                best = without;
                least = chi;
            }
        }
        return best;
    }

    /** @return chi-squared of an expansion */
    double chiSquared(Gaussians gaussians) {
        PointProblem problem = problem(gaussians);
        double[] ratio = problem.modelOverData(gaussians);
        double sum = 0;
        for (int i = 0; i < ratio.length; i++) {
            double r = (ratio[i] - 1) * points.value()[i] / points.error()[i];
            sum += r * r;
        }
        return sum;
    }

    /** @return model over data at every point */
    double[] modelOverData(Gaussians gaussians) {
        return problem(gaussians).modelOverData(gaussians);
    }

    private PointProblem problem(Gaussians start) {
        return new PointProblem(points, psfWeight, psfSigma, start, sigmaLimits, ratioLimits);
    }
}
