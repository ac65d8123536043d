// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import org.steelyard.fit.map.MapProducts;

/** A velocity map and its model, as the page draws them. */
final class MapView {

    private MapView() {}

    /** Adds what depends on the data alone. */
    static void data(MapProducts maps, Packet out) {
        out.with("dataM1", maps.data().values());
        out.with("errorM1", maps.error().values());
        float[] region = new float[maps.region().length];
        for (int p = 0; p < region.length; p++) {
            region[p] = maps.region()[p] ? 1 : 0;
        }
        out.with("region", region);
    }

    /** Adds the model. */
    static void model(MapProducts maps, Packet out) {
        out.with("modelM1", maps.model().values());
    }
}
