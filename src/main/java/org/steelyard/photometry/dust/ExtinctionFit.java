// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import java.util.stream.IntStream;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LeastSquaresProblem;
import org.steelyard.inference.Solution;
import org.steelyard.inference.optimise.LevenbergMarquardt;
import org.steelyard.units.InputException;

/**
 * The extinction of a disk from the ratio of two bands in every pixel: stars' colour times the ratio of both dimmings, after each PSF.
 * An embedded disk is reddest at some extinction and bluer with more, so that a single colour has two answers; a profile that falls
 * outwards has one, which the search finds from starts on both sides. Parameters: ln A_0, ln s, ln p, radius.
 */
final class ExtinctionFit implements LeastSquaresProblem {

    /** [mag] Central extinctions to start from. */
    private static final double[] CENTRAL = {0.1, 0.3, 0.8, 2, 5};

    /** Scales to start from, in disk radii. */
    private static final double[] SCALE = {0.25, 0.5};

    /** Radius to start from, in disk radii. */
    private static final double RADIUS = 0.9;

    private static final double START_EXPONENT = 2;

    private static final double[] CENTRAL_RANGE = {1e-3, 20};

    /** [disk radius] */
    private static final double[] SCALE_RANGE = {0.05, 3};

    private static final double[] EXPONENT_RANGE = {0.7, 10};

    /** Fewest pixels of a profile. */
    private static final int FEWEST = 30;

    private static final LevenbergMarquardt SEARCH =
            LevenbergMarquardt.defaults().withTolerances(0.1, 0.1).withMaxEvaluations(60);

    private final DustyLight first;
    private final DustyLight second;
    private final DustDisk disk;
    private final int[] index;
    private final double[] colour;
    private final double[] weight;
    private double[] start;

    private ExtinctionFit(Bands bands, DustyLight first, DustyLight second, StarColour stars, DustDisk disk) {
        this.first = first;
        this.second = second;
        this.disk = disk;
        double[] intrinsic = stars.of(bands);
        int[] pixels = first.pixels();
        index = IntStream.range(0, pixels.length)
                .filter(i -> first.reached(i) && usable(bands, stars, pixels[i]))
                .toArray();
        if (index.length < FEWEST) {
            throw new InputException("second band: " + index.length
                    + " pixels of the dust disk have light in both bands; " + FEWEST + " are needed");
        }
        colour = new double[index.length];
        weight = new double[index.length];
        for (int i = 0; i < index.length; i++) {
            int p = pixels[index[i]];
            double a = bands.first()[p];
            double b = bands.second()[p] - stars.sky();
            double expected = intrinsic[p] * second.clear()[p] / first.clear()[p];
            colour[i] = b / a / expected;
            double noise = bands.firstVariance()[p] / (a * a) + bands.secondVariance()[p] / (b * b);
            weight[i] = 1 / (colour[i] * Math.sqrt(noise + StarColour.SCATTER * StarColour.SCATTER));
        }
    }

    /** The profile of least chi-squared near another one. */
    static ExtinctionProfile near(
            ExtinctionProfile from, Bands bands, DustyLight first, DustyLight second, StarColour stars, DustDisk disk) {
        ExtinctionFit fit = new ExtinctionFit(bands, first, second, stars, disk);
        fit.start =
                new double[] {Math.log(from.central()), Math.log(from.scale()), Math.log(from.exponent()), from.radius()
                };
        return profile(SEARCH.minimise(fit, FitObserver.NONE).point());
    }

    /** The profile of least chi-squared. */
    static ExtinctionProfile profile(
            Bands bands, DustyLight first, DustyLight second, StarColour stars, DustDisk disk) {
        ExtinctionFit fit = new ExtinctionFit(bands, first, second, stars, disk);
        Solution best = null;
        for (double central : CENTRAL) {
            for (double scale : SCALE) {
                fit.start = new double[] {
                    Math.log(central), Math.log(scale * disk.radius()), Math.log(START_EXPONENT), RADIUS * disk.radius()
                };
                Solution solution = SEARCH.minimise(fit, FitObserver.NONE);
                best = best == null || solution.chiSquared() < best.chiSquared() ? solution : best;
            }
        }
        return profile(best.point());
    }

    private static boolean usable(Bands bands, StarColour stars, int p) {
        return !bands.left().get(p) && bands.first()[p] > 0 && bands.second()[p] > stars.sky();
    }

    private static ExtinctionProfile profile(double[] point) {
        return new ExtinctionProfile(Math.exp(point[0]), Math.exp(point[1]), Math.exp(point[2]), point[3]);
    }

    @Override
    public double[] start() {
        return start.clone();
    }

    @Override
    public double[] lower() {
        return bounds(0, SCALE_RANGE[0]);
    }

    @Override
    public double[] upper() {
        return bounds(1, 1);
    }

    private double[] bounds(int end, double radius) {
        return new double[] {
            Math.log(CENTRAL_RANGE[end]),
            Math.log(SCALE_RANGE[end] * disk.radius()),
            Math.log(EXPONENT_RANGE[end]),
            radius * disk.radius()
        };
    }

    @Override
    public int residualCount() {
        return index.length;
    }

    @Override
    public void evaluate(double[] point, double[] residuals, double[][] jacobianOrNull) {
        ExtinctionProfile profile = profile(point);
        boolean slopes = jacobianOrNull != null;
        double[][] byFirst = slopes ? new double[DustyLight.NUMBERS][first.pixels().length] : null;
        double[][] bySecond = slopes ? new double[DustyLight.NUMBERS][first.pixels().length] : null;
        double[] one = first.dimming(profile, byFirst);
        double[] two = second.dimming(profile, bySecond);
        for (int i = 0; i < index.length; i++) {
            int k = index[i];
            double ratio = two[k] / one[k];
            residuals[i] = (ratio - colour[i]) * weight[i];
            for (int j = 0; slopes && j < DustyLight.NUMBERS; j++) {
                jacobianOrNull[j][i] = weight[i] * (bySecond[j][k] - ratio * byFirst[j][k]) / one[k];
            }
        }
    }
}
