package org.steelyard.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.steelyard.units.InputException;

/**
 * Everything that decides a fit, in the words of the TOML configuration: one nested record a section, one component a key.
 *
 * <p>Numbers are in internal units (arcsec, km/s, Mpc for distances, Hz, Jy/beam), angles in deg; paths are absolute;
 * {@code null} is "not given". The constructors refuse what no fit could mean; whether files exist and fit together is seen
 * when they are read.
 *
 * @param folder the configuration's folder
 * @param data what was observed
 * @param galaxy name and distance
 * @param potential what makes the gas turn, apart from the black hole
 * @param disk how the gas moves and shines
 * @param model how finely the model is computed
 * @param fit where and how it is compared
 * @param grid the cube that {@code simulate} makes from nothing, or null: it then takes the axes of the cube in {@code data}
 * @param budget what the budget of systematic errors changes, or null: what the program thinks of
 * @param parameters what the user gave for each parameter, by name, in the user's order
 */
public record Configuration(
        Path folder,
        DataConfig data,
        GalaxyConfig galaxy,
        PotentialConfig potential,
        DiskConfig disk,
        ModelConfig model,
        FitConfig fit,
        SimulateConfig grid,
        BudgetConfig budget,
        Map<String, ParameterSetting> parameters) {

    public Configuration {
        Objects.requireNonNull(folder);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * The shortest configuration of a fit: the program's defaults for everything else.
     *
     * @param name of the galaxy
     * @param cube the spectral-line cube
     * @param mge the table of the stars
     * @param angularDiameterDistance [Mpc]
     * @return the configuration; a pipeline changes what it wants by {@code withX}
     * @throws InputException if the distance is not positive
     */
    public static Configuration ofCube(String name, Path cube, Path mge, double angularDiameterDistance) {
        return new Configuration(
                cube.toAbsolutePath().getParent(),
                DataConfig.ofCube(cube.toAbsolutePath()),
                new GalaxyConfig(name, null, angularDiameterDistance),
                PotentialConfig.ofMge(mge.toAbsolutePath()),
                DiskConfig.defaults(),
                ModelConfig.defaults(),
                FitConfig.defaults(),
                null,
                null,
                Map.of());
    }

    /**
     * @param name a parameter's name
     * @return what the user gave for it; {@link ParameterSetting#NONE} for a parameter that is not named
     */
    public ParameterSetting parameter(String name) {
        return parameters.getOrDefault(name, ParameterSetting.NONE);
    }

    /**
     * @param changed settings by parameter name, complete
     * @return this configuration with other parameters
     */
    public Configuration withParameters(Map<String, ParameterSetting> changed) {
        return new Configuration(folder, data, galaxy, potential, disk, model, fit, grid, budget, changed);
    }

    /**
     * @param changed what was observed
     * @return this configuration with another section {@code [data]}
     */
    public Configuration withData(DataConfig changed) {
        return new Configuration(folder, changed, galaxy, potential, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed name and distance
     * @return this configuration with another section {@code [galaxy]}
     */
    public Configuration withGalaxy(GalaxyConfig changed) {
        return new Configuration(folder, data, changed, potential, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed where and how model and data are compared
     * @return this configuration with another section {@code [fit]}
     */
    public Configuration withFit(FitConfig changed) {
        return new Configuration(folder, data, galaxy, potential, disk, model, changed, grid, budget, parameters);
    }

    /**
     * @param changed what makes the gas turn
     * @return this configuration with another section {@code [potential]}
     */
    public Configuration withPotential(PotentialConfig changed) {
        return new Configuration(folder, data, galaxy, changed, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed how the gas moves and shines
     * @return this configuration with another section {@code [disk]}
     */
    public Configuration withDisk(DiskConfig changed) {
        return new Configuration(folder, data, galaxy, potential, changed, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed what the budget of systematic errors changes, or null
     * @return this configuration with another section {@code [budget]}
     */
    public Configuration withBudget(BudgetConfig changed) {
        return new Configuration(folder, data, galaxy, potential, disk, model, fit, grid, changed, parameters);
    }

    /**
     * @param changed how finely the model is computed
     * @return this configuration with another section {@code [model]}
     */
    public Configuration withModel(ModelConfig changed) {
        return new Configuration(folder, data, galaxy, potential, disk, changed, fit, grid, budget, parameters);
    }
}
