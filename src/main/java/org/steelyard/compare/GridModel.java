// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.config.Configuration;

/**
 * One model of a grid.
 *
 * @param values TOML of its value of each key of the grid; empty where the key has no effect on this model
 * @param parameters its parameters
 * @param config its configuration, started at the minimum of the base fit
 */
record GridModel(List<String> values, List<ParameterDeclaration> parameters, Configuration config) {

    /** [range of a parameter] Distance to the limit of a law below which a bound counts as that limit. */
    private static final double AT_LIMIT = 1e-3;

    /** Copies the lists. */
    GridModel {
        values = List.copyOf(values);
        parameters = List.copyOf(parameters);
    }

    /** Names of its parameters. */
    List<String> names() {
        return parameters.stream().map(ParameterDeclaration::name).toList();
    }

    /** The parameters at a bound where their law is a simpler one, with NAME = VALUE of that limit. */
    Map<String, String> atLimits(ModelRecord fitted) {
        return parameters.stream()
                .filter(p -> p.limit() != null && fitted.atBounds().contains(p.name()))
                .filter(p -> {
                    BoundedValue end = fitted.free().get(p.name());
                    return Math.abs(end.value() - p.limit().value()) < AT_LIMIT * (end.max() - end.min());
                })
                .collect(Collectors.toMap(
                        ParameterDeclaration::name,
                        p -> String.format(
                                Locale.ROOT, "%s = %.0f", p.name(), p.limit().value()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    /** Names of the free parameters with an effect on a fit: those of laws at their limit have none. */
    Set<String> effective(ModelRecord fitted) {
        Set<String> names = new HashSet<>(fitted.free().keySet());
        Set<String> limits = atLimits(fitted).keySet();
        parameters.stream().filter(p -> limits.contains(p.name())).forEach(p -> {
            names.remove(p.name());
            p.limit().idle().forEach(names::remove);
        });
        return names;
    }

    /**
     * Whether the fit of another model is one of this model as well. Other free parameters tell that their difference is one
     * of laws that can be at a limit, and none of masses or methods.
     */
    boolean contains(ModelRecord own, GridModel other, ModelRecord fitted) {
        List<String> free = described(own.free().keySet());
        return !free.equals(other.described(fitted.free().keySet()))
                && free.containsAll(other.described(other.effective(fitted)));
    }

    /** Names and meanings of some parameters: the radius of a ring is not that of an exponential. */
    private List<String> described(Set<String> names) {
        return parameters.stream()
                .filter(p -> names.contains(p.name()))
                .map(p -> p.name() + ", " + p.meaning())
                .toList();
    }

    /** Number of keys in which two models differ. A key without effect on one of them is no difference. */
    int differences(GridModel other) {
        return (int)
                IntStream.range(0, values.size()).filter(a -> differs(other, a)).count();
    }

    /** Whether two models differ in the key of this place. */
    boolean differs(GridModel other, int a) {
        String one = values.get(a);
        String two = other.values.get(a);
        return !one.isEmpty() && !two.isEmpty() && !one.equals(two);
    }
}
