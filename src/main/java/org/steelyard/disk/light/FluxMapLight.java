// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;
import org.steelyard.component.ParameterDeclaration;

/**
 * Light as a map on the pixels of the sky, constant inside each pixel (method page, section 7). {@code flux_scale}
 * multiplies it.
 *
 * @param deconvolved whether the map of the observed flux is deconvolved with the beam by the Richardson-Lucy algorithm
 *     first
 */
public record FluxMapLight(boolean deconvolved) implements SurfaceBrightness {

    private static final ParameterDeclaration FLUX_SCALE = ParameterDeclaration.of(
                    "flux_scale", "f_{0}", "", "factor of the flux map")
            .startingAt(1, "1.0")
            .between(1e-6, 1e9);

    @Override
    public String keyword() {
        return deconvolved ? "deconvolved" : "map";
    }

    @Override
    public String meaning() {
        return deconvolved ? "the flux map, deconvolved with the beam" : "the flux map as it is";
    }

    @Override
    public List<ParameterDeclaration> fluxScale() {
        return List.of(FLUX_SCALE);
    }
}
