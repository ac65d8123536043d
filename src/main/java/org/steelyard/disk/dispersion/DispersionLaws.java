// SPDX-License-Identifier: Apache-2.0
package org.steelyard.disk.dispersion;

import java.util.List;

/** The laws of the velocity dispersion that {@code disk.dispersion} can name. A new law has its line here. */
public final class DispersionLaws {

    private static final List<DispersionLaw> ALL =
            List.of(new FlatDispersion(), new ExponentialDispersion(), new GaussianRingDispersion());

    private DispersionLaws() {}

    /** @return every law, the default first */
    public static List<DispersionLaw> all() {
        return ALL;
    }
}
