// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry;

import java.util.BitSet;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.optim.univariate.UnivariatePointValuePair;
import org.apache.commons.math3.stat.StatUtils;
import org.steelyard.cube.Image;

/**
 * Departures of a galaxy from concentric ellipses, such as a faint disk, arms and dust. They are a share f of the surface brightness and
 * hold together over patches that grow with radius, so that many pixels show them no better than one does:
 *
 * <pre>  variance = noise^2 + f^2 g^2 max(1, A r^2) </pre>
 *
 * with the galaxy's light g, the radius r [pixel], and patches of A r^2 pixels: the sectors in which Cappellari (2002, MNRAS 333, 400)
 * measures a galaxy, 5 deg wide, with 24 radii in a factor of ten and the four quadrants together.
 *
 * @param share f
 */
record StructuralError(double share) {

    /** A galaxy of ellipses. */
    static final StructuralError NONE = new StructuralError(0);

    /** Patches around the centre. */
    private static final int SECTORS = 18;

    /** Length of a patch in ln r. */
    private static final double RADIAL = Math.log(10) / 24;

    /** A. */
    private static final double PATCH = 2 * Math.PI / SECTORS * RADIAL;

    /** Largest share that is looked for. */
    private static final double MOST = 0.3;

    /** Fall of -2 ln L that structure must bring: four standard deviations. */
    private static final double SIGNIFICANT = 16;

    private static final double TOLERANCE = 1e-4;

    private static final int EVALUATIONS = 100;

    /**
     * The share with the largest likelihood of the mean relative residuals of patches, D ~ N(0, k^2 s^2 + f^2), with the error s by the noise
     * and k that makes the noise of the fainter half of the pixels right.
     *
     * @param image that was fitted
     * @param model the best model without structure
     * @param expected [unit of the image] its pixels with the sky. Not modified
     * @param noise [unit of the image, squared] variance of the noise. Not modified
     * @param masked pixels that are not used. Not modified
     * @return the error, {@link #NONE} where the noise explains the residuals
     */
    static StructuralError of(Image image, ImageModel model, double[] expected, double[] noise, BitSet masked) {
        double farthest = Math.hypot(image.nx(), image.ny());
        int rings = 1 + (int) (Math.log(farthest) / RADIAL);
        double[] weight = new double[rings * SECTORS];
        double[] sum = new double[rings * SECTORS];
        double[] contrast = new double[expected.length - masked.cardinality()];
        double[] squared = new double[contrast.length];
        int used = 0;
        for (int p = masked.nextClearBit(0); p < expected.length; p = masked.nextClearBit(p + 1)) {
            int row = p / image.nx();
            double x = p % image.nx() - model.x();
            double y = row - model.y();
            double light = expected[p] - model.sky();
            double residual = image.values()[p] - expected[p];
            contrast[used] = light * light / noise[p];
            squared[used++] = residual * residual / noise[p];
            int ring = (int) (Math.log(Math.max(1, Math.hypot(x, y))) / RADIAL);
            int sector = (int) ((Math.atan2(y, x) / (2 * Math.PI) + 0.5) * SECTORS) % SECTORS;
            weight[ring * SECTORS + sector] += light * light / noise[p];
            sum[ring * SECTORS + sector] += residual * light / noise[p];
        }
        double scale = Math.max(1, faintNoise(contrast, squared));
        UnivariateObjectiveFunction deviance =
                new UnivariateObjectiveFunction(share -> deviance(sum, weight, scale, share));
        UnivariatePointValuePair best = new BrentOptimizer(TOLERANCE, TOLERANCE * TOLERANCE)
                .optimize(
                        new MaxEval(EVALUATIONS), GoalType.MINIMIZE, deviance, new SearchInterval(0, MOST, TOLERANCE));
        double none = deviance(sum, weight, scale, 0);
        return none - best.getValue() > SIGNIFICANT ? new StructuralError(best.getPoint()) : NONE;
    }

    /** k^2: mean squared residual, in units of the noise, of the pixels with less than the median contrast. */
    private static double faintNoise(double[] contrast, double[] squared) {
        double middle = StatUtils.percentile(contrast, 50);
        double sum = 0;
        int faint = 0;
        for (int i = 0; i < contrast.length; i++) {
            if (contrast[i] <= middle) {
                sum += squared[i];
                faint++;
            }
        }
        return sum / faint;
    }

    private static double deviance(double[] sum, double[] weight, double scale, double share) {
        double deviance = 0;
        for (int i = 0; i < sum.length; i++) {
            if (weight[i] > 0) {
                double v = scale / weight[i] + share * share;
                double mean = sum[i] / weight[i];
                deviance += mean * mean / v + Math.log(v);
            }
        }
        return deviance;
    }

    /**
     * @param model with its centre and sky
     * @param expected [unit of the image] the model with its sky, {@code y*nx + x}. Not modified
     * @param noise [unit of the image, squared] variance of the noise. Not modified
     * @param nx pixels in a row
     * @return [unit of the image, squared] variance that weighs a pixel
     */
    double[] variance(ImageModel model, double[] expected, double[] noise, int nx) {
        double[] variance = noise.clone();
        for (int p = 0; p < variance.length && share > 0; p++) {
            int row = p / nx;
            double x = p % nx - model.x();
            double y = row - model.y();
            double structure = share * (expected[p] - model.sky());
            variance[p] += structure * structure * Math.max(1, PATCH * (x * x + y * y));
        }
        return variance;
    }
}
