// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.config.Configuration;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.fit.minimum.Search;
import org.steelyard.fit.minimum.WarpChoice;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The minimum of one model of some data, with the choices that the data made.
 *
 * @param data with the configuration of the model; a warp that was open is chosen
 * @param guess starting values measured in the data
 * @param minimum position angles within one turn
 * @param messages one line each for the user. May be modified
 * @param <F> kind of the fit
 */
record ModelSearch<F extends PreparedFit<F>>(
        FittableData<F> data, InitialGuess guess, Minimum<F> minimum, List<String> messages) {

    /**
     * @param given data with the configuration of the model
     * @param stars the stars' mass
     * @param options how
     * @param threads worker threads that evaluate the model
     * @return the minimum
     * @param <F> kind of the fit
     * @throws org.steelyard.units.InputException if configuration and data do not go together
     */
    static <F extends PreparedFit<F>> ModelSearch<F> of(
            FittableData<F> given, StellarPotential stars, FitOptions options, ParallelFor threads) {
        List<String> messages = new ArrayList<>(UsualValues.check(given.config()));
        messages.addAll(given.warnings());
        WarpChoice<F> choice = null;
        FittableData<F> data = given;
        if (WarpChoice.isOpen(given.config())) {
            choice = WarpChoice.of(given, stars, options, threads, messages);
            messages.add(choice.message());
            data = given.with(choice.applied(given.config()));
        }
        Configuration config = data.config();
        InitialGuess guess = data.guess(config, stars);
        if (config.parameter(DiskOrientation.INCLINATION).start() == null) {
            messages.addAll(guess.notes());
        }
        Minimum<F> found = choice != null && choice.minimumOrNull() != null
                ? choice.minimumOrNull()
                : new Search(config, options, threads, messages).find(data, guess, stars);
        return new ModelSearch<>(data, guess, found.withinOneTurn(), messages);
    }

    /** @return the parameters at the values from which the user or the measurements started them */
    ParameterSpace starts() {
        F fit = minimum.fit();
        return FitParameters.starts(fit.galaxy().galaxy(), data.config(), guess.values(), fit.space());
    }

    /** @return the configuration with every start, the region and what the data chose written out */
    Configuration resolved() {
        Configuration config = data.config();
        F fit = minimum.fit();
        if (minimum.warpOrNull() != null) {
            config = config.withDisk(config.disk()
                    .withShape(
                            config.disk().shape().withPrior(minimum.warpOrNull().prior())));
        }
        config = config.withParameters(FitParameters.settings(data.config(), starts()));
        if (fit.ellipse() != null) {
            config = config.withFit(config.fit().withRegion(fit.ellipse()));
        }
        return data.resolved(config.withDisk(
                config.disk().withLucyIterations(fit.config().disk().iterations())));
    }
}
