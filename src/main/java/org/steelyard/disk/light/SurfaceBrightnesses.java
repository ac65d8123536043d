// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.light;

import java.util.List;

/** The sources of light that {@code disk.surface_brightness} can name. A new profile has its line here. */
public final class SurfaceBrightnesses {

    private static final List<SurfaceBrightness> ALL = List.of(
            new FluxMapLight(true),
            new FluxMapLight(false),
            new ExponentialLight(),
            new GaussianLight(),
            new GaussianRingLight(),
            new ExponentialLightWithHole(),
            RingedLight.AUTOMATIC);

    private SurfaceBrightnesses() {}

    /** @return every source, the default first */
    public static List<SurfaceBrightness> all() {
        return ALL;
    }
}
