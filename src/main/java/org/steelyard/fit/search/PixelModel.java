// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

/**
 * The model of a fit on every pixel of its images, at any values of the parameters. Holds its workspace: one evaluation at a
 * time.
 */
public interface PixelModel {

    /**
     * @param values of all parameters. Not modified
     * @param withoutBlackHole whether the same disk without its black hole is evaluated, too, where the data can show it
     * @return data and model. The model's arrays are new, all others are lent
     * @throws org.steelyard.units.InputException if a value means no disk
     */
    FitImages images(double[] values, boolean withoutBlackHole);

    /**
     * @param tolerance [peak] of adaptive sub-pixels
     * @return the same with a model no finer than that; itself if there is none
     */
    PixelModel coarser(double tolerance);
}
