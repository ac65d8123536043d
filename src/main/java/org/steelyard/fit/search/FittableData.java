// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.search;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.steelyard.config.Configuration;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * Data of one kind, read once, from which fits are prepared. A further kind of data is a further implementation.
 *
 * @param <F> kind of the fit
 */
public interface FittableData<F extends PreparedFit<F>> {

    /** @return the configuration, with every parameter fixed that such data do not depend on */
    Configuration config();

    /**
     * @param other what to fit instead, with the same data, channels and mask
     * @return the same data with another configuration
     */
    FittableData<F> with(Configuration other);

    /** @return one line each for the user */
    List<String> warnings();

    /**
     * @param config what the user set, which has priority over measurements
     * @param stars the stars' mass
     * @return starting values and region measured in the data
     * @throws org.steelyard.units.InputException if there is no line emission
     */
    InitialGuess guess(Configuration config, StellarPotential stars);

    /**
     * @param guess starting values and region for keys that the configuration does not give
     * @param stars the stars' mass
     * @param vsys [km/s] systemic velocity at which the distance scale is taken
     * @return the fit, ready to be minimised
     * @throws org.steelyard.units.InputException if configuration and data do not fit together
     */
    F prepare(InitialGuess guess, StellarPotential stars, double vsys);

    /**
     * @param fit at whose minimum the model is evaluated
     * @param values of all parameters. Not modified
     * @param threads worker threads that evaluate the model
     * @return the best model and the numbers that follow from it
     */
    BestModel best(F fit, double[] values, ParallelFor threads);

    /**
     * @param fit any of these data
     * @param threads worker threads that evaluate the model
     * @return its model on the pixels of its images
     */
    PixelModel pixels(F fit, ParallelFor threads);

    /**
     * @param config a configuration with starts and region written out
     * @return the same with everything else that was measured in the data
     */
    default Configuration resolved(Configuration config) {
        return config;
    }

    /**
     * The best model.
     *
     * @param images its cubes or maps
     * @param derived numbers (Number), texts (String) or groups of them (Map) that follow from the fit, by name. May be
     *     modified
     * @param messages one line each for the user on what the model cannot tell
     */
    record BestModel(FitImages images, Map<String, Object> derived, List<String> messages) {

        /**
         * @param more messages
         * @return the same with these messages after its own
         */
        public BestModel withMessages(List<String> more) {
            return new BestModel(
                    images,
                    derived,
                    Stream.concat(messages.stream(), more.stream()).toList());
        }
    }

    /** The model of a fit on every pixel of its images, at any values. Holds its workspace: one evaluation at a time. */
    interface PixelModel {

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
}
