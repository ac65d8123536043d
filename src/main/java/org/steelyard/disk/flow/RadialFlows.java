// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.List;

/** The motions besides circular orbits that {@code disk.flow} can name. A new law has its line here. */
public final class RadialFlows {

    private static final List<RadialFlow> ALL = List.of(
            new CircularOrbits(),
            new InflowFromRotation(),
            new ConstantRadialFlow(),
            new ProportionalRadialFlow(),
            new SlowRotation());

    private RadialFlows() {}

    /** @return every law, the default first */
    public static List<RadialFlow> all() {
        return ALL;
    }
}
