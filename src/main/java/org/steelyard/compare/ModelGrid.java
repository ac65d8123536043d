// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;
import org.steelyard.config.ParameterSetting;
import org.steelyard.config.toml.ConfigLoader;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.errors.ConfigurationChange;
import org.steelyard.fit.ModelRefits;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.GalaxySetup;
import org.steelyard.units.InputException;

/**
 * Every combination of some choices, as configurations that start at the minimum of a fit. Combinations that differ only
 * in keys without effect are one model: the conversion factor of CO makes no difference where the gas has no mass.
 *
 * @param axes the keys with their choices
 * @param models in the order of the choices, the last key varying fastest
 */
record ModelGrid(List<KeyChoices> axes, List<GridModel> models) {

    /** Largest number of combinations; more would take days. */
    static final int MOST = 10_000;

    /** Copies the lists. */
    ModelGrid {
        axes = List.copyOf(axes);
        models = List.copyOf(models);
    }

    /**
     * Makes a grid.
     *
     * @param file resolved configuration of a fit
     * @param result of the fit
     * @param axes the keys with their choices
     * @return the grid
     * @throws InputException if a key is there twice or has no effect on any model, if values do not go together, or if
     *     there are fewer than two models or more than {@value #MOST} combinations
     */
    static ModelGrid of(Path file, FitResult result, List<KeyChoices> axes) {
        requireDifferentKeys(axes);
        long combinations = 1;
        for (KeyChoices axis : axes) {
            combinations = Math.multiplyExact(combinations, axis.values().size());
            if (combinations > MOST) {
                throw new InputException("choices: "
                        + axes.stream()
                                .map(a -> Integer.toString(a.values().size()))
                                .reduce((a, b) -> a + " x " + b)
                                .orElse("")
                        + " values are more than " + MOST + " combinations; give fewer choices");
            }
        }
        Maker maker = new Maker(file, result, axes);
        Map<List<String>, GridModel> models = new LinkedHashMap<>();
        for (int k = 0; k < combinations; k++) {
            GridModel model = maker.model(k);
            models.putIfAbsent(model.values(), model);
        }
        requireEffects(axes, models.keySet());
        if (models.size() < 2) {
            throw new InputException(
                    "choices: the grid has one model, and there is nothing to compare; give two or more values");
        }
        return new ModelGrid(axes, List.copyOf(models.values()));
    }

    private static void requireDifferentKeys(List<KeyChoices> axes) {
        Set<String> keys = new HashSet<>();
        for (KeyChoices axis : axes) {
            if (!keys.add(axis.key())) {
                throw new InputException("choices of " + axis.key() + " are given twice; give all values in one list");
            }
        }
    }

    private static void requireEffects(List<KeyChoices> axes, Set<List<String>> models) {
        for (int a = 0; a < axes.size(); a++) {
            int place = a;
            if (models.stream().allMatch(values -> values.get(place).isEmpty())) {
                throw new InputException(
                        "choices of " + axes.get(a).key()
                                + ": does not apply: it has no effect on any model of this grid; remove it, or give the choices with which it has one");
            }
        }
    }

    /**
     * Makes single models.
     *
     * @param file resolved configuration of a fit
     * @param axes the keys with their choices
     * @param starts KEY=VALUE of the minimum of the fit
     * @param base configuration of the fit, started at its minimum
     */
    private record Maker(Path file, List<KeyChoices> axes, List<String> starts, Configuration base) {

        Maker(Path file, FitResult result, List<KeyChoices> axes) {
            this(file, axes, starts(result), ConfigLoader.load(file, starts(result), ConfigLoader.Need.DATA));
        }

        /** The starts of the centre remain, because they are also the centre of the fit region. */
        private static List<String> starts(FitResult result) {
            return result.parameters().stream()
                    .filter(p -> p.free() && !p.name().matches("x|y"))
                    .map(p -> {
                        String key = "parameters." + p.name() + ".start";
                        return KeyChoices.of(key, List.of(p.value())).override(0);
                    })
                    .toList();
        }

        /** The model of one combination. */
        GridModel model(int combination) {
            String[] chosen = new String[axes.size()];
            int rest = combination;
            for (int a = chosen.length - 1; a >= 0; a--) {
                int count = axes.get(a).values().size();
                chosen[a] = axes.get(a).values().get(rest % count);
                rest /= count;
            }
            boolean[] acts = new boolean[chosen.length];
            Arrays.fill(acts, true);
            Configuration with = load(chosen, acts);
            List<ParameterDeclaration> parameters = parameters(chosen, with);
            List<String> names =
                    parameters.stream().map(ParameterDeclaration::name).toList();
            boolean all = true;
            for (int a = 0; a < chosen.length; a++) {
                acts[a] = KeyEffect.of(axes.get(a).key(), with, names);
                all &= acts[a];
            }
            List<String> values = new ArrayList<>();
            for (int a = 0; a < chosen.length; a++) {
                values.add(acts[a] ? chosen[a] : "");
            }
            Configuration config = known(all ? with : load(chosen, acts), names);
            return named(chosen, () -> {
                ModelRefits.requireSuitable(config);
                return new GridModel(values, parameters, config);
            });
        }

        /** The configuration with those of some choices that act. */
        private Configuration load(String[] chosen, boolean[] acts) {
            List<String> overrides = new ArrayList<>(starts);
            for (int a = 0; a < chosen.length; a++) {
                if (acts[a]) {
                    overrides.add(axes.get(a).key() + "=" + chosen[a]);
                }
            }
            return named(
                    chosen,
                    () -> ConfigurationChange.carried(base, ConfigLoader.load(file, overrides, ConfigLoader.Need.DATA))
                            .withBudget(null));
        }

        private List<ParameterDeclaration> parameters(String[] chosen, Configuration config) {
            return named(
                    chosen,
                    () -> GalaxySetup.galaxy(config, GalaxySetup.stars(config), GalaxySetup.gas(config), 1, 1)
                            .parameters());
        }

        /** Names the choices in the message of an error. */
        private <T> T named(String[] chosen, Supplier<T> action) {
            try {
                return action.get();
            } catch (InputException e) {
                throw new InputException(
                        "choices of " + text(chosen) + ": " + e.getMessage().replace(file + ": ", ""), e);
            }
        }

        /** Without settings of parameters that the model lacks. */
        private static Configuration known(Configuration config, List<String> names) {
            Set<String> used = new LinkedHashSet<>(names);
            names.forEach(name -> used.add(config.disk().shape().warp().general(name)));
            used.addAll(List.of("ra", "dec"));
            Map<String, ParameterSetting> parameters = new LinkedHashMap<>(config.parameters());
            parameters.keySet().retainAll(used);
            return config.withParameters(parameters);
        }

        private String text(String[] chosen) {
            StringBuilder text = new StringBuilder();
            for (int a = 0; a < chosen.length; a++) {
                text.append(a == 0 ? "" : ", ")
                        .append(axes.get(a).key())
                        .append(" = ")
                        .append(chosen[a]);
            }
            return text.toString();
        }
    }
}
