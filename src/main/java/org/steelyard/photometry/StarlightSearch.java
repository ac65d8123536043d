// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.steelyard.cube.Image;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/**
 * The fit of a galaxy's image by a multi-Gaussian expansion (Cappellari 2002): the galaxy is found, stars are masked, Gaussians are
 * chosen by non-negative least squares, and all pixels are fitted with their Poisson and read noise and with the structure that the
 * galaxy is seen to have beside its ellipses.
 */
public final class StarlightSearch {

    /** Rounds of looking for sources. */
    private static final int ROUNDS = 4;

    /** Narrowest Gaussian [pixel]; a narrower one cannot be told from a point. */
    private static final double NARROWEST = 0.25;

    /** Largest step of the centre [pixel] from the brightest pixel. */
    private static final double CENTRE_STEP = 5;

    /** Below this axis ratio a limit is no limit. */
    private static final double NO_LIMIT = 0.05;

    /**
     * Error of the natural logarithm of the limit on the widest sigma: from the frame's mean radius to its corner are 22 %. Where the data
     * would take a wider Gaussian, the limit is a convention.
     */
    private static final double LIMIT_ERROR = 0.22;

    /** A Gaussian is resolved if its sigma is more than this share of that of the core of the PSF. */
    private static final double RESOLVED = 0.5;

    /** Most rounds until the remainder of the PSF is that of the model; each leaves about its share of the light of the error. */
    private static final int SETTLING = 8;

    /** Change of a pixel by the remainder of the PSF, in its noise, that a fit does not notice. */
    private static final double SETTLED = 0.1;

    /** Steps of the search for the roundest Gaussians that the data allow. */
    private static final int ROUNDER = 4;

    private static final Gaussians NONE = new Gaussians(new double[0], new double[0], new double[0]);

    private final Image image;
    private final Psf psf;
    private final BitSet mask;
    private final StarlightOptions options;
    private final PixelProblem.Freedom freedom;
    private ImageModel model;
    private double[] variance;
    /** [unit of the image] What the remainder of the PSF adds to the model. */
    private double[] remainder;

    private final List<MaskedSource> sources = new ArrayList<>();
    private StructuralError structure = StructuralError.NONE;

    private StarlightSearch(Image image, Psf psf, BitSet mask, StarlightOptions options, ImageModel start) {
        this.image = image;
        this.psf = psf;
        this.mask = mask;
        this.options = options;
        double widest = Math.sqrt(image.nx() * image.ny() / Math.PI);
        freedom = new PixelProblem.Freedom(
                new double[] {NARROWEST, widest},
                new double[] {options.leastRatio(), 1},
                CENTRE_STEP,
                Double.isNaN(options.sky()),
                false,
                null);
        model = start;
        variance = options.variance(image.values());
        remainder = new double[variance.length];
    }

    /**
     * Fits an image.
     *
     * @param image the image
     * @param psf its PSF, in pixels of the image
     * @param masked pixels that are not used. Not modified
     * @param options how
     * @param observer hears what is done
     * @return the fit
     * @throws org.steelyard.units.InputException if the galaxy cannot be found, its centre is blank, masked or saturated, counts are negative or nothing is
     *     left to fit
     */
    public static StarlightFit fit(
            Image image, Psf psf, BitSet masked, StarlightOptions options, FitObserver observer) {
        BitSet mask = ImageChecks.usable(image, psf, masked, options);
        double floor = ImageChecks.floor(image, mask, options);
        double background = Double.isNaN(options.sky()) ? floor : options.sky();
        BitSet blank = ImageChecks.usable(image, psf, masked, options.withSaturation(Double.POSITIVE_INFINITY));
        GalaxyShape shape = GalaxyShape.find(image, background, blank, options.fraction());
        ImageChecks.centre(image, mask, shape.peakX(), shape.peakY());
        ImageChecks.flattening(shape, options);
        ImageModel start = new ImageModel(NONE, shape.angle(), shape.peakX(), shape.peakY(), background, 0);
        StarlightFit fit = new StarlightSearch(image, psf, mask, options, start).run(observer);
        fit.checkCentre(image);
        return fit;
    }

    /**
     * Fits an image whose galaxy is known, as from another mask or band. The centre that is found may be masked.
     *
     * @param image the image
     * @param psf its PSF, in pixels of the image
     * @param masked pixels that are not used. Not modified
     * @param options how
     * @param start centre, angle and sky to start from
     * @param observer hears what is done
     * @return the fit
     * @throws org.steelyard.units.InputException if the PSF is larger than the image or nothing is left to fit
     */
    public static StarlightFit fit(
            Image image, Psf psf, BitSet masked, StarlightOptions options, ImageModel start, FitObserver observer) {
        BitSet mask = ImageChecks.usable(image, psf, masked, options);
        return new StarlightSearch(image, psf, mask, options, start.with(NONE)).run(observer);
    }

    private PixelProblem.Data data(PixelRuns runs) {
        double[] weight = runs.means(variance);
        double[] area = runs.areas();
        for (int i = 0; i < weight.length; i++) {
            weight[i] = Math.sqrt(area[i] / weight[i]);
        }
        double[] value = image.values().clone();
        for (int p = 0; p < value.length; p++) {
            value[p] -= remainder[p];
        }
        return new PixelProblem.Data(runs, runs.means(value), weight);
    }

    /** As few Gaussians as the data need. */
    private PixelProblem.Fitted choose(ImageModel grid) {
        model = blocks(freedom).reduce(grid, options.mostGaussians()).model();
        weigh();
        return refined(freedom, model);
    }

    private PixelProblem.Fitted refined(PixelProblem.Freedom free, ImageModel start) {
        return settled(start, from -> blocks(free).refine(from));
    }

    /** Repeats a fit until the remainder of the PSF is that of the model. */
    private PixelProblem.Fitted settled(ImageModel start, Function<ImageModel, PixelProblem.Fitted> fit) {
        PixelProblem.Fitted fitted = fit.apply(start);
        for (int round = 1; round < SETTLING && !isSettled(fitted.model()); round++) {
            fitted = fit.apply(fitted.model());
        }
        return fitted;
    }

    /** Takes the remainder of the PSF from a model; whether that changes no pixel noticeably. */
    private boolean isSettled(ImageModel now) {
        double[] before = remainder;
        remainder = now.remainder(image.nx(), image.ny(), psf);
        double change = 0;
        for (int p = 0; p < before.length; p++) {
            change = Math.max(change, Math.abs(remainder[p] - before[p]) / Math.sqrt(variance[p]));
        }
        return change < SETTLED;
    }

    /** Whether the residuals show structure beyond the noise, which then weighs the pixels. */
    private boolean structured() {
        double[] expected = drawn();
        structure = StructuralError.of(image, model, expected, options.variance(expected), mask);
        weigh();
        return structure.share() > 0;
    }

    private double[] drawn() {
        remainder = model.remainder(image.nx(), image.ny(), psf);
        return model.image(image.nx(), image.ny(), psf, remainder);
    }

    /** Remainder of the PSF, noise and structure by the model, whose pixels are returned. */
    private double[] weigh() {
        double[] expected = drawn();
        variance = structure.variance(model, expected, options.variance(expected), image.nx());
        return expected;
    }

    private PixelFit blocks(PixelProblem.Freedom free) {
        PixelRuns runs = PixelRuns.blocks(image.nx(), image.ny(), mask, model.x(), model.y());
        return new PixelFit(data(runs), psf, free);
    }

    private StarlightFit run(FitObserver observer) {
        boolean grown = true;
        observer.message("looking for stars and neighbours");
        for (int round = 0; round < (options.maskSources() ? ROUNDS : 1) && grown; round++) {
            model = settled(
                            model,
                            from -> blocks(freedom).refine(blocks(freedom).grid(from)))
                    .model();
            model = blocks(freedom).grid(model);
            double[] expected = weigh();
            List<MaskedSource> found =
                    options.maskSources() ? SourceMask.grow(image, expected, variance, model, psf, mask) : List.of();
            sources.addAll(found);
            grown = !found.isEmpty();
        }
        observer.message("choosing the Gaussians");
        ImageModel grid = model;
        PixelProblem.Fitted fitted = choose(grid);
        if (structured()) {
            observer.message("choosing the Gaussians for a galaxy with structure");
            fitted = choose(grid);
        }
        double cost = ratioCost(fitted);
        fitted = rounder(fitted);
        observer.message("looking for a point source");
        PixelProblem.Fitted pointed = withPoint(fitted);
        double unresolved = 0;
        if (pointed != null && !options.pointSource()) {
            unresolved = pointed.model().pointSource();
            pointed = null;
        }
        PixelProblem.Freedom free = pointed == null ? freedom : resolved().withPointSource();
        fitted = pointed == null ? fitted : blocks(free).reduce(pointed.model(), options.mostGaussians());
        model = fitted.model();
        remainder = model.remainder(image.nx(), image.ny(), psf);
        observer.message("fitting all pixels with " + model.gaussians().size() + " Gaussians");
        return allPixels(free, cost, unresolved);
    }

    /** Where a point source is asked for, no Gaussian that is as good as a point stands for it. */
    private PixelProblem.Freedom resolved() {
        return options.pointSource() ? freedom.withNarrowest(Math.max(NARROWEST, RESOLVED * psf.coreSigma())) : freedom;
    }

    /**
     * The model with a point source, added or in place of the narrowest Gaussian, which may have stood for it; null where the data do
     * not ask for one.
     */
    private PixelProblem.Fitted withPoint(PixelProblem.Fitted fitted) {
        PixelProblem.Freedom free = resolved().withPointSource();
        double[] before = remainder;
        double without =
                options.pointSource() ? refined(resolved(), fitted.model()).chiSquared() : fitted.chiSquared();
        PixelProblem.Fitted added = refined(free, fitted.model());
        double[] after = remainder;
        Gaussians all = fitted.model().gaussians().sorted();
        double worth = blocks(free).worth(without, 1);
        if (all.size() > 1) {
            ImageModel bare = fitted.model().with(all.without(0));
            ImageModel start =
                    new ImageModel(bare.gaussians(), bare.angle(), bare.x(), bare.y(), bare.sky(), all.flux()[0]);
            remainder = start.remainder(image.nx(), image.ny(), psf);
            PixelProblem.Fitted instead = refined(free, start);
            // Two parameters fewer than with the Gaussian, three fewer than with both.
            if (instead.chiSquared() < Math.min(without + 2 * worth, added.chiSquared() + 3 * worth)) {
                return instead;
            }
        }
        boolean asked = added.chiSquared() < without - worth;
        remainder = asked ? after : before;
        return asked ? added : null;
    }

    /**
     * What is free in the last fit. Where the narrowest Gaussian is resolved, one more follows it: of the light that the PSF hides, the
     * data alone would say that there is none, without an error, or that all of it is a point source's.
     */
    private PixelProblem.Freedom withCusp(PixelProblem.Freedom free) {
        Gaussians all = model.gaussians();
        Cusp cusp = Cusp.of(all);
        if (cusp == null
                || all.size() >= options.mostGaussians()
                || all.sorted().sigma()[0] < RESOLVED * psf.coreSigma()) {
            return free;
        }
        model = model.with(all.joined(cusp.next(), cusp.sigma(), cusp.ratio()));
        return free.withCusp(cusp);
    }

    private StarlightFit allPixels(PixelProblem.Freedom before, double cost, double unresolved) {
        ImageModel without = model.with(model.gaussians().sorted());
        PixelProblem.Data all = data(PixelRuns.pixels(image.nx(), image.ny(), mask));
        PixelProblem.Freedom free = withCusp(before);
        model = model.with(model.gaussians().sorted());
        PixelFit fit = new PixelFit(all, psf, free);
        Solution solution = fit.solve(model);
        Cusp cusp = free.cusp();
        if (cusp != null && !cusp.isPossible(solution.point()[0], Math.sqrt(solution.covariance()[0][0]))) {
            model = without;
            free = before;
            fit = new PixelFit(all, psf, free);
            solution = fit.solve(model);
        }
        PixelProblem problem = fit.problem(model);
        double scale = Math.max(1, solution.chiSquared() / fit.data().value().length);
        ImageModel best = problem.model(solution.point());
        boolean atLimit = Arrays.stream(best.gaussians().sigma()).max().orElse(0) > freedom.sigma()[1] * (1 - 1e-6);
        double[] point = solution.point();
        double[][] covariance = scaled(covariance(free, best, solution, atLimit), scale);
        if (free.cusp() != null) {
            NonNegativeFlux known = NonNegativeFlux.of(point, covariance);
            point = problem.within(known.mean());
            covariance = known.covariance();
            best = problem.model(point);
        }
        double[] drawn = best.image(image.nx(), image.ny(), psf);
        double[] noise = Arrays.stream(options.variance(drawn)).map(Math::sqrt).toArray();
        return new StarlightFit(
                best,
                psf,
                drawn,
                noise,
                mask,
                sources,
                chiSquared(drawn, noise),
                fit.data().value().length,
                structure.share(),
                cost,
                atLimit,
                freedom.skyFree(),
                unresolved,
                point,
                covariance);
    }

    private double chiSquared(double[] drawn, double[] noise) {
        double sum = 0;
        for (int p = mask.nextClearBit(0); p < drawn.length; p = mask.nextClearBit(p + 1)) {
            double deviation = (image.values()[p] - drawn[p]) / noise[p];
            sum += deviation * deviation;
        }
        return sum;
    }

    /** The covariance with what is not known of the light beyond the frame, where it is fitted with the sky. */
    private double[][] covariance(PixelProblem.Freedom free, ImageModel best, Solution solution, boolean atLimit) {
        if (!freedom.skyFree()) {
            return solution.covariance();
        }
        return atLimit ? widthUncertain(free, solution) : HaloProblem.covariance(blocks(free), best, solution);
    }

    private static double[][] scaled(double[][] covariance, double scale) {
        return Arrays.stream(covariance)
                .map(row -> Arrays.stream(row).map(c -> c * scale).toArray())
                .toArray(double[][]::new);
    }

    /**
     * The covariance where the widest sigma is at its limit: that of the data without the limit, with ln sigma known to
     * {@link #LIMIT_ERROR}. A prior of variance p on parameter j takes C_ij C_jk / (C_jj + p) from C_ik.
     */
    private double[][] widthUncertain(PixelProblem.Freedom free, Solution solution) {
        PixelFit lifted = blocks(free.withWidest(2 * free.sigma()[1]));
        int n = model.gaussians().size();
        int j = 2 * n - 1;
        double[][] c =
                LevenbergMarquardt.covariance(lifted.problem(model), solution).covariance();
        if (!(c[j][j] > 0)) {
            return solution.covariance();
        }
        double total = c[j][j] + LIMIT_ERROR * LIMIT_ERROR;
        double[][] known = new double[c.length][c.length];
        for (int i = 0; i < c.length; i++) {
            for (int k = 0; k < c.length; k++) {
                known[i][k] = c[i][k] - c[i][j] * c[j][k] / total;
            }
        }
        return known;
    }

    /** What chi-squared would fall by without a limit on the axis ratios. */
    private double ratioCost(PixelProblem.Fitted fitted) {
        double least =
                Arrays.stream(fitted.model().gaussians().axisRatio()).min().orElse(1);
        if (options.leastRatio() <= NO_LIMIT || least > options.leastRatio() * (1 + 1e-3)) {
            return 0;
        }
        PixelProblem.Fitted unlimited = blocks(freedom.withLeastRatio(NO_LIMIT)).refine(fitted.model());
        return Math.max(0, fitted.chiSquared() - unlimited.chiSquared());
    }

    /** Raises the smallest axis ratio as far as chi-squared allows, by bisection. */
    private PixelProblem.Fitted rounder(PixelProblem.Fitted fitted) {
        PixelProblem.Fitted best = fitted;
        double limit = fitted.chiSquared() + blocks(freedom).worth(fitted.chiSquared(), 1);
        double low = Arrays.stream(fitted.model().gaussians().axisRatio()).min().orElse(1);
        double high =
                Arrays.stream(fitted.model().gaussians().axisRatio()).max().orElse(1);
        for (int step = 0; step < ROUNDER && high - low > 0.01; step++) {
            double middle = 0.5 * (low + high);
            PixelProblem.Fitted trial = blocks(freedom.withLeastRatio(middle)).refine(best.model());
            if (trial.chiSquared() <= limit) {
                best = trial;
                low = middle;
            } else {
                high = middle;
            }
        }
        return best;
    }
}
