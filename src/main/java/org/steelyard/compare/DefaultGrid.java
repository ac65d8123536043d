// SPDX-License-Identifier: Apache-2.0
package org.steelyard.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.component.Component;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.PotentialConfig.GasSource;
import org.steelyard.config.PotentialConfig.MassToLight;
import org.steelyard.config.toml.KeyChoices;
import org.steelyard.disk.dispersion.DispersionLaws;
import org.steelyard.disk.flow.CircularOrbits;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.ThickLayer;
import org.steelyard.disk.shape.ThinLayer;
import org.steelyard.fit.diagnosis.Cause;
import org.steelyard.fit.search.FitResult;

/**
 * The choices that are compared where none are named: what the default error budget changes in the physical model, and a
 * warp or a thickness that the fit has or that its diagnosis found. Choices of method are left out, like blocks or the
 * region, because chi^2 of other data cannot be compared. Lists in section {@code [budget]} take the place of the default
 * ones. The choice of the fit is always among them.
 */
final class DefaultGrid {

    private final Configuration config;
    private final FitResult result;
    private final List<KeyChoices> axes = new ArrayList<>();

    private DefaultGrid(Configuration config, FitResult result) {
        this.config = config;
        this.result = result;
    }

    /**
     * @param config resolved configuration of a fit
     * @param result of the fit
     * @return the keys with two or more choices
     */
    static List<KeyChoices> of(Configuration config, FitResult result) {
        DefaultGrid grid = new DefaultGrid(config, result);
        grid.mass();
        grid.gas();
        return grid.axes;
    }

    private void mass() {
        BudgetConfig budget = config.budget();
        if (config.potential().mge() != null) {
            add(
                    "potential.mge",
                    config.potential().mge(),
                    budget != null && budget.mge() != null
                            ? budget.mge()
                            : config.potential().mgeSet());
            add(
                    "potential.mass_to_light",
                    config.potential().massToLight(),
                    budget != null && budget.massToLight() != null
                            ? budget.massToLight()
                            : List.of(MassToLight.CONSTANT, MassToLight.LINEAR));
        }
        Object ownGas = config.potential().gas() == GasSource.TABLE
                ? config.potential().gasTable()
                : config.potential().gas();
        List<?> gas = isCube() ? List.of(GasSource.NONE, GasSource.FROM_CUBE) : List.of(GasSource.NONE);
        add("potential.gas", ownGas, budget != null && budget.gas() != null ? budget.gas() : gas);
    }

    private void gas() {
        BudgetConfig budget = config.budget();
        if (isCube()) {
            add(
                    "disk.dispersion",
                    config.disk().dispersion(),
                    budget != null && budget.dispersion() != null ? budget.dispersion() : tested(DispersionLaws.all()));
        }
        List<Component> flows = new ArrayList<>(List.of(new CircularOrbits()));
        flows.addAll(tested(RadialFlows.all()));
        add("disk.flow", config.disk().flow(), budget != null && budget.flow() != null ? budget.flow() : flows);
        if (isCube()) {
            add("potential.pressure_support", config.potential().pressureSupport(), List.of(false, true));
        }
        Component warp = config.disk().shape().warp();
        add("disk.warp", warp, alternatives(warp, new FlatDisk(), new LinearWarp(), Cause.WARP));
        Component height = config.disk().shape().thickness();
        add("disk.thickness", height, alternatives(height, new ThinLayer(), ThickLayer.GAUSSIAN, Cause.THICKNESS));
    }

    private boolean isCube() {
        return config.data().cube() != null;
    }

    /** None, where the fit has it, or the usual form, where the diagnosis found it. */
    private List<Component> alternatives(Component own, Component none, Component usual, Cause cause) {
        boolean found = result.diagnosis() != null
                && result.diagnosis().findings().stream().anyMatch(finding -> finding.cause() == cause);
        return own.keyword().equals(none.keyword()) ? found ? List.of(usual) : List.of() : List.of(none);
    }

    private static <C extends Component> List<C> tested(List<C> components) {
        return components.stream().filter(Component::testedByDefault).toList();
    }

    private void add(String key, Object own, List<?> others) {
        Set<Object> values = new LinkedHashSet<>();
        Stream.concat(Stream.of(own), others.stream()).forEach(values::add);
        if (values.size() > 1) {
            axes.add(KeyChoices.of(key, List.copyOf(values)));
        }
    }
}
