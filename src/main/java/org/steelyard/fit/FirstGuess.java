// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.component.DataRange;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.cube.CubeData;
import org.steelyard.fit.search.FitParameters;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.galaxy.Galaxy;
import org.steelyard.potential.gas.NoGas;
import org.steelyard.potential.stars.StellarPotential;

/** Starting values measured before a fit and written into its configuration, where a user can see and change them. */
public final class FirstGuess {

    private FirstGuess() {}

    /**
     * Measures the starts of the parameters, the ellipse and the channels of the line, where the configuration has
     * none.
     *
     * @param given with a cube
     * @return the same with starts, {@code fit.region} and {@code data.channels}
     * @throws org.steelyard.units.InputException if the cube cannot be read or has no line
     */
    public static Configuration of(Configuration given) {
        StellarPotential stars = GalaxySetup.stars(given);
        CubeData data = CubeData.read(given);
        Configuration config = data.config();
        InitialGuess guess = data.guess(config, stars);
        Galaxy galaxy = GalaxySetup.galaxy(config, stars, new NoGas(), 1, 1);
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        for (ParameterDeclaration declared : galaxy.parameters()) {
            ParameterSetting setting = config.parameter(declared.name());
            Double value = guess.values().get(declared.name());
            if (value != null && setting.start() == null && setting.tie() == null) {
                settings.put(
                        declared.name(), setting.withStart(FitParameters.inside(declared, value, DataRange.UNKNOWN)));
            }
        }
        config.parameters().forEach(settings::putIfAbsent);
        Configuration guessed = config.withParameters(settings);
        if (config.fit().region() == null && config.fit().regionMask() == null) {
            guessed = guessed.withFit(config.fit().withRegion(guess.region()));
        }
        boolean channelsGiven =
                config.data().channels() != null || config.data().velocities() != null;
        return channelsGiven ? guessed : data.resolved(guessed);
    }
}
