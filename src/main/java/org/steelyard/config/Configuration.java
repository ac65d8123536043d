// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.steelyard.units.InputException;

/**
 * A configuration of Steelyard: one record for each section of the TOML file, one component for each key.
 *
 * <p>Numbers are in internal units (arcsec, km/s, Mpc for distances, Hz, Jy/beam), angles in deg; paths are absolute;
 * {@code null} is "not given". The constructors refuse values that no fit could use. Whether files exist and match is
 * checked when they are read.
 *
 * @param folder the configuration's folder
 * @param data the observed data
 * @param galaxy name and distance
 * @param potential mass of stars and gas
 * @param starlight the image that the stars are fitted to, or null; a fit then starts from it
 * @param disk motion and light of the gas
 * @param model accuracy of the model
 * @param fit region, noise, likelihood and optimiser
 * @param grid the cube that {@code simulate} makes from nothing, or null: it then takes the axes of the cube in
 *     {@code data}
 * @param budget systematic tests, or null: the default ones
 * @param parameters settings of the parameters by name, in the user's order
 */
public record Configuration(
        Path folder,
        DataConfig data,
        GalaxyConfig galaxy,
        PotentialConfig potential,
        StarlightConfig starlight,
        DiskConfig disk,
        ModelConfig model,
        FitConfig fit,
        SimulateConfig grid,
        BudgetConfig budget,
        Map<String, ParameterSetting> parameters) {

    /** @throws InputException if the stars are given twice */
    public Configuration {
        Objects.requireNonNull(folder);
        require(
                starlight == null || starlight.image() == null || potential.stellarKey() == null,
                "potential." + potential.stellarKey() + " and starlight.image each give the stars; give one of them");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * The shortest configuration of a fit: the program's defaults for everything else.
     *
     * @param name of the galaxy
     * @param cube the spectral-line cube
     * @param mge the table of the stars
     * @param angularDiameterDistance [Mpc]
     * @return the configuration; {@code withX} changes it
     * @throws InputException if the distance is not positive
     */
    public static Configuration ofCube(String name, Path cube, Path mge, double angularDiameterDistance) {
        return new Configuration(
                cube.toAbsolutePath().getParent(),
                DataConfig.ofCube(cube.toAbsolutePath()),
                new GalaxyConfig(name, null, angularDiameterDistance),
                PotentialConfig.ofMge(mge.toAbsolutePath()),
                null,
                DiskConfig.defaults(),
                ModelConfig.defaults(),
                FitConfig.defaults(),
                null,
                null,
                Map.of());
    }

    /**
     * @param name a parameter's name
     * @return its setting; {@link ParameterSetting#NONE} for a parameter that is not named
     */
    public ParameterSetting parameter(String name) {
        ParameterSetting own = parameters.get(name);
        return own != null ? own : parameters.getOrDefault(disk.shape().warp().general(name), ParameterSetting.NONE);
    }

    /**
     * @param changed settings by parameter name, complete
     * @return this configuration with other parameters
     */
    public Configuration withParameters(Map<String, ParameterSetting> changed) {
        return new Configuration(folder, data, galaxy, potential, starlight, disk, model, fit, grid, budget, changed);
    }

    /**
     * @param changed the observed data
     * @return this configuration with another section {@code [data]}
     */
    public Configuration withData(DataConfig changed) {
        return new Configuration(
                folder, changed, galaxy, potential, starlight, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed name and distance
     * @return this configuration with another section {@code [galaxy]}
     */
    public Configuration withGalaxy(GalaxyConfig changed) {
        return new Configuration(
                folder, data, changed, potential, starlight, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed region, noise, likelihood and optimiser
     * @return this configuration with another section {@code [fit]}
     */
    public Configuration withFit(FitConfig changed) {
        return new Configuration(
                folder, data, galaxy, potential, starlight, disk, model, changed, grid, budget, parameters);
    }

    /**
     * @param changed mass of stars and gas
     * @return this configuration with another section {@code [potential]}
     */
    public Configuration withPotential(PotentialConfig changed) {
        return new Configuration(folder, data, galaxy, changed, starlight, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param masses mass of stars and gas
     * @param image that the stars are fitted to, or null
     * @return this configuration with other sections {@code [potential]} and {@code [starlight]}
     * @throws InputException if both give the stars
     */
    public Configuration withStars(PotentialConfig masses, StarlightConfig image) {
        return new Configuration(folder, data, galaxy, masses, image, disk, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed motion and light of the gas
     * @return this configuration with another section {@code [disk]}
     */
    public Configuration withDisk(DiskConfig changed) {
        return new Configuration(
                folder, data, galaxy, potential, starlight, changed, model, fit, grid, budget, parameters);
    }

    /**
     * @param changed systematic tests, or null: the default ones
     * @return this configuration with another section {@code [budget]}
     */
    public Configuration withBudget(BudgetConfig changed) {
        return new Configuration(
                folder, data, galaxy, potential, starlight, disk, model, fit, grid, changed, parameters);
    }

    /**
     * @param changed accuracy of the model
     * @return this configuration with another section {@code [model]}
     */
    public Configuration withModel(ModelConfig changed) {
        return new Configuration(
                folder, data, galaxy, potential, starlight, disk, changed, fit, grid, budget, parameters);
    }
}
