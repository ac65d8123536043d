package org.steelyard.fit.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.config.FitConfig;
import org.steelyard.config.ParameterSetting;
import org.steelyard.fit.cube.CubeFit;
import org.steelyard.fit.cube.CubeObservation;
import org.steelyard.galaxy.ModelParameters;
import org.steelyard.potential.MgeTable;

/** What can be measured before a fit, written into its configuration, for a user to see and change. */
public final class FirstGuess {

    private FirstGuess() {}

    /**
     * Measures the starts of the parameters, the ellipse and the channels of the line, where the configuration has none.
     *
     * @param given with a cube
     * @return the same with starts, {@code fit.region} and {@code data.channels}
     * @throws org.steelyard.units.InputException if the cube cannot be read or has no line
     */
    public static FitConfig of(FitConfig given) {
        FitConfig config = CubeObservation.centred(given);
        MgeTable mge = config.potential().mgeTable();
        CubeObservation observation = CubeObservation.read(config);
        InitialGuess guess = InitialGuess.measure(observation, config, mge);
        Map<String, ParameterSetting> settings = new LinkedHashMap<>();
        for (String name : ModelParameters.names(config, CubeFit.stars(config, mge, 1, new double[] {1, 2}))) {
            ParameterSetting setting = config.parameter(name);
            Double value = guess.values().get(name);
            if (value != null && setting.start() == null && setting.tie() == null) {
                settings.put(name, setting.withStart(ModelParameters.inside(name, value)));
            }
        }
        config.parameters().forEach(settings::putIfAbsent);
        FitConfig guessed = config.withParameters(settings);
        if (config.fit().region() == null && config.fit().regionMask() == null) {
            guessed = guessed.withFit(config.fit().withRegion(guess.region()));
        }
        if (config.data().channels() == null && config.data().velocities() == null) {
            int first = observation.firstChannel() + 1;
            guessed = guessed.withData(config.data().withChannels(first, first + observation.channels() - 1));
        }
        return guessed;
    }
}
