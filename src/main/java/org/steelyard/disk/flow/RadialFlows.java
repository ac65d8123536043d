// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.steelyard.units.InputException;

/** The motions besides circular orbits that {@code disk.flow} can name. A new law has its line here. */
public final class RadialFlows {

    private static final List<RadialFlow> ALL = List.of(
            new CircularOrbits(),
            new InflowFromRotation(),
            new ConstantRadialFlow(),
            new ProportionalRadialFlow(),
            new SlowRotation(),
            new FreeFall());

    private RadialFlows() {}

    /** @return every law, the default first */
    public static List<RadialFlow> all() {
        return ALL;
    }

    /**
     * Several motions at once.
     *
     * @param parts in any order. Not modified
     * @return their sum; the motion itself where there is one
     * @throws InputException if one is there twice, circular orbits are among others, or two of them cannot be told apart
     */
    public static RadialFlow sum(List<? extends RadialFlow> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<RadialFlow> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingInt(ALL::indexOf));
        for (int k = 0; k < ordered.size(); k++) {
            RadialFlow part = ordered.get(k);
            if (ordered.indexOf(part) < k) {
                throw new InputException("names " + part.keyword() + " twice; name it once");
            }
            if (part.equals(new CircularOrbits())) {
                throw new InputException("names \"none\" beside other motions; remove it");
            }
        }
        for (RadialFlow other : List.of(new InflowFromRotation(), new SlowRotation())) {
            if (ordered.contains(new FreeFall()) && ordered.contains(other)) {
                throw new InputException("has free-fall and " + other.keyword()
                        + ", which both say how the gas inside the radius of the fall rotates; leave one out");
            }
        }
        boolean inflow = ordered.contains(new InflowFromRotation());
        for (RadialFlow other : List.of(new ProportionalRadialFlow(), new SlowRotation())) {
            if (inflow && ordered.contains(other)) {
                throw new InputException("has alpha and " + other.keyword()
                        + ", which are degenerate: alpha and a factor of the masses already give rotation and inflow any"
                        + " shares of v_c; leave one out");
            }
        }
        return new SummedFlow(ordered);
    }
}
