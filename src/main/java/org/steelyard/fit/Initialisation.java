package org.steelyard.fit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.Constants;

/** Completes a configuration with what can be measured from its cube: channels, region and start values. */
public final class Initialisation {

    /** [km/s/Mpc] only for a first distance, which the user is told to replace. */
    public static final double HUBBLE_CONSTANT = 70;

    /** Below this distance [Mpc] a Hubble flow says nothing. */
    private static final double LEAST_DISTANCE = 1;

    private static final MathContext DIGITS = new MathContext(6);

    private Initialisation() {}

    /**
     * @param base at least a cube; what it sets is kept
     * @param hubble whether its distance is only a stand-in, to be replaced by that of the Hubble flow at the measured systemic velocity
     * @return the configuration with channels, region and starts
     * @throws org.steelyard.units.InputException if the cube cannot be read, lacks what is needed, or shows no line
     */
    public static FitConfig complete(FitConfig base, boolean hubble) {
        MgeTable mge = base.potential().mge() == null ? null : MgeTable.read(base.potential().mge());
        CubeObservation observation = CubeObservation.read(base);
        FitConfig config = base;
        if (hubble) {
            double vsys = InitialGuess.measure(observation, base, mge).values().get("vsys");
            double redshift = vsys / Constants.SPEED_OF_LIGHT;
            double distance = Math.max(LEAST_DISTANCE, vsys / HUBBLE_CONSTANT * (1 + redshift));
            config = base.withGalaxy(new FitConfig.Galaxy(base.galaxy().name(), Math.round(10 * distance) / 10.0, null));
        }
        InitialGuess guess = InitialGuess.measure(observation, config, mge);
        String name = config.galaxy().name().isEmpty() ? observation.cube().objectName() : config.galaxy().name();
        FitConfig.Galaxy galaxy =
                new FitConfig.Galaxy(name, config.galaxy().distance(), config.galaxy().angularDiameterDistance());
        int[] channels = {observation.firstChannel() + 1, observation.firstChannel() + observation.channels()};
        FitConfig.Region region = config.fit().region() != null ? config.fit().region() : rounded(guess.region());
        Map<String, FitConfig.ParameterSetting> parameters = new LinkedHashMap<>(config.parameters());
        StellarSpeeds stars = CubeFit.stars(config, mge, 1, new double[] {1, 2});
        for (String parameter : ModelParameters.names(config, stars)) {
            Double value = guess.values().get(parameter);
            if (value != null && config.parameter(parameter).start() == null && config.parameter(parameter).tie() == null) {
                parameters.put(parameter, config.parameter(parameter).withStart(rounded(value)));
            }
        }
        return config.withGalaxy(galaxy)
                .withData(config.data().withChannels(channels))
                .withFit(config.fit().withRegion(region))
                .withParameters(parameters);
    }

    private static FitConfig.Region rounded(FitConfig.Region region) {
        return new FitConfig.Region(rounded(region.semiMajor()), rounded(region.axisRatio()), rounded(region.positionAngle()));
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
