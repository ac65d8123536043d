// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/**
 * The search for the Gaussians of an image: non-negative least squares over a grid of shapes, a fit of everything that is free, then
 * removal of Gaussians as long as chi-squared does not rise by what their three parameters are worth.
 *
 * @param data the image; lent
 * @param psf its PSF
 * @param freedom what is fitted
 */
record PixelFit(PixelProblem.Data data, Psf psf, PixelProblem.Freedom freedom) {

    private static final LevenbergMarquardt ROUGH =
            LevenbergMarquardt.defaults().withTolerances(1, 0.5).withMaxEvaluations(25);

    /** Overlapping Gaussians make a narrow valley: after 40 evaluations chi-squared was within 0.1 of its minimum in every test. */
    private static final LevenbergMarquardt FINE =
            LevenbergMarquardt.defaults().withTolerances(0.1, 0.3).withMaxEvaluations(40);

    /** Sigmas per factor of ten in the starting grid. */
    private static final double PER_DECADE = 6;

    /** Axis ratios in the starting grid, and the range that they cover. */
    private static final int RATIOS = 4;

    private static final double FLATTEST = 0.2;

    private static final double ROUNDEST = 0.98;

    /** Narrowest Gaussian of the starting grid [pixel]. */
    private static final double NARROWEST = 0.4;

    /** Where a removal raises chi-squared by this factor before the refinement, the refinement is not tried. */
    private static final double HOPELESS = 4;

    /**
     * The fall of chi-squared that some parameters must bring to stay: the Bayesian information criterion, the errors scaled so that
     * chi-squared fits.
     */
    double worth(double chiSquared, int parameters) {
        double reduced = Math.max(1, chiSquared / data.value().length);
        return parameters * Math.log(data.value().length) * reduced;
    }

    /**
     * @param at centre, angle and sky to start from
     * @return non-negative least squares over a grid of sigmas and axis ratios, the vanishing ones left out
     */
    ImageModel grid(ImageModel at) {
        double from = Math.max(freedom.sigma()[0], NARROWEST);
        double to = freedom.sigma()[1];
        int count = (int) Math.ceil(PER_DECADE * Math.log10(to / from)) + 1;
        double[] sigmas = Gaussians.spaced(from, to, count);
        double[] ratios = Gaussians.spaced(
                Math.max(freedom.ratio()[0], FLATTEST), Math.max(freedom.ratio()[0], ROUNDEST), RATIOS);
        double[] flux = new double[count * RATIOS];
        double[] sigma = new double[flux.length];
        double[] ratio = new double[flux.length];
        for (int i = 0; i < flux.length; i++) {
            sigma[i] = sigmas[i / RATIOS];
            ratio[i] = Math.min(1, ratios[i % RATIOS]);
        }
        ImageModel solved = problem(at.with(new Gaussians(flux, sigma, ratio))).solveFluxes();
        return solved.with(solved.gaussians().positive());
    }

    /**
     * @param start Gaussians to start from
     * @param most largest number of Gaussians
     * @return the model with as few Gaussians as the data allow
     */
    PixelProblem.Fitted reduce(ImageModel start, int most) {
        ImageModel begin = start;
        while (begin.gaussians().size() > most + 2) {
            begin = cheapest(begin).model();
        }
        PixelProblem.Fitted best = refine(begin, ROUGH);
        for (PixelProblem.Fitted fewer = best; fewer != null; fewer = fewer(best, most)) {
            best = fewer;
        }
        return refine(best.model());
    }

    /**
     * @param start a model
     * @return the minimum next to it, without the Gaussians that vanish there
     */
    PixelProblem.Fitted refine(ImageModel start) {
        return refine(start, FINE);
    }

    private PixelProblem.Fitted refine(ImageModel start, LevenbergMarquardt optimiser) {
        PixelProblem problem = problem(start);
        Solution solution = optimiser.minimise(problem, FitObserver.NONE);
        ImageModel model = problem.model(solution.point());
        return new PixelProblem.Fitted(model.with(model.gaussians().positive()), solution.chiSquared());
    }

    /**
     * @param start close to the minimum
     * @return the solution with its covariance, in the order of {@link PixelProblem}
     */
    Solution solve(ImageModel start) {
        return FINE.minimise(problem(start), FitObserver.NONE);
    }

    /** The best model with a Gaussian less, null where the data need it. */
    private PixelProblem.Fitted fewer(PixelProblem.Fitted all, int most) {
        int size = all.model().gaussians().size();
        if (size < 2) {
            return null;
        }
        PixelProblem.Fitted start = cheapest(all.model());
        double limit = all.chiSquared() + worth(all.chiSquared(), 3);
        boolean tooMany = size > most;
        if (!tooMany && start.chiSquared() > HOPELESS * limit) {
            return null;
        }
        PixelProblem.Fitted refined = refine(start.model(), ROUGH);
        return tooMany || refined.chiSquared() <= limit ? refined : null;
    }

    /**
     * The model without the Gaussian whose loss costs least, fluxes fitted again. Beside a free sky the widest stays: without it the sky
     * takes its light, which falsifies the surface brightness everywhere, while a needless one adds no more than an honest error to both.
     */
    private PixelProblem.Fitted cheapest(ImageModel from) {
        double[] sigma = from.gaussians().sigma();
        int widest = -1;
        for (int k = 0; freedom.skyFree() && k < sigma.length; k++) {
            widest = widest < 0 || sigma[k] > sigma[widest] ? k : widest;
        }
        PixelProblem.Linear linear = problem(from).linear();
        PixelProblem.Fitted best = null;
        for (int k = 0; k < sigma.length; k++) {
            if (k != widest) {
                PixelProblem.Fitted one = linear.solve(k);
                best = best == null || one.chiSquared() < best.chiSquared() ? one : best;
            }
        }
        ImageModel model = best.model();
        return new PixelProblem.Fitted(model.with(model.gaussians().positive()), best.chiSquared());
    }

    PixelProblem problem(ImageModel start) {
        return new PixelProblem(data, psf, start, freedom);
    }
}
