// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;

/**
 * A galaxy's image fitted by a multi-Gaussian expansion (Cappellari 2002): the galaxy is found, stars are masked, Gaussians are chosen by
 * non-negative least squares, and all pixels are fitted with their Poisson and read noise.
 *
 * <p>Where the galaxy fills the frame, the sky and the widest Gaussian cannot be told from each other. The widest sigma is limited to the
 * radius of a circle of the frame's area; {@link #widestAtLimit} says when that limit, not the data, decides the sky.
 *
 * @param model the best model, in pixels and the unit of the image
 * @param psf the PSF
 * @param drawn the model on the pixels of the image, with PSF and sky, {@code y*nx + x}
 * @param noise [unit of the image] standard deviation of every pixel
 * @param masked pixels that were not used, {@code y*nx + x}: given, blank, saturated, at the edge, and found ones
 * @param chiSquared of the used pixels
 * @param pixels number of used pixels
 * @param ratioCost rise of chi-squared that the limit on the axis ratios costs; 0 where the limit is not met
 * @param widestAtLimit whether the widest Gaussian is as wide as allowed
 * @param skyFree whether the sky was fitted
 * @param unresolved [unit of the image] flux of a point source at the centre that the data allow but that counts as starlight, so that
 *     Gaussians describe it; 0 where there is none or it was to be fitted
 * @param parameters the fitted numbers: fluxes, ln sigmas, axis ratios, angle [rad], x, y [pixel], then the sky if it was free, then the
 *     point source if there is one
 * @param covariance their covariance, scaled by the reduced chi-squared where that is above 1; NaN for a parameter at its limit.
 *     Beside a free sky it allows for light beyond the frame: the limit of the widest sigma counts as known to 22 %, and where no
 *     Gaussian is as wide, the flux of another one is unknown
 */
public record StarlightFit(
        ImageModel model,
        Psf psf,
        double[] drawn,
        double[] noise,
        BitSet masked,
        double chiSquared,
        int pixels,
        double ratioCost,
        boolean widestAtLimit,
        boolean skyFree,
        double unresolved,
        double[] parameters,
        double[][] covariance) {

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

    /** Light of the galaxy, in noises of a pixel, below which a pixel is free of it. */
    private static final double DARK = 0.3;

    /** A Gaussian is resolved if its sigma is more than this share of that of the core of the PSF. */
    private static final double RESOLVED = 0.5;

    /** Steps of the search for the roundest Gaussians that the data allow. */
    private static final int ROUNDER = 4;

    private static final Gaussians NONE = new Gaussians(new double[0], new double[0], new double[0]);

    /** Copies the mask and the arrays. */
    public StarlightFit {
        masked = (BitSet) masked.clone();
        drawn = drawn.clone();
        noise = noise.clone();
        parameters = parameters.clone();
        covariance = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
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
        GalaxyShape shape = GalaxyShape.find(image, background, mask, options.fraction());
        ImageChecks.centre(image, mask, shape.peakX(), shape.peakY());
        ImageChecks.flattening(shape, options);
        ImageModel start = new ImageModel(NONE, shape.angle(), shape.peakX(), shape.peakY(), background, 0);
        return new Search(image, psf, mask, options, start).run(observer);
    }

    /**
     * Fits an image whose galaxy is known, as from another mask or band.
     *
     * @param image the image
     * @param psf its PSF, in pixels of the image
     * @param masked pixels that are not used. Not modified
     * @param options how
     * @param start centre, angle and sky to start from
     * @param observer hears what is done
     * @return the fit
     * @throws org.steelyard.units.InputException as {@link #fit(Image, Psf, BitSet, StarlightOptions, FitObserver)}
     */
    public static StarlightFit fit(
            Image image, Psf psf, BitSet masked, StarlightOptions options, ImageModel start, FitObserver observer) {
        BitSet mask = ImageChecks.usable(image, psf, masked, options);
        return new Search(image, psf, mask, options, start.with(NONE)).run(observer);
    }

    /** One fit: the mask grows while it runs. */
    private static final class Search {

        private final Image image;
        private final Psf psf;
        private final BitSet mask;
        private final StarlightOptions options;
        private final PixelProblem.Freedom freedom;
        private ImageModel model;
        private double[] variance;

        Search(Image image, Psf psf, BitSet mask, StarlightOptions options, ImageModel start) {
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
        }

        private PixelProblem.Data data(PixelRuns runs) {
            double[] weight = runs.means(variance);
            double[] area = runs.areas();
            for (int i = 0; i < weight.length; i++) {
                weight[i] = Math.sqrt(area[i] / weight[i]);
            }
            return new PixelProblem.Data(runs, runs.means(image.values()), weight);
        }

        private PixelFit blocks(PixelProblem.Freedom free) {
            PixelRuns runs = PixelRuns.blocks(image.nx(), image.ny(), mask, model.x(), model.y());
            return new PixelFit(data(runs), psf, free);
        }

        StarlightFit run(FitObserver observer) {
            boolean grown = true;
            observer.message("looking for stars and neighbours");
            for (int round = 0; round < (options.maskSources() ? ROUNDS : 1) && grown; round++) {
                PixelFit fit = blocks(freedom);
                model = fit.grid(model);
                model = fit.grid(fit.refine(model).model());
                double[] expected = model.image(image.nx(), image.ny(), psf);
                variance = options.variance(expected);
                grown = options.maskSources() && SourceMask.grow(image, expected, variance, model, psf, mask);
            }
            observer.message("choosing the Gaussians");
            PixelProblem.Fitted fitted = blocks(freedom).reduce(model, options.mostGaussians());
            model = fitted.model();
            variance = options.variance(model.image(image.nx(), image.ny(), psf));
            fitted = blocks(freedom).refine(model);
            double cost = ratioCost(fitted);
            fitted = rounder(fitted);
            observer.message("looking for a point source");
            PixelProblem.Fitted pointed = withPoint(fitted);
            double unresolved = 0;
            if (pointed != null && !options.pointSource()) {
                unresolved = pointed.model().pointSource();
                pointed = null;
            }
            PixelProblem.Freedom free = freedom.withPointSource(pointed != null);
            fitted = pointed == null ? fitted : blocks(free).reduce(pointed.model(), options.mostGaussians());
            model = fitted.model();
            observer.message("fitting all pixels with " + model.gaussians().size() + " Gaussians");
            return allPixels(free, cost, unresolved);
        }

        /**
         * The model with a point source, added or in place of the narrowest Gaussian, which may have stood for it; null where the data do
         * not ask for one.
         */
        private PixelProblem.Fitted withPoint(PixelProblem.Fitted fitted) {
            PixelFit fit = blocks(freedom.withPointSource(true));
            PixelProblem.Fitted added = fit.refine(fitted.model());
            Gaussians all = fitted.model().gaussians().sorted();
            double worth = fit.worth(fitted.chiSquared(), 1);
            if (all.size() > 1) {
                ImageModel bare = fitted.model().with(all.without(0));
                ImageModel start =
                        new ImageModel(bare.gaussians(), bare.angle(), bare.x(), bare.y(), bare.sky(), all.flux()[0]);
                PixelProblem.Fitted instead = fit.refine(start);
                // Two parameters fewer than with the Gaussian, three fewer than with both.
                if (instead.chiSquared() < Math.min(fitted.chiSquared() + 2 * worth, added.chiSquared() + 3 * worth)) {
                    return instead;
                }
            }
            return added.chiSquared() < fitted.chiSquared() - worth ? added : null;
        }

        /**
         * What is free in the last fit. Where the narrowest Gaussian is resolved, one more follows it: of the light that the PSF hides, the
         * data alone would say that there is none, without an error.
         */
        private PixelProblem.Freedom withCusp(PixelProblem.Freedom free) {
            Gaussians all = model.gaussians();
            Cusp cusp = Cusp.of(all);
            if (cusp == null
                    || free.pointSource()
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
            ImageChecks.centre(image, mask, (int) Math.rint(best.x()), (int) Math.rint(best.y()));
            boolean atLimit = Arrays.stream(best.gaussians().sigma()).max().orElse(0) > freedom.sigma()[1] * (1 - 1e-6);
            double[][] covariance = scaled(covariance(free, best, solution, atLimit), scale);
            double[] drawn = best.image(image.nx(), image.ny(), psf);
            return new StarlightFit(
                    best,
                    psf,
                    drawn,
                    Arrays.stream(options.variance(drawn)).map(Math::sqrt).toArray(),
                    mask,
                    solution.chiSquared(),
                    fit.data().value().length,
                    cost,
                    atLimit,
                    freedom.skyFree(),
                    unresolved,
                    solution.point(),
                    covariance);
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
            double[][] c = LevenbergMarquardt.covariance(lifted.problem(model), solution)
                    .covariance();
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
            PixelProblem.Fitted unlimited =
                    blocks(freedom.withLeastRatio(NO_LIMIT)).refine(fitted.model());
            return Math.max(0, fitted.chiSquared() - unlimited.chiSquared());
        }

        /** Raises the smallest axis ratio as far as chi-squared allows, by bisection. */
        private PixelProblem.Fitted rounder(PixelProblem.Fitted fitted) {
            PixelProblem.Fitted best = fitted;
            double limit = fitted.chiSquared() + blocks(freedom).worth(fitted.chiSquared(), 1);
            double low =
                    Arrays.stream(fitted.model().gaussians().axisRatio()).min().orElse(1);
            double high =
                    Arrays.stream(fitted.model().gaussians().axisRatio()).max().orElse(1);
            for (int step = 0; step < ROUNDER && high - low > 0.01; step++) {
                double middle = 0.5 * (low + high);
                PixelProblem.Fitted trial =
                        blocks(freedom.withLeastRatio(middle)).refine(best.model());
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

    /**
     * Chi-squared for a pixel that was used.
     *
     * @return chi-squared over the number of pixels
     */
    public double reducedChiSquared() {
        return chiSquared / pixels;
    }

    /**
     * Chi-squared for a used pixel near the centre.
     *
     * @param image that was fitted
     * @param radius [pixel] how far from the centre
     * @return chi-squared over the number of pixels, NaN where there are none
     */
    public double reducedChiSquared(Image image, double radius) {
        double sum = 0;
        int count = 0;
        for (int p = 0; p < drawn.length; p++) {
            int row = p / image.nx();
            if (!masked.get(p) && Math.hypot(p % image.nx() - model.x(), row - model.y()) <= radius) {
                double deviation = (image.values()[p] - drawn[p]) / noise[p];
                sum += deviation * deviation;
                count++;
            }
        }
        return sum / count;
    }

    /**
     * The error of the fitted sky.
     *
     * @return [unit of the image] standard deviation, NaN if the sky was not fitted
     */
    public double skyError() {
        int index = 3 * model.gaussians().size() + 3;
        return skyFree ? Math.sqrt(covariance[index][index]) : Double.NaN;
    }

    /**
     * The position angle of the major axis on the sky.
     *
     * @param frame of the image
     * @return [deg] north through east, in [0, 180)
     */
    public double positionAngle(SkyFrame frame) {
        return model.positionAngle(frame, model.angle());
    }

    /**
     * Whether the sky is not to be had from the image: no pixel is free of the galaxy's light, and the sky rests on the form of the
     * Gaussians.
     *
     * @return whether a fitted sky depends on the light beyond the frame
     */
    public boolean skyUncertain() {
        boolean dark = IntStream.range(0, drawn.length)
                .anyMatch(p -> !masked.get(p) && drawn[p] - model.sky() < DARK * noise[p]);
        return skyFree && !dark;
    }

    /** @return the model on the pixels, a copy */
    @Override
    public double[] drawn() {
        return drawn.clone();
    }

    /** @return [unit of the image] noise of the pixels, a copy */
    @Override
    public double[] noise() {
        return noise.clone();
    }

    /** @return the mask, a copy */
    @Override
    public BitSet masked() {
        return (BitSet) masked.clone();
    }

    /** @return fitted numbers, a copy */
    @Override
    public double[] parameters() {
        return parameters.clone();
    }

    /** @return covariance, a copy */
    @Override
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }
}
