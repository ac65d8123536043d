// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.component.DataRange;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.cube.SpectralResponse;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.minimum.WarpChoice;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * Starting values measured before a fit and written into its configuration, where a user can see and change them.
 *
 * @param config with starts, {@code fit.region} and {@code data.channels}
 * @param notes one line each: doubts about data, line and starting values
 */
public record FirstGuess(Configuration config, List<String> notes) {

    /**
     * Measures the starts of the parameters, the ellipse and the channels of the line, where the configuration has
     * none, and recognises the response of the spectrometer by the correlation of the noise. Where the warp is open, a fit chooses it.
     *
     * @param given with a cube
     * @return a configuration with starts, {@code fit.region}, {@code data.channels} and {@code data.spectral_response}
     * @throws org.steelyard.units.InputException if the cube cannot be read or has no line
     */
    public static Configuration of(Configuration given) {
        return measure(given, FitOptions.defaults()).config();
    }

    /**
     * As {@link #of(Configuration)}, with what a user should know about the values.
     *
     * @param given with a cube
     * @param options of the fit that chooses an open warp
     * @return the configuration and its notes
     * @throws org.steelyard.units.InputException if the cube cannot be read or has no line
     */
    public static FirstGuess measure(Configuration given, FitOptions options) {
        StellarPotential stars = GalaxySetup.stars(given);
        CubeData data = CubeData.read(given);
        List<String> notes = new ArrayList<>(data.warnings());
        if (WarpChoice.isOpen(given)) {
            try (ParallelFor threads = new ParallelFor(options.threads())) {
                WarpChoice<?> choice = WarpChoice.of(data, stars, options, threads, new ArrayList<>());
                notes.add(choice.message());
                data = data.with(choice.applied(data.config()));
            }
        }
        Configuration config = data.config();
        InitialGuess guess = data.guess(config, stars);
        Galaxy galaxy = GalaxySetup.galaxy(config, stars, GalaxySetup.gas(config), 1, 1);
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        DataRange range = new DataRange(
                DataRange.UNKNOWN.pixel(),
                (config.fit().region() == null ? guess.region() : config.fit().region()).semiMajor(),
                DataRange.UNKNOWN.speed(),
                DataRange.UNKNOWN.channel());
        for (ParameterDeclaration declared : galaxy.parameters()) {
            ParameterSetting setting = config.parameter(declared.name());
            Double value = guess.values().get(declared.name());
            if (value != null && setting.start() == null && setting.tie() == null) {
                settings.put(declared.name(), setting.withStart(FitParameters.inside(declared, value, range)));
            }
        }
        config.parameters().forEach(settings::putIfAbsent);
        Configuration guessed = config.withParameters(settings);
        if (config.fit().region() == null && config.fit().regionMask() == null) {
            guessed = guessed.withFit(config.fit().withRegion(guess.region()));
        }
        if (config.data().spectralResponse().equals(SpectralResponse.NONE)) {
            guessed = guessed.withData(
                    guessed.data().withSpectralResponse(data.noiseShape().proposed()));
        }
        boolean channelsGiven =
                config.data().channels() != null || config.data().velocities() != null;
        notes.addAll(guess.notes());
        return new FirstGuess(channelsGiven ? guessed : data.resolved(guessed), notes);
    }
}
