// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.dispersion;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.component.ParameterDeclaration;

/**
 * The same dispersion everywhere (method page, section 5):
 *
 * <pre>  sigma(r) = sigma_0 </pre>
 */
public record FlatDispersion() implements DispersionLaw {

    @Override
    public String keyword() {
        return "flat";
    }

    @Override
    public String meaning() {
        return "sigma_0 everywhere";
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return List.of(FLOOR);
    }

    @Override
    public boolean testedByDefault() {
        return true;
    }

    @Override
    public void evaluate(double[] parameters, double[] radii, double[] out, double[] @Nullable [] derivatives) {
        DispersionLaw.requireFloor(parameters[0]);
        Arrays.fill(out, 0, radii.length, parameters[0]);
        if (derivatives != null) {
            Arrays.fill(derivatives[0], 0, radii.length, 1);
        }
    }
}
